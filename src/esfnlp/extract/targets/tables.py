"""Quantitative claims of one table row: what its label, column headers and caption make of each cell."""

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
from esfnlp.extract.targets.indicators import CODE, named_code, with_code
from esfnlp.extract.targets.money import is_financing
from esfnlp.extract.targets.population import Groups, concepts_in
from esfnlp.extract.targets.prose import Statement, read_statements
from esfnlp.extract.targets.units import stated_unit
from esfnlp.finding import Comparator, TargetClaim, TargetKind, Unit
from esfnlp.swedish.bounds import Bounded
from esfnlp.swedish.sentences import sentences

_SAMPLE_ROWS = 40
"""Rows by which a column is judged to hold codes, words or numbers."""
_YEAR_CELL = re.compile(r"\s*(?:år\s+)?((?:19|20)\d{2})\s*", re.I)
_ROW_TOTAL = re.compile(r"\W*(?:summa|totalt|total|alla|samtliga)\W*", re.I)
_SHORTEST_NAME = 3
"""Letters of a column's name that says more than an abbreviation ("Män")."""
_MONEY: frozenset[Unit] = frozenset({"SEK", "EUR"})
_STRONG: frozenset[Unit] = frozenset({"SEK", "EUR", "percent", "percentage_points"})


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
    of_esf_plus: bool = False

    @cached_property
    def label(self) -> str:
        """The words that name the row."""
        named = (cell.text.strip() for cell, column in self.labelled if column.names_row)
        return " ".join(text for text in named if text.strip(" –-"))

    @cached_property
    def labelled(self) -> list[tuple[Cell, Column]]:
        return [(c, column) for c, column in zip(self.cells, self.columns, strict=False) if not c.numbers]


def read_row(document: Document, passage: Passage, frame: Frame, groups: Groups) -> list[Statement]:
    """Statements of a table row; a cell of prose is read by its sentences under its column's header."""
    row = row_of(document, passage, frame)
    found: list[Statement] = []
    has_numbers = any(cell.numbers for cell in row.cells)
    baseline = _baseline(row) if _promises(row) else None
    for cell, column in zip(row.cells, row.columns, strict=False):
        if column.is_baseline and baseline is not None:
            continue
        if cell.numbers and not column.is_code:
            found += _numeric(row, cell, column, baseline, groups)
        elif not cell.numbers and re.search(r"\w\s+\w", cell.text):
            found += _worded(row, cell, column, has_numbers, groups)
    return found


def _promises(row: Row) -> bool:
    """Whether a cell of the row holds a target or a milestone, which a baseline then belongs to."""
    return any(
        cell.numbers and (column.kind or row.frame.kind) in ("target", "milestone") and not column.is_baseline
        for cell, column in zip(row.cells, row.columns, strict=False)
    )


def row_of(document: Document, passage: Passage, frame: Frame) -> Row:
    """The row with its columns: from the table's block, else from the passage's context."""
    block = _block_at(document, passage)
    texts = passage.text.split("\t")
    if block is not None and block.rows:
        header_rows = block.header_rows or _unmarked_headers(block.rows)
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
    return Row(tuple(_cells(texts)), columns, caption, framed, document.metadata.programme == "ESF+")


def _block_at(document: Document, passage: Passage) -> Block | None:
    at = bisect_right(document.blocks, passage.char_start, key=lambda block: block.char_start) - 1
    block = document.blocks[at] if at >= 0 else None
    return block if block is not None and block.rows and block.span.contains(passage.span) else None


def _unmarked_headers(rows: Sequence[Sequence[str]]) -> int:
    """One header row where the first row holds no numbers but years, and the rows below hold some."""
    first = rows[0] if len(rows) > 1 else ()
    numeric = any(cell_numbers(cell) and not _YEAR_CELL.fullmatch(cell) for cell in first)
    return 0 if numeric or not first else 1


def _cells(texts: Sequence[str]) -> Iterator[Cell]:
    offset = 0
    for text in texts:
        yield Cell(text, Span(offset, offset + len(text)), tuple(cell_numbers(text)))
        offset += len(text) + 1


def _numeric(
    row: Row, cell: Cell, column: Column, baseline: float | None, groups: Groups
) -> Iterator[Statement]:
    if column.is_year_label and _YEAR_CELL.fullmatch(cell.text):
        return
    unit, factor = _unit(row, cell, column)
    kind = _kind(row, column, unit)
    population = concepts_in(f"{row.label} . {column.text}", groups) or concepts_in(
        f"{row.caption} {row.frame.words}", groups
    )
    first = next((c.span.start for c, _ in row.labelled if c.text.strip()), cell.span.start)
    numbers = cell.numbers if cell.numbers[0].pair else cell.numbers[:1]
    for item in numbers:
        claim = TargetClaim(
            kind=kind,
            indicator=_coded(row, _indicator(row, column), kind),
            value=round(item.number.value * factor, 3),
            comparator=_comparator(item, row, column),
            unit=unit,
            year=_year(row, column),
            baseline=baseline * factor if baseline is not None and kind in ("target", "milestone") else None,
            measure="level" if unit == "percent" else None,
            population=population,
            cue=column.text,
        )
        yield Statement(claim, Span(min(first, cell.span.start), max(cell.span.end, first)))


