"""The lines of a PDF as running text: words divided at line ends put together again."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from esfnlp.ingest.hyphenation import Joint, joint_of
from esfnlp.ingest.pdf_characters import HYPHENS

_DIVIDED = re.compile(rf"[^\W_][{HYPHENS}]$")
_USUAL_PUNCTUATION = '.,;:!?()"”’/–-'
_BARE = re.compile(r"\w(?:.*\w)?", re.S)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """How often the document has each word, folded, where no line end divides it."""

    counts: Counter[str]

    @classmethod
    def of(cls, words: Iterable[str]) -> "Vocabulary":
        counts = Counter[str]()
        for word, count in Counter(words).items():
            counts[_folded(word)] += count
        return cls(counts)

    def __getitem__(self, word: str) -> int:
        return self.counts[_folded(word)]


def _folded(word: str) -> str:
    plain = word.strip(_USUAL_PUNCTUATION)
    if plain.isalpha():
        return plain.casefold()
    return _bare(word).casefold().replace("\u2010", "-").replace("\u2011", "-")


def _bare(word: str) -> str:
    """The word without the punctuation around it."""
    found = _BARE.search(word)
    return found.group() if found else ""


def joint(left: str, right: str, vocabulary: Vocabulary) -> Joint:
    """How the last word of a line goes together with the first of the next.

    >>> joint("arbets-", "marknad,", Vocabulary.of([])), joint("ett -", "streck", Vocabulary.of([]))
    ('join', 'space')
    """
    if not _DIVIDED.search(left) or not right:
        return "space"
    if left[-1] == "\u00ad":
        return "join"
    if not right[0].isalnum():
        return "space"
    return joint_of(_bare(left), _bare(right), vocabulary.__getitem__)


def glue(left: str, right: str, vocabulary: Vocabulary) -> str:
    """Two lines as one text.

    >>> glue("stöd till arbets-", "lösa unga", Vocabulary.of([]))
    'stöd till arbetslösa unga'
    """
    if left[-1:] not in HYPHENS:
        return f"{left} {right}" if right else left
    last, first = (left.rsplit(None, 1) or [""])[-1], (right.split(None, 1) or [""])[0]
    match joint(last, first, vocabulary):
        case "join":
            return left[:-1] + right
        case "keep":
            return left[:-1] + "-" + right
        case _:
            return f"{left} {right}" if left and right else left + right
