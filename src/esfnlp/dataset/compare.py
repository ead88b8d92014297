"""What the regions' plans say about a group, theme, actor or indicator, side by side, silence included."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal, get_args

from esfnlp.dataset.aspects import ASPECTS, Aspect, CompareStatus
from esfnlp.dataset.boilerplate import Boilerplate
from esfnlp.dataset.salience import Key, Occurrence, Salience, Text, mentioned, read_text, themed, weigh
from esfnlp.dataset.wording import content
from esfnlp.errors import UsageError
from esfnlp.record import Row
from esfnlp.taxonomy.places import TRAINING_REGION, load_places

if TYPE_CHECKING:
    from esfnlp.dataset.tables import Dataset

By = Literal["target-groups", "themes", "actors", "roles", "targets"]


Period = str | None
Cell = tuple[str, Period]
"""A region's NUTS 2 code (or SE) and a programme period ("2014-2020"), None outside the programmes."""


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """One cell of the comparison; `detail` is the strongest role of an actor or kind of a target.

    `shared` are records that were left out because several regions share their sentences.
    """

    region_code: str
    period: Period
    item: str
    status: CompareStatus
    records: tuple[str, ...] = ()
    detail: str | None = None
    shared: tuple[str, ...] = ()
    salience: Salience | None = None

    @property
    def cell(self) -> Cell:
        return self.region_code, self.period


@dataclass(frozen=True, slots=True)
class _Statement:
    cell: Cell
    item: str
    status: CompareStatus
    strength: int
    record_id: str
    occurrence: Occurrence
    detail: str | None = None
    is_shared: bool = False


@dataclass(frozen=True)
class Comparison:
    """`is_without_shared` says that sentences which several regions share were left out."""

    by: By
    rows: tuple[ComparisonRow, ...]
    is_without_shared: bool = False

    @property
    def key(self) -> str:
        """What an item is called in the output: concept, theme, actor, role or indicator."""
        return ASPECTS[self.by].key

    @property
    def table(self) -> str:
        """The table that holds the rows' records."""
        return ASPECTS[self.by].table

    def to_json(self) -> dict[str, Any]:
        """The contract's shape; actors also have their `role`, targets their `kind`, and every row what was
        counted and left out, where that was asked for."""
        return {"by": self.by, "rows": [self._row_json(row) for row in self.rows]}

    def _row_json(self, row: ComparisonRow) -> dict[str, Any]:
        detail_key = ASPECTS[self.by].detail_key
        return {
            "region_code": row.region_code,
            "period": row.period,
            self.key: row.item,
            "status": row.status,
            "records": list(row.records),
            **({detail_key: row.detail} if detail_key else {}),
            **(row.salience.to_json() if row.salience else {}),
            **({"shared": list(row.shared)} if self.is_without_shared else {}),
        }


def compare(
    dataset: "Dataset", by: str, *, boilerplate: Boilerplate | None = None, with_salience: bool = False
) -> Comparison:
    """Rows by region, period and item; of several statements the strongest status wins, all are its records.

    Statements on counties and municipalities count for their ESF region; SE stays SE. Every document counts,
    earlier versions too; training material does not. Silent: a document about the region and period was read
    and says nothing. Unread: the same, but part of such a document could not be read. A theme is prioritised
    where a priority has it, an actor or role as `aspects.STATUS_OF_ROLE` says, an indicator where it has a target,
    milestone or budget; indicators are one where they differ only in inflection, order and small words.

    Statements in the sentences of `boilerplate` are left out; a cell that has no others is silent and names them
    as `shared`. `with_salience` also counts mentions and words.

    Raises
    ------
    UsageError : `by` is not one of target-groups, themes, actors, roles, targets.
    """
    if by not in ASPECTS:
        raise UsageError(f"cannot compare by {by!r}; choose one of {', '.join(get_args(By))}")
    view = ASPECTS[by]
    documents = {str(row["document_id"]): row for row in dataset.rows("documents") if not row.get("training")}
    statements = list(_statements(dataset.rows(view.table), documents, view, boilerplate))
    if by == "targets":
        statements = _aligned(statements)
    own = [statement for statement in statements if not statement.is_shared]
    items = view.known() | {statement.item for statement in statements}
    rows = [*_said(own), *_unsaid(own, read_cells(documents.values()), items)]
    rows = _with_shared(rows, [statement for statement in statements if statement.is_shared])
    if with_salience:
        rows = _with_salience(rows, own, dataset, documents, view, boilerplate)
    return Comparison(by, tuple(sorted(rows, key=_order)), boilerplate is not None)  # type: ignore[arg-type]


