"""Annotations for Label Studio and from it (its JSON format of tasks; the labelling interface goes with them)."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Any
from xml.sax.saxutils import quoteattr

from esfnlp.dataset.package import ENUMS
from esfnlp.record import COLUMNS, RECORD_TABLES
from esfnlp.review.annotation import (
    Annotation,
    Chunk,
    DocumentOf,
    Imported,
    Stretch,
    checked_span,
    collected,
    in_code_points,
    in_utf16,
    within,
)
from esfnlp.review.columns import DECIDED, checked_values

LABELS, TEXT = "table", "text"


def tasks(
    chunks: Iterable[Chunk], annotations: Iterable[Annotation], *, judged: bool = False
) -> list[dict[str, Any]]:
    """One task for each chunk, its records as predictions; as finished annotations where they are `judged`."""
    held = list(annotations)
    found = []
    for chunk in chunks:
        result = [
            part for one, span in within(chunk, held) for part in _result(chunk, one, span.start, span.end)
        ]
        made: dict[str, Any] = {"result": result}
        data = {"text": chunk.text, "document_id": chunk.document_id, "char_start": chunk.start}
        if judged:
            found.append({"data": data, "annotations": [{**made, "ground_truth": True}]})
        else:
            found.append({"data": data, "predictions": [{**made, "model_version": "esfnlp"}]})
    return found


def labelling_config() -> str:
    """The labelling interface: a label for each table, and the columns of the record that is chosen."""
    labels = "".join(f"    <Label value={quoteattr(table)}/>\n" for table in RECORD_TABLES)
    controls = "".join(_control(table, column) for table in RECORD_TABLES for column in DECIDED[table])
    return f'<View>\n  <Labels name="{LABELS}" toName="{TEXT}">\n{labels}  </Labels>\n  <Text name="{TEXT}" value="$text"/>\n{controls}</View>\n'


def read_tasks(content: Any, document_of: DocumentOf) -> Imported:
    """The annotations of an export of Label Studio ("JSON"); tasks that nobody annotated say nothing."""
    if not isinstance(content, list):
        return Imported(faults=["not an export of Label Studio: a list of tasks is wanted"])
    tasks = ((number, task) for number, task in enumerate(content, start=1) if isinstance(task, dict))
    return collected((one for number, task in tasks for one in _stretches(task, number)), document_of)


def _stretches(task: Mapping[str, Any], number: int) -> Iterator[Stretch]:
    """What each annotator made of a task."""
    data = task.get("data")
    if not isinstance(data, dict):
        return
    for made in task.get("annotations") or ():
        if made.get("was_cancelled"):
            continue
        who = _who(made.get("completed_by"))
        regions: dict[str, list[Mapping[str, Any]]] = {}
        for part in made.get("result") or ():
            regions.setdefault(str(part.get("id")), []).append(part)
        labels = [
            (f"region {name}", partial(_annotation, name, parts, who)) for name, parts in regions.items()
        ]
        yield Stretch(
            f"task {number}", data.get("document_id"), data.get("char_start"), data.get("text"), labels, who
        )


def _result(chunk: Chunk, one: Annotation, start: int, end: int) -> list[dict[str, Any]]:
    place = {
        "start": in_utf16(chunk.text, start),
        "end": in_utf16(chunk.text, end),
        "text": chunk.text[start:end],
    }
    shared = {"id": one.record_id, "to_name": TEXT}
    parts = [{**shared, "from_name": LABELS, "type": "labels", "value": {**place, "labels": [one.table]}}]
    for column, value in one.values.items():
        kind = _kind(one.table, column)
        held = (
            value
            if kind == "number"
            else [str(item) for item in value]
            if isinstance(value, list)
            else [str(value)]
        )
        name = {"choices": "choices", "number": "number", "textarea": "text"}[kind]
        parts.append(
            {**shared, "from_name": f"{one.table}.{column}", "type": kind, "value": {**place, name: held}}
        )
    return parts


def _kind(table: str, column: str) -> str:
    if column in ENUMS.get(table, {}):
        return "choices"
    return "number" if COLUMNS[table][column] in ("int", "float") else "textarea"


def _control(table: str, column: str) -> str:
    when = f'perRegion="true" whenTagName="{LABELS}" whenLabelValue="{table}"'
    head = f'name="{table}.{column}" toName="{TEXT}" {when}'
    kind = _kind(table, column)
    if kind == "choices":
        inner = "".join(f"<Choice value={quoteattr(value)}/>" for value in ENUMS[table][column])
        return f'  <Choices {head} choice="single" showInline="true">{inner}</Choices>\n'
    if kind == "number":
        return f"  <Number {head}/>\n"
    return f'  <TextArea {head} placeholder="{column}" editable="true"/>\n'


def _annotation(region: str, parts: list[Mapping[str, Any]], who: str, chunk: Chunk) -> Annotation:
    label = next((part["value"] for part in parts if part.get("type") == "labels"), None)
    if label is None or label["labels"][0] not in RECORD_TABLES:
        raise ValueError(f"no label of {', '.join(RECORD_TABLES)}")
    table = label["labels"][0]
    start, end = in_code_points(chunk.text, [label["start"], label["end"]])
    span = checked_span(chunk, start, end, label.get("text"))
    values = {}
    for part in parts:
        of, _, column = str(part.get("from_name")).partition(".")
        if of == table and column:
            values[column] = _value(table, column, part["value"])
    return Annotation(chunk.document_id, table, span, checked_values(table, values), region, who)


def _value(table: str, column: str, value: Mapping[str, Any]) -> Any:
    if column not in DECIDED[table]:
        raise ValueError(f"{table} has no {column!r} to decide")
    kind = COLUMNS[table][column]
    if "number" in value:
        return int(value["number"]) if kind == "int" else float(value["number"])
    held = value.get("choices") or value.get("text") or []
    held = [held] if isinstance(held, str) else held
    return list(held) if kind == "list" else (held[0] if held else None)


def _who(completed_by: Any) -> str:
    if isinstance(completed_by, dict):
        return str(completed_by.get("email") or completed_by.get("id") or "")
    return "" if completed_by is None else f"label-studio-{completed_by}"
