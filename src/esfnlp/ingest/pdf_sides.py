"""Lines that stand beside a block of text, such as a number at the right of a title: kept out of the block."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from esfnlp.ingest.pdf_lines import Line

_FEWEST_WORDS = 3
_GAP_EM = 1.2
_SAME_ROW_EM = 0.55
_NEXT_ROW_EM = 1.8


def without_sides(lines: Sequence[Line]) -> tuple[list[Line], list[tuple[Line, Line]]]:
    """The lines in their order, and those set beside a block of several lines, each with the line it is beside."""
    rows = _Rows(lines)
    beside = {id(line): home for line in lines if (home := _home(line, rows.near(line), lines)) is not None}
    sides = [(line, beside[id(line)]) for line in lines if id(line) in beside]
    return [line for line in lines if id(line) not in beside], sides


class _Rows:
    """The lines by baseline, so that those near another are found without looking at all."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = sorted(lines, key=lambda line: line.baseline)
        self._baselines = [line.baseline for line in self._lines]
        self._reach = _SAME_ROW_EM * max((line.size for line in lines), default=0.0)

    def near(self, line: Line) -> Sequence[Line]:
        """The lines that may stand on the same row as `line`, itself among them."""
        start = bisect_left(self._baselines, line.baseline - self._reach)
        return self._lines[start : bisect_right(self._baselines, line.baseline + self._reach)]


def _home(line: Line, row: Sequence[Line], lines: Sequence[Line]) -> Line | None:
    """The line of a block that `line` stands beside, among those of its row."""
    for other in row:
        near = abs(other.baseline - line.baseline) < _SAME_ROW_EM * max(line.size, other.size)
        if near and other is not line and len(other.words) >= _FEWEST_WORDS:
            apart = line.x0 - other.x1 > _GAP_EM * max(line.size, other.size)
            if apart and _is_in_block(other, line, lines):
                return other
    return None


def _is_in_block(home: Line, side: Line, lines: Sequence[Line]) -> bool:
    """Whether another line of the same left edge and letters stands right above or below `home`."""
    return any(
        abs(line.x0 - home.x0) < home.size
        and abs(line.size - home.size) < 0.5
        and 0.5 * home.size < abs(line.baseline - home.baseline) < _NEXT_ROW_EM * home.size
        and line.x1 < side.x0 + side.size
        for line in lines
        if line is not home
    )
