"""What a plan says: one text, and everything that points into it.

Every position is a half-open `[start, end)` span of Unicode code points in `Document.text` (NFC).
"""

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import itemgetter
from typing import Any, Literal, TypeVar

T = TypeVar("T")

BlockKind = Literal[
    "heading", "paragraph", "list_item", "table", "caption", "footnote", "header", "footer", "page_number"
]
PassageKind = Literal["paragraph", "list_item", "table_row", "heading", "footnote", "caption"]
DocType = Literal[
    "regional_plan", "national_programme", "strategy", "statement", "meeting_summary", "web_page", "other"
]
FURNITURE: frozenset[str] = frozenset({"header", "footer", "page_number"})
TEXT_KINDS: frozenset[str] = frozenset({"paragraph", "list_item", "table_row"})
"""Kinds of passages that carry the running text."""

Box = tuple[float, float, float, float]
"""x0, y0, x1, y1 in PDF points from the page's top left."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end

    def shift(self, offset: int) -> "Span":
        return Span(self.start + offset, self.end + offset)


def merged(spans: Iterable[Span]) -> list[Span]:
    """The spans in order, those that overlap or touch as one.

    >>> merged([Span(5, 9), Span(0, 2), Span(8, 12)])
    [Span(start=0, end=2), Span(start=5, end=12)]
    """
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(span.end, joined[-1].end))
        else:
            joined.append(span)
    return joined


def overlaps_any(span: Span, apart: Sequence[Span]) -> bool:
    """Whether the span overlaps one of `apart`, spans in order that do not overlap each other."""
    at = bisect_left(apart, span)
    return any(span.overlaps(other) for other in apart[max(at - 1, 0) : at + 1])


def without_overlaps(items: Iterable[T], span_of: Callable[[T], Span]) -> list[T]:
    """The items in the order of their spans; of those that overlap the longer, of equals the first given."""
    kept: list[T] = []
    spans: list[Span] = []
    for item in sorted(items, key=lambda item: -len(span_of(item))):
        span = span_of(item)
        if not overlaps_any(span, spans):
            at = bisect_left(spans, span)
            spans.insert(at, span)
            kept.insert(at, item)
    return kept


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the source. `unread` is None, or why the page's text could not be had.

    `ocr` is None, or the mean confidence, from 0 to 1, of the words where OCR read the page.
    """

    number: int
    width: float | None = None
    height: float | None = None
    unread: str | None = None
    ocr: float | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of layout in reading order; `text` is `document.text[char_start:char_end]`.

    A table's text is its cells joined by tab and its rows by newline; `rows` holds the same cells, and
    `header_rows` says how many of them, from the top, are headers.
    `label` is a run-in label that opens the block ("Målgrupp:"); it stays part of the text.
    `mark` is the bullet or number of a list item, or the mark of a footnote; it is no part of the text.
    `caption` is a table's caption, where one was found.
    """

    kind: BlockKind
    text: str
    char_start: int
    char_end: int
    page: int | None = None
    boxes: tuple[Box, ...] = ()
    level: int | None = None
    number: str | None = None
    mark: str | None = None
    label: str | None = None
    rows: tuple[tuple[str, ...], ...] | None = None
    header_rows: int = 0
    caption: str | None = None
    confidence: float | None = None

    @property
    def span(self) -> Span:
        return Span(self.char_start, self.char_end)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it, up to the next heading of the same or a higher level."""

    section_id: str
    parent_id: str | None
    level: int
    number: str | None
    heading: str
    char_start: int
    char_end: int
    page_start: int | None = None
    page_end: int | None = None

    @property
    def span(self) -> Span:
        return Span(self.char_start, self.char_end)


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit that is read, classified and searched; `text` is `document.text[char_start:char_end]`.

    `label` is the run-in label or label line in force ("Huvudsakliga målgrupper"), also over the list below it.
    `lead_in` is the sentence that introduces the list a list item stands in.
    `context` is, for a table row, its header cells, caption, unit and year; they are no part of `text`.
    """

    passage_id: str
    section_id: str | None
    kind: PassageKind
    text: str
    char_start: int
    char_end: int
    page: int | None = None
    boxes: tuple[Box, ...] = ()
    label: str = ""
    lead_in: str = ""
    context: str = ""

    @property
    def span(self) -> Span:
        return Span(self.char_start, self.char_end)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of the document as a whole, found in it or stated by the manifest."""

    title: str = ""
    doc_type: DocType = "other"
    programme: str | None = None
    period_start: int | None = None
    period_end: int | None = None
    region_codes: tuple[str, ...] = ()
    plan_id: str | None = None
    version: str | None = None
    adopted_on: str | None = None
    language: str = "sv"
    source_file: str = ""
    source_sha256: str = ""
    media_type: str = ""
    training: bool = False
    """Fictional training material: its records have region SEZZ and are left out of comparisons."""


