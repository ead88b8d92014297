"""What the numbers of a plan come to, with the parts that make the sum.

Numbers are added only where nobody can be counted twice: they are of one kind, unit and year, and of other programme
areas or of groups that have nothing in common. Where one number is what the others come to, it is the sum.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from esfnlp.record import Row
from esfnlp.taxonomy.concepts import load_taxonomy

_ADDED = frozenset({"persons", "projects", "SEK", "EUR", "count"})
_SLACK = 0.005
"""By which a stated sum may differ from its parts, for rounding."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number of the targets table, as far as adding goes."""

    kind: str
    value: float
    unit: str
    year: int | None
    comparator: str
    measure: str | None
    programme_area: str | None
    population: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A number that is added, with the words and the page that it stands on."""

    number: Number
    page: int | None
    quote: str
    passage_id: str


@dataclass(frozen=True, slots=True)
class Sum:
    """`is_stated` says that the plan itself gives the sum. `comparator` is what holds of the sum, "" where nothing does."""

    value: float
    unit: str
    comparator: str
    parts: tuple[Part, ...]
    is_stated: bool = False

    def as_json(self) -> dict[str, Any]:
        parts = [
            {"value": p.number.value, "passage_id": p.passage_id, "page": p.page, "quote": p.quote}
            for p in self.parts
        ]
        return {
            "value": self.value, "unit": self.unit, "comparator": self.comparator or None,
            "is_stated": self.is_stated, "parts": parts,
        }  # fmt: skip


def number_of(row: Row) -> Number | None:
    """The number of a row of the targets table; None where it has no value."""
    value: Any = row["value"]
    if value is None or math.isnan(value):
        return None
    year: Any = row["year"]
    population: Any = row["population"] or ()
    return Number(
        kind=str(row["kind"]),
        value=float(value),
        unit=str(row["unit"]),
        year=int(year) if year is not None else None,
        comparator=str(row["comparator"] or ""),
        measure=str(row["measure"]) if row["measure"] else None,
        programme_area=str(row["programme_area"]) if row["programme_area"] else None,
        population=tuple(population),
    )


def summed(found: Iterable[Part]) -> Sum | None:
    """The sum of a plan's numbers, the best of them first; None where there is one only, or they may overlap."""
    several = list(dict.fromkeys(found))
    if not several or several[0].number.unit not in _ADDED:
        return None
    like = [part for part in several if _key(part.number) == _key(several[0].number)]
    if len(like) < 2:
        return None
    return _stated(like) or _added(like)


def _key(number: Number) -> tuple[str, str, int | None, bool]:
    return number.kind, number.unit, number.year, number.measure in (None, "level")


def _stated(parts: Sequence[Part]) -> Sum | None:
    """The largest, where the others come to it."""
    if len(parts) < 3:
        return None
    largest = max(parts, key=lambda part: part.number.value)
    others = [part for part in parts if part is not largest]
    total = sum(part.number.value for part in others)
    if abs(total - largest.number.value) > _SLACK * largest.number.value:
        return None
    return Sum(largest.number.value, largest.number.unit, largest.number.comparator, tuple(others), True)


def _added(parts: Sequence[Part]) -> Sum | None:
    if any(_may_overlap(a.number, b.number) for a, b in combinations(parts, 2)):
        return None
    total = sum(part.number.value for part in parts)
    return Sum(total, parts[0].number.unit, _of_sum({part.number.comparator for part in parts}), tuple(parts))


def _of_sum(comparators: set[str]) -> str:
    """What holds of a sum of numbers with these comparators: at least as much where none is bounded from above.

    >>> _of_sum({">=", "="}), _of_sum({"<"}), _of_sum({">=", "<="})
    ('>=', '<', '')
    """
    if len(comparators) == 1:
        return next(iter(comparators))
    bounds = {">=": {">=", ">", "="}, "<=": {"<=", "<", "="}, "~": {"~", "="}}
    return next((bound for bound, held in bounds.items() if comparators <= held), "")


def _may_overlap(left: Number, right: Number) -> bool:
    """Whether two numbers may count the same persons."""
    areas = {left.programme_area, right.programme_area}
    if len(areas) == 2 and None not in areas:
        return False
    if not (left.population and right.population):
        return True
    ancestors = load_taxonomy().ancestors
    return any(
        a == b or a in ancestors(b) or b in ancestors(a) for a in left.population for b in right.population
    )
