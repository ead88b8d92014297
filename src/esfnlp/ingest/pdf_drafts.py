"""Lines of one column to paragraphs and list items: drafts, before their kind and text are settled."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from esfnlp.document import Box
from esfnlp.ingest.pdf_characters import BULLETS, HYPHENS
from esfnlp.ingest.pdf_frame import union
from esfnlp.ingest.pdf_lines import Line, lazy, text_of
from esfnlp.ingest.pdf_words import Word
from esfnlp.ingest.tables import Table

_DASHES = "-–—"
_MARK = re.compile(
    rf"(?P<bullet>[{re.escape(BULLETS.replace('-', '').replace('–', '').replace('—', ''))}])\s*(?=\S)"
    r"|(?P<dash>[-–—])\s+(?=\S)"
    r"|(?P<circle>o)\s+(?=\S)"
    r"|(?P<number>\(?(?:\d{1,2}|[a-zåäö]|i{1,3}|iv|vi{0,3})[.)])\s+(?=\S)"
)
_STOP = re.compile(r"(?:[.!?:;…][\"”’)\]]*|[.!?]\s*\([^()]{1,40}\))$")
_HANGING_WORDS = (
    "och att i av på för med till den det en ett som om vid från samt eller under mellan enligt per"
    " de denna detta dessa inom mot hos utan genom kring efter innan senast"
)
_HANGING = frozenset(_HANGING_WORDS.split())
"""Words that no paragraph ends in."""
_NUMBERED = re.compile(r"\d{1,2}(?:\.\d{1,2})*\.?")
_DEFAULT_LEADING_EM = 1.22
_BREAKING_LEADING = 1.22
_BREAKING_HEADING = 1.4


@dataclass(frozen=True)
class Draft:
    """Lines that belong together, or a table; `right` is how far the column's lines reach.

    `opens` and `closes` tell that it is first and last of its column, where text may run over.
    """

    page: int
    lines: tuple[Line, ...] = ()
    table: Table | None = None
    mark: str | None = None
    right: float = 0.0
    opens: bool = False
    closes: bool = False

    @lazy
    def box(self) -> Box:
        return self.table.box if self.table else union([line.box for line in self.lines])

    @lazy
    def words(self) -> list[Word]:
        """The words without the list mark."""
        words = [word for line in self.lines for word in line.words]
        return without_mark(words, self.mark)

    @lazy
    def text(self) -> str:
        """The text as the lines have it, without the mark; words divided at line ends are still divided."""
        return " ".join(
            text_of(without_mark(line.words, self.mark)) if i == 0 and self.mark else line.text
            for i, line in enumerate(self.lines)
        ).strip()

    @lazy
    def text_without_calls(self) -> str:
        """The text but for superscripts at its end."""
        words = self.words
        while words and words[-1].raised:
            words = words[:-1]
        return text_of(words)

    @lazy
    def size(self) -> float:
        counts = Counter[float]()
        for line in self.lines:
            counts[line.size] += len(line.text)
        return counts.most_common(1)[0][0]

    def share(self, trait: str) -> float:
        if not any(getattr(word.style, trait) for line in self.lines for word in line.distinct):
            return 0.0
        words = [word for word in self.words if not word.raised]
        total = sum(len(word.text) for word in words) or 1
        return sum(len(word.text) for word in words if getattr(word.style, trait)) / total

    @property
    def has_leaders(self) -> bool:
        """Whether it is a line of a table of contents."""
        return any(line.is_contents for line in self.lines)


def without_mark(words: Sequence[Word], mark: str | None) -> list[Word]:
    """The words after the list mark, which may be glued to the first of them."""
    if not mark:
        return list(words)
    left = mark
    for i, word in enumerate(words):
        if not left:
            return list(words[i:])
        if not left.startswith(word.text):
            rest = word.text.removeprefix(left)
            return [word._replace(text=rest, glued=False), *words[i + 1 :]] if rest else list(words[i + 1 :])
        left = left[len(word.text) :]
    return []


def ends_sentence(text: str) -> bool:
    return bool(_STOP.search(text))


def starts_lower(text: str) -> bool:
    return text[:1].islower()


def ends_divided(text: str) -> bool:
    """Whether the text ends in a hyphen after a letter or digit."""
    return len(text) > 1 and text[-1] in HYPHENS and text[-2].isalnum()


def leadings(columns: Iterable[Sequence[Line]]) -> dict[int, float]:
    """The usual distance between baselines for each letter size in whole points, in points."""
    seen: dict[int, Counter[float]] = defaultdict(Counter)
    for lines in columns:
        for above, below in pairwise(lines):
            step = below.baseline - above.baseline
            if abs(above.size - below.size) < 0.3 and 0.9 * above.size < step < 2.2 * above.size:
                seen[round(above.size)][round(step * 2) / 2] += 1
    return {size: counts.most_common(1)[0][0] for size, counts in seen.items()}


def list_mark(line: Line) -> str | None:
    """The bullet or number that the line opens with, as it stands there."""
    found = _MARK.match(line.text)
    return next(value for value in found.groups() if value) if found else None


def drafts(lines: Sequence[Line], page: int, leading: Mapping[int, float], body_size: float) -> list[Draft]:
    """The paragraphs, items and headings of one column's lines, in order."""
    if not lines:
        return []
    body = [line for line in lines if line.size < 1.15 * body_size] or list(lines)
    right, left = max(line.x1 for line in body), min(line.x0 for line in body)
    builder = _Builder(page, left, right, leading, body_size)
    for line in lines:
        builder.add(line)
    return builder.done()


