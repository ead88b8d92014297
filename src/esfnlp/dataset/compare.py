"""What the regions' plans say about a group, theme, actor or indicator, side by side, silence included."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal, get_args

from esfnlp.dataset.wording import content
from esfnlp.errors import UsageError
from esfnlp.finding import ROLE_STRENGTH, STATUS_STRENGTH
from esfnlp.record import Row
from esfnlp.taxonomy import load_taxonomy
from esfnlp.taxonomy.places import TRAINING_REGION, load_places

if TYPE_CHECKING:
    from esfnlp.dataset.tables import Dataset

By = Literal["target-groups", "themes", "actors", "targets"]
CompareStatus = Literal["prioritised", "eligible", "excluded", "mentioned", "silent", "unread"]

STATUS_OF_ROLE: dict[str, CompareStatus] = {
    "responsible": "prioritised", "partner": "prioritised", "addressed": "eligible",
    "consulted": "mentioned", "mentioned": "mentioned",
}  # fmt: skip
"""An actor with a part in the action counts like a prioritised group, one that may apply as eligible."""

COMMITMENTS = {"target": 2, "milestone": 1, "budget": 0}
"""The kinds of targets that commit a plan, by strength; statistics and thresholds are no promises."""

Period = str | None
Cell = tuple[str, Period]
"""A region's NUTS 2 code (or SE) and a programme period ("2014-2020"), None outside the programmes."""


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """One cell of the comparison; `detail` is the strongest role of an actor or kind of a target."""

    region_code: str
    period: Period
    item: str
    status: CompareStatus
    records: tuple[str, ...] = ()
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class _Statement:
    cell: Cell
    item: str
    status: CompareStatus
    strength: int
    record_id: str
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class _View:
    """How one kind of item is read: its key in the output, its table, and its items in a row of the table."""

    key: str
    table: str
    read: Callable[[Row], Iterator[tuple[str, CompareStatus, int, str | None]]]
    scheme: str = ""
    """Items of this taxonomy scheme are compared even where no plan names them."""
    detail_key: str = ""


@dataclass(frozen=True)
class Comparison:
    by: By
    rows: tuple[ComparisonRow, ...]

    @property
    def key(self) -> str:
        """What an item is called in the output: concept, theme, actor or indicator."""
        return _VIEWS[self.by].key

    @property
    def table(self) -> str:
        """The table that holds the rows' records."""
        return _VIEWS[self.by].table

    def to_json(self) -> dict[str, Any]:
        """The contract's shape; actors also have their `role`, targets their `kind`."""
        return {"by": self.by, "rows": [self._row_json(row) for row in self.rows]}

    def _row_json(self, row: ComparisonRow) -> dict[str, Any]:
        detail_key = _VIEWS[self.by].detail_key
        return {
            "region_code": row.region_code,
            "period": row.period,
            self.key: row.item,
            "status": row.status,
            "records": list(row.records),
            **({detail_key: row.detail} if detail_key else {}),
        }


def compare(dataset: "Dataset", by: str) -> Comparison:
    """Rows by region, period and item; of several statements the strongest status wins, all are its records.

    Statements on counties and municipalities count for their ESF region; SE stays SE. Every document counts,
    earlier versions too; training material does not. Silent: a document about the region and period was read
    and says nothing. Unread: the same, but part of such a document could not be read. A theme is prioritised
    where a priority has it, an actor as `STATUS_OF_ROLE` says, an indicator where it has a target, milestone
    or budget; indicators are one where they differ only in inflection, order and small words.

    Raises
    ------
    UsageError : `by` is not one of target-groups, themes, actors, targets.
    """
    if by not in _VIEWS:
        raise UsageError(f"cannot compare by {by!r}; choose one of {', '.join(get_args(By))}")
    view = _VIEWS[by]
    documents = {str(row["document_id"]): row for row in dataset.rows("documents") if not row.get("training")}
    statements = list(_statements(dataset.rows(view.table), documents, view))
    if by == "targets":
        statements = _aligned(statements)
    cells = _cells(documents.values())
    rows = [*_said(statements), *_unsaid(statements, cells, view.scheme)]
    return Comparison(by, tuple(sorted(rows, key=_order)))  # type: ignore[arg-type]


