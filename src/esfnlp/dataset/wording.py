"""How alike two texts are in their words, whatever their line breaks, bullets, inflection and order."""

import re
from functools import lru_cache

from esfnlp.swedish.tokens import fold, stem

SMALL_WORDS = frozenset(
    {
        "alla", "att", "av", "de", "dem", "den", "deras", "dess", "det", "detta", "där", "då", "en", "ett",
        "eller", "från", "för", "genom", "ha", "har", "hos", "i", "inom", "med", "men", "mot", "och", "om",
        "på", "samt", "sig", "sin", "sina", "sitt", "som", "så", "till", "under", "vid", "är",
    }
)  # fmt: skip
"""Words that two Swedish texts share without being about the same."""

_WORD = re.compile(r"[^\W_]+(?:[:.,]\d+)*")
_NUMBERING = re.compile(r"^\s*(?:(?:bilaga|kapitel|del)\s+)?\d+(?:\.\d+)*[.:)]?\s+", re.I)


def words(text: str) -> list[str]:
    """Folded words and numbers in order."""
    return [fold(match.group()) for match in _WORD.finditer(text)]


def unnumbered(heading: str) -> str:
    """A heading without its number.

    >>> unnumbered("4.1 Mål och medel")
    'Mål och medel'
    """
    return _NUMBERING.sub("", heading)


@lru_cache(maxsize=65_536)
def content(text: str) -> frozenset[str]:
    """Stems of the words that carry the meaning.

    >>> content("stöd till unga") == content("Stöden till de unga")
    True
    """
    return frozenset(stem(word) for word in words(text) if word not in SMALL_WORDS)


def dice(left: frozenset[str], right: frozenset[str]) -> float:
    """Twice what two sets share over their sizes together, 0-1; 1 for two empty sets."""
    return 2 * len(left & right) / (len(left) + len(right)) if left or right else 1.0
