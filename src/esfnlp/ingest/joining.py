"""Lines of a wrapped text to running text: what was divided is made whole, by the document's own words and
the lexicon's."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from esfnlp.ingest.hyphenation import joint_of

SOFT_HYPHEN = "\u00ad"
_HYPHENS = f"-\u2010\u2011{SOFT_HYPHEN}"
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010\u2011][^\W\d_]+)*")
_LAST_WORD = re.compile(r"(?<![^\W_])(?<![^\W_][-\u2010\u2011–/])[^\W_]++(?:[-\u2010\u2011–/][^\W_]++)*+\Z")
_FIRST_WORD = re.compile(r"[^\W_]+(?:[-\u2010\u2011][^\W_]+)*")
_LINKED = re.compile(r"(?:nings|rings|lings|tions|hets|skaps|tets|doms|fonds)$")
_SMALL_WORDS = frozenset(
    """i på av för till med om att och eller samt respektive men som den det de en ett är ut in upp ner under över efter genom vid
    mot från ur hos per utan inom mellan små stor stora ny nya god goda lång kort hög låg mer alla vi man
    så då nu var där här när hur sin sitt sina ej inte utrikes inrikes kan ska bör har""".split()  # noqa: SIM905
)


@dataclass(frozen=True)
class Vocabulary:
    """How often a word, and two words side by side, stand whole within the lines of a document."""

    words: Counter[str]
    pairs: Counter[tuple[str, str]]

    @classmethod
    def of(cls, lines: Iterable[str]) -> "Vocabulary":
        words: Counter[str] = Counter()
        pairs: Counter[tuple[str, str]] = Counter()
        ended = True
        for line in lines:
            found = [match.group().casefold() for match in _WORD.finditer(line)]
            pairs.update(pairwise(found))
            begin = 0 if ended else 1
            ended = line[-1:] in ".,;:!?)" or not line
            words.update(found[begin:] if ended else found[begin:-1])
        return cls(words, pairs)


def joint(left: str, right: str, vocabulary: Vocabulary) -> tuple[str, str]:
    """What `left` becomes and what comes between it and `right`, the next line of the same paragraph.

    >>> empty = Vocabulary(Counter(), Counter())
    >>> joint("arbets-", "löshet", empty), joint("lång-", "och korta", empty), joint("ESF-", "rådet", empty)
    (('arbets', ''), ('lång-', ' '), ('ESF-', ''))
    """
    if left[-1:] in _HYPHENS and left[-2:-1].isalnum():
        return _at_hyphen(left, right, vocabulary)
    if left.endswith(("/", "–")) and (left[-2:-1].isalnum() or left[-2:-1] == "-") and right[:1].isalnum():
        return left, ""
    first, last = _FIRST_WORD.match(right), _LAST_WORD.search(left)
    if first and last and _was_one_word(last.group(), first.group(), vocabulary):
        return left, ""
    return left, " "


def join_lines(lines: Sequence[str], vocabulary: Vocabulary) -> tuple[str, list[int]]:
    """The lines as running text, and the offset in it at which each of them begins."""
    parts: list[str] = []
    starts: list[int] = []
    length = 0
    for line in lines:
        if parts:
            before, between = joint(parts[-1], line, vocabulary)
            length += len(before) - len(parts[-1]) + len(between)
            parts[-1:] = [before, between]
        starts.append(length)
        parts.append(line.replace(SOFT_HYPHEN, "") if not line.endswith(SOFT_HYPHEN) else line)
        length += len(parts[-1])
    return "".join(parts).replace(SOFT_HYPHEN, ""), starts


def _at_hyphen(left: str, right: str, vocabulary: Vocabulary) -> tuple[str, str]:
    stem = left[:-1]
    first, last = _FIRST_WORD.match(right), _LAST_WORD.search(stem)
    if first is None or last is None:
        return left, " "
    if left[-1] == SOFT_HYPHEN:
        return stem, ""
    match joint_of(last.group(), first.group(), vocabulary.words.__getitem__):
        case "join":
            return stem, ""
        case "keep":
            return f"{stem}-", ""
        case "space":
            return f"{stem}-", " "


def _was_one_word(before: str, after: str, vocabulary: Vocabulary) -> bool:
    """Whether a line end without hyphen divides a word: the discretionary hyphen was lost on the way here."""
    left, right = before.casefold(), after.casefold()
    if not (left + right).isalpha() or not after[0].islower() or len(left) < 2 or len(right) < 2:
        return False
    words = vocabulary.words
    if words[left + right]:
        unknown = not words[left] or not words[right]
        paired = vocabulary.pairs[left, right] > 0
        bare = not paired and words[left + right] > 1 and not {left, right} & _SMALL_WORDS
        return (unknown and not paired) or bare
    return bool(_LINKED.search(left)) and not words[left] and right not in _SMALL_WORDS
