"""A comparison to look at: its names and evidence, as a matrix, and as CSV."""

import csv
import io
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from esfnlp.dataset.aspects import CompareStatus
from esfnlp.dataset.compare import By, Cell, Comparison, ComparisonRow
from esfnlp.dataset.intervals import Interval, wilson
from esfnlp.record import Row
from esfnlp.taxonomy import load_taxonomy
from esfnlp.taxonomy.places import COUNTRY

if TYPE_CHECKING:
    from esfnlp.dataset.tables import Dataset

SYMBOLS: dict[CompareStatus, str] = {
    "prioritised": "●", "eligible": "◐", "mentioned": "○", "excluded": "✕", "silent": "·", "unread": "?",
}  # fmt: skip

MEANINGS: dict[CompareStatus, str] = {
    "prioritised": "prioritised",
    "eligible": "may also be covered, may apply",
    "mentioned": "mentioned",
    "excluded": "said not to be covered",
    "silent": "nothing said",
    "unread": "nothing found, but part of the document could not be read",
}

_OF_PARTS: dict[CompareStatus, str] = {
    "prioritised": "responsible or partner", "eligible": "may apply", "mentioned": "consulted or mentioned",
}  # fmt: skip
_OF_ASPECT: dict[By, dict[CompareStatus, str]] = {
    "actors": _OF_PARTS,
    "roles": _OF_PARTS,
    "themes": {"prioritised": "a priority is about it"},
    "targets": {"prioritised": "a target, milestone or budget"},
}


def meanings(by: By) -> dict[CompareStatus, str]:
    """What the statuses that can occur mean in a comparison by target groups, actors and so on."""
    if by not in _OF_ASPECT:
        return MEANINGS
    own = _OF_ASPECT[by]
    words = {status: own.get(status, meaning) for status, meaning in MEANINGS.items()}
    return {status: word for status, word in words.items() if status in (*own, "silent", "unread")}


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a record stands; `name` is the actor's, of actors."""

    quote: str
    document_id: str
    page: int | None
    name: str = ""


def labels_of(dataset: "Dataset", comparison: Comparison) -> dict[str, str]:
    """The Swedish name of every item of the comparison."""
    known = load_taxonomy().concepts
    names: dict[str, str] = {}
    if comparison.by == "actors":
        names = {str(row["actor"]): str(row["name"] or row["actor"]) for row in dataset.rows("actors")}
    items = {row.item for row in comparison.rows}
    return {item: known[item].label() if item in known else names.get(item, item) for item in items}


def evidence_of(dataset: "Dataset", comparison: Comparison) -> dict[str, Evidence]:
    """The quote, document and page of every record of the comparison, by record_id."""
    wanted = {record for row in comparison.rows for record in row.records}
    return evidence_in(dataset, comparison.table, wanted)


def evidence_in(dataset: "Dataset", table: str, wanted: Collection[str]) -> dict[str, Evidence]:
    """The quote, document and page of records of a table, by record_id."""
    columns = ["record_id", "quote", "document_id", "page", *(["name"] if table == "actors" else [])]
    rows = (row for row in dataset.rows(table, columns) if row["record_id"] in wanted)
    return {str(row["record_id"]): _evidence(row) for row in rows}


def _evidence(row: Row) -> Evidence:
    page = row["page"]
    return Evidence(
        str(row["quote"]),
        str(row["document_id"]),
        page if isinstance(page, int) else None,
        str(row.get("name") or ""),
    )


@dataclass(frozen=True)
class Matrix:
    """Items by regions and periods; items that no plan says anything of are `unsaid`."""

    columns: tuple[Cell, ...]
    items: tuple[str, ...]
    cells: Mapping[str, Mapping[Cell, ComparisonRow]]
    unsaid: tuple[str, ...]


def matrix(comparison: Comparison, labels: Mapping[str, str]) -> Matrix:
    """The comparison as a table, items in the order of their Swedish names."""
    cells: dict[str, dict[Cell, ComparisonRow]] = defaultdict(dict)
    for row in comparison.rows:
        cells[row.item][row.region_code, row.period] = row
    columns = {(row.region_code, row.period or "") for row in comparison.rows}
    ordered = sorted(cells, key=lambda item: (labels.get(item, item).casefold(), item))
    said = {row.item for row in comparison.rows if row.records or row.shared}
    return Matrix(
        columns=tuple((region, period or None) for region, period in sorted(columns)),
        items=tuple(item for item in ordered if item in said),
        cells=cells,
        unsaid=tuple(item for item in ordered if item not in said),
    )


@dataclass(frozen=True, slots=True)
class Share:
    """Of `of` regions that could be read, `hits` prioritise an item, or have an actor in a role; the country is no
    region.
    """

    hits: int
    of: int

    @property
    def interval(self) -> Interval:
        """95 % (Wilson), as if the regions were drawn at random."""
        return wilson(self.hits, self.of)


def share_of(rows: Iterable[ComparisonRow], by: By = "target-groups") -> Share:
    """Over the rows of one item and period of a comparison by target groups, roles and so on."""
    read = [row for row in rows if row.region_code != COUNTRY and row.status != "unread"]
    hits = (bool(row.records) if by == "roles" else row.status == "prioritised" for row in read)
    return Share(sum(hits), len(read))


def shares(comparison: Comparison) -> dict[tuple[str | None, str], Share]:
    """By period and item, of the items that some plan of the period speaks of."""
    grouped: dict[tuple[str | None, str], list[ComparisonRow]] = defaultdict(list)
    for row in comparison.rows:
        grouped[row.period, row.item].append(row)
    return {
        key: share_of(rows, comparison.by)
        for key, rows in grouped.items()
        if any(row.records for row in rows)
    }


def to_json(comparison: Comparison) -> dict[str, Any]:
    """The contract's shape, and `shares`: how many regions of each period prioritise an item or know a role."""
    found = sorted(shares(comparison).items(), key=lambda entry: (entry[0][0] or "", entry[0][1]))
    return comparison.to_json() | {
        "shares": [
            {
                "period": period,
                comparison.key: item,
                "regions": share.hits,
                "of": share.of,
                "low": round(share.interval.low, 3),
                "high": round(share.interval.high, 3),
            }
            for (period, item), share in found
        ]
    }


def to_csv(comparison: Comparison, labels: Mapping[str, str]) -> str:
    """One line per row of the comparison; lists of record ids are joined by `|`."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    rows = comparison.to_json()["rows"]
    first = ["region_code", "period", comparison.key, "label", "status", "records"]
    others = [name for name in (rows[0] if rows else ()) if name not in first]
    writer.writerow([*first, *others])
    for row in rows:
        named = row | {"label": labels.get(row[comparison.key], row[comparison.key])}
        writer.writerow(_csv_cell(named[name]) for name in (*first, *others))
    return buffer.getvalue()


def _csv_cell(value: Any) -> str:
    if isinstance(value, list):
        return "|".join(value)
    return "" if value is None else str(value)