def _comparator(item: Bounded, row: Row, column: Column) -> Comparator:
    if item.comparator != "=":
        return item.comparator
    words = f"{column.text} {row.label}"
    if re.search(r"\bminst\b|\blägst\b|≥", words, re.I):
        return ">="
    return "<=" if re.search(r"\bhögst\b|\bmax\w*\b|≤", words, re.I) else "="


def _baseline(row: Row) -> float | None:
    return next(
        (
            c.numbers[0].number.value
            for c, column in zip(row.cells, row.columns, strict=False)
            if column.is_baseline and c.numbers
        ),
        None,
    )


def _year(row: Row, column: Column) -> int | None:
    if column.year is not None:
        return column.year
    for cell, other in zip(row.cells, row.columns, strict=False):
        match = _YEAR_CELL.fullmatch(cell.text) if other.is_year_label else None
        if match:
            return int(match.group(1))
    over_labels = next((other.year for _, other in row.labelled if other.year is not None), None)
    over_years = column.is_total and any(other.year is not None for other in row.columns)
    return single_year(row.label) or over_labels or (None if over_years else row.frame.year)


def _kind(row: Row, column: Column, unit: Unit) -> TargetKind:
    kind = column.kind or framing_kind(row.label) or row.frame.kind
    if unit in _MONEY:
        return "statistic" if kind == "statistic" else "budget"
    if unit == "percent" and kind is None and any(_holds_money(other) for other in row.columns):
        return "budget"
    if unit == "percent" and kind in (None, "statistic") and is_financing(row.label):
        return "budget"
    if kind == "budget" and unit not in ("percent", "count"):
        return "statistic"
    return kind or "statistic"


def _holds_money(column: Column) -> bool:
    stated = stated_unit(column.text)
    return stated is not None and stated[0] in _MONEY and column.kind in (None, "budget")


def _unit(row: Row, cell: Cell, column: Column) -> tuple[Unit, float]:
    """Unit and factor of a cell: its own, the unit column's, the row's, the column's, then the caption's."""
    own = stated_unit(cell.text)
    in_column = next((stated_unit(c.text) for c, other in row.labelled if other.is_unit), None)
    label, head, caption = stated_unit(row.label), stated_unit(column.text), stated_unit(row.caption)
    others = next(
        (u for u in (stated_unit(o.text) for o in row.columns if o.is_label) if u and u[0] in _STRONG), None
    )
    strong = [u for u in (label, head, others, caption) if u is not None and u[0] in _STRONG]
    if re.match(r"\W*antal\b", row.label, re.I) and label is not None:
        strong = [label]
    weak = [u for u in (head, label, caption) if u is not None]
    first = next((u for u in (own, in_column, *strong, *weak) if u is not None), None)
    if first is not None:
        scale_given = cell.numbers[0].number.scale > 1
        return (first[0], 1.0) if scale_given else first
    return ("SEK", 1.0) if row.frame.kind == "budget" else ("count", 1.0)


def _coded(row: Row, indicator: str, kind: TargetKind) -> str:
    """The indicator with the code of the common indicator that a cell names, or that it is by its name."""
    if kind == "budget":
        return indicator
    words = " ".join(cell.text for cell in row.cells)
    named = named_code(row.label) if row.of_esf_plus and kind in ("target", "milestone") else None
    return with_code(indicator, f"{words} {named}" if named and not CODE.search(words) else words)


def _indicator(row: Row, column: Column) -> str:
    label = re.sub(r"\s+", " ", row.label).strip(" ,.:;")
    extra = (
        column.name
        if column.name and (not label or _ROW_TOTAL.fullmatch(label) or len(column.name) >= _SHORTEST_NAME)
        else ""
    )
    return ", ".join(part for part in (label, extra) if part)


def _worded(row: Row, cell: Cell, column: Column, has_numbers: bool, groups: Groups) -> Iterator[Statement]:
    """Statements of a cell of words; beside numbers the words of a row only tell ages and durations."""
    frame = Frame(column.kind or row.frame.kind, column.year or row.frame.year, words=row.caption)
    label_only = has_numbers and (column.is_label or column.kind is None)
    for sentence in sentences(cell.text):
        for statement in read_statements(cell.text[sentence.start : sentence.end], frame, groups):
            if not label_only or statement.claim.kind == "threshold":
                yield replace(statement, span=statement.span.shift(cell.span.start + sentence.start))
