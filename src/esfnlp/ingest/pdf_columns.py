"""Reading order by geometry: white gutters divide a region into columns, what crosses them into bands.

Spreads of two book pages fall out of the same rule, since the middle of the sheet is a gutter too.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from esfnlp.document import Box
from esfnlp.ingest.pdf_lines import Line, lazy

_FEWEST_LINES = 4
_NARROWEST_COLUMN_PT = 60.0
_FEWEST_LETTERS_A_LINE = 12
_GUTTER_EM = 0.8
_LEAST_BALANCE = 0.2
_SPREAD_SHARE = 0.5
_MANY_LINES = 8
_FLUSH_PT, _FLUSH_SHARE = 1.5, 0.6
_FEWEST_LABELS = 3
_NARROWEST_LABELS_PT = 25.0
_MOST_LABEL_SHARE = 0.4
_SAME_ROW_PT = 4.0
_SPREAD_GAP_PT = 40.0
_LEAST_TABLES = 0.5


@dataclass(frozen=True)
class Item:
    """Something with a place in the flow: a chunk of a line, or a table (`line` is None) of so many `rows`."""

    box: Box
    line: Line | None = None
    table: int | None = None
    rows: int = 1

    @lazy
    def middle(self) -> float:
        return (self.box[1] + self.box[3]) / 2

    @lazy
    def letters(self) -> int:
        return len(self.line.text) if self.line else 0


@dataclass(frozen=True)
class Region:
    """Items of one column or band, to be read from top to bottom."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class _Gutter:
    """`labels` where the left side holds labels, each for what stands to its right."""

    x: float
    top: float
    bottom: float
    weight: int
    labels: bool = False


def regions(items: Sequence[Item]) -> list[Region]:
    """The regions in reading order."""
    if not items:
        return []
    gutter = _best_gutter(items)
    if gutter is None:
        return [Region(tuple(items))]
    above = [item for item in items if item.middle < gutter.top]
    below = [item for item in items if item.middle > gutter.bottom]
    within = [item for item in items if gutter.top <= item.middle <= gutter.bottom]
    left = [item for item in within if item.box[2] <= gutter.x]
    right = [item for item in within if item.box[2] > gutter.x]
    if gutter.labels:
        beside = [part for own in _pairs(left, right) for side in own for part in regions(side)]
    else:
        beside = [*regions(left), *regions(right)]
    return [*regions(above), *beside, *regions(below)]


def _pairs(left: Sequence[Item], right: Sequence[Item]) -> list[tuple[list[Item], list[Item]]]:
    """Each label with what stands beside it, down to the next label; first what stands above the first."""
    clusters = _clusters(left)
    starts = [_first_middle(cluster) - _SAME_ROW_PT for cluster in clusters]
    head = [item for item in right if item.middle < starts[0]]
    pairs: list[tuple[list[Item], list[Item]]] = [([], head)]
    for i, cluster in enumerate(clusters):
        end = starts[i + 1] if i + 1 < len(starts) else 1e9
        pairs.append((cluster, [item for item in right if starts[i] <= item.middle < end]))
    return pairs


def _first_middle(items: Sequence[Item]) -> float:
    return min(item.middle for item in items)


def _clusters(items: Sequence[Item]) -> list[list[Item]]:
    """Items one right under the other: the lines of one label."""
    clusters: list[list[Item]] = []
    for item in sorted(items, key=lambda item: item.middle):
        height = item.box[3] - item.box[1]
        if clusters and item.middle - clusters[-1][-1].middle < 1.5 * height:
            clusters[-1].append(item)
        else:
            clusters.append([item])
    return clusters


def spread_regions(items: Sequence[Item], middle: float) -> list[Region]:
    """The regions of a sheet with two book pages: all of the left one, then all of the right one."""
    if any(item.box[0] < middle < item.box[2] for item in items):
        return regions(items)
    left = [item for item in items if item.box[2] <= middle]
    right = [item for item in items if item.box[2] > middle]
    return [*regions(left), *regions(right)]