def _order(row: ComparisonRow) -> tuple[str, str, str]:
    return (row.region_code, row.period or "", row.item)


def period_of(document: Mapping[str, Any]) -> Period:
    start, end = document.get("period_start"), document.get("period_end")
    return f"{start}-{end}" if start and end else None


def _statements(rows: Iterable[Row], documents: Mapping[str, Row], view: _View) -> Iterator[_Statement]:
    region_of = load_places().region_of
    for row in rows:
        document = documents.get(str(row["document_id"]))
        region = str(row["region_code"] or "")
        if document is None or not region or region == TRAINING_REGION:
            continue
        cell = (region_of(region), period_of(document))
        for item, status, strength, detail in view.read(row):
            yield _Statement(cell, item, status, strength, str(row["record_id"]), detail)


def _aligned(statements: Iterable[_Statement]) -> list[_Statement]:
    """Indicators in the same words take the wording that was met first."""
    first: dict[frozenset[str], str] = {}
    return [
        replace(statement, item=first.setdefault(content(statement.item), statement.item))
        for statement in statements
    ]


def _cells(documents: Iterable[Mapping[str, Any]]) -> dict[Cell, bool]:
    """Regions and periods that a document is about, and whether all of what is about them could be read."""
    region_of = load_places().region_of
    cells: dict[Cell, bool] = {}
    for document in documents:
        for code in document.get("region_codes") or ():
            cell = (region_of(code), period_of(document))
            cells[cell] = cells.get(cell, True) and not document.get("warnings")
    return {cell: is_read for cell, is_read in cells.items() if cell[0] != TRAINING_REGION}


def _said(statements: Iterable[_Statement]) -> Iterator[ComparisonRow]:
    grouped: dict[tuple[Cell, str], list[_Statement]] = defaultdict(list)
    for statement in statements:
        grouped[statement.cell, statement.item].append(statement)
    for ((region, period), item), group in grouped.items():
        strongest = max(group, key=lambda statement: statement.strength)
        records = tuple(dict.fromkeys(statement.record_id for statement in group))
        yield ComparisonRow(region, period, item, strongest.status, records, strongest.detail)


def _unsaid(
    statements: Iterable[_Statement], cells: Mapping[Cell, bool], scheme: str
) -> Iterator[ComparisonRow]:
    said = {(statement.cell, statement.item) for statement in statements}
    items = {item for _, item in said}
    if scheme:
        items |= {concept.concept_id for concept in load_taxonomy().scheme(scheme)}
    for (region, period), is_read in cells.items():
        for item in items:
            if ((region, period), item) not in said:
                yield ComparisonRow(region, period, item, "silent" if is_read else "unread")


def _read_target_group(row: Row) -> Iterator[tuple[str, CompareStatus, int, str | None]]:
    status: CompareStatus = row["status"]  # type: ignore[assignment]
    yield str(row["concept"]), status, STATUS_STRENGTH[status], None


def _read_themes(row: Row) -> Iterator[tuple[str, CompareStatus, int, str | None]]:
    for theme in row["themes"] or ():  # type: ignore[attr-defined]
        yield theme, "prioritised", 0, None


def _read_actor(row: Row) -> Iterator[tuple[str, CompareStatus, int, str | None]]:
    role = str(row["role"])
    yield str(row["actor"]), STATUS_OF_ROLE[role], ROLE_STRENGTH[role], role


def _read_target(row: Row) -> Iterator[tuple[str, CompareStatus, int, str | None]]:
    kind = str(row["kind"])
    if kind in COMMITMENTS:
        yield str(row["indicator"] or ""), "prioritised", COMMITMENTS[kind], kind


_VIEWS: dict[str, _View] = {
    "target-groups": _View("concept", "target_groups", _read_target_group, scheme="tg"),
    "themes": _View("theme", "priorities", _read_themes, scheme="th"),
    "actors": _View("actor", "actors", _read_actor, detail_key="role"),
    "targets": _View("indicator", "targets", _read_target, detail_key="kind"),
}
