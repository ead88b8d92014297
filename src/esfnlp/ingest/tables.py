"""Tables: the grid from the page's rules (pdfplumber's finder), the text of the cells from PDFium's words."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from esfnlp.document import Box
from esfnlp.ingest.pdf_drawings import Drawings, Rule
from esfnlp.ingest.pdf_frame import union
from esfnlp.ingest.pdf_lines import Line, joined
from esfnlp.ingest.pdf_words import Word
from esfnlp.ingest.tables_by_alignment import Cell, ruled_rows, unruled_tables
from esfnlp.ingest.tables_by_shading import shaded_tables

_SNAP_PT = 3.0
_MOST_RULES = 4_000
_LEAST_FILLED = 0.25
_NUMERIC = re.compile(r"(?=\D*\d)[\d\s.,%–+()-]++")


@dataclass(frozen=True)
class Table:
    """`cells` holds each cell's lines, row by row; a merged cell's text stands in its first place."""

    box: Box
    cells: tuple[tuple[Cell, ...], ...]
    header_rows: int
    confidence: float

    @property
    def words(self) -> Iterable[Word]:
        return (word for row in self.cells for cell in row for line in cell for word in line.words)


def find_ruled_tables(words: Sequence[Word], drawings: Drawings) -> list[Table]:
    """The tables of a page that rules show, surest first: a full grid, shaded cells, rules between rows."""
    rules = drawings.rules if len(drawings.rules) <= _MOST_RULES else ()
    found = _grids(words, rules) if _may_be_grid(rules) else []
    for box, shaded in shaded_tables(_outside(words, found), drawings.shades):
        found += _table(shaded, confidence=0.8, box=box)
    left = _outside(words, found)
    horizontal = [rule for rule in rules if rule.is_horizontal and not _in_any(rule, found)]
    for rows in ruled_rows(left, horizontal):
        found += _table(rows, confidence=0.7)
    return found


def find_aligned_tables(words: Sequence[Word]) -> list[Table]:
    """The tables of one column's words that nothing but their alignment shows."""
    return [table for rows in unruled_tables(words) for table in _table(rows, confidence=0.4)]


def _outside(words: Sequence[Word], tables: Sequence[Table]) -> list[Word]:
    if not tables:
        return list(words)
    taken = {id(word) for table in tables for word in table.words}
    return [word for word in words if id(word) not in taken]


def _in_any(rule: Rule, tables: Sequence[Table]) -> bool:
    return any(
        t.box[1] - 2 <= rule.top <= t.box[3] + 2 and rule.x0 < t.box[2] and rule.x1 > t.box[0] for t in tables
    )


def _may_be_grid(rules: Sequence[Rule]) -> bool:
    horizontal = sum(rule.is_horizontal for rule in rules)
    return horizontal >= 2 and len(rules) - horizontal >= 2


def _grids(words: Sequence[Word], rules: Sequence[Rule]) -> list[Table]:
    from pdfplumber import table as finder

    edges = finder.merge_edges([_edge(rule) for rule in rules], _SNAP_PT, _SNAP_PT, _SNAP_PT, _SNAP_PT)
    crossings = finder.edges_to_intersections(edges, _SNAP_PT, _SNAP_PT)
    boxes: list[list[Box]] = finder.cells_to_tables(finder.intersections_to_cells(crossings))
    tables = []
    for cells in boxes:
        if len(cells) > 1:
            tables += _table(_filled(cells, words), confidence=0.9, box=union(cells))
    return tables


def _edge(rule: Rule) -> dict[str, Any]:
    return {
        "x0": rule.x0,
        "x1": rule.x1,
        "top": rule.top,
        "bottom": rule.bottom,
        "width": rule.x1 - rule.x0,
        "height": rule.bottom - rule.top,
        "orientation": "h" if rule.is_horizontal else "v",
        "object_type": "line",
    }


