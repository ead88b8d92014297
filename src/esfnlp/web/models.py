"""Rows and answers as the API describes them: models made from the columns of the data contract."""

from typing import Any, Literal

from pydantic import BaseModel, create_model

from esfnlp.record import COLUMNS

_TYPES: dict[str, Any] = {
    "string": str | None, "int": int | None, "float": float | None, "bool": bool | None, "date": str | None,
    "list": list[str] | None, "json": str | None,
}  # fmt: skip


def _row_model(table: str, **more: Any) -> type[BaseModel]:
    fields: dict[str, Any] = {name: (_TYPES[kind], None) for name, kind in COLUMNS[table].items()}
    name = "".join(part.capitalize() for part in table.split("_"))
    return create_model(f"{name}Row", **fields, **more)


ROWS: dict[str, type[BaseModel]] = {table: _row_model(table) for table in COLUMNS}
"""A model for a row of each table."""

RecordTable = Literal["target_groups", "actors", "priorities", "targets"]


class Problem(BaseModel):
    """Problem details (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str


class Interpretation(BaseModel):
    """How a question was understood."""

    concepts: list[str]
    actors: list[str]
    relation: str | None
    regions: list[str]
    period: list[int] | None


class Evidence(BaseModel):
    passage_id: str
    page: int | None
    quote: str
    status: str | None
    score: float


class Plan(BaseModel):
    document_id: str
    region_codes: list[str]
    period_start: int | None
    period_end: int | None
    title: str | None
    status: str | None
    score: float
    evidence: list[Evidence]


class FoundPassage(BaseModel):
    passage_id: str
    document_id: str
    page: int | None
    section: str
    text: str
    score: float


class Answer(BaseModel):
    """What `esfnlp search --format json` prints; further keys may stand beside these."""

    query: str
    interpretation: Interpretation
    plans: list[Plan]
    passages: list[FoundPassage]


class Comparison(BaseModel):
    """What `esfnlp compare --format json` prints."""

    by: str
    rows: list[dict[str, Any]]


class Difference(BaseModel):
    """What `esfnlp diff --format json` prints."""

    old: str
    new: str
    changes: list[dict[str, Any]]
    reworded: list[dict[str, Any]]
    moved: list[dict[str, Any]]


class Similar(BaseModel):
    """What `esfnlp similar --format json` prints."""

    document_id: str
    similar: list[dict[str, Any]]


class Rows(BaseModel):
    """A page of rows under the name of what they are; `total` counts all."""

    total: int
    limit: int
    offset: int


class Corrections(Rows):
    """A page of corrections as the files of OUT/corrections hold them, each with its `state`."""

    corrections: list[dict[str, Any]]
