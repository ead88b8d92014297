"""The dataset's Frictionless data package: the columns of each CSV file, and how the tables hang together."""

from collections.abc import Mapping
from typing import Any, get_args

from esfnlp.document import DocType, PassageKind
from esfnlp.finding import (
    ActorType,
    Comparator,
    Measure,
    MentionLabel,
    PriorityKind,
    Role,
    Status,
    TargetKind,
    Unit,
)
from esfnlp.record import COLUMNS, RECORD_TABLES

FORMAT = 1
"""The dataset's format. It grows when a reader of the old format would misread the new one."""

LIST_SEPARATOR = "|"

TYPES = {
    "string": "string", "int": "integer", "float": "number", "bool": "boolean",
    "date": "date", "list": "list", "json": "array",
}  # fmt: skip

TABLE_DESCRIPTIONS = {
    "documents": "One row per document that was read.",
    "sections": "Headings with what stands under them, in reading order.",
    "passages": "Paragraphs, list items, table rows, headings, footnotes and captions: the units of search.",
    "target_groups": "Which groups a plan targets, allows, discusses or leaves out.",
    "actors": "Who does what: the organisations that a plan names, with their parts.",
    "priorities": "Statements that commit a plan to a direction.",
    "targets": "Every number that says something: targets, milestones, budgets, statistics and thresholds.",
    "mentions": "Every entity that was recognised, whether or not it became a record.",
}

_REVIEW = {"review": ("accepted", "edited", "added")}
ENUMS: dict[str, dict[str, tuple[str, ...]]] = {
    "documents": {"doc_type": get_args(DocType)},
    "passages": {
        "kind": get_args(PassageKind),
        "role": (
            "target_group", "priority", "measure", "principle", "qualitative_target", "quantitative_target",
            "actor", "need", "background", "other",
        ),
    },
    "target_groups": {"status": get_args(Status), "gender": ("women", "men"), **_REVIEW},
    "actors": {
        "actor_type": get_args(ActorType),
        "role": get_args(Role),
        **_REVIEW,
    },
    "priorities": {"kind": get_args(PriorityKind), **_REVIEW},
    "targets": {
        "kind": get_args(TargetKind), "comparator": get_args(Comparator), "unit": get_args(Unit),
        "measure": get_args(Measure), **_REVIEW,
    },
    "mentions": {"label": get_args(MentionLabel)},
}  # fmt: skip

PRIMARY_KEYS = {
    "documents": "document_id",
    "sections": "section_id",
    "passages": "passage_id",
    **dict.fromkeys(RECORD_TABLES, "record_id"),
}

_IN_DOCUMENT = ("document_id", "documents", "document_id")
_IN_PASSAGE = ("passage_id", "passages", "passage_id")
FOREIGN_KEYS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "sections": (_IN_DOCUMENT, ("parent_id", "", "section_id")),
    "passages": (_IN_DOCUMENT, ("section_id", "sections", "section_id")),
    **dict.fromkeys(RECORD_TABLES, (_IN_DOCUMENT, _IN_PASSAGE)),
    "mentions": (_IN_DOCUMENT, _IN_PASSAGE),
}
"""(column, resource, its column); an empty resource is the table itself."""

COLUMN_DESCRIPTIONS = {
    "record_id": "The same for the same record of the same document text, in every run.",
    "document_id": "The manifest's id, else the slug of the file name.",
    "plan_id": "The same for all versions of one plan.",
    "region_code": "Whom it concerns: NUTS 2, NUTS 3, a four-digit municipality code, or SE (the country).",
    "region_codes": "The regions that the document is about.",
    "programme_area": "1-5 (2007-2013 and 2014-2020) or A-F (2021-2027).",
    "investment_priority": "Of the programme 2014-2020: 10.3, 10.4, 8.1, 8.2 or 9.1.",
    "objective": "Of the programme 2014-2020: 1.1, 1.2, 2.1, 2.2, 2.3 or 3.1.",
    "thematic_area": "Of the programme 2021-2027.",
    "passage_id": "The passage that holds the evidence.",
    "quote": "The evidence, verbatim from the passage.",
    "page": "1-based; empty where the source has no pages.",
    "char_start": "Where it begins in the document's text, in Unicode code points.",
    "char_end": "Where it ends, exclusive.",
    "confidence": "0-1; of the records at 0.8 about 80 % are right.",
    "method": "The extractor that found it; ends in +ocr where OCR read the page: check its figures there.",
    "review": "What a reviewer did with the record; empty where nobody has judged it.",
    "cue": "The word or heading that decided the status, role or kind.",
    "surface": "The words that the text uses.",
    "warnings": "What could not be read, page by page.",
    "training": "Fictional training material, left out of comparisons.",
    "context": "For a table row: header cells, caption, unit and year, which are no part of the text.",
    "label": "The run-in label in force, or the kind of entity.",
    "lead_in": "The sentence that introduces the list.",
    "bbox": "x0, y0, x1, y1 in PDF points from the page's top left; a list of boxes over several pages.",
    "themes": "Concepts th:...",
    "target_groups": "Concepts tg:... that the statement names.",
    "population": "Concepts tg:... that are counted.",
    "indicator": "What is counted.",
    "value": "In base units: 63 million kronor is 63000000.",
    "year": "The deadline or the year of reference.",
    "inconsistencies": "Other numbers of the document that do not agree with this one (a total, a table).",
    "baseline": "The value that the change starts from.",
    "age_min": "Years.",
    "age_max": "Years.",
    "duration_min_months": "At least so many months, for example of unemployment.",
}  # fmt: skip


def descriptor(files: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The data package; `files` holds per table what is known of its CSV file (bytes, hash)."""
    return {
        "name": "esfnlp-dataset",
        "title": "Swedish ESF regional plans, compared",
        "esfnlp_format": FORMAT,
        "resources": [_resource(table, files.get(table, {})) for table in COLUMNS],
    }


def _resource(table: str, file: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "name": table,
        "path": f"{table}.csv",
        "description": TABLE_DESCRIPTIONS[table],
        "type": "table",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        **file,
        "schema": _schema(table),
    }


def _schema(table: str) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(table, column, kind) for column, kind in COLUMNS[table].items()],
        "missingValues": [""],
    }
    if table in PRIMARY_KEYS:
        schema["primaryKey"] = [PRIMARY_KEYS[table]]
    if table in FOREIGN_KEYS:
        schema["foreignKeys"] = [
            {"fields": [column], "reference": {"resource": resource, "fields": [other]}}
            for column, resource, other in FOREIGN_KEYS[table]
        ]
    return schema


def _field(table: str, column: str, kind: str) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column, "type": TYPES[kind]}
    if kind == "list":
        field |= {"delimiter": LIST_SEPARATOR, "itemType": "string"}
    if column in COLUMN_DESCRIPTIONS:
        field["description"] = COLUMN_DESCRIPTIONS[column]
    constraints = _constraints(table, column)
    return field | ({"constraints": constraints} if constraints else {})


def _constraints(table: str, column: str) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if column == PRIMARY_KEYS.get(table) or column == "document_id":
        constraints["required"] = True
    if column in ENUMS.get(table, {}):
        constraints["enum"] = list(ENUMS[table][column])
    if column == "confidence":
        constraints |= {"minimum": 0, "maximum": 1}
    return constraints