def _filled(cells: Sequence[Box], words: Sequence[Word]) -> list[list[Cell]]:
    """The grid with each word in the cell that holds its middle."""
    lefts, tops = _distinct(cell[0] for cell in cells), _distinct(cell[1] for cell in cells)
    rows: list[list[Cell]] = [[() for _ in lefts] for _ in tops]
    middles = [((word.x0 + word.x1) / 2, word.baseline - 0.3 * word.style.size, word) for word in words]
    for cell in cells:
        x0, top, x1, bottom = cell
        inside = [word for x, y, word in middles if x0 <= x < x1 and top <= y < bottom]
        rows[_place(tops, cell[1])][_place(lefts, cell[0])] = (
            tuple(joined([Line(tuple(inside))])) if inside else ()
        )
    return rows


def _distinct(values: Iterable[float]) -> list[float]:
    out: list[float] = []
    for value in sorted(values):
        if not out or value - out[-1] > _SNAP_PT:
            out.append(value)
    return out


def _place(values: Sequence[float], value: float) -> int:
    return min(range(len(values)), key=lambda i: abs(values[i] - value))


def _table(rows: Sequence[Sequence[Cell]], *, confidence: float, box: Box | None = None) -> list[Table]:
    """The table of the rows, empty rows and columns left out; none where it is no table after all."""
    kept = _with_heads_over_columns([row for row in rows if any(row)])
    used = [i for i in range(len(kept[0]) if kept else 0) if any(row[i] for row in kept)]
    cells = tuple(tuple(row[i] for i in used) for row in kept)
    if len(cells) < 2 or len(used) < 2:
        return []
    filled = sum(bool(cell) for row in cells for cell in row)
    if filled < _LEAST_FILLED * len(cells) * len(used):
        return []
    found = box or union([line.box for row in cells for cell in row for line in cell])
    return [Table(found, cells, header_rows(cells), confidence)]


def _with_heads_over_columns(rows: Sequence[Sequence[Cell]]) -> list[list[Cell]]:
    """A head that stands at the left of its column's numbers, in a column of its own, set over them."""
    out = [list(row) for row in rows]
    for i in range(len(out[0]) - 1 if len(out) > 2 else 0):
        alone = bool(out[0][i]) and not any(row[i] for row in out[1:])
        headless = not out[0][i + 1] and sum(bool(row[i + 1]) for row in out[1:]) * 2 > len(out) - 1
        if alone and headless:
            out[0][i + 1], out[0][i] = out[0][i], ()
    return out


def header_rows(cells: Sequence[Sequence[Cell]]) -> int:
    """How many rows from the top are headers: bold above plain, or words above numbers; at most three."""
    bold = [is_emphasised(row) for row in cells]
    if bold[0] and not all(bold):
        return _without_subheads(cells[: min(bold.index(False), 3)])
    first, rest = cells[0], cells[1:]
    columns = range(len(first))
    numbers_below = [i for i in columns if sum(_is_number(row[i]) for row in rest) * 2 > len(rest)]
    if numbers_below:
        return int(not any(_is_quantity(first[i]) for i in numbers_below))
    return int(all(first) and all(sum(len(line.words) for line in cell) <= 8 for cell in first))


def _without_subheads(header: Sequence[Sequence[Cell]]) -> int:
    """How many of the bold rows head the whole table: a row whose first cell alone is filled heads those below."""
    count = len(header)
    while (
        count > 1
        and header[count - 1][0]
        and not any(header[count - 1][1:])
        and sum(map(bool, header[0])) > 1
    ):
        count -= 1
    return count


def is_emphasised(row: Sequence[Cell]) -> bool:
    """Whether the row is bold throughout, as headers are."""
    lines = [line for cell in row for line in cell]
    return bool(lines) and all(line.share("bold") > 0.9 for line in lines)


def _text(cell: Cell) -> str:
    return " ".join(line.text for line in cell)


def _is_number(cell: Cell) -> bool:
    return bool(_NUMERIC.fullmatch(_text(cell))) or _text(cell) in {"–", "-"}


def _is_quantity(cell: Cell) -> bool:
    """A number that is no year: years head columns."""
    return _is_number(cell) and not re.fullmatch(r"(?:19|20)\d\d(?:\s*[–-]\s*(?:19|20)?\d\d)?", _text(cell))
