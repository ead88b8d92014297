"""Words to lines: what stands on one baseline without a wide gap."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from esfnlp.document import Box
from esfnlp.ingest.pdf_textpage import Style
from esfnlp.ingest.pdf_words import Word

CHUNK_GAP_EM = 0.85
"""A gap wider than this may be one between columns; justified lines are put together again later."""

LINE_GAP_EM = 4.0
"""What a wider gap parts is never one line of running text."""

_SET_APART_EM, _WORD_GAP_EM = 2.0, 0.6
_FEWEST_WORDS_BEFORE = 3

_LEADERS = re.compile(r"\.{4,}|(?:\. ){4,}|…{2,}|_{5,}")
_PAGE_NUMBER = re.compile(r"\d{1,3}")


@dataclass(frozen=True)
class Line:
    """Words on one baseline, from left to right."""

    words: tuple[Word, ...]

    @cached_property
    def x0(self) -> float:
        return self.words[0].x0

    @cached_property
    def x1(self) -> float:
        return max(word.x1 for word in self.words)

    @cached_property
    def style(self) -> Style:
        """The style of most of its letters, note calls and bullets aside."""
        first = self.words[0].style
        if all(word.style == first for word in self.words):
            return first
        counts = Counter[Style]()
        for word in self.words:
            counts[word.style] += 0 if word.raised or word.style.symbol else len(word.text)
        return counts.most_common(1)[0][0]

    @cached_property
    def baseline(self) -> float:
        style = self.style
        return next(word.baseline for word in self.words if word.style == style)

    @property
    def size(self) -> float:
        return self.style.size

    @cached_property
    def top(self) -> float:
        return min(word.top for word in self.words if not word.raised or len(self.words) == 1)

    @cached_property
    def bottom(self) -> float:
        return max(word.bottom for word in self.words if not word.raised or len(self.words) == 1)

    @property
    def box(self) -> Box:
        return self.x0, min(self.top, self.bottom), self.x1, self.bottom

    @cached_property
    def text(self) -> str:
        return text_of(self.words)

    @cached_property
    def text_without_calls(self) -> str:
        """The text but for superscripts at its end."""
        words = self.words
        while len(words) > 1 and words[-1].raised:
            words = words[:-1]
        return text_of(words)

    @cached_property
    def is_contents(self) -> bool:
        """Whether it is a line of a table of contents: leaders, or a number far to the right."""
        if _LEADERS.search(self.text):
            return True
        if len(self.words) < 2 or not _PAGE_NUMBER.fullmatch(self.words[-1].text):
            return False
        return self.words[-1].x0 - self.words[-2].x1 > LINE_GAP_EM * self.size

    def share(self, trait: str) -> float:
        """The share of letters that are bold or italic."""
        words = [word for word in self.words if not word.raised and not word.style.symbol]
        total = sum(len(word.text) for word in words) or 1
        return sum(len(word.text) for word in words if getattr(word.style, trait)) / total


def text_of(words: Iterable[Word]) -> str:
    """The words with a space before each that is not glued to the one before."""
    parts: list[str] = []
    for word in words:
        if parts and not word.glued:
            parts.append(" ")
        parts.append(word.text)
    return "".join(parts)


def chunks(words: Sequence[Word]) -> list[Line]:
    """Lines cut at every gap that may part columns or cells, from the top."""
    found = [Line(tuple(part)) for row in _rows(words) for part in cut_at_gaps(row, CHUNK_GAP_EM) if part]
    return sorted(found, key=lambda line: (line.baseline, line.x0))


def joined(parts: Iterable[Line]) -> list[Line]:
    """The lines that chunks of one column make up, from the top."""
    words = [word for part in parts for word in part.words]
    lines = [Line(tuple(part)) for row in _rows(words) for part in _parts(row)]
    return sorted(lines, key=lambda line: (line.baseline, line.x0))


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
    size = max(word.style.size for word in row)
    wide = next((i for i, gap in enumerate(gaps, 1) if gap > _SET_APART_EM * size), 0)
    close = all(gap < _WORD_GAP_EM * size for gap in gaps[: wide - 1])
    is_number = wide == len(row) - 1 and _PAGE_NUMBER.fullmatch(row[-1].text)
    return [row[:wide], row[wide:]] if wide >= _FEWEST_WORDS_BEFORE and close and not is_number else [row]


def cut_at_gaps(row: Sequence[Word], gap_em: float) -> list[list[Word]]:
    """A row of words from left to right, cut where the gap is wider than `gap_em` of the larger letters."""
    parts: list[list[Word]] = []
    right = 0.0
    for word in row:
        wide = not parts or (word.x0 - right > gap_em * max(word.style.size, parts[-1][-1].style.size))
        if wide and not (parts and word.glued):
            parts.append([word])
            right = word.x1
        else:
            parts[-1].append(word)
            right = max(right, word.x1)
    return parts


def _rows(words: Sequence[Word]) -> list[list[Word]]:
    """Words whose baselines are the same but for a fraction of their size; each row from left to right."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.baseline, word.x0)):
        row = rows[-1] if rows else None
        if row and word.baseline - row[-1].baseline <= 0.15 * min(word.style.size, row[-1].style.size) + 0.3:
            row.append(word)
        else:
            rows.append([word])
    return [_left_to_right(row) for row in _with_stray_marks(rows)]


def _left_to_right(row: list[Word]) -> list[Word]:
    return sorted(row, key=lambda word: (word.x0, word.x1))


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
