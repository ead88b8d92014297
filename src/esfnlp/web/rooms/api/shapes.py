"""Further answers as the API describes them, and what it takes."""

from typing import Any

from pydantic import BaseModel

from esfnlp.web.models import Rows


class Text(BaseModel):
    """What `esfnlp ingest --format json` prints; further keys may stand beside these."""

    document_id: str
    text: str
    pages: list[dict[str, Any]]
    blocks: list[dict[str, Any]]


class PageQuote(BaseModel):
    """`char_start` and `char_end` are those of the whole quote in the document's text, `text` is its part on the page;
    `boxes` (x0, y0, x1, y1 in points from the top left) are those of the blocks that it stands in."""

    char_start: int
    char_end: int
    text: str
    boxes: list[list[float]]
    records: list[str]


class Page(BaseModel):
    """`unread` is the reason where the page could not be read, `picture` the address of its picture."""

    document_id: str
    number: int
    width: float | None
    height: float | None
    unread: str | None
    quotes: list[PageQuote]
    picture: str | None


class Counterparts(BaseModel):
    """What `esfnlp similar PASSAGE --format json` prints."""

    passage_id: str
    document_id: str
    sentences: list[dict[str, Any]]
    similar: list[dict[str, Any]]


class Suggestion(BaseModel):
    """`question` is the whole question as it would be, `name` what is put in."""

    question: str
    name: str
    kind: str


class Suggestions(BaseModel):
    suggestions: list[Suggestion]


class CellRecords(Rows):
    """The records behind one cell of a comparison."""

    region_code: str
    period: str | None
    status: str
    records: list[dict[str, Any]]


class Apart(BaseModel):
    """What sets a region apart from the others."""

    by: str
    region_code: str
    more: list[dict[str, Any]]
    only: list[dict[str, Any]]
    missing: list[dict[str, Any]]


class Commitments(Rows):
    """Targets and milestones; one without a year stands at the end of its plan's period and is not `is_dated`."""

    targets: list[dict[str, Any]]


class Likeness(Rows):
    """Where the latest plan of each region and period stands on the map, and the plan most like it."""

    plans: list[dict[str, Any]]


class TextDifference(BaseModel):
    """Both texts sentence by sentence: pieces that are the same, gone, new or moved, or so many unchanged sentences."""

    old: str
    new: str
    lines: list[dict[str, Any]]
