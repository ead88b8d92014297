"""Annotations for doccano and from it (JSONL of its sequence labelling).

A label there is one name, so it says the table and what the record is known by: "target_groups|tg:uvas|prioritised".
What else a record says stays as it is in the dataset.
"""

from collections.abc import Iterable
from typing import Any

from esfnlp.errors import UsageError
from esfnlp.record import RECORD_TABLES
from esfnlp.review.annotation import (
    Annotation,
    Chunk,
    DocumentOf,
    Imported,
    checked_chunk,
    checked_span,
    within,
)
from esfnlp.review.columns import parsed_values

LABEL_COLUMNS = {
    "target_groups": ("concept", "status"),
    "actors": ("actor", "role"),
    "priorities": ("kind",),
    "targets": ("kind", "comparator", "value", "unit", "year"),
}
_SEPARATOR = "|"


def lines(chunks: Iterable[Chunk], annotations: Iterable[Annotation]) -> list[dict[str, Any]]:
    """One line for each chunk."""
    held = list(annotations)
    return [
        {
            "text": chunk.text,
            "label": [[span.start, span.end, label_of(one)] for one, span in within(chunk, held)],
            "document_id": chunk.document_id,
            "char_start": chunk.start,
        }
        for chunk in chunks
    ]


def label_of(one: Annotation) -> str:
    """
    >>> from esfnlp.document import Span
    >>> label_of(Annotation("syd", "actors", Span(0, 1), {"actor": "ac:kommuner", "role": "partner"}))
    'actors|ac:kommuner|partner'
    """
    values = (one.values.get(column) for column in LABEL_COLUMNS[one.table])
    shown = ("" if v is None else f"{v:.15g}" if isinstance(v, float) else str(v) for v in values)
    return _SEPARATOR.join((one.table, *shown))


def read_lines(content: Iterable[Any], document_of: DocumentOf) -> Imported:
    """The annotations of an export of doccano, one value for each line."""
    found = Imported()
    for number, line in enumerate(content, start=1):
        where = f"line {number}"
        if not isinstance(line, dict):
            found.faults.append(f"{where}: not an object")
            continue
        stated = {**line.get("meta", {}), **line} if isinstance(line.get("meta", {}), dict) else line
        checked = checked_chunk(
            document_of, stated.get("document_id"), stated.get("char_start"), line.get("text"), where
        )
        if checked.chunk is None:
            found.faults.append(checked.fault)
            continue
        found.extents.append(("", checked.chunk.document_id, checked.chunk.span))
        for at, label in enumerate(line.get("label", line.get("entities")) or (), start=1):
            try:
                found.annotations.append(_annotation(checked.chunk, label))
            except (ValueError, KeyError, TypeError, UsageError) as error:
                found.faults.append(f"{where}, label {at}: {error}")
    return found


def _annotation(chunk: Chunk, label: Any) -> Annotation:
    """A label is a list of start, end and name, or an object where relations are exported, too."""
    if isinstance(label, dict):
        label = (label["start_offset"], label["end_offset"], label["label"])
    start, end, name = label
    table, *parts = str(name).split(_SEPARATOR)
    if table not in RECORD_TABLES:
        raise ValueError(f"{name!r} names no table; wanted such as target_groups|tg:uvas|prioritised")
    columns = LABEL_COLUMNS[table]
    given = dict(zip(columns, [*parts, *[""] * len(columns)], strict=False))
    return Annotation(chunk.document_id, table, checked_span(chunk, start, end), parsed_values(table, given))
