"""What classifiers see of a text: its words, those around it, and the cues in both."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise

from esfnlp.embedding import Encoder, load
from esfnlp.swedish.tokens import stem

_WORD = re.compile(r"[^\W\d_][\w+-]*|\d+|[:?]")
_MEANING = 4.0
"""What vectors are multiplied by, so that they weigh about as much as words."""
_LETTERS = 4
"""Letters of the pieces of words, which tell compounds with a part in common."""
NUMBER = "0"
"""Stands for every number, so that no figure of one plan becomes evidence in another."""


def stems(text: str) -> list[str]:
    """Stems of the words in order, numbers as one.

    >>> stems("Projekten ska nå 120 unga:")
    ['projek', 'ska', 'nå', '0', 'ung', ':']
    """
    return [NUMBER if word[0].isdigit() else stem(word.casefold()) for word in _WORD.findall(text)]


def words(prefix: str, text: str, *, pairs: bool = False, first: int = 0) -> dict[str, float]:
    """Presence of each word, of pairs of neighbours, and of the first words at their places."""
    found = stems(text)
    names = [f"{prefix}={word}" for word in found]
    if pairs:
        names += [f"{prefix}={left}_{right}" for left, right in pairwise(found)]
    names += [f"{prefix}^{place}={word}" for place, word in enumerate(found[:first])]
    return dict.fromkeys(names, 1.0)


def cues(prefix: str, text: str, patterns: Mapping[str, re.Pattern[str]]) -> dict[str, float]:
    """Presence of each pattern that the text matches."""
    return {f"{prefix}:{name}": 1.0 for name in _matching(text, tuple(patterns.items()))}


@lru_cache(maxsize=512)
def _matching(text: str, patterns: tuple[tuple[str, re.Pattern[str]], ...]) -> tuple[str, ...]:
    """Names of the patterns that match; headings, lead-ins and sentences are asked for once for each group in them."""
    return tuple(name for name, pattern in patterns if pattern.search(text))


def surroundings(
    texts: Mapping[str, str], tables: Iterable[tuple[str, Mapping[str, re.Pattern[str]]]]
) -> dict[str, float]:
    """Words and cues of what stands around a text (heading, label, lead-in), by what it is."""
    found: dict[str, float] = {}
    tables = list(tables)
    for place, text in texts.items():
        if not text:
            found[f"no {place}"] = 1.0
            continue
        found |= words(place, text)
        for name, patterns in tables:
            found |= cues(f"{place}:{name}", text, patterns)
    return found


def wording(text: str) -> dict[str, float]:
    """What a short text says in its own words: words, pairs of words (also one apart) and pieces of words."""
    found = stems(text)
    names = [f"word={word}" for word in found]
    names += [f"pair={left}_{right}" for left, right in pairwise(found)]
    names += [f"apart={left}_{right}" for left, right in zip(found, found[2:], strict=False)]
    for word in found:
        marked = f"<{word}>"
        names += [f"part={marked[i : i + _LETTERS]}" for i in range(len(marked) - _LETTERS + 1)]
    return dict.fromkeys(names, 1.0)


def meanings(texts: Sequence[str]) -> list[dict[str, float]]:
    """What the texts are about: the vectors of the shipped encoder, each number a feature."""
    vectors = _encoder().encode(texts) * _MEANING
    names = [f"meaning {i}" for i in range(vectors.shape[1])]
    return [dict(zip(names, row, strict=True)) for row in vectors.tolist()]


@cache
def _encoder() -> Encoder:
    return load()
