"""Which record of the dataset is which record of the gold."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from esfnlp.swedish.tokens import squeeze

Row = dict[str, Any]
Key = tuple[Hashable, ...]

NEEDED_SHARE = 0.5
"""Two quotes are of one statement where they share a stretch of half of the shorter one …"""
NEEDED_SHARE_OF_LONGER = 0.25
"""… and of a quarter of the longer one."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many there are, how many were found, and how many are both."""

    hits: int
    predicted: int
    gold: int

    @property
    def precision(self) -> float:
        return self.hits / max(1, self.predicted)

    @property
    def recall(self) -> float:
        return self.hits / max(1, self.gold)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall, 0 where both are."""
        precision, recall = self.precision, self.recall
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0

    def to_json(self) -> dict[str, float]:
        return {"p": self.precision, "r": self.recall, "f1": self.f1}


@dataclass(frozen=True)
class Keyed:
    """Records that are known by a key, the strongest of each key, on both sides."""

    predicted: Mapping[Key, Row]
    gold: Mapping[Key, Row]

    @property
    def matched(self) -> list[Key]:
        """Keys of both sides, in the order of the gold."""
        return [key for key in self.gold if key in self.predicted]

    def agreement(self, column: str) -> float:
        """The share of matched records that agree in a column, 0 where none is matched."""
        agreeing = sum(self.predicted[key][column] == self.gold[key][column] for key in self.matched)
        return float(agreeing / max(1, len(self.matched)))


@dataclass(frozen=True)
class Quoted:
    """Statements that are known by their quotes; `pairs` are indices (predicted, gold)."""

    predicted: Sequence[Row]
    gold: Sequence[Row]
    pairs: Sequence[tuple[int, int]]

    def matched(self) -> list[tuple[Row, Row]]:
        return [(self.predicted[p], self.gold[g]) for p, g in self.pairs]


def overlap_of(predicted: Iterable[Hashable], gold: Iterable[Hashable]) -> Counts:
    """Counts of two collections in which the same key may stand several times."""
    left, right = Counter(iter(predicted)), Counter(iter(gold))
    return Counts((left & right).total(), left.total(), right.total())


def said(row: Mapping[str, Any], column: str) -> Any:
    """The value of a column, None where it is missing or empty."""
    value = row.get(column)
    return None if value is None or value == "" or value != value else value


def match_keyed(
    predicted: Iterable[Row],
    gold: Iterable[Row],
    key: Callable[[Row], Key],
    *,
    column: str,
    strength: Mapping[str, int],
) -> Keyed:
    """Records by `key`; of several the one whose `column` is strongest, the first of equals."""

    def strongest(rows: Iterable[Row]) -> dict[Key, Row]:
        best: dict[Key, Row] = {}
        for row in rows:
            held = best.get(key(row))
            if held is None or strength.get(row[column], -1) > strength.get(held[column], -1):
                best[key(row)] = row
        return best

    return Keyed(strongest(predicted), strongest(gold))


def match_quotes(predicted: Iterable[Row], gold: Iterable[Row]) -> Quoted:
    """One-to-one pairs of statements of a document, the best sharing first.

    The same words in the same region are one statement. Of equally good pairs the one in the same region
    goes first, then the one whose lengths are closest.
    """
    left, right = _once(predicted), _once(gold)
    by_document: dict[str, list[int]] = {}
    for p, row in enumerate(left):
        by_document.setdefault(row["document_id"], []).append(p)
    candidates = [
        (score, g, p)
        for g, row in enumerate(right)
        for p in by_document.get(row["document_id"], ())
        if (score := _pair_score(left[p], row)) is not None
    ]
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, g, p in sorted(candidates, reverse=True):
        if g not in pairs and p not in taken:
            pairs[g] = p
            taken.add(p)
    return Quoted(left, right, [(p, g) for g, p in pairs.items()])


def _once(rows: Iterable[Row]) -> list[Row]:
    found: dict[Key, Row] = {}
    for row in rows:
        squeezed = squeeze(row["quote"])
        found[row["document_id"], said(row, "region_code"), squeezed] = row | {"squeezed": squeezed}
    return list(found.values())


def _pair_score(predicted: Row, gold: Row) -> float | None:
    left, right = predicted["squeezed"], gold["squeezed"]
    share = shared_stretch(left, right)
    if share < NEEDED_SHARE:
        return None
    same_region = said(predicted, "region_code") == said(gold, "region_code")
    score: float = share + 0.1 * same_region - abs(len(left) - len(right)) / 1e4
    return score


def shared_stretch(left: str, right: str) -> float:
    """The longest stretch that both texts hold, over the shorter text's length; 0 where it is too short.

    Too short is less than half of the shorter text or less than a quarter of the longer one.

    >>> shared_stretch("abcd", "xxabcx")
    0.75
    """
    short, long = sorted((left, right), key=len)
    least = max(1, ceil(NEEDED_SHARE * len(short)), ceil(NEEDED_SHARE_OF_LONGER * len(long)))
    if least > len(short) or not _shares(short, long, least):
        return 0.0
    if short in long:
        return 1.0
    lengths = range(least, len(short))
    first_unshared = bisect_left(lengths, True, key=lambda length: not _shares(short, long, length))
    return (least + first_unshared - 1) / len(short)


def _shares(short: str, long: str, length: int) -> bool:
    """Whether the texts have a stretch of this length in common."""
    stretches = {short[i : i + length] for i in range(len(short) - length + 1)}
    return any(long[i : i + length] in stretches for i in range(len(long) - length + 1))
