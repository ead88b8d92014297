"""Words to lines: what stands on one baseline without a wide gap."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter
from typing import Any, Generic, TypeVar

from esfnlp.document import Box
from esfnlp.ingest.pdf_textpage import Style
from esfnlp.ingest.pdf_words import ASCENT, DESCENT, Word

CHUNK_GAP_EM = 0.85
"""A gap wider than this may be one between columns; justified lines are put together again later."""

LINE_GAP_EM = 4.0
"""What a wider gap parts is never one line of running text."""

_SET_APART_EM, _WORD_GAP_EM = 2.0, 0.6
_FEWEST_WORDS_BEFORE = 3

_LEADERS = re.compile(r"\.{4,}|(?:\. ){4,}|…{2,}|_{5,}")
_OPEN_LEADERS = ("..", ". .", "…", "__")
_PAGE_NUMBER = re.compile(r"\d{1,3}")
_NEARLY_ALL = 0.9
_LEVEL_EM, _LEVEL_PT = 0.15, 0.3
_BASELINE, _BASELINE_X0, _X0_X1 = attrgetter("baseline"), attrgetter("baseline", "x0"), attrgetter("x0", "x1")
T = TypeVar("T")


class lazy(Generic[T]):
    """A property that is found once; without the lock of `functools.cached_property`, which costs more than most."""

    def __init__(self, find: Callable[[Any], T]) -> None:
        self.find, self.name = find, find.__name__

    def __get__(self, owner: Any, _: Any = None) -> T:
        value = owner.__dict__[self.name] = self.find(owner)
        return value


@dataclass(frozen=True)
class Line:
    """Words on one baseline, from left to right."""

    words: tuple[Word, ...]

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @lazy
    def x1(self) -> float:
        return max([word.x1 for word in self.words])

    @lazy
    def is_uniform(self) -> bool:
        """Whether all its words have one style."""
        first = self.words[0].style
        return len(self.words) == 1 or not [1 for word in self.words if word.style != first]

    @property
    def distinct(self) -> Sequence[Word]:
        """Words enough to see every style of the line."""
        return self.words[:1] if self.is_uniform else self.words

    @lazy
    def style(self) -> Style:
        """The style of most of its letters, note calls and bullets aside."""
        if self.is_uniform:
            return self.words[0].style
        counts = Counter[Style]()
        for word in self.words:
            counts[word.style] += 0 if word.raised or word.style.symbol else len(word.text)
        return counts.most_common(1)[0][0]

    @lazy
    def baseline(self) -> float:
        if self.is_uniform:
            return self.words[0].baseline
        style = self.style
        return next(word.baseline for word in self.words if word.style == style)

    @lazy
    def size(self) -> float:
        return self.style.size

    @lazy
    def top(self) -> float:
        return self._heights[0]

    @lazy
    def bottom(self) -> float:
        return self._heights[1]

    @lazy
    def _heights(self) -> tuple[float, float]:
        """Its top and bottom; superscripts aside, unless one is all that it holds."""
        words = self.words
        level = [word for word in words if not word.raised] or words
        if not self.is_uniform:
            return min([word.top for word in level]), max([word.bottom for word in level])
        baselines = [word.baseline for word in level]
        low, high, size = min(baselines), max(baselines), words[0].style.size
        return low - ASCENT * size, high + DESCENT * size

    @lazy
    def box(self) -> Box:
        top, bottom = self._heights
        return self.x0, min(top, bottom), self.x1, bottom

    @lazy
    def text(self) -> str:
        return text_of(self.words)

    @lazy
    def text_without_calls(self) -> str:
        """The text but for superscripts at its end."""
        words = self.words
        while len(words) > 1 and words[-1].raised:
            words = words[:-1]
        return text_of(words)

    @lazy
    def is_contents(self) -> bool:
        """Whether it is a line of a table of contents: leaders, or a number far to the right."""
        if any(sign in self.text for sign in _OPEN_LEADERS) and _LEADERS.search(self.text):
            return True
        if len(self.words) < 2 or not _PAGE_NUMBER.fullmatch(self.words[-1].text):
            return False
        return self.words[-1].x0 - self.words[-2].x1 > LINE_GAP_EM * self.size

    @lazy
    def emphasis(self) -> tuple[bool, bool]:
        """Whether it is bold, and italic, but for a word or two."""
        return self.share("bold") > _NEARLY_ALL, self.share("italic") > _NEARLY_ALL

    def share(self, trait: str) -> float:
        """The share of letters that are bold or italic."""
        if self.is_uniform and not getattr(self.words[0].style, trait):
            return 0.0
        words = [word for word in self.words if not word.raised and not word.style.symbol]
        total = sum(len(word.text) for word in words) or 1
        return sum(len(word.text) for word in words if getattr(word.style, trait)) / total


def text_of(words: Iterable[Word]) -> str:
    """The words with a space before each that is not glued to the one before."""
    return "".join([word.text if word.glued else " " + word.text for word in words]).removeprefix(" ")


def chunks(words: Sequence[Word]) -> list[Line]:
    """Lines cut at every gap that may part columns or cells, from the top."""
    found = [Line(tuple(part)) for row in _rows(words) for part in cut_at_gaps(row, CHUNK_GAP_EM) if part]
    return sorted(found, key=_BASELINE_X0)


def joined(parts: Iterable[Line]) -> list[Line]:
    """The lines that chunks of one column make up, from the top; a chunk that is a line is kept."""
    parts = list(parts)
    by_first = {id(part.words[0]): part for part in parts if part.words}
    words = [word for part in parts for word in part.words]
    lines = [_line(own, by_first.get(id(own[0]))) for row in _rows(words) for own in _parts(row)]
    return sorted(lines, key=_BASELINE_X0)


def _line(words: Sequence[Word], chunk: Line | None) -> Line:
    own = tuple(words)
    return chunk if chunk is not None and chunk.words == own else Line(own)


def _parts(row: list[Word]) -> list[list[Word]]:
    """A row cut at very wide gaps; a page number at the end of a line of contents stays with it."""
    parts = cut_at_gaps(row, LINE_GAP_EM)
    if len(parts) == 2 and len(parts[1]) == 1 and _PAGE_NUMBER.fullmatch(parts[1][0].text):
        has_letters = any(char.isalpha() for word in parts[0] for char in word.text)
        return [row] if has_letters else parts
    return [half for part in parts for half in _set_apart(part)]


def _set_apart(row: list[Word]) -> list[list[Word]]:
    """A row cut at a wide gap after words that stand close: no line is justified so."""
    gaps = [after.x0 - before.x1 for before, after in pairwise(row)]
    size = max([word.style.size for word in row])
    if not gaps or max(gaps) <= _SET_APART_EM * size:
        return [row]
    wide = next((i for i, gap in enumerate(gaps, 1) if gap > _SET_APART_EM * size), 0)
    close = all(gap < _WORD_GAP_EM * size for gap in gaps[: wide - 1])
    is_number = wide == len(row) - 1 and _PAGE_NUMBER.fullmatch(row[-1].text)
    return [row[:wide], row[wide:]] if wide >= _FEWEST_WORDS_BEFORE and close and not is_number else [row]


def cut_at_gaps(row: Sequence[Word], gap_em: float) -> list[list[Word]]:
    """A row of words from left to right, cut where the gap is wider than `gap_em` of the larger letters."""
    if not row:
        return []
    part = [row[0]]
    parts = [part]
    right, size = row[0].x1, row[0].style.size
    for word in row[1:]:
        before, size = size, word.style.size
        gap, larger = word.x0 - right, before if before > size else size
        if gap > gap_em * larger and not word.glued:
            part = [word]
            parts.append(part)
            right = word.x1
        else:
            part.append(word)
            if word.x1 > right:
                right = word.x1
    return parts


def _rows(words: Sequence[Word]) -> list[list[Word]]:
    """Words whose baselines are the same but for a fraction of their size; each row from left to right."""
    rows: list[list[Word]] = []
    row: list[Word] = []
    baseline = 0.0
    for word in sorted(words, key=_BASELINE_X0):
        if row and ((step := word.baseline - baseline) <= _LEVEL_PT or _is_level(step, row[-1], word)):
            row.append(word)
        else:
            row = [word]
            rows.append(row)
        baseline = word.baseline
    return [sorted(row, key=_X0_X1) for row in _with_stray_marks(rows)]


def _is_level(step: float, above: Word, word: Word) -> bool:
    return step <= _LEVEL_EM * min(word.style.size, above.style.size) + _LEVEL_PT


def _with_stray_marks(rows: list[list[Word]]) -> list[list[Word]]:
    """A small sign alone above a row, such as a note mark with a space after it, joins that row."""
    out: list[list[Word]] = []
    for row in rows:
        before = out[-1] if out else None
        if before and len(before) == 1 and len(before[0].text) <= 3 and _stands_at(before[0], row):
            out[-1] = [*before, *row]
        else:
            out.append(row)
    return out


def _stands_at(mark: Word, row: list[Word]) -> bool:
    size = row[0].style.size
    rise = row[0].baseline - mark.baseline
    beside = any(
        -0.3 * size < w.x0 - mark.x1 < 1.2 * size or -0.3 * size < mark.x0 - w.x1 < size for w in row
    )
    return mark.style.size < 0.85 * size and 0 < rise < 0.6 * size and beside