@dataclass(frozen=True)
class Document:
    document_id: str
    text: str
    metadata: Metadata = field(default_factory=Metadata)
    pages: tuple[Page, ...] = ()
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    passages: tuple[Passage, ...] = ()
    page_marks: tuple[tuple[int, int], ...] = ()
    """(offset, page) where the text enters a page, by rising offset; empty for a text without pages."""
    warnings: tuple[str, ...] = ()

    def quote(self, span: Span) -> str:
        return self.text[span.start : span.end]

    def page_at(self, offset: int) -> int | None:
        """The 1-based page of the character at `offset`, or None where the source has no pages."""
        return page_at(self.page_marks, offset)

    @cached_property
    def ocr_pages(self) -> dict[int, float]:
        """The pages that were read by OCR, with the mean confidence of their words."""
        return {page.number: page.ocr for page in self.pages if page.ocr is not None}

    @cached_property
    def section_by_id(self) -> dict[str, Section]:
        return {section.section_id: section for section in self.sections}

    def section_path(self, section_id: str | None) -> list[Section]:
        """The section and those it stands in, outermost first."""
        path: list[Section] = []
        while section_id is not None:
            section = self.section_by_id[section_id]
            path.append(section)
            section_id = section.parent_id
        return path[::-1]

    def heading_path(self, section_id: str | None) -> list[str]:
        return [section.heading for section in self.section_path(section_id)]


def page_at(page_marks: Sequence[tuple[int, int]], offset: int) -> int | None:
    """The page of the character at `offset`, by the (offset, page) at which the text enters each page."""
    index = bisect_right(page_marks, offset, key=itemgetter(0)) - 1
    return page_marks[max(index, 0)][1] if page_marks else None


def content_id(prefix: str, *parts: object, length: int = 16) -> str:
    """An id that depends on `parts` alone.

    >>> content_id("p", "plan", "text") == content_id("p", "plan", "text")
    True
    """
    digest = hashlib.sha256("\x1f".join(str(part) for part in parts).encode("utf-8"))
    return f"{prefix}-{digest.hexdigest()[:length]}"


class Occurrences:
    """Numbers equal keys 0, 1, 2 …, so that repeated texts get ids of their own."""

    def __init__(self) -> None:
        self._seen: dict[tuple[object, ...], int] = {}

    def __call__(self, *key: object) -> int:
        number = self._seen.get(key, 0)
        self._seen[key] = number + 1
        return number


def compose(pieces: Iterable[str], separator: str = "\n\n") -> Iterator[tuple[str, Span]]:
    """Each piece with the span that it has in the pieces joined by `separator`."""
    offset = 0
    for piece in pieces:
        yield piece, Span(offset, offset + len(piece))
        offset += len(piece) + len(separator)


def boxes_to_json(boxes: tuple[Box, ...]) -> Any:
    """One box as a list of four numbers, several as a list of boxes, none as null."""
    if not boxes:
        return None
    rounded = [[round(value, 2) for value in box] for box in boxes]
    return rounded[0] if len(rounded) == 1 else rounded
