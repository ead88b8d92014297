"""Words divided at line ends, put together again as the document itself writes them."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from esfnlp.ingest.pdf_characters import HYPHENS

Joint = Literal["space", "keep", "join"]

_COORDINATORS = frozenset(
    {"och", "eller", "samt", "till", "men", "respektive", "liksom", "och/eller", "resp", "kontra"}
)
_DIVIDED = re.compile(rf"[^\W\d_][{HYPHENS}]$|\d[{HYPHENS}]$")
_EDGE = re.compile(r"^[^\w]+|[^\w]+$")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """How often the document has each word, folded, where no line end divides it."""

    counts: Counter[str]

    @classmethod
    def of(cls, words: Iterable[str]) -> "Vocabulary":
        return cls(Counter(_folded(word) for word in words))

    def __getitem__(self, word: str) -> int:
        return self.counts[_folded(word)]


def _folded(word: str) -> str:
    return _EDGE.sub("", word).casefold().replace("\u2010", "-").replace("\u2011", "-")


def joint(left: str, right: str, vocabulary: Vocabulary) -> Joint:
    """How the last word of a line goes together with the first of the next.

    >>> joint("lång-", "och", Vocabulary.of([])), joint("ESF-", "rådet", Vocabulary.of([]))
    ('space', 'keep')
    >>> joint("arbets-", "marknad", Vocabulary.of([]))
    'join'
    """
    if not _DIVIDED.search(left) or not right:
        return "space"
    if left[-1] == "\u00ad":
        return "join"
    if _folded(right) in _COORDINATORS or not right[0].isalnum():
        return "space"
    return _joint_of_word(left, right, vocabulary)


def _joint_of_word(left: str, right: str, vocabulary: Vocabulary) -> Joint:
    stem = _EDGE.sub("", left)
    last_part = re.split(rf"[{HYPHENS}/]", stem)[-1]
    if left[-2].isdigit() or right[0].isdigit() or (right[0].isupper() and not stem.isupper()):
        return "keep"
    whole, hyphenated = vocabulary[stem + right], vocabulary[f"{stem}-{right}"]
    if whole != hyphenated:
        return "join" if whole > hyphenated else "keep"
    is_abbreviation = last_part.isupper() and (len(last_part) > 1 or not right[0].isupper())
    if is_abbreviation and not (right[0].isupper() and len(last_part) > 1 and right.isupper()):
        return "keep"
    return "keep" if len(last_part) < 2 else "join"


def glue(left: str, right: str, vocabulary: Vocabulary) -> str:
    """Two lines as one text.

    >>> glue("stöd till arbets-", "lösa unga", Vocabulary.of([]))
    'stöd till arbetslösa unga'
    """
    last, first = (left.split() or [""])[-1], (right.split() or [""])[0]
    match joint(last, first, vocabulary):
        case "join":
            return left[:-1] + right
        case "keep":
            return left[:-1] + "-" + right
        case _:
            return f"{left} {right}" if left and right else left + right