def is_spread(sheets: Sequence[tuple[float, Sequence[Item]]]) -> bool:
    """Whether most sheets, each with its middle, have running text on both sides of an open middle."""
    judged = [open_ for middle, items in sheets if (open_ := _has_open_middle(items, middle)) is not None]
    return bool(judged) and sum(judged) >= _SPREAD_SHARE * len(judged)


def _has_open_middle(items: Sequence[Item], middle: float) -> bool | None:
    """None where one side has too little text to tell."""
    left = [item for item in items if item.box[2] <= middle]
    right = [item for item in items if item.box[0] >= middle]
    crossing = len(items) - len(left) - len(right)
    if len(left) + len(right) + crossing < 4 * _FEWEST_LINES:
        return None
    gap = min((i.box[0] for i in right), default=middle) - max((i.box[2] for i in left), default=middle)
    sides = min(len(left), len(right)) >= _FEWEST_LINES and _is_running_text(left) and _is_running_text(right)
    return crossing == 0 and gap >= _SPREAD_GAP_PT and sides


def _best_gutter(items: Sequence[Item]) -> _Gutter | None:
    """The gutter with most text beside it, counted on the side that has less."""
    best: _Gutter | None = None
    middles = sorted([item.middle for item in items for _ in range(item.rows)])
    for x in _candidates(items):
        for gutter in _gutters_at(x, items, middles):
            if best is None or gutter.weight > best.weight:
                best = gutter
    return best


def _candidates(items: Sequence[Item]) -> list[float]:
    """A little to the left of edges that several lines begin at, and to the right of those that many end at."""
    lefts = Counter([round(item.box[0] / 2) for item in items for _ in range(item.rows)])
    edges = sorted(edge for edge, n in lefts.items() if n + lefts[edge + 1] + lefts[edge - 1] >= 3)
    before = [edge * 2 - 1.6 for edge in edges if edge - 1 not in edges or lefts[edge] > lefts[edge - 1]]
    rights = Counter([round(item.box[2] / 2) for item in items for _ in range(item.rows)])
    return before + [edge * 2 + 2.6 for edge, n in sorted(rights.items()) if n >= _MANY_LINES]


def _gutters_at(x: float, items: Sequence[Item], middles: Sequence[float]) -> list[_Gutter]:
    """The heights in which no item crosses `x` and both sides hold running text.

    `middles` are those of lines and table rows, sorted: where few stand in a height, it need not be looked at.
    """
    crossing = sorted([(item.box[1], item.box[3]) for item in items if item.box[0] < x < item.box[2]])
    limits = [-1e9]
    for top, bottom in crossing:
        limits += [top, bottom]
    limits.append(1e9)
    spans = [(limits[i], limits[i + 1]) for i in range(0, len(limits), 2) if limits[i] < limits[i + 1]]
    return [
        gutter
        for top, bottom in spans
        if bisect_right(middles, bottom) - bisect_left(middles, top) > _FEWEST_LINES
        and (gutter := _gutter(x, top, bottom, items))
    ]


def _gutter(x: float, top: float, bottom: float, items: Sequence[Item]) -> _Gutter | None:
    within = [item for item in items if top <= item.middle <= bottom]
    left = [item for item in within if item.box[2] <= x]
    right = [item for item in within if item.box[0] >= x]
    if not (left and right) or max(_rows(left), _rows(right)) < _FEWEST_LINES:
        return None
    gap = min([item.box[0] for item in right]) - max([item.box[2] for item in left])
    size = max([item.line.size for item in right if item.line], default=10.0)
    if gap < min(_GUTTER_EM * size, 8.0):
        return None
    weight = min(_letters(left), _letters(right))
    high, low = _top(right) - _SAME_ROW_PT, _bottom(right)
    beside = [item for item in left if high <= item.middle <= low]
    if beside and _are_labels(beside, right):
        both = [*beside, *right]
        return _Gutter(x, _top(both), _bottom(both), weight, labels=True)
    return _Gutter(x, _top(within), _bottom(within), weight) if _are_columns(left, right) else None


