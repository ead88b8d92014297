"""Annotations for doccano and from it (JSONL of its sequence labelling).

A label there is one name, so it says the table and what the record is known by: "target_groups|tg:uvas|prioritised".
What else a record says travels beside the labels.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from esfnlp.document import Span
from esfnlp.record import RECORD_TABLES
from esfnlp.review.annotation import (
    Annotation,
    Chunk,
    DocumentOf,
    Imported,
    Stretch,
    checked_span,
    collected,
    within,
)
from esfnlp.review.columns import checked_values, parsed_values

LABEL_COLUMNS = {
    "target_groups": ("concept", "status"),
    "actors": ("actor", "role"),
    "priorities": ("kind",),
    "targets": ("kind", "comparator", "value", "unit", "year"),
}
_SEPARATOR = "|"


def lines(chunks: Iterable[Chunk], annotations: Iterable[Annotation]) -> list[dict[str, Any]]:
    """One line for each chunk. `records` holds all that each record says; doccano keeps it and hands it back."""
    held = list(annotations)
    return [_line(chunk, list(within(chunk, held))) for chunk in chunks]


def _line(chunk: Chunk, found: Sequence[tuple[Annotation, Span]]) -> dict[str, Any]:
    return {
        "text": chunk.text,
        "label": [[span.start, span.end, label_of(one)] for one, span in found],
        "document_id": chunk.document_id,
        "char_start": chunk.start,
        "records": [
            {"place": [span.start, span.end], "label": label_of(one), "quote": chunk.text[span.start : span.end],
             "record_id": one.record_id, "values": one.values}
            for one, span in found
        ],
    }  # fmt: skip


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
    return collected((_stretch(line, number) for number, line in enumerate(content, start=1)), document_of)


def _stretch(line: Any, number: int) -> Stretch:
    where = f"line {number}"
    if not isinstance(line, dict):
        return Stretch(where, None, None, None, ())
    meta = line.get("meta")
    stated = {**meta, **line} if isinstance(meta, dict) else line
    records = [one for one in stated.get("records") or () if isinstance(one, dict)]
    labels = line.get("label", line.get("entities")) or ()
    made = [(f"label {at}", partial(_annotation, label, records)) for at, label in enumerate(labels, start=1)]
    return Stretch(where, stated.get("document_id"), stated.get("char_start"), line.get("text"), made)


def _annotation(label: Any, records: Sequence[Mapping[str, Any]], chunk: Chunk) -> Annotation:
    """A label is a list of start, end and name, or an object where relations are exported, too."""
    if isinstance(label, dict):
        label = (label["start_offset"], label["end_offset"], label["label"])
    start, end, name = label
    table, *parts = str(name).split(_SEPARATOR)
    if table not in RECORD_TABLES:
        raise ValueError(f"{name!r} names no table; wanted such as target_groups|tg:uvas|prioritised")
    columns = LABEL_COLUMNS[table]
    said = parsed_values(table, dict(zip(columns, [*parts, *[""] * len(columns)], strict=False)))
    kept = _kept([start, end], str(name), table, records)
    words = kept.get("quote") if kept.get("place") == [start, end] else None
    values = checked_values(table, {**kept.get("values", {}), **said})
    place = checked_span(chunk, start, end, words)
    return Annotation(chunk.document_id, table, place, values, str(kept.get("record_id", "")))


def _kept(
    place: list[object], name: str, table: str, records: Sequence[Mapping[str, Any]]
) -> Mapping[str, Any]:
    """The record that a label was made from: at its place under its name, else the only one of its table there (a new
    name) or of its name (a new place); empty for a new label."""
    here = [one for one in records if one["place"] == place]
    for found in (
        [one for one in here if one["label"] == name][:1],
        [one for one in here if str(one["label"]).split(_SEPARATOR)[0] == table],
        [one for one in records if one["label"] == name],
    ):
        if len(found) == 1:
            return found[0]
    return {}
