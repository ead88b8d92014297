"""The comparison for the reader: a heat map by region and period, and the evidence behind one of its cells."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from esfnlp.dataset.compare import Cell, Comparison, ComparisonRow
from esfnlp.dataset.views import Matrix, labels_of, matrix
from esfnlp.record import Row
from esfnlp.taxonomy.places import place_name
from esfnlp.web.plan_view import Quote, quotes_of
from esfnlp.web.shelf import Shelf


@dataclass(frozen=True, slots=True)
class HeatMap:
    """`regions` are the columns' regions with how many periods stand under each."""

    table: Matrix
    labels: dict[str, str]
    regions: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class DocumentQuotes:
    document: Row
    quotes: tuple[Quote, ...]


def heat_map(shelf: Shelf, comparison: Comparison) -> HeatMap:
    labels = labels_of(shelf.dataset, comparison)
    table = matrix(comparison, labels)
    return HeatMap(table, labels, _regions(table.columns))


def _regions(columns: Sequence[Cell]) -> tuple[tuple[str, int], ...]:
    runs = groupby(columns, key=lambda column: column[0])
    return tuple((place_name(region), len(list(run))) for region, run in runs)


def cell_of(comparison: Comparison, region: str, period: str, item: str) -> ComparisonRow | None:
    """The row of one region, period ("" for none) and item."""
    key = (region, period or None, item)
    return next((row for row in comparison.rows if (row.region_code, row.period, row.item) == key), None)


def evidence(shelf: Shelf, table: str, row: ComparisonRow) -> list[DocumentQuotes]:
    """The quotes of the row's records, which stand in `table`, document by document."""
    wanted = set(row.records)
    found = [record for record in shelf.rows(table) if record["record_id"] in wanted]
    by_document = groupby(found, key=lambda record: str(record["document_id"]))
    return [
        DocumentQuotes(shelf.document_row(document_id), quotes_of([(table, record) for record in records]))
        for document_id, records in by_document
    ]
