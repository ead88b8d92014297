"""Folds passages that say the same: plans repeat themselves, and each other."""

from collections.abc import Iterable
from dataclasses import replace

from esfnlp.search.passages import Hit
from esfnlp.search.terms import folded_words

_SAME = 0.9
"""Share of runs of three words (Jaccard) from which two passages say the same."""
_LOOKED_AT = 60


def fold_duplicates(hits: Iterable[Hit], k: int) -> list[Hit]:
    """The best `k` hits; one that says what a better one says is folded into it."""
    kept: list[tuple[Hit, frozenset[tuple[str, ...]]]] = []
    for seen, hit in enumerate(hits):
        if len(kept) == k or seen == max(_LOOKED_AT, 4 * k):
            break
        runs = _runs(hit.text)
        twin = next((i for i, (_, other) in enumerate(kept) if _is_same(runs, other)), None)
        if twin is None:
            kept.append((hit, runs))
        else:
            first, other = kept[twin]
            kept[twin] = (replace(first, alike=(*first.alike, hit.passage_id)), other)
    return [hit for hit, _ in kept]


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    words = folded_words(text)
    return frozenset(tuple(words[i : i + 3]) for i in range(max(1, len(words) - 2)))


def _is_same(left: frozenset[tuple[str, ...]], right: frozenset[tuple[str, ...]]) -> bool:
    return len(left & right) >= _SAME * len(left | right)
