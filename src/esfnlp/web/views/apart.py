"""What sets a region apart: what it gives more room than other regions, what only it speaks of, and what it leaves unsaid."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from esfnlp.dataset.aspects import CompareStatus
from esfnlp.dataset.compare import Comparison, ComparisonRow
from esfnlp.dataset.intervals import poisson
from esfnlp.dataset.salience import PER_WORDS
from esfnlp.taxonomy.places import COUNTRY

BY = ("target-groups", "themes", "actors")
"""What regions have in common to be told apart by."""
STRENGTH: tuple[CompareStatus, ...] = ("prioritised", "eligible", "mentioned", "excluded")
MOST_TRAITS = 20


@dataclass(frozen=True, slots=True)
class Trait:
    """An item as a region speaks of it: its strongest status, the places per 1,000 words in its plans and in those of
    the other regions taken together, and the cells that hold the quotes."""

    item: str
    status: CompareStatus
    density: float
    elsewhere: float
    cells: tuple[ComparisonRow, ...]

    @property
    def times(self) -> float | None:
        """How many times the room that others give it; None where they give it none."""
        return self.density / self.elsewhere if self.elsewhere else None


@dataclass(frozen=True, slots=True)
class Missing:
    """An item that a region's plans, all of which could be read, say nothing of; `regions` are those that do."""

    item: str
    regions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Apart:
    """`more` is what the region gives more room than chance explains, `only` what no other region speaks of, `missing`
    what it says nothing of and at least half of the others do."""

    more: tuple[Trait, ...]
    only: tuple[Trait, ...]
    missing: tuple[Missing, ...]


def apart(comparison: Comparison, region: str, periods: Sequence[str] = ()) -> Apart:
    """The region beside the other regions, in the periods that are named or in all; `comparison` has salience."""
    rows = [row for row in comparison.rows if row.region_code != COUNTRY and _is_in(row, periods)]
    others = sorted({row.region_code for row in rows} - {region})
    by_item: dict[str, list[ComparisonRow]] = defaultdict(list)
    for row in rows:
        by_item[row.item].append(row)
    own_words, other_words = _words(rows, {region}), _words(rows, set(others))
    traits, missing = [], []
    for item, cells in by_item.items():
        own = [row for row in cells if row.region_code == region]
        saying = sorted({row.region_code for row in cells if row.records and row.region_code != region})
        if any(row.records for row in own):
            traits.append(_trait(item, own, cells, own_words, other_words, bool(saying)))
        elif own and all(row.status == "silent" for row in own) and len(saying) * 2 >= len(others) > 0:
            missing.append(Missing(item, tuple(saying)))
    more = [(low, trait) for low, trait in traits if trait.elsewhere and low > trait.elsewhere]
    only = [(low, trait) for low, trait in traits if not trait.elsewhere]
    return Apart(
        tuple(trait for _, trait in sorted(more, key=_most)[:MOST_TRAITS]),
        tuple(trait for _, trait in sorted(only, key=_most)[:MOST_TRAITS]),
        tuple(sorted(missing, key=lambda one: (-len(one.regions), one.item))),
    )


def _is_in(row: ComparisonRow, periods: Sequence[str]) -> bool:
    return not periods or (row.period or "-") in periods


def _words(rows: Iterable[ComparisonRow], regions: set[str]) -> int:
    """The words of the regions' plans, each region and period once."""
    places = {row.cell: row.salience.words for row in rows if row.region_code in regions and row.salience}
    return sum(places.values())


def _trait(
    item: str,
    own: Sequence[ComparisonRow],
    cells: Iterable[ComparisonRow],
    own_words: int,
    other_words: int,
    is_elsewhere: bool,
) -> tuple[float, Trait]:
    """The trait, and the least density that its count allows for."""
    count, total = _count(own), _count(cells)
    elsewhere = PER_WORDS * (total - count) / max(other_words, 1) if is_elsewhere else 0.0
    said = tuple(row for row in own if row.records)
    status = min((row.status for row in said), key=STRENGTH.index)
    trait = Trait(item, status, PER_WORDS * count / max(own_words, 1), elsewhere, said)
    return PER_WORDS * poisson(count).low / max(own_words, 1), trait


def _count(cells: Iterable[ComparisonRow]) -> int:
    return sum(row.salience.count for row in cells if row.salience)


def _most(found: tuple[float, Trait]) -> tuple[float, float, str]:
    low, trait = found
    return -low / trait.elsewhere if trait.elsewhere else -trait.density, -trait.density, trait.item
