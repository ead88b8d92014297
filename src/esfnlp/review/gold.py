"""Records as gold annotations, in the form that `esfnlp evaluate --gold` and training read, and back."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from esfnlp.document import Span
from esfnlp.errors import EsfnlpError
from esfnlp.record import RECORD_TABLES, SCOPE_COLUMNS, Row
from esfnlp.review.anchors import Anchors
from esfnlp.review.annotation import Annotation, DocumentOf, Imported, span_of
from esfnlp.review.columns import DECIDED, REQUIRED, checked_values, identity, scope

_ABOUT = ("document_id", "title", "doc_type", "programme", "period_start", "period_end", "region_codes")
_ALWAYS = {"priorities": ("themes", "target_groups"), "targets": ("population",)}
"""Lists that stand in gold also where they are empty."""


def gold_of(document: Row, records: Mapping[str, Iterable[Row]]) -> dict[str, Any]:
    """The gold of one document: the row of `documents`, and the records that are to stand in it."""
    own = {
        table: [
            _record(table, row)
            for row in records.get(table, ())
            if row["document_id"] == document["document_id"]
        ]
        for table in RECORD_TABLES
    }
    return {"document": {key: document.get(key) for key in _ABOUT}, **own}


def _record(table: str, row: Row) -> Row:
    columns = (*SCOPE_COLUMNS, *(c for c in DECIDED[table] if c not in SCOPE_COLUMNS))
    said = {c: row[c] for c in columns if row.get(c) not in (None, "", [])}
    lists = {c: list(row.get(c) or ()) for c in _ALWAYS.get(table, ())}  # type: ignore[call-overload]
    return {**said, **lists, "quote": " ".join(str(row["quote"]).split())}


def unjudged(document_id: str, records: Mapping[str, Iterable[Row]]) -> int:
    """How many records of the document nobody has judged."""
    return sum(
        row["document_id"] == document_id and not row.get("review")
        for table in RECORD_TABLES
        for row in records.get(table, ())
    )


def read_gold_file(
    content: Any, document_of: DocumentOf, scopes: Mapping[str, Row], records: Mapping[str, Sequence[Row]]
) -> Imported:
    """The records of one gold file, each at the place of its quote.

    Where a quote stands in several places, the first is taken in which the dataset makes the same claim, else the
    first whose passage has the record's scope (in one scope the same words count once). `scopes` are rows of
    `passages` by their id, `records` those of the record tables.
    """
    try:
        document = document_of(str(content["document"]["document_id"]))
    except (KeyError, TypeError):
        return Imported(faults=["not a gold file; it needs an object with document.document_id"])
    except EsfnlpError as error:
        return Imported(faults=[str(error)])
    anchors, found = Anchors(document), Imported()
    own = {t: [r for r in rows if r["document_id"] == document.document_id] for t, rows in records.items()}
    found.extents.append(("", document.document_id, Span(0, len(document.text))))
    for table in RECORD_TABLES:
        for number, row in enumerate(content.get(table) or ()):
            try:
                found.annotations.append(
                    _annotation(document.document_id, table, row, anchors, (scopes, own[table]))
                )
            except (ValueError, TypeError, AttributeError) as error:
                found.faults.append(f"{table}[{number}]: {error}")
    return found


def _annotation(
    document_id: str, table: str, row: Row, anchors: Anchors, known: tuple[Mapping[str, Row], Sequence[Row]]
) -> Annotation:
    missing = [column for column in (*REQUIRED[table], "quote") if column not in row]
    if missing:
        raise ValueError(f"it has no {', '.join(missing)}")
    values = checked_values(table, {c: v for c, v in row.items() if c in DECIDED[table]})
    places = anchors.places(str(row["quote"]))
    if not places:
        raise ValueError(f"“{row['quote']}” stands in no passage of {document_id}")
    scopes, rows = known
    claims = [r for r in rows if identity(table, r) == identity(table, values) and scope(r) == scope(values)]
    claimed = (p for p in places if any(span_of(r).overlaps(p.span) for r in claims))
    same = (p for p in places if scope(scopes.get(p.passage.passage_id, {})) == scope(values))
    place = next(claimed, None) or next(same, places[0])
    return Annotation(document_id, table, place.span, values)
