"""The comparison for the reader: what is shown of it, as a table of items by region and period, and what lies in a cell."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from esfnlp.dataset.compare import Cell, Comparison, ComparisonRow
from esfnlp.record import Row
from esfnlp.taxonomy import load_taxonomy
from esfnlp.web import addresses, words
from esfnlp.web.languages import Language
from esfnlp.web.questions import codes_of
from esfnlp.web.views.statements import Quote, quotes_of


@dataclass(frozen=True, slots=True)
class Filters:
    """What a reader wants to see; empty filters let everything pass. `least` is a confidence from 0 to 1.

    `is_own` leaves out sentences that several regions share; `is_dense` asks for places per 1,000 words.
    """

    by: str = "target-groups"
    regions: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    least: float = 0.0
    is_own: bool = False
    is_dense: bool = False

    def address(self, path: str = "/compare", **more: object) -> str:
        """The address of a page with these filters."""
        state = [
            ("by", self.by),
            *(("region", region) for region in self.regions),
            *(("period", period) for period in self.periods),
            *(("status", status) for status in self.statuses),
            ("least", f"{self.least:g}" if self.least else ""),
            ("own", "1" if self.is_own else ""),
            ("show", "density" if self.is_dense else ""),
        ]
        return addresses.with_state(path, [*state, *more.items()])

    def of(self, by: str) -> "Filters":
        """The same filters on other items; statuses mean something else there."""
        return replace(self, by=by, statuses=())

    def within(self, periods: tuple[str, ...]) -> "Filters":
        """The same filters on other periods."""
        return replace(self, periods=periods)

    def counting(self, is_own: bool) -> "Filters":
        """The same filters, with or without shared sentences."""
        return replace(self, is_own=is_own)

    def let_pass(self, row: ComparisonRow) -> bool:
        return (
            (not self.regions or row.region_code in self.regions)
            and (not self.periods or (row.period or "-") in self.periods)
            and (not self.statuses or row.status in self.statuses)
        )


@dataclass(frozen=True, slots=True)
class Line:
    """An item with its cells, one for each column; None where nothing is known or nothing is to be shown."""

    item: str
    label: str
    cells: tuple[ComparisonRow | None, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """`regions` are the columns' regions with how many periods stand under each; `unsaid` the names of the items
    that no plan says anything of."""

    columns: tuple[Cell, ...]
    regions: tuple[tuple[str, int], ...]
    lines: tuple[Line, ...]
    unsaid: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DocumentQuotes:
    document: Row
    quotes: tuple[Quote, ...]


def grid(comparison: Comparison, labels: Mapping[str, str], filters: Filters) -> Grid:
    """What the filters let pass, items in the order of their names."""
    cells: dict[str, dict[Cell, ComparisonRow]] = defaultdict(dict)
    for row in comparison.rows:
        if filters.let_pass(row):
            cells[row.item][row.region_code, row.period] = row
    columns = tuple(sorted({column for own in cells.values() for column in own}, key=_in_order))
    ordered = sorted(cells, key=lambda item: (labels[item].casefold(), item))
    said = {item for item, own in cells.items() if any(row.records for row in own.values())}
    shown = [item for item in ordered if item in said or filters.statuses]
    return Grid(
        columns=columns,
        regions=tuple((region, len(list(run))) for region, run in groupby(columns, key=lambda c: c[0])),
        lines=tuple(Line(item, labels[item], tuple(map(cells[item].get, columns))) for item in shown),
        unsaid=() if filters.statuses else tuple(labels[item] for item in ordered if item not in said),
    )


def _in_order(column: Cell) -> tuple[str, str]:
    return column[0], column[1] or ""


def labels_in(say: Language, comparison: Comparison, swedish: Mapping[str, str]) -> dict[str, str]:
    """The name of every item; what no taxonomy knows keeps the name that the plans give it."""
    known = load_taxonomy().concepts
    items = {row.item for row in comparison.rows}
    if comparison.by == "roles":
        return {item: say(words.ROLE.get(item, item)) for item in items}
    return {item: say.concept(item) if item in known else swedish.get(item, item) for item in items}


def cell_of(comparison: Comparison, region: str, period: str, item: str) -> ComparisonRow | None:
    """The row of one region, period ("" for none) and item."""
    key = (region, period or None, item)
    return next((row for row in comparison.rows if (row.region_code, row.period, row.item) == key), None)


def evidence(
    table: str, records: Iterable[Row], documents: Mapping[str, Row], say: Language
) -> list[DocumentQuotes]:
    """The records' quotes, document by document; records stand in the order of their table."""
    by_document = groupby(records, key=lambda record: str(record["document_id"]))
    return [
        DocumentQuotes(
            documents[document_id],
            quotes_of([(table, record) for record in found], say, codes_of(documents[document_id])),
        )
        for document_id, found in by_document
    ]
