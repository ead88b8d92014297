"""Which records a reviewer is to look at next."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from esfnlp.record import RECORD_TABLES, Row
from esfnlp.review.correction import Correction

Order = Literal["uncertainty", "sample"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A record that waits, and how uncertain it is (1 where right and wrong are as likely, 0 where it is sure)."""

    table: str
    row: Row
    uncertainty: float


def queue(
    tables: Mapping[str, Iterable[Row]],
    corrections: Sequence[Correction],
    *,
    by: Order = "uncertainty",
    seed: int = 0,
    who: str | None = None,
    second: bool = False,
) -> list[Entry]:
    """The records that wait for a reviewer.

    Parameters
    ----------
    tables : rows of the record tables.
    corrections : those that stand; a record that they judged does not wait.
    by : the most uncertain first, or in a random order that `seed` tells and that new records do not change.
    who : leave out only what this reviewer has judged.
    second : only records that somebody else has judged, for agreement.
    """
    judged = judged_by(corrections, who)
    return [entry for entry in ordered(tables, by=by, seed=seed) if judged.leaves(entry.row, second=second)]


@dataclass(frozen=True)
class Judged:
    """The records that a reviewer (`who`, everybody where None) has judged, and those that others have."""

    who: str | None
    mine: frozenset[str]
    others: frozenset[str]

    def leaves(self, row: Row, *, second: bool = False) -> bool:
        """Whether the record still waits for the reviewer."""
        if row["record_id"] in self.mine:
            return False
        if second:
            return row["record_id"] in self.others
        return self.who is not None or not row.get("review")


def judged_by(corrections: Iterable[Correction], who: str | None = None) -> Judged:
    """What is judged already, by corrections that stand."""
    held = list(corrections)
    return Judged(
        who,
        frozenset(c.record_id for c in held if who is None or c.who == who),
        frozenset(c.record_id for c in held if c.who != who),
    )


def ordered(tables: Mapping[str, Iterable[Row]], *, by: Order = "uncertainty", seed: int = 0) -> list[Entry]:
    """All records in the order of the queue; rows need record_id and confidence."""
    found = [
        Entry(table, row, uncertainty(float(str(row["confidence"]))))
        for table in RECORD_TABLES
        for row in tables.get(table, ())
    ]
    if by == "sample":
        return sampled(found, seed)
    return sorted(found, key=lambda entry: (-entry.uncertainty, str(entry.row["record_id"])))


def sampled(entries: Iterable[Entry], seed: int) -> list[Entry]:
    """The entries in a random order that the seed tells."""
    return sorted(entries, key=lambda entry: _drawn(seed, str(entry.row["record_id"])))


def uncertainty(confidence: float) -> float:
    """How near to a toss-up a confidence is.

    >>> uncertainty(0.5), uncertainty(0.25), uncertainty(1.0)
    (1.0, 0.5, 0.0)
    """
    return 1 - abs(2 * confidence - 1)


def _drawn(seed: int, record_id: str) -> str:
    return hashlib.sha256(f"{seed} {record_id}".encode()).hexdigest()
