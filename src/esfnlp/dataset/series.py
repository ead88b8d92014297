"""One region's target groups and targets over the programme periods, by the parts that answer to each other."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal, get_args

from esfnlp.dataset.aspects import ASPECTS, CompareStatus
from esfnlp.dataset.compare import Cell, cell_of, read_cells
from esfnlp.dataset.wording import content, dice
from esfnlp.errors import UsageError
from esfnlp.record import Row
from esfnlp.taxonomy.places import TRAINING_REGION, load_places
from esfnlp.taxonomy.programmes import load_programmes
from esfnlp.taxonomy.strands import Part, load_strands, part_of

if TYPE_CHECKING:
    from esfnlp.dataset.tables import Dataset

SeriesBy = Literal["target-groups", "targets"]
SeriesStatus = CompareStatus | Literal["no-part", "no-plan"]
"""As in a comparison; `no-part` where the period's programme has no part of the strand, `no-plan` where no document is
about the region and period."""

WHOLE = ""
"""The strand of the plan as a whole, which takes in every statement."""
_ALIKE = 0.6
"""Indicators of one unit that share three in five of their words are one over the periods."""


@dataclass(frozen=True, slots=True)
class SeriesCell:
    """What is said in one period; `parts` are the parts of the programme it is said in, `values` what targets say."""

    status: SeriesStatus
    records: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SeriesRow:
    region_code: str
    strand: str
    item: str
    cells: tuple[SeriesCell, ...]
    """In the order of the periods."""


@dataclass(frozen=True)
class Series:
    by: SeriesBy
    periods: tuple[str, ...]
    rows: tuple[SeriesRow, ...]
    plans: Mapping[Cell, bool]
    """Regions and periods that a document is about, and whether all of it could be read."""

    @property
    def key(self) -> str:
        return ASPECTS[self.by].key

    @property
    def table(self) -> str:
        return ASPECTS[self.by].table

    def unsaid(self, region_code: str, period: str) -> SeriesStatus:
        """What a region's plans of a period are on an item that they say nothing of."""
        return _unsaid(self.plans, (region_code, period))

    def to_json(self) -> dict[str, Any]:
        return {
            "by": self.by,
            "periods": list(self.periods),
            "strands": [_strand_json(strand_id) for strand_id in _strand_ids()],
            "rows": [self._row_json(row) for row in self.rows],
        }

    def _row_json(self, row: SeriesRow) -> dict[str, Any]:
        cells = [
            {"period": period, "status": cell.status, "parts": list(cell.parts),
             "values": list(cell.values), "records": list(cell.records)}
            for period, cell in zip(self.periods, row.cells, strict=True)
        ]  # fmt: skip
        return {
            "region_code": row.region_code,
            "strand": row.strand or None,
            self.key: row.item,
            "cells": cells,
        }


@dataclass(frozen=True, slots=True)
class _Said:
    cell: Cell
    item: str
    unit: str
    status: CompareStatus
    strength: int
    record_id: str
    part: Part | None
    value: str


def series(dataset: "Dataset", by: str = "target-groups", region: str | None = None) -> Series:
    """Rows by region, strand and item with a cell for each programme period, silence included.

    The first rows of a region are about its plans as a whole, the next ones about the parts that answer to each other
    (`esfnlp.taxonomy.strands`). A part of several strands (area A) fills the cells of each, but does not make its
    items rows there. Indicators are one where they have the unit and most of their words in common.

    Raises
    ------
    UsageError : there is no such region, or `by` is neither target-groups nor targets.
    """
    if by not in get_args(SeriesBy):
        raise UsageError(f"no series by {by!r}; choose one of {', '.join(get_args(SeriesBy))}")
    only = _region(region)
    documents = {str(row["document_id"]): row for row in dataset.rows("documents") if not row["training"]}
    plans = read_cells(documents.values())
    said = [one for one in _said(dataset, by, documents) if only in (None, one.cell[0])]
    if by == "targets":
        said = _aligned(said)
    regions = sorted({cell[0] for cell in (*plans, *(one.cell for one in said)) if only in (None, cell[0])})
    rows = [row for code in regions for row in _rows(code, said, plans)]
    return Series(by, periods(), tuple(rows), plans)  # type: ignore[arg-type]


def periods() -> tuple[str, ...]:
    """The programme periods, oldest first."""
    return tuple(f"{programme.period_start}-{programme.period_end}" for programme in load_programmes())


