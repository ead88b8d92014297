"""What classifiers see of a text: its words, those around it, and the cues in both."""

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from esfnlp.embedding import Encoder, load
from esfnlp.extract.patterns import Table
from esfnlp.swedish.tokens import stem

_WORD = re.compile(r"[^\W\d_][\w+-]*|\d+|[:?]")
_MEANING = 4.0
"""What vectors are multiplied by, so that they weigh about as much as words."""
_TEXTS = 1024
"""Texts kept with their stems; headings and lead-ins come again and again."""
_WORDS = 100_000
_LETTERS = 4
"""Letters of the pieces of words, which tell compounds with a part in common."""
NUMBER = "0"
"""Stands for every number, so that no figure of one plan becomes evidence in another."""


@lru_cache(maxsize=_TEXTS)
def stems(text: str) -> Sequence[str]:
    """Stems of the words in order, numbers as one.

    >>> stems("Projekten ska nå 120 unga:")
    ('projek', 'ska', 'nå', '0', 'ung', ':')
    """
    return tuple(_stem(word) for word in _WORD.findall(text))


@lru_cache(maxsize=_WORDS)
def _stem(word: str) -> str:
    return NUMBER if word[0].isdigit() else stem(word.casefold())


def words(prefix: str, text: str, *, pairs: bool = False, first: int = 0) -> dict[str, float]:
    """Presence of each word, of pairs of neighbours, and of the first words at their places."""
    found = stems(text)
    names = [f"{prefix}={word}" for word in found]
    if pairs:
        names += [f"{prefix}={left}_{right}" for left, right in pairwise(found)]
    names += [f"{prefix}^{place}={word}" for place, word in enumerate(found[:first])]
    return dict.fromkeys(names, 1.0)


def cues(prefix: str, text: str, table: Table) -> dict[str, float]:
    """Presence of each cue that the text matches."""
    return {f"{prefix}:{name}": 1.0 for name in table.matching(text)}


def surroundings(texts: Mapping[str, str], tables: Sequence[tuple[str, Table]]) -> dict[str, float]:
    """Words and cues of what stands around a text (heading, label, lead-in), by what it is."""
    found: dict[str, float] = {}
    for place, text in texts.items():
        if not text:
            found[f"no {place}"] = 1.0
            continue
        found |= words(place, text)
        for name, table in tables:
            found |= cues(f"{place}:{name}", text, table)
    return found


def wording(text: str) -> dict[str, float]:
    """What a short text says in its own words: words, pairs of words (also one apart) and pieces of words."""
    found = stems(text)
    names = [f"word={word}" for word in found]
    names += [f"pair={left}_{right}" for left, right in pairwise(found)]
    names += [f"apart={left}_{right}" for left, right in zip(found, found[2:], strict=False)]
    for word in found:
        names += _parts(word)
    return dict.fromkeys(names, 1.0)


@lru_cache(maxsize=_WORDS)
def _parts(word: str) -> tuple[str, ...]:
    marked = f"<{word}>"
    return tuple(f"part={marked[i : i + _LETTERS]}" for i in range(len(marked) - _LETTERS + 1))


def meanings(texts: Sequence[str]) -> NDArray[np.float32]:
    """What the texts are about: the vectors of the shipped encoder, a row for each."""
    return _encoder().encode(texts) * np.float32(_MEANING)


@cache
def _encoder() -> Encoder:
    return load()
