"""Documents, findings and records as rows of the contract's tables: plain dicts that JSON can hold.

A row has every column of its table in the contract's order; lists are lists of strings, dates ISO strings.
"""

from collections.abc import Mapping
from dataclasses import fields

from esfnlp.document import Document, Passage, Section, boxes_to_json
from esfnlp.finding import (
    ActorClaim,
    Claim,
    Finding,
    MentionClaim,
    PriorityClaim,
    TargetClaim,
    TargetGroupClaim,
)
from esfnlp.record import COLUMNS, SCOPE_COLUMNS, Record, Row, Scope

CONFIDENCE_DECIMALS = 4
"""More digits than calibration supports would only make runs on two machines differ."""

TABLE_OF: dict[type, str] = {
    TargetGroupClaim: "target_groups",
    ActorClaim: "actors",
    PriorityClaim: "priorities",
    TargetClaim: "targets",
    MentionClaim: "mentions",
}


def table_of(claim: Claim) -> str:
    """The table that a claim of this type is a row of."""
    return TABLE_OF[type(claim)]


def document_row(document: Document) -> Row:
    """The row of `documents`; a document of no known plan is a plan of its own."""
    metadata = document.metadata
    values = _values(metadata) | {
        "document_id": document.document_id,
        "plan_id": metadata.plan_id or document.document_id,
        "page_count": len(document.pages) or None,
        "warnings": list(document.warnings),
    }
    return _ordered("documents", values)


def section_rows(document: Document, scopes: Mapping[str, Scope]) -> list[Row]:
    """Rows of `sections` in reading order; `scopes` by section_id."""
    return [_section_row(document, section, scopes[section.section_id]) for section in document.sections]


def passage_rows(
    document: Document,
    scopes: Mapping[str, Scope],
    roles: Mapping[str, str],
    themes: Mapping[str, tuple[str, ...]],
) -> list[Row]:
    """Rows of `passages` in reading order; mappings are by passage_id, a passage may lack role and themes."""
    return [
        _passage_row(document, passage, scopes[passage.passage_id])
        | {"role": roles.get(passage.passage_id), "themes": list(themes.get(passage.passage_id, ()))}
        for passage in document.passages
    ]


def record_row(record: Record) -> Row:
    """The row of the record's table (`table_of(record.claim)`)."""
    shared = _values(record) | _values(record.scope)
    shared["confidence"] = round(record.confidence, CONFIDENCE_DECIMALS)
    return _ordered(table_of(record.claim), shared | _values(record.claim))


def mention_row(document_id: str, finding: Finding) -> Row:
    """The row of `mentions` for a finding whose claim is a mention.

    Raises
    ------
    ValueError : the finding claims something else.
    """
    if not isinstance(finding.claim, MentionClaim):
        raise ValueError(f"not a mention: {finding.claim!r}")
    place = {"char_start": finding.span.start, "char_end": finding.span.end}
    values = _values(finding.claim) | place | {"document_id": document_id, "passage_id": finding.passage_id}
    return _ordered("mentions", values)


def _section_row(document: Document, section: Section, scope: Scope) -> Row:
    values = _values(section) | _values(scope) | {"document_id": document.document_id}
    return _ordered("sections", values)


def _passage_row(document: Document, passage: Passage, scope: Scope) -> Row:
    values = _values(passage) | _values(scope)
    values |= {"document_id": document.document_id, "bbox": boxes_to_json(passage.boxes)}
    return _ordered("passages", values)


def _values(noun: object) -> Row:
    """The fields of a dataclass by name, tuples as lists."""
    values = {field.name: getattr(noun, field.name) for field in fields(noun)}  # type: ignore[arg-type]
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}


def _ordered(table: str, values: Mapping[str, object]) -> Row:
    return {column: values.get(column) for column in COLUMNS[table]}


def scope_of(row: Mapping[str, object]) -> Row:
    """The scope columns of a row that say something, in the contract's order."""
    return {column: row[column] for column in SCOPE_COLUMNS if row.get(column) not in (None, "")}
