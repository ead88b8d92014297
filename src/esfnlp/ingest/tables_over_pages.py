"""Tables that go on over a page: the parts told and put together as one, a repeated header left out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from esfnlp.ingest.pdf_lines import Line
from esfnlp.ingest.tables import Table, is_emphasised
from esfnlp.ingest.tables_by_alignment import Cell

_SAME_EDGE_PT = 12.0
_LEAST_RULED = 0.6
_GOES_ON = re.compile(r"\(?\bforts(?:ättning|\.)?[.)]*", re.I)
_STOP = re.compile(r"[.!?:;]$")

Column = tuple[float, float]


@dataclass(frozen=True)
class LongTable:
    """A table of one part or more; `starts` holds the row that each part begins with."""

    cells: tuple[tuple[Cell, ...], ...]
    header_rows: int
    starts: tuple[int, ...]
    confidence: float


def is_continued_caption(text: str) -> bool:
    """Whether a caption says that its table began on an earlier page."""
    return bool(_GOES_ON.search(text))


def goes_on(above: Table, below: Table) -> bool:
    """Whether `below`, first on its page or in its column, is the rest of `above`, last in the one before."""
    ruled = [table.confidence >= _LEAST_RULED for table in (above, below)]
    if ruled[0] != ruled[1]:
        return False
    if ruled[0] and abs(_width(above) - _width(below)) > _SAME_EDGE_PT:
        return False
    if _places(above.cells, below.cells) is None:
        return False
    if repeated_header(above, below):
        return True
    return not (below.header_rows and is_emphasised(below.cells[0]))


def _width(table: Table) -> float:
    return table.box[2] - table.box[0]


def repeated_header(above: Table, below: Table) -> int:
    """How many rows at the top of `below` are those of the header of `above` again."""
    count = min(max(above.header_rows, 1), len(below.cells) - 1, len(above.cells))
    same = 0
    while same < count and _row_text(above.cells[same]) == _row_text(below.cells[same]):
        same += 1
    return same


def put_together(parts: Sequence[Table]) -> LongTable:
    """One table of the parts, each set under the columns of those before it."""
    first = parts[0]
    rows = [list(row) for row in first.cells]
    starts = [0]
    for part in parts[1:]:
        rows, own = _aligned(rows, part.cells)
        own = own[repeated_header(first, part) :]
        if rows and own and _is_split(rows[-1], own[0]):
            rows[-1] = [(*upper, *lower) for upper, lower in zip(rows[-1], own[0], strict=True)]
            own = own[1:]
        starts.append(len(rows))
        rows += own
    return LongTable(
        tuple(tuple(row) for row in rows),
        first.header_rows,
        tuple(min(start, len(rows) - 1) for start in starts),
        min(part.confidence for part in parts),
    )


def _row_text(row: Sequence[Cell]) -> str:
    text = " ".join(line.text for cell in row for line in cell)
    return " ".join(_GOES_ON.sub("", text).casefold().split())


def _aligned(
    rows: Sequence[Sequence[Cell]], more: Sequence[Sequence[Cell]]
) -> tuple[list[list[Cell]], list[list[Cell]]]:
    """Both with the columns of the wider one; columns that a part leaves empty are given back."""
    places = _places(rows, more) or list(range(len(more[0])))
    if len(more[0]) <= len(rows[0]):
        return [list(row) for row in rows], _spread(more, places, len(rows[0]))
    return _spread(rows, places, len(more[0])), [list(row) for row in more]


def _spread(rows: Sequence[Sequence[Cell]], places: Sequence[int], width: int) -> list[list[Cell]]:
    out: list[list[Cell]] = []
    for row in rows:
        wide: list[Cell] = [()] * width
        for place, cell in zip(places, row, strict=True):
            wide[place] = cell
        out.append(wide)
    return out


def _places(above: Sequence[Sequence[Cell]], below: Sequence[Sequence[Cell]]) -> list[int] | None:
    """For each column of the narrower part its column in the wider one; None where they do not fit."""
    narrow, wide = sorted((_columns(above), _columns(below)), key=len)
    places = [max(range(len(wide)), key=lambda i: _shared(column, wide[i])) for column in narrow]
    in_order = all(a < b for a, b in pairwise(places))
    fits = all(_shared(column, wide[place]) > 0 for column, place in zip(narrow, places, strict=True))
    return places if in_order and fits else None


def _columns(rows: Sequence[Sequence[Cell]]) -> list[Column]:
    """What the lines of each column cover, from the table's left edge; rows of one cell aside."""
    columns: list[Column] = []
    for i in range(len(rows[0])):
        lines = [line for row in rows if sum(map(bool, row)) > 1 for line in row[i]] or [
            line for row in rows for line in row[i]
        ]
        columns.append((min(line.x0 for line in lines), max(line.x1 for line in lines)))
    left = min(x0 for x0, _ in columns)
    return [(x0 - left, x1 - left) for x0, x1 in columns]


def _shared(a: Column, b: Column) -> float:
    return min(a[1], b[1]) - max(a[0], b[0])


def _is_split(upper: Sequence[Cell], lower: Sequence[Cell]) -> bool:
    """Whether a row was cut by the page: fewer cells are filled below, and each goes on with the one above."""
    if not 0 < sum(map(bool, lower)) < sum(map(bool, upper)):
        return False
    return all(_runs_on(a, b) for a, b in zip(upper, lower, strict=True) if b)


def _runs_on(upper: Sequence[Line], lower: Sequence[Line]) -> bool:
    if not upper:
        return False
    return lower[0].text[:1].islower() and not _STOP.search(upper[-1].text)
