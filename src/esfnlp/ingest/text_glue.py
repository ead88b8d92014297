"""What a conversion ran together: a title glued to the line before it, a word with a stray hyphen."""

import re
from collections.abc import Sequence, Set
from dataclasses import replace

from esfnlp.ingest.joining import Vocabulary
from esfnlp.ingest.text_lines import Line

_GLUED = re.compile(r"(?:(?<![a-zåäöé])|(?=[^a-zåäöé]))([^\W\d_][a-zåäöé]{2,}+)([A-ZÅÄÖ][a-zåäöé]{2,}+)")
_STRAY = re.compile(r"\b([a-zåäöé]{3,})-([a-zåäöé]{3,})\b")
_WORD = re.compile(r"[^\W\d_]+")
_TITLE_WORDS = 8


def unglued(lines: Sequence[Line]) -> list[Line]:
    """The lines with glued titles on lines of their own and stray hyphens removed, where the document itself
    knows the words that come of it."""
    vocabulary = Vocabulary.of(line.text for line in lines)
    known = {word.casefold() for line in lines for word in _WORD.findall(line.text)}
    found: list[Line] = []
    for line in lines:
        text = _STRAY.sub(lambda match: _without_hyphen(match, vocabulary), line.text)
        head, title = _divided(text, known)
        found.append(replace(line, text=head))
        if title:
            found.append(replace(line, text=title, gap=1, opens_page=False))
    return found


def _divided(text: str, known: Set[str]) -> tuple[str, str]:
    for match in _GLUED.finditer(text):
        title = text[match.start(2) :]
        ends = len(title.split()) <= _TITLE_WORDS and title[-1] not in ".,;:"
        if ends and _is_known(match.group(1), known) and _is_known(match.group(2), known):
            return text[: match.start(2)], title
    return text, ""


def _is_known(word: str, known: Set[str]) -> bool:
    """Whether the word stands on its own in the document, in this form or with an ending."""
    folded = word.casefold()
    return any(form in known for form in (folded, f"{folded}s", f"{folded}en", f"{folded}er"))


def _without_hyphen(match: re.Match[str], vocabulary: Vocabulary) -> str:
    before, after = match.groups()
    words = vocabulary.words
    stray = words[before + after] > words[match.group()] - 1 and words[before + after] and not words[after]
    return before + after if stray else match.group()
