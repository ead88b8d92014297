"""From annotations to corrections: what an annotator left, changed, added or took away."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from esfnlp.document import Document
from esfnlp.errors import EsfnlpError
from esfnlp.record import RECORD_TABLES, SCOPE_COLUMNS, Row
from esfnlp.review.annotation import Annotation, DocumentOf, Imported, span_of
from esfnlp.review.columns import identity, is_empty, is_same, scope
from esfnlp.review.correction import Correction
from esfnlp.review.judging import added, judged


@dataclass(frozen=True)
class Compared:
    """The corrections that annotations come to, and what they could not be made of, one line each."""

    corrections: list[Correction]
    faults: list[str]


def compare(
    imported: Imported,
    records: Mapping[str, Sequence[Row]],
    document_of: DocumentOf,
    scopes: Mapping[str, Row],
    *,
    known: Iterable[Correction] = (),
    who: str = "",
    reject_rest: bool = False,
) -> Compared:
    """Accepts the records that annotations repeat, edits those that they change, adds those that they add.

    Parameters
    ----------
    records : rows of the record tables.
    scopes : rows of `passages` by id; an added record has the scope of its passage where none is stated.
    known : corrections that stand; what a reviewer has said already is not said again.
    who : the annotator, in place of those whom the file names.
    reject_rest : reject the records in annotated stretches that their annotator does not have.
    """
    made: list[Correction] = []
    faults: list[str] = list(imported.faults)
    kept: set[tuple[str, str]] = set()
    for one in imported.annotations:
        name = who or one.who
        try:
            document = document_of(one.document_id)
            row = _record_of(one, records[one.table])
            made.append(_correction(one, row, document, scopes, name))
        except EsfnlpError as error:
            faults.append(str(error))
        else:
            kept |= {(name, str(row["record_id"]))} if row else set()
    if reject_rest:
        made += _rejections(imported, records, document_of, kept, who)
    said = {_said(one) for one in known}
    return Compared([one for one in made if _said(one) not in said], faults)


def _record_of(one: Annotation, rows: Sequence[Row]) -> Row | None:
    """The record that the annotation is about: the one of its id, else the one of its claim in its place."""
    near = [row for row in rows if row["document_id"] == one.document_id and span_of(row).overlaps(one.span)]
    for row in near:
        if one.record_id and row["record_id"] == one.record_id:
            return row
    same = [row for row in near if identity(one.table, row) == identity(one.table, {**row, **_stated(one)})]
    if any(column in one.values for column in SCOPE_COLUMNS):
        same = [row for row in same if scope(row) == scope(one.values)]
    exact = [row for row in same if span_of(row) == one.span]
    return next(iter(exact or same), None)


def _stated(one: Annotation) -> Row:
    return {column: value for column, value in one.values.items() if column not in SCOPE_COLUMNS}


def _correction(
    one: Annotation, row: Row | None, document: Document, scopes: Mapping[str, Row], who: str
) -> Correction:
    if row is None:
        passage = next((p for p in document.passages if p.span.contains(one.span)), None)
        around = scopes.get(passage.passage_id, {}) if passage else {}
        said = {column: around[column] for column in SCOPE_COLUMNS if around.get(column)}
        if any(column in one.values for column in SCOPE_COLUMNS):
            said = {}
        return added(one.table, document, one.span, {**said, **one.values}, who=who)
    changed = {c: v for c, v in one.values.items() if not is_same(row.get(c), v)}
    action = "edit" if changed else "accept"
    return judged(action, one.table, row, document, values=changed, who=who)  # type: ignore[arg-type]


def _rejections(
    imported: Imported,
    records: Mapping[str, Sequence[Row]],
    document_of: DocumentOf,
    kept: set[tuple[str, str]],
    who: str,
) -> list[Correction]:
    found: dict[tuple[str, str], Correction] = {}
    for annotator, document_id, extent in imported.extents:
        name = who or annotator
        for table in RECORD_TABLES:
            for row in records[table]:
                key = (name, str(row["record_id"]))
                if row["document_id"] == document_id and extent.contains(span_of(row)) and key not in kept:
                    found.setdefault(key, judged("reject", table, row, document_of(document_id), who=name))
    return list(found.values())


def _said(one: Correction) -> tuple[str, ...]:
    """Who says what of which record; to edit and to accept what was edited is the same."""
    action = "accept" if one.action == "edit" else one.action
    told = sorted((column, value) for column, value in one.told.items() if not is_empty(value))
    return (one.who, one.table, one.record_id, action, repr(told))