class _Builder:
    """Adds lines one by one; keeps the draft that grows."""

    def __init__(
        self, page: int, left: float, right: float, leading: Mapping[int, float], body_size: float
    ) -> None:
        self.page, self.left, self.right = page, left, right
        self.leading, self.body_size = leading, body_size
        self.finished: list[Draft] = []
        self.lines: list[Line] = []
        self.mark: str | None = None

    def add(self, line: Line) -> None:
        mark = None if line.is_contents else list_mark(line)
        if self.lines and mark and self._is_parenthesis(line, mark):
            mark = None
        elif not self.lines or mark or self._breaks(line):
            self._finish()
            self.mark = mark
        self.lines.append(line)

    def done(self) -> list[Draft]:
        self._finish()
        return self.finished

    def _finish(self) -> None:
        if any(line.text not in BULLETS for line in self.lines):
            self.finished.append(Draft(self.page, tuple(self.lines), mark=self.mark, right=self.right))
        self.lines, self.mark = [], None

    def _step(self, line: Line) -> float:
        """The distance to the last line in units of the usual one."""
        size = round(line.size)
        usual = self.leading.get(size, _DEFAULT_LEADING_EM * max(line.size, 1.0))
        if len(self.lines) > 1:
            usual = max(min(usual, self.lines[-1].baseline - self.lines[-2].baseline), 0.9 * line.size)
        return (line.baseline - self.lines[-1].baseline) / usual

    def _could_hold(self, line: Line) -> bool:
        """Whether the first word of `line` would have fitted on the last line."""
        last, width = self.lines[-1], first_unit_width(line)
        return last.x1 + 0.25 * last.size + width < self.right - 0.1 * last.size

    def _is_parenthesis(self, line: Line, mark: str) -> bool:
        """A dash, number or letter that only happens to open a line of running text."""
        if mark in BULLETS.replace("-", "").replace("–", "").replace("—", ""):
            return False
        last = self.lines[-1]
        text_x0 = self._text_x0() if self.mark else self.lines[-1].x0
        level = abs(line.x0 - text_x0) < 0.5 * line.size
        full = not self._could_hold(line) and not ends_sentence(last.text_without_calls)
        return level and full and self._step(line) < _BREAKING_LEADING and self._same_style(line)

    def _text_x0(self) -> float:
        """Where the text of the item's first line begins after the mark."""
        words = without_mark(self.lines[0].words, self.mark)
        return words[0].x0 if words else self.lines[0].x0

    def _same_style(self, line: Line) -> bool:
        last = self.lines[-1]
        if abs(last.size - line.size) > 0.07 * max(last.size, line.size):
            return False
        if last.emphasis == line.emphasis or min(len(last.text), len(line.text)) < 3:
            return True
        runs_on = not self._could_hold(line) and (
            line.words[0].style.bold == last.words[-1].style.bold
            and line.words[0].style.italic == last.words[-1].style.italic
        )
        reference = line.text.startswith("(") and not self._could_hold(line)
        return runs_on or reference or (starts_lower(line.text) and not ends_sentence(last.text))

    def _breaks(self, line: Line) -> bool:
        """Whether a new draft begins with `line`."""
        last, step = self.lines[-1], self._step(line)
        large = min(line.size, last.size) > 1.12 * self.body_size
        if (
            step > (_BREAKING_HEADING if large else _BREAKING_LEADING)
            or step < 0.4
            or not self._same_style(line)
        ):
            return True
        if last.is_contents or _closes_label(last, line) or self._is_other_heading(line, step):
            return True
        if ends_divided(last.text):
            return False
        return self._is_indented(line) or self._is_short(line)

    def _number_x0(self) -> float | None:
        """Where the text of a numbered heading begins after its number."""
        words = self.lines[0].words
        numbered = len(words) > 1 and _NUMBERED.fullmatch(words[0].text) and words[0].style.bold
        return words[1].x0 if numbered else None

    def _is_other_heading(self, line: Line, step: float) -> bool:
        """Whether a heading of its own follows a numbered one: flush with the number, further down."""
        if self._number_x0() is None or line.share("bold") < 0.9 or step < 1.1:
            return False
        flush = abs(line.x0 - self.lines[0].x0) < 0.3 * line.size
        return flush and line.text[:1].isupper() and not _hangs(self.lines[-1])

    def _is_short(self, line: Line) -> bool:
        """Whether the last line ends before the column does, as a paragraph's last line."""
        last = self.lines[-1]
        if not self._could_hold(line) or _hangs(last):
            return False
        if ends_sentence(last.text_without_calls):
            return True
        large = line.size > 1.12 * self.body_size
        if not starts_lower(line.text) and not large:
            return True
        return last.x1 < self.left + 0.5 * (self.right - self.left) and not large

    def _is_indented(self, line: Line) -> bool:
        """Whether the line's left edge tells that a paragraph or item ends or begins there."""
        last, size = self.lines[-1], line.size
        lower = starts_lower(line.text) and not ends_sentence(last.text_without_calls)
        if self.mark:
            if line.x0 < self.lines[0].x0 - 0.5 * size:
                return not lower
            hangs = self._text_x0() > self.lines[0].x0 + 0.6 * size
            return hangs and line.x0 < self._text_x0() - 0.4 * size and not lower
        if self._number_x0() is not None and abs(line.x0 - (self._number_x0() or 0)) < 0.5 * size:
            return False
        shift = line.x0 - min(part.x0 for part in self.lines[-2:])
        if shift > 0.7 * size:
            return not lower
        return shift < -3 * size and not lower


def first_unit_width(line: Line) -> float:
    """The width of what a typesetter keeps together at the line's start: a number with its next word."""
    words = line.words
    keeps = len(words) > 1 and words[0].text.isdigit() and starts_lower(words[1].text)
    return words[1 if keeps else 0].x1 - words[0].x0


def _hangs(line: Line) -> bool:
    """Whether the line ends in a word that must be followed by another."""
    return line.words[-1].text in _HANGING


def _closes_label(last: Line, line: Line) -> bool:
    """Whether both are labels of their own, one under the other."""
    return last.text.endswith(":") and line.text.endswith(":") and last.emphasis == line.emphasis