def _are_columns(left: Sequence[Item], right: Sequence[Item]) -> bool:
    """Running text on both sides, enough of it side by side; a line or two beside a flush column will do."""
    if _is_flush(left):
        return _is_running_text(left) and _is_running_text(right)
    if min(_rows(left), _rows(right)) < _FEWEST_LINES:
        return False
    low, high = max(_top(left), _top(right)), min(_bottom(left), _bottom(right))
    beside = [sum([_rows_between(item, low, high) for item in side]) for side in (left, right)]
    if min(beside) < _FEWEST_LINES - 1 or min(beside) < _LEAST_BALANCE * max(beside):
        return False
    return _is_running_text(left) and _is_running_text(right)


def _is_flush(items: Sequence[Item]) -> bool:
    """Whether many lines are there and most end at the same edge."""
    edge = max(item.box[2] for item in items)
    flush = sum([item.rows for item in items if edge - item.box[2] <= _FLUSH_PT])
    return flush >= max(_MANY_LINES, _FLUSH_SHARE * _rows(items))


def _are_labels(left: Sequence[Item], right: Sequence[Item]) -> bool:
    """Short words at the left, apart from one another, each on the row where a text at the right begins."""
    clusters = _clusters(left)
    width = max(item.box[2] for item in left) - min(item.box[0] for item in left)
    if len(clusters) < _FEWEST_LABELS or width < _NARROWEST_LABELS_PT:
        return False
    if _close_with_colon(left) and sum(_opens_row(item, right) for item in left) >= 0.8 * len(left):
        return True
    if not _is_running_text(right):
        return False
    if _letters(left) > _MOST_LABEL_SHARE * _letters(right) or any(len(cluster) > 4 for cluster in clusters):
        return False
    words = sum(
        bool(item.line and item.line.text.lstrip("(")[:1].isalpha() and len(item.line.text) > 1)
        for item in left
    )
    rows = sum(_opens_row(cluster[0], right) for cluster in clusters)
    return words >= 0.8 * len(left) and rows >= 0.8 * len(clusters)


def _close_with_colon(items: Sequence[Item]) -> bool:
    colons = sum(bool(item.line and item.line.text.endswith(":")) for item in items)
    return colons >= 0.6 * len(items)


def _opens_row(label: Item, right: Sequence[Item]) -> bool:
    """Whether a text begins beside the label, with white space or nothing above it."""
    beside = [item for item in right if abs(item.middle - label.middle) <= _SAME_ROW_PT]
    if not beside:
        return False
    first = beside[0]
    height = first.box[3] - first.box[1]
    above = [first.middle - item.middle for item in right if item.middle < first.middle - 1]
    return not above or min(above) > 1.4 * height


def _top(items: Sequence[Item]) -> float:
    return min([item.box[1] for item in items])


def _bottom(items: Sequence[Item]) -> float:
    return max([item.box[3] for item in items])


def _rows(items: Sequence[Item]) -> int:
    """How many lines they are, each row of a table counted as one."""
    return sum([item.rows for item in items])


def _rows_between(item: Item, low: float, high: float) -> float:
    if item.line:
        return float(low <= item.middle <= high)
    top, bottom = item.box[1], item.box[3]
    return item.rows * max(min(bottom, high) - max(top, low), 0.0) / max(bottom - top, 1.0)


def _letters(items: Sequence[Item]) -> int:
    return sum([item.letters for item in items])


def _is_running_text(items: Sequence[Item]) -> bool:
    """Whether they fill a column: lines of some length, or tables over most of its height."""
    width = max([item.box[2] for item in items], default=0.0) - min(
        [item.box[0] for item in items], default=0.0
    )
    if width < _NARROWEST_COLUMN_PT:
        return False
    tables = sum([item.box[3] - item.box[1] for item in items if not item.line])
    if tables > _LEAST_TABLES * (_bottom(items) - _top(items)) and _rows(items) >= _FEWEST_LINES:
        return True
    count = sum([item.line is not None for item in items])
    return count > 0 and _letters(items) / count >= _FEWEST_LETTERS_A_LINE
