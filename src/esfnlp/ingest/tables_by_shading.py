"""Tables whose cells only their background shows, as in the table styles of word processors."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from esfnlp.document import Box
from esfnlp.ingest.pdf_frame import union
from esfnlp.ingest.pdf_lines import Line, joined
from esfnlp.ingest.pdf_words import Word
from esfnlp.ingest.tables_by_alignment import Rows, rows_of_bands

_MOST_SHADES = 3_000
_SLACK_PT = 3.0
_WIDEST_GAP_PT = 60.0
_NARROWEST_PT = 8.0
_LARGEST_SIDE_PT = 900.0


@dataclass(frozen=True)
class _Band:
    """The shaded cells of one row from left to right; none for an unshaded row between two shaded ones."""

    top: float
    bottom: float
    cells: tuple[Box, ...]

    @property
    def x0(self) -> float:
        return self.cells[0][0]

    @property
    def x1(self) -> float:
        return max(cell[2] for cell in self.cells)


def shaded_tables(words: Sequence[Word], shades: Sequence[Box]) -> list[tuple[Box, Rows]]:
    """The tables with their boxes: two shaded rows or more of the same width, one under the other."""
    if len(shades) > _MOST_SHADES:
        return []
    found = []
    for stack in _stacks(_bands(_outermost(shades))):
        bands = _with_gaps(stack, words)
        rows = _rows(bands, words)
        if rows:
            found.append((union([cell for band in stack for cell in band.cells]), rows))
    return found


def _outermost(shades: Sequence[Box]) -> list[Box]:
    """The areas that no other area holds: cells, without the shading of the lines in them."""
    usual = [
        box
        for box in set(shades)
        if min(box[2] - box[0], box[3] - box[1]) >= _NARROWEST_PT and box[2] - box[0] < _LARGEST_SIDE_PT
    ]
    by_size = sorted(usual, key=lambda box: (-(box[2] - box[0]) * (box[3] - box[1]), box))
    kept: list[Box] = []
    for box in by_size:
        if not any(_holds(other, box) for other in kept):
            kept.append(box)
    return kept


def _holds(outer: Box, inner: Box) -> bool:
    return (
        outer[0] <= inner[0] + 1
        and outer[1] <= inner[1] + 1
        and outer[2] >= inner[2] - 1
        and outer[3] >= inner[3] - 1
    )


def _bands(cells: Sequence[Box]) -> list[_Band]:
    rows: list[list[Box]] = []
    for cell in sorted(cells, key=lambda cell: (round(cell[1]), cell[0])):
        home = next((row for row in rows[-4:] if _same_row(row[-1], cell)), None)
        if home is None:
            rows.append([cell])
        else:
            home.append(cell)
    return [_Band(min(c[1] for c in row), max(c[3] for c in row), tuple(row)) for row in rows]


def _same_row(one: Box, two: Box) -> bool:
    level = abs(one[1] - two[1]) <= _SLACK_PT and abs(one[3] - two[3]) <= _SLACK_PT
    return level and -_SLACK_PT <= two[0] - one[2] <= 2 * _SLACK_PT


def _stacks(bands: Sequence[_Band]) -> list[list[_Band]]:
    stacks: list[list[_Band]] = []
    for band in sorted(bands, key=lambda band: band.top):
        home = next((stack for stack in stacks if _under(stack[-1], band)), None)
        if home is None:
            stacks.append([band])
        else:
            home.append(band)
    return [stack for stack in stacks if len(stack) >= 2]


def _under(above: _Band, below: _Band) -> bool:
    same = abs(above.x0 - below.x0) <= 2 * _SLACK_PT and abs(above.x1 - below.x1) <= 2 * _SLACK_PT
    return same and -_SLACK_PT <= below.top - above.bottom <= _WIDEST_GAP_PT


def _with_gaps(stack: Sequence[_Band], words: Sequence[Word]) -> list[_Band]:
    """The stack with the unshaded rows between its rows, where these hold words."""
    out = [stack[0]]
    for above, below in pairwise(stack):
        box = above.x0, above.bottom, above.x1, below.top
        if below.top - above.bottom > 2 * _SLACK_PT and _inside(words, box):
            out.append(_Band(above.bottom, below.top, ()))
        out.append(below)
    return out


def _rows(bands: Sequence[_Band], words: Sequence[Word]) -> Rows:
    """The rows by the cells of the row that has most; by alignment where no row has several."""
    widest = max(bands, key=lambda band: len(band.cells))
    x0, x1 = widest.x0, widest.x1
    if len(widest.cells) < 2:
        parts = [_inside(words, (x0, band.top, x1, band.bottom)) for band in bands]
        return rows_of_bands([], [part for part in parts if part])
    lefts = [cell[0] for cell in widest.cells]
    rights = [*lefts[1:], x1]
    rows: Rows = []
    for band in bands:
        cells = band.cells or tuple(
            (left, band.top, right, band.bottom) for left, right in zip(lefts, rights, strict=True)
        )
        row: list[tuple[Line, ...]] = [() for _ in lefts]
        for cell in cells:
            place = min(range(len(lefts)), key=lambda i: abs(lefts[i] - cell[0]))
            row[place] = (*row[place], *joined([Line(tuple(_inside(words, cell)))]))
        rows.append(row)
    return rows


def _inside(words: Sequence[Word], box: Box) -> list[Word]:
    return [
        word
        for word in words
        if box[0] <= (word.x0 + word.x1) / 2 < box[2]
        and box[1] <= word.baseline - 0.3 * word.style.size < box[3]
    ]
