"""What a conversion ran together: a title glued to the line before it, a word with a stray hyphen."""

import re
from collections.abc import Sequence
from dataclasses import replace

from esfnlp.ingest.joining import Vocabulary
from esfnlp.ingest.text_lines import Line

_GLUED = re.compile(r"([a-zåäöé]{3,})([A-ZÅÄÖ][a-zåäöé]{2,})")
_STRAY = re.compile(r"\b([a-zåäöé]{3,})-([a-zåäöé]{3,})\b")
_TITLE_WORDS = 8


def unglued(lines: Sequence[Line]) -> list[Line]:
    """The lines with glued titles on lines of their own and stray hyphens removed, where the document itself
    knows the words that come of it."""
    vocabulary = Vocabulary.of(line.text for line in lines)
    found: list[Line] = []
    for line in lines:
        text = _STRAY.sub(lambda match: _without_hyphen(match, vocabulary), line.text)
        head, title = _divided(text, vocabulary)
        found.append(replace(line, text=head))
        if title:
            found.append(replace(line, text=title, gap=1, opens_page=False))
    return found


def _divided(text: str, vocabulary: Vocabulary) -> tuple[str, str]:
    for match in _GLUED.finditer(text):
        title = text[match.start(2) :]
        ends = len(title.split()) <= _TITLE_WORDS and title[-1] not in ".,;:"
        if ends and _known(match.group(1), vocabulary) and _known(match.group(2), vocabulary):
            return text[: match.start(2)], title
    return text, ""


def _known(word: str, vocabulary: Vocabulary) -> bool:
    """Whether the word stands on its own in the document, in this form or with an ending."""
    folded = word.casefold()
    return any(vocabulary.words[form] for form in (folded, f"{folded}s", f"{folded}en", f"{folded}er"))


def _without_hyphen(match: re.Match[str], vocabulary: Vocabulary) -> str:
    before, after = match.groups()
    words = vocabulary.words
    stray = words[before + after] > words[match.group()] - 1 and words[before + after] and not words[after]
    return before + after if stray else match.group()
