"""Which records are right, and whether their confidence says so."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from esfnlp.evaluate.figures import Matching, number_key
from esfnlp.evaluate.matching import Keyed

BINS = 10


@dataclass(frozen=True, slots=True)
class Judged:
    """A record, and whether the gold has it with the same code."""

    table: str
    row: Mapping[str, Any]
    is_right: bool

    @property
    def confidence(self) -> float:
        return float(self.row["confidence"])


@dataclass(frozen=True, slots=True)
class Bin:
    """Records of one tenth of the scale: how many, their mean confidence, and the share that is right."""

    count: int
    confidence: float
    right: float


def judged(matching: Matching) -> Iterator[Judged]:
    """All predicted records.

    A target group is right with the same status, an actor with the same role, a priority whose quote matches with the
    same kind, a number with the same value, unit and kind.
    """
    yield from _keyed("target_groups", matching.target_groups, "status")
    yield from _keyed("actors", matching.actors, "role")
    gold_of = {p: matching.priorities.gold[g] for p, g in matching.priorities.pairs}
    for index, row in enumerate(matching.priorities.predicted):
        yield Judged("priorities", row, index in gold_of and gold_of[index]["kind"] == row["kind"])
    numbers = Counter((number_key(row), row["kind"]) for row in matching.gold["targets"])
    for row in matching.predicted["targets"]:
        key = (number_key(row), row["kind"])
        numbers[key] -= 1
        yield Judged("targets", row, numbers[key] >= 0)


def calibration(stated: Iterable[float], right: Iterable[bool]) -> list[Bin]:
    """Stated confidences in ten equal bins, from low to high; empty ones are left out."""
    pairs = sorted(zip(stated, right, strict=True))
    bins = [list(some) for _, some in groupby(pairs, key=lambda pair: min(int(pair[0] * BINS), BINS - 1))]
    return [Bin(len(some), _mean([p for p, _ in some]), _mean([r for _, r in some])) for some in bins]


def calibration_error(bins: Sequence[Bin]) -> float:
    """The expected calibration error: the mean distance of confidence and share right, weighted by the bins' counts.

    References
    ----------
    Naeini, Cooper and Hauskrecht (2015), Obtaining well calibrated probabilities using Bayesian binning.
    """
    return sum(b.count * abs(b.confidence - b.right) for b in bins) / max(1, sum(b.count for b in bins))


def _keyed(table: str, keyed: Keyed, code: str) -> Iterator[Judged]:
    for key, row in keyed.predicted.items():
        yield Judged(table, row, key in keyed.gold and keyed.gold[key][code] == row[code])


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