def _region(code: str | None) -> str | None:
    if code is None or code in ("SE", TRAINING_REGION):
        return code
    places = load_places()
    return places.region_of(places[code].code)


def _strand_ids() -> list[str]:
    return [strand.strand_id for strand in load_strands().strands]


def _strand_json(strand_id: str) -> dict[str, Any]:
    strand = next(own for own in load_strands().strands if own.strand_id == strand_id)
    return {
        "id": strand_id,
        "label": dict(strand.labels),
        "reason": dict(strand.reasons),
        "parts": {period: [str(part) for part in strand.parts_of(int(period[:4]))] for period in periods()},
    }


def _said(dataset: "Dataset", by: str, documents: Mapping[str, Row]) -> Iterator[_Said]:
    view, known = ASPECTS[by], periods()
    for row in dataset.rows(view.table):
        cell = cell_of(row, documents)
        if cell is None or cell[1] not in known:
            continue
        part = part_of(row, int(str(cell[1])[:4]))
        for item, status, strength, _ in view.read(row):
            unit, value = str(row.get("unit") or ""), value_words(row) if by == "targets" else ""
            yield _Said(cell, item, unit, status, strength, str(row["record_id"]), part, value)


def value_words(row: Row) -> str:
    """Comparator, value, unit and year of a target, such as ">= 60 percent 2027"."""
    value, comparator = row["value"], str(row["comparator"] or "=")
    number = "" if value is None else f"{float(str(value)):,.12g}".replace(",", "\u2009")
    unit = str(row["unit"] or "").replace("_", " ")
    shown = ("" if comparator == "=" else comparator, number, unit, str(row["year"] or ""))
    return " ".join(word for word in shown if word)


def _aligned(said: Iterable[_Said]) -> list[_Said]:
    """Indicators that are alike take the wording that was met first."""
    known: list[tuple[str, str, frozenset[str]]] = []
    found: list[_Said] = []
    for one in said:
        words = content(one.item)
        alike = ((dice(words, own), item) for item, unit, own in known if unit == one.unit)
        score, item = max(alike, default=(0.0, ""))
        if score < _ALIKE:
            item = one.item
            known.append((item, one.unit, words))
        found.append(replace(one, item=item))
    return found


def _rows(region: str, said: Sequence[_Said], plans: Mapping[Cell, bool]) -> Iterator[SeriesRow]:
    grouped: dict[tuple[str, str], dict[str, list[_Said]]] = defaultdict(lambda: defaultdict(list))
    for one in (one for one in said if one.cell[0] == region):
        strands = load_strands().of(one.part) if one.part else ()
        for strand in (WHOLE, *strands):
            grouped[strand, one.item][str(one.cell[1])].append(one)
    order = [WHOLE, *_strand_ids()]
    for strand, item in sorted(grouped, key=lambda key: (order.index(key[0]), key[1])):
        by_period = grouped[strand, item]
        if strand != WHOLE and not any(_is_its_own(one) for own in by_period.values() for one in own):
            continue
        cells = [_cell(region, strand, period, by_period.get(period, ()), plans) for period in periods()]
        yield SeriesRow(region, strand, item, tuple(cells))


def _is_its_own(said: _Said) -> bool:
    """Whether the statement stands in a part of one strand alone."""
    return said.part is not None and len(load_strands().of(said.part)) == 1


def _cell(
    region: str, strand: str, period: str, said: Sequence[_Said], plans: Mapping[Cell, bool]
) -> SeriesCell:
    if said:
        strongest = max(said, key=lambda one: one.strength)
        return SeriesCell(
            strongest.status,
            tuple(dict.fromkeys(one.record_id for one in said)),
            tuple(sorted({str(one.part) for one in said if one.part})),
            tuple(dict.fromkeys(one.value for one in said if one.value)),
        )
    if (region, period) in plans and strand != WHOLE and not _has_part(strand, period):
        return SeriesCell("no-part")
    return SeriesCell(_unsaid(plans, (region, period)))


def _unsaid(plans: Mapping[Cell, bool], cell: Cell) -> SeriesStatus:
    return "no-plan" if cell not in plans else "silent" if plans[cell] else "unread"


def _has_part(strand_id: str, period: str) -> bool:
    strands = (strand for strand in load_strands().strands if strand.strand_id == strand_id)
    return any(strand.parts_of(int(period[:4])) for strand in strands)
