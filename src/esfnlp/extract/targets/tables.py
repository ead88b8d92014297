"""Quantitative claims of one table row: what its label, column headers and caption make of each cell."""

import re
from collections.abc import Iterator
from dataclasses import replace

from esfnlp.document import Document, Passage, Span
from esfnlp.extract.targets.columns import Column
from esfnlp.extract.targets.frame import Frame, framing_kind, single_year
from esfnlp.extract.targets.indicators import CODE, named_code, with_code
from esfnlp.extract.targets.money import is_financing, is_share_of_money
from esfnlp.extract.targets.population import Groups, concepts_in
from esfnlp.extract.targets.prose import Statement, read_statements
from esfnlp.extract.targets.rows import YEAR_CELL, Cell, Row, row_of
from esfnlp.extract.targets.units import stated_unit, unit_after
from esfnlp.finding import Comparator, Measure, TargetClaim, TargetKind, Unit
from esfnlp.swedish.bounds import Bounded
from esfnlp.swedish.sentences import sentences

_SIGNED = re.compile(r"\s*([+−–-])\s?\d")
_CHANGE = re.compile(r"\b(?:för)?ändring\w*|\bökning\w*|\bminskning\w*|\bskillnad\w*", re.I)
_ROW_TOTAL = re.compile(r"\W*(?:summa|totalt|total|alla|samtliga)\W*", re.I)
_SHORTEST_NAME = 3
"""Letters of a column's name that says more than an abbreviation ("Män")."""
_MONEY: frozenset[Unit] = frozenset({"SEK", "EUR"})
_PART = re.compile(r"\W*(?:varav|därav)\b", re.I)
_PLANNED = re.compile(r"\b(?:planera|prognos|beräkna|förvänta)\w*", re.I)
_COUNTED: frozenset[Unit] = frozenset({"persons", "projects"})
_TIMES: frozenset[Unit] = frozenset({"years", "months"})
_STRONG: frozenset[Unit] = frozenset({"SEK", "EUR", "percent", "percentage_points"})


def read_row(document: Document, passage: Passage, frame: Frame, groups: Groups) -> list[Statement]:
    """Statements of a table row; a cell of prose is read by its sentences under its column's header."""
    row = row_of(document, passage, frame)
    found: list[Statement] = []
    has_numbers = any(
        c.numbers and not other.holds_years for c, other in zip(row.cells, row.columns, strict=False)
    )
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


def _numeric(
    row: Row, cell: Cell, column: Column, baseline: float | None, groups: Groups
) -> Iterator[Statement]:
    if (column.is_year_label or column.holds_years) and YEAR_CELL.fullmatch(cell.text):
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
            measure=_measure(row, cell, column, unit),
            population=population,
            cue=column.text,
        )
        yield Statement(claim, Span(min(first, cell.span.start), max(cell.span.end, first)))


def _measure(row: Row, cell: Cell, column: Column, unit: Unit) -> Measure | None:
    """A signed value under a header or label of change is a change; a percentage else a level."""
    sign = _SIGNED.match(cell.text)
    if sign and (unit == "percentage_points" or _CHANGE.search(f"{column.text} {row.label} {row.caption}")):
        return "increase_by" if sign.group(1) == "+" else "decrease_by"
    return "level" if unit == "percent" else None


def _comparator(item: Bounded, row: Row, column: Column) -> Comparator:
    if item.comparator != "=":
        return item.comparator
    words = f"{column.text} {row.label}"
    if re.search(r"\b(?:minst|lägst)a?\b|≥", words, re.I):
        return ">="
    return "<=" if re.search(r"\bhögsta?\b|\bstörsta\b|\bmax\w*\b|≤", words, re.I) else "="


def _baseline(row: Row) -> float | None:
    return next(
        (
            c.numbers[0].number.value
            for c, column in zip(row.cells, row.columns, strict=False)
            if column.is_baseline and c.numbers and not column.holds_years
        ),
        None,
    )


def _year(row: Row, column: Column) -> int | None:
    if column.year is not None:
        return column.year
    for cell, other in zip(row.cells, row.columns, strict=False):
        match = YEAR_CELL.fullmatch(cell.text) if other.is_year_label else None
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
    of_money = is_financing(row.label) or is_share_of_money(column.text)
    if unit == "percent" and kind in (None, "statistic") and of_money:
        return "budget"
    if unit in _TIMES and column.kind is None:
        return "threshold"
    if kind == "budget" and unit not in ("percent", "count"):
        return "statistic"
    return kind or ("target" if unit in _COUNTED and _PLANNED.search(row.caption) else "statistic")


def _holds_money(column: Column) -> bool:
    stated = stated_unit(column.text)
    return stated is not None and stated[0] in _MONEY and column.kind in (None, "budget")


def _unit(row: Row, cell: Cell, column: Column) -> tuple[Unit, float]:
    """Unit and factor of a cell: its own, the unit column's, the row's, the column's, then the caption's."""
    own = stated_unit(cell.text) or _time_unit(cell)
    in_column = next((stated_unit(c.text) for c, other in row.labelled if other.is_unit), None)
    label, head, caption = stated_unit(row.label), stated_unit(column.text), stated_unit(row.caption)
    others = next(
        (u for u in (stated_unit(o.text) for o in row.columns if o.is_label) if u and u[0] in _STRONG), None
    )
    total = next((stated_unit(o.text) for o in row.columns if o.is_total), None) if head is None else None
    whole = stated_unit(_left_of(row, column)) if head is None and _PART.match(column.text) else None
    strong = [u for u in (label, head, whole, others, total, caption) if u is not None and u[0] in _STRONG]
    if re.match(r"\W*antal\b", row.label, re.I) and label is not None:
        strong = [label]
    weak = [u for u in (head, label, caption) if u is not None]
    first = next((u for u in (own, in_column, *strong, *weak) if u is not None), None)
    if first is not None:
        scale_given = cell.numbers[0].number.scale > 1
        return (first[0], 1.0) if scale_given else first
    return ("SEK", 1.0) if row.frame.kind == "budget" else ("count", 1.0)


def _left_of(row: Row, column: Column) -> str:
    """The header to the left of a column, which a part of it ("varav 2022") is counted as."""
    at = next(i for i, other in enumerate(row.columns) if other is column)
    return row.columns[at - 1].text if at else ""


def _time_unit(cell: Cell) -> tuple[Unit, float] | None:
    """The unit of time in the cell itself ("24 månader")."""
    last = cell.numbers[-1].number.span
    reading = unit_after(cell.text, last.end)
    return (reading.unit, reading.factor) if reading is not None and reading.unit in _TIMES else None


def _coded(row: Row, indicator: str, kind: TargetKind) -> str:
    """The indicator with the code of the common indicator that a cell names, or that it is by its name."""
    if kind == "budget":
        return indicator
    words = " ".join(cell.text for cell in row.cells)
    named = named_code(row.label, row.period_start) if kind in ("target", "milestone") else None
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
    frame = Frame(
        column.kind or row.frame.kind,
        _year(row, column),
        words=row.caption,
        introduces=column.kind == "target",
    )
    label_only = has_numbers and (column.is_label or column.kind is None)
    for sentence in sentences(cell.text):
        for statement in read_statements(cell.text[sentence.start : sentence.end], frame, groups):
            if not label_only or statement.claim.kind == "threshold":
                yield replace(statement, span=statement.span.shift(cell.span.start + sentence.start))
