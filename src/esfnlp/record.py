"""What a finding means in the comparative scheme: a coded row of the data contract."""

from dataclasses import dataclass

from esfnlp.finding import Claim

Row = dict[str, object]


@dataclass(frozen=True, slots=True, order=True)
class Scope:
    """Whom and which part of the programme a statement concerns."""

    region_code: str
    programme_area: str | None = None
    investment_priority: str | None = None
    objective: str | None = None
    thematic_area: str | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """A claim in its scope with its evidence; `quote` is `document.text[char_start:char_end]`."""

    record_id: str
    document_id: str
    scope: Scope
    claim: Claim
    passage_id: str
    quote: str
    page: int | None
    char_start: int
    char_end: int
    confidence: float
    method: str


SCOPE_COLUMNS = ("region_code", "programme_area", "investment_priority", "objective", "thematic_area")

SHARED_COLUMNS: dict[str, str] = {
    "record_id": "string", "document_id": "string",
    "region_code": "string", "programme_area": "string", "investment_priority": "string",
    "objective": "string", "thematic_area": "string",
    "passage_id": "string", "quote": "string", "page": "int",
    "char_start": "int", "char_end": "int", "confidence": "float", "method": "string", "review": "string",
}  # fmt: skip

COLUMNS: dict[str, dict[str, str]] = {
    "documents": {
        "document_id": "string", "plan_id": "string", "version": "string", "title": "string",
        "doc_type": "string", "programme": "string", "period_start": "int", "period_end": "int",
        "region_codes": "list", "adopted_on": "date", "language": "string", "page_count": "int",
        "source_file": "string", "source_sha256": "string", "media_type": "string", "warnings": "list",
        "training": "bool",
    },
    "sections": {
        "section_id": "string", "document_id": "string", "parent_id": "string", "level": "int",
        "number": "string", "heading": "string", "page_start": "int", "page_end": "int",
        **dict.fromkeys(SCOPE_COLUMNS, "string"),
    },
    "passages": {
        "passage_id": "string", "document_id": "string", "section_id": "string", "kind": "string",
        "text": "string", "context": "string", "page": "int", "bbox": "json", "char_start": "int",
        "char_end": "int", "role": "string", "themes": "list", "label": "string", "lead_in": "string",
        **dict.fromkeys(SCOPE_COLUMNS, "string"),
    },
    "target_groups": {
        "concept": "string", "status": "string", "surface": "string", "age_min": "int", "age_max": "int",
        "duration_min_months": "int", "gender": "string", "cue": "string", **SHARED_COLUMNS,
    },
    "actors": {
        "actor": "string", "name": "string", "surface": "string", "actor_type": "string", "role": "string",
        "cue": "string", **SHARED_COLUMNS,
    },
    "priorities": {
        "kind": "string", "text": "string", "themes": "list", "target_groups": "list", "cue": "string",
        **SHARED_COLUMNS,
    },
    "targets": {
        "kind": "string", "indicator": "string", "value": "float", "comparator": "string", "unit": "string",
        "year": "int", "baseline": "float", "measure": "string", "population": "list", "cue": "string",
        "inconsistencies": "list",
        **SHARED_COLUMNS,
    },
    "mentions": {
        "document_id": "string", "label": "string", "concept": "string", "text": "string",
        "passage_id": "string", "char_start": "int", "char_end": "int",
    },
}  # fmt: skip
"""Columns of every table with their types: string, int, float, bool, date, list (of strings) or json.
Every column may be empty but ids; the contract's columns come first to last as users know them."""

RECORD_TABLES = ("target_groups", "actors", "priorities", "targets")
