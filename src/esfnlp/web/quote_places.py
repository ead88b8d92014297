"""Where a quote stands on a PDF's page, line by line: its letters are looked up among those that the page draws.

Only letters and digits count, without accents, so that hyphens at line ends, ligatures, spaces and marks, which the
document's text has in another way than the page, do not matter.
"""

import math
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from esfnlp.document import Box

_AROUND_PT = 3.0
"""How far a letter may stand outside its block's box."""
_LEAST_FOUND = 0.9
"""The share of a quote's letters that must be found where they do not stand in a row."""
_SHORTEST_RUN = 4
_LONGEST_QUOTE, _LONGEST_REGION = 4_000, 20_000
_WIDEST_GAP_EM = 2.5
_SAME_LINE_SHARE = 0.5


@lru_cache(maxsize=4096)
def folded(char: str) -> str:
    """The plain letters and digits of a character.

    >>> folded("Å"), folded("\\ufb01"), folded("-")
    ('a', 'fi', '')
    """
    return "".join(part for part in unicodedata.normalize("NFKD", char.casefold()) if part.isalnum())


@dataclass(frozen=True)
class PageLetters:
    """The characters that a page draws, in the order of drawing; `box_of` gives the place of one of them."""

    text: str
    box_of: Callable[[int], Box] = field(repr=False)
    _known: dict[tuple[Box, ...], list[tuple[str, list[int]]]] = field(default_factory=dict, repr=False)

    @cached_property
    def _folded(self) -> tuple[str, list[int]]:
        return _with_places(self.text, range(len(self.text)))

    def lines_of(self, quote: str, near: Sequence[Box]) -> list[Box]:
        """The boxes of the quote's lines, where it stands within the boxes `near` (anywhere without any); none
        where it is not found."""
        wanted = "".join(map(folded, quote[:_LONGEST_QUOTE]))
        if not wanted:
            return []
        found = self._in_a_row(wanted, near)
        cells = re.split(r"[\t\n]", quote)
        if not found and len(cells) > 1:
            return self.cells_of(cells, near)
        return merged_lines(self.box_of(index) for index in found or self._within(wanted, near))

    def _in_a_row(self, wanted: str, near: Sequence[Box]) -> list[int]:
        """The characters of the first whole occurrence within the boxes."""
        text, places = self._folded
        at = text.find(wanted)
        while at >= 0:
            found = list(dict.fromkeys(places[at : at + len(wanted)]))
            if not near or self._is_near(found, near):
                return found
            at = text.find(wanted, at + 1)
        return []

    def _is_near(self, found: Sequence[int], near: Sequence[Box]) -> bool:
        middle = found[len(found) // 2]
        return all(_holds(near, self.box_of(index)) for index in (found[0], middle, found[-1]))

    def _within(self, wanted: str, near: Sequence[Box]) -> list[int]:
        """The quote's characters among those within the boxes, where notes or columns are drawn between them."""
        orders = self._orders(near)
        for text, places in orders:
            at = text.find(wanted)
            if at >= 0:
                return list(dict.fromkeys(places[at : at + len(wanted)]))
        return next(filter(None, (_mostly(wanted, text, places) for text, places in orders)), [])

    def _orders(self, near: Sequence[Box]) -> list[tuple[str, list[int]]]:
        """The characters within the boxes as they are drawn, and as they are read."""
        key = tuple(near)
        if key not in self._known:
            held = self._held(near)
            orders = (held, _by_line(held, self.box_of, near))
            self._known[key] = [_with_places(self.text, order) for order in orders]
        return self._known[key]

    @cached_property
    def _by_height(self) -> list[tuple[float, float, int]]:
        """The middles of the letters and digits, from the top: y, x and the place in the text."""
        plain = (i for i, char in enumerate(self.text) if folded(char))
        boxes = ((i, self.box_of(i)) for i in plain)
        return sorted(((y0 + y1) / 2, (x0 + x1) / 2, i) for i, (x0, y0, x1, y1) in boxes)

    def _held(self, near: Sequence[Box]) -> list[int]:
        """The letters and digits within the boxes."""
        held: set[int] = set()
        for x0, y0, x1, y1 in near:
            first = bisect_left(self._by_height, (y0 - _AROUND_PT,))
            end = bisect_right(self._by_height, (y1 + _AROUND_PT, math.inf))
            row = self._by_height[first:end]
            held.update(i for _, x, i in row if x0 - _AROUND_PT <= x <= x1 + _AROUND_PT)
        return sorted(held)

    def cells_of(self, cells: Sequence[str], near: Sequence[Box]) -> list[Box]:
        """The boxes of cells that stand beside each other within the boxes; none where one is not found."""
        wanted = ["".join(map(folded, cell)) for cell in cells]
        text, places = self._orders(near)[0]
        first = max(wanted, key=len, default="")
        for start in _starts(first, text):
            row = merged_lines(self.box_of(i) for i in _taken(places, start, first))
            top, bottom = min(box[1] for box in row), max(box[3] for box in row)
            beside = [self._beside(cell, text, places, (top, bottom)) for cell in wanted if cell]
            if all(beside):
                return [box for boxes in beside for box in boxes]
        return []

    def _beside(self, cell: str, text: str, places: Sequence[int], between: tuple[float, float]) -> list[Box]:
        """The boxes of the first cell with these letters whose middle stands between the two heights."""
        for start in _starts(cell, text):
            boxes = merged_lines(self.box_of(i) for i in _taken(places, start, cell))
            middle = (min(box[1] for box in boxes) + max(box[3] for box in boxes)) / 2
            if between[0] <= middle <= between[1]:
                return boxes
        return []


def _starts(wanted: str, text: str) -> Iterator[int]:
    at = text.find(wanted) if wanted else -1
    while at >= 0:
        yield at
        at = text.find(wanted, at + 1)


def _taken(places: Sequence[int], start: int, wanted: str) -> list[int]:
    return list(dict.fromkeys(places[start : start + len(wanted)]))


def _with_places(text: str, order: Sequence[int]) -> tuple[str, list[int]]:
    parts: list[str] = []
    places: list[int] = []
    for index in order:
        if plain := folded(text[index]):
            parts.append(plain)
            places += [index] * len(plain)
    return "".join(parts), places


def _holds(boxes: Sequence[Box], box: Box) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return any(
        x0 - _AROUND_PT <= x <= x1 + _AROUND_PT and y0 - _AROUND_PT <= y <= y1 + _AROUND_PT
        for x0, y0, x1, y1 in boxes
    )


def _by_line(indices: Sequence[int], box_of: Callable[[int], Box], near: Sequence[Box]) -> list[int]:
    """The characters box by box, line by line from the top, each line from the left."""
    lines: list[tuple[Box, list[int]]] = []
    for index in sorted(indices, key=lambda i: (_first_holding(near, box_of(i)), box_of(i)[3])):
        box = box_of(index)
        if (
            lines
            and _share_a_line(lines[-1][0], box)
            and _first_holding(near, box) == _first_holding(near, lines[-1][0])
        ):
            lines[-1][1].append(index)
        else:
            lines.append((box, [index]))
    return [index for _, line in lines for index in sorted(line, key=lambda i: box_of(i)[0])]


def _first_holding(boxes: Sequence[Box], box: Box) -> int:
    return next((number for number, one in enumerate(boxes) if _holds((one,), box)), len(boxes))


def _mostly(wanted: str, text: str, places: Sequence[int]) -> list[int]:
    """The characters of a quote of which nearly all is found, in order but with others between.

    Greedy: each time the longest run of letters that comes next, and comes soonest.
    """
    if len(text) > _LONGEST_REGION:
        return []
    found: list[int] = []
    at, begin, missed = 0, 0, 0
    most_missed = len(wanted) * (1 - _LEAST_FOUND)
    while begin < len(wanted) and missed <= most_missed:
        length = _longest_run(wanted, begin, text, at)
        if length < min(_SHORTEST_RUN, len(wanted) - begin):
            begin, missed = begin + 1, missed + 1
            continue
        start = text.find(wanted[begin : begin + length], at)
        found += places[start : start + length]
        at, begin = start + length, begin + length
    return list(dict.fromkeys(found)) if missed <= most_missed else []


def _longest_run(wanted: str, begin: int, text: str, at: int) -> int:
    """How many letters of `wanted` from `begin` stand in a row in `text` from `at` on."""
    lengths = range(1, len(wanted) - begin + 1)
    return bisect_left(lengths, True, key=lambda length: text.find(wanted[begin : begin + length], at) < 0)


def merged_lines(boxes: Iterator[Box] | Sequence[Box]) -> list[Box]:
    """The boxes of characters in reading order as boxes of lines; a wide gap divides a line."""
    lines: list[Box] = []
    for box in boxes:
        if lines and _continues(lines[-1], box):
            last = lines[-1]
            lines[-1] = (
                min(last[0], box[0]), min(last[1], box[1]), max(last[2], box[2]), max(last[3], box[3])
            )  # fmt: skip
        else:
            lines.append(box)
    return lines


def _continues(line: Box, box: Box) -> bool:
    height = max(line[3] - line[1], box[3] - box[1])
    is_close = box[0] - line[2] <= _WIDEST_GAP_EM * height and line[0] - box[2] <= _WIDEST_GAP_EM * height
    return _share_a_line(line, box) and is_close


def _share_a_line(one: Box, other: Box) -> bool:
    shared = min(one[3], other[3]) - max(one[1], other[1])
    return shared > _SAME_LINE_SHARE * min(one[3] - one[1], other[3] - other[1])
