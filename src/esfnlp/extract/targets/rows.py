"""A row of a table with what stands over it: its cells, their columns, the caption and the headings."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from esfnlp.document import Block, Document, Passage, Span
from esfnlp.extract.targets.captions import words_around
from esfnlp.extract.targets.cells import cell_numbers
from esfnlp.extract.targets.columns import Column, read_columns
from esfnlp.extract.targets.frame import Frame, framing_kind, single_year
from esfnlp.swedish.bounds import Bounded
from esfnlp.swedish.dates import date_spans

_SAMPLE_ROWS = 40
"""Rows by which a column is judged to hold codes, words or numbers."""
_DATE_LENGTH = 40
YEAR_CELL = re.compile(r"\s*(?:år\s+)?((?:19|20)\d{2})\s*", re.I)


@dataclass(frozen=True, slots=True)
class Cell:
    """`span` is relative to the row's text; `numbers` is empty for a cell of words."""

    text: str
    span: Span
    numbers: tuple[Bounded, ...] = ()


@dataclass(frozen=True)
class Row:
    """A row with what stands over it. `frame` is that of the table: caption, label and headings."""

    cells: tuple[Cell, ...]
    columns: tuple[Column, ...]
    caption: str
    frame: Frame
    period_start: int | None = None

    @cached_property
    def label(self) -> str:
        """The words that name the row."""
        named = (cell.text.strip() for cell, column in self.labelled if column.names_row)
        return " ".join(text for text in named if text.strip(" –-"))

    @cached_property
    def labelled(self) -> list[tuple[Cell, Column]]:
        return [(c, column) for c, column in zip(self.cells, self.columns, strict=False) if not c.numbers]


def row_of(document: Document, passage: Passage, frame: Frame) -> Row:
    """The row with its columns: from the table's block, else from the passage's context."""
    block = _block_at(document, passage)
    texts = passage.text.split("\t")
    if block is not None and block.rows:
        header_rows = _headers(block)
        headers, caption = block.rows[:header_rows], block.caption or words_around(document, block)
        sample = block.rows[header_rows : header_rows + _SAMPLE_ROWS]
        body = tuple(row for row in sample if len(row) == len(texts))
    else:
        parts = [part.strip() for part in passage.context.split(" | ")] if passage.context else []
        headers = (tuple(parts[: len(texts)]),) if len(parts) >= len(texts) else ()
        caption, body = " ".join(parts[len(texts) :]) if headers else " ".join(parts), ()
    kind = framing_kind(caption) or frame.kind
    columns = read_columns(headers, len(texts), kind, body or (tuple(texts),))
    framed = replace(frame, kind=kind, year=single_year(caption) or frame.year)
    return Row(tuple(_cells(texts)), columns, caption, framed, _period(document))


def _block_at(document: Document, passage: Passage) -> Block | None:
    at = bisect_right(document.blocks, passage.char_start, key=lambda block: block.char_start) - 1
    block = document.blocks[at] if at >= 0 else None
    return block if block is not None and block.rows and block.span.contains(passage.span) else None


def _period(document: Document) -> int | None:
    """The first year of the period whose common indicators the document counts in."""
    return 2021 if document.metadata.programme == "ESF+" else document.metadata.period_start


def _headers(block: Block) -> int:
    """Header rows of a table; a row with a date for a cell ("Öppnar | 5 februari 2024") is none."""
    rows = block.rows or ()
    if block.header_rows:
        return 0 if block.header_rows == 1 and any(map(_is_date, rows[0])) else block.header_rows
    return _unmarked_headers(rows)


def _is_date(text: str) -> bool:
    """Whether a cell begins with a date and holds little else."""
    found = date_spans(text)
    return bool(found) and found[0].start == 0 and len(text) <= _DATE_LENGTH


def _unmarked_headers(rows: Sequence[Sequence[str]]) -> int:
    """One header row where the first row holds no numbers but years, and the rows below hold some."""
    first = rows[0] if len(rows) > 1 else ()
    numeric = any(cell_numbers(cell) and not YEAR_CELL.fullmatch(cell) for cell in first)
    return 0 if numeric or not first or any(map(_is_date, first)) else 1


def _cells(texts: Sequence[str]) -> Iterator[Cell]:
    offset = 0
    for text in texts:
        numbers = tuple(cell_numbers(f" {text[1:]}" if text[:1] == "+" else text))
        yield Cell(text, Span(offset, offset + len(text)), numbers)
        offset += len(text) + 1