def _order(row: ComparisonRow) -> tuple[str, str, str]:
    return (row.region_code, row.period or "", row.item)


def period_of(document: Mapping[str, Any]) -> Period:
    start, end = document.get("period_start"), document.get("period_end")
    return f"{start}-{end}" if start and end else None


def _statements(
    rows: Iterable[Row], documents: Mapping[str, Row], view: Aspect, boilerplate: Boilerplate | None
) -> Iterator[_Statement]:
    for row in rows:
        cell = cell_of(row, documents)
        if cell is None:
            continue
        document_id, start, end = (
            str(row["document_id"]),
            int(str(row["char_start"])),
            int(str(row["char_end"])),
        )
        is_shared = boilerplate is not None and boilerplate.covers(document_id, start, end)
        for item, status, strength, detail in view.read(row):
            record_id, place = str(row["record_id"]), (document_id, start)
            yield _Statement(cell, item, status, strength, record_id, place, detail, is_shared)


def cell_of(row: Row, documents: Mapping[str, Row]) -> Cell | None:
    """Region and period of a row; None in training material."""
    document = documents.get(str(row["document_id"]))
    region = str(row["region_code"] or "")
    if document is None or not region or region == TRAINING_REGION:
        return None
    return load_places().region_of(region), period_of(document)


def _aligned(statements: Iterable[_Statement]) -> list[_Statement]:
    """Indicators in the same words take the wording that was met first."""
    first: dict[frozenset[str], str] = {}
    return [
        replace(statement, item=first.setdefault(content(statement.item), statement.item))
        for statement in statements
    ]


def read_cells(documents: Iterable[Mapping[str, Any]]) -> dict[Cell, bool]:
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
    statements: Iterable[_Statement], cells: Mapping[Cell, bool], items: Iterable[str]
) -> Iterator[ComparisonRow]:
    said = {(statement.cell, statement.item) for statement in statements}
    for item in items:
        for (region, period), is_read in cells.items():
            if ((region, period), item) not in said:
                yield ComparisonRow(region, period, item, "silent" if is_read else "unread")


def _with_shared(rows: Iterable[ComparisonRow], shared: Iterable[_Statement]) -> list[ComparisonRow]:
    """The rows with the records that were left out; a cell of no document that has only such is silent."""
    left_out: dict[Key, dict[str, None]] = defaultdict(dict)
    for statement in shared:
        left_out[statement.cell, statement.item][statement.record_id] = None
    found = [replace(row, shared=tuple(left_out.pop((row.cell, row.item), ()))) for row in rows]
    found += [
        ComparisonRow(*cell, item, "silent", shared=tuple(ids)) for (cell, item), ids in left_out.items()
    ]
    return found


def _with_salience(
    rows: Sequence[ComparisonRow],
    statements: Iterable[_Statement],
    dataset: "Dataset",
    documents: Mapping[str, Row],
    view: Aspect,
    boilerplate: Boilerplate | None,
) -> list[ComparisonRow]:
    recorded: dict[Key, list[Occurrence]] = defaultdict(list)
    for statement in statements:
        recorded[statement.cell, statement.item].append(statement.occurrence)
    text = read_text(dataset, lambda row: cell_of(row, documents), boilerplate)
    spoken: dict[Key, list[Occurrence]] = defaultdict(list)
    for key, occurrence in _spoken(dataset, view, text, boilerplate):
        spoken[key].append(occurrence)
    weights = weigh([(row.cell, row.item) for row in rows], spoken, recorded, text)
    return [replace(row, salience=weights[row.cell, row.item]) for row in rows]


def _spoken(
    dataset: "Dataset", view: Aspect, text: Text, boilerplate: Boilerplate | None
) -> Iterator[tuple[Key, Occurrence]]:
    if view.mention:
        return mentioned(dataset, view.mention, text, boilerplate)
    return themed(dataset, text, boilerplate) if view.scheme == "th" else iter(())
