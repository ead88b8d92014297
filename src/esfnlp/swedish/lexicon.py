"""How common a word is in Swedish policy text, and how a compound is divided."""

import gzip
from bisect import bisect_left
from functools import cache, lru_cache
from itertools import accumulate

from esfnlp.artefacts import models_folder

_SHORTEST_PART = 3


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
def _prefix_index() -> tuple[list[str], list[int]]:
    """The words in order, and the running total of their counts."""
    words = sorted(frequencies())
    totals = list(accumulate((frequencies()[word] for word in words), initial=0))
    return words, totals


def _opens(prefix: str) -> int:
    """Occurrences of longer words that begin with `prefix`."""
    words, totals = _prefix_index()
    return totals[bisect_left(words, prefix + "\uffff")] - totals[bisect_left(words, prefix + "a")]


@lru_cache(maxsize=200_000)
def split_compound(word: str) -> tuple[str, ...]:
    """The two parts of a compound, or the word alone.

    The head must be a word, the first part must open other words too, and both must be commoner than the whole.

    >>> split_compound("långtidsarbetslöshet")
    ('långtids', 'arbetslöshet')
    >>> split_compound("sysselsättning")
    ('sysselsättning',)
    """
    known = frequencies()
    folded = word.casefold()
    whole = known.get(folded, 0)
    best: tuple[int, tuple[str, ...]] = (0, (word,))
    for cut in range(_SHORTEST_PART, len(folded) - _SHORTEST_PART + 1):
        score = min(_opens(folded[:cut]) - whole, known.get(folded[cut:], 0))
        if score > max(best[0], whole):
            best = (score, (word[:cut], word[cut:]))
    return best[1]
