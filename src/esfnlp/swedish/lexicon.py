"""How common a word is in Swedish policy text, and how a compound is divided."""

import gzip
from functools import cache

from esfnlp.models import models_folder

_SHORTEST_PART = 3
_LINKS = ("", "s", "e", "o", "u")
"""Letters that may stand between the parts of a compound (arbetsmarknad, gatu-, kyrko-)."""


@cache
def frequencies() -> dict[str, int]:
    """Folded words with their number of occurrences in `models/sv_lexicon` (its card says in what)."""
    path = models_folder() / "sv_lexicon" / "words.tsv.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        pairs = (line.rstrip("\n").split("\t") for line in lines)
        return {word: int(count) for word, count in pairs}


def frequency(word: str) -> int:
    """Occurrences of the word, whatever its case; 0 for a word that the lexicon does not hold."""
    return frequencies().get(word.casefold(), 0)


@cache
def split_compound(word: str) -> tuple[str, ...]:
    """The two parts of a compound, or the word alone; parts must be words of their own, the head the longest known.

    >>> split_compound("långtidsarbetslöshet")
    ('långtids', 'arbetslöshet')
    >>> split_compound("plan")
    ('plan',)
    """
    known = frequencies()
    folded = word.casefold()
    best: tuple[int, tuple[str, ...]] = (0, (word,))
    for cut in range(_SHORTEST_PART, len(folded) - _SHORTEST_PART + 1):
        first, head = folded[:cut], folded[cut:]
        stems = {first.removesuffix(link) for link in _LINKS if first.endswith(link)}
        count = max((known.get(part, 0) for part in stems if len(part) >= _SHORTEST_PART), default=0)
        score = min(count, known.get(head, 0))
        if score > best[0] and score > known.get(folded, 0):
            best = (score, (word[:cut], word[cut:]))
    return best[1]
