"""The words of a PDF page with their place and style, read through PDFium.

PDFium's order of text is the order of drawing, so nothing here depends on it but what is one word.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from esfnlp.document import Box
from esfnlp.ingest.pdf_characters import PDFIUM_HYPHENS, RINGS, clean, composed
from esfnlp.ingest.pdf_frame import Frame
from esfnlp.ingest.pdf_textpage import Fonts, Style, TextPage

_TOKEN = re.compile(rf"[^\s{PDFIUM_HYPHENS}]+[{PDFIUM_HYPHENS}]?|[{PDFIUM_HYPHENS}]")
_MAY_BE_CALL = re.compile(r"[^\W\d_][.,;:!?)”\"]*(\d{1,3})$")
_RAISED_SIZE = 0.6
"""The size that superscript glyphs are taken to have, in the size of their font."""

_LARGEST_RAISED = 0.85
_PLAIN = re.compile(r"[!-_a-~¡-§©-¬®¯±-³µ-ÿ–—‘’“”•…]+")
"""What stands as it is: neither an accent of its own nor a hyphen that may go."""

_DIGITS = frozenset("0123456789")
_ACCENTED = frozenset("ÅÄÖåäöÉé")
ASCENT, DESCENT = 0.8, 0.22


class Word(NamedTuple):
    """A run of letters of one style; `glued` where no space parts it from the word before.

    `raised` is a superscript: its baseline is that of the word it stands at. `divided` ends in a hyphen that
    PDFium took for one at a line end.
    """

    text: str
    x0: float
    x1: float
    baseline: float
    style: Style
    glued: bool = False
    raised: bool = False
    divided: bool = False

    @property
    def top(self) -> float:
        return self.baseline - ASCENT * self.style.size

    @property
    def bottom(self) -> float:
        return self.baseline + DESCENT * self.style.size

    @property
    def box(self) -> Box:
        return self.x0, self.top, self.x1, self.bottom


@dataclass(frozen=True, slots=True)
class PageWords:
    """The upright words of a page in `frame`, those that stand at another angle, and the raw text."""

    frame: Frame
    words: tuple[Word, ...]
    turned: tuple[Word, ...]
    raw: str


class _Run(NamedTuple):
    """Characters [start, end) of the text page, drawn by one text object or by several of the same style.

    `y` is the baseline in PDF space where it is known.
    """

    start: int
    end: int
    style: Style
    turns: int
    glued: bool
    y: float | None = None


def read_words(page: Any, frame: Frame, fonts: Fonts) -> PageWords:
    """The words of a page. Most of its text decides what is upright; `fonts` is kept for the document."""
    chars = TextPage(page, fonts)
    try:
        runs = _runs(chars)
        turns = _usual_turns(runs, frame.turns)
        upright = frame.turned(turns)
        words = _after_accents(_words(chars, [run for run in runs if run.turns == turns], upright))
        turned = [
            word
            for run in runs
            if run.turns != turns
            for word in _words(chars, [run], frame.turned(run.turns))
        ]
    finally:
        chars.close()
    return PageWords(
        upright,
        tuple(_with_raised([w for w in words if w.text])),
        tuple(w for w in turned if w.text),
        chars.text,
    )


def _usual_turns(runs: list[_Run], default: int) -> int:
    """The direction of most letters."""
    first = runs[0].turns if runs else default
    if not [run for run in runs if run.turns != first]:
        return first
    directions = Counter[int]()
    for run in runs:
        directions[run.turns] += run.end - run.start
    return directions.most_common(1)[0][0]


def _after_accents(words: list[Word]) -> list[Word]:
    """PDFium puts a space after an accent of its own; the rest of the word is glued on again."""
    out = list(words)
    for i, word in enumerate(words[1:]):
        before = words[i]
        if before.text[-1:] in _ACCENTED:
            near = abs(before.baseline - word.baseline) < 1
            if near and 0 <= word.x0 - before.x1 < 0.13 * word.style.size:
                out[i + 1] = word._replace(glued=True)
    return out


def _runs(chars: TextPage) -> list[_Run]:
    """Words, divided where the style changes or where the text jumps."""
    text = chars.text
    runs: list[_Run] = []
    until, style, turns, y = 0, Style(0.0), 0, None
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        if end <= until and text[end - 1] not in _DIGITS:
            runs.append(_Run(start, end, style, turns, False, y))
            continue
        runs += _token_runs(chars, start, end, match.group())
        _, until, key, y = chars.known
        if end < until:
            style, turns = chars.style_of(key, start)
    return runs


def _token_runs(chars: TextPage, start: int, end: int, token: str) -> Iterator[_Run]:
    call = _raised_digits(chars, start, token) if token[-1] in _DIGITS else 0
    yield from _divided_runs(chars, start, end - call)
    if call:
        style, turns = chars.style(end - call)
        yield _Run(end - call, end, style._replace(size=style.size * _RAISED_SIZE), turns, glued=True)


def _raised_digits(chars: TextPage, start: int, token: str) -> int:
    """How many digits at the token's end are superscript by their glyphs alone, in the letters' own size."""
    found = _MAY_BE_CALL.search(token)
    if not found:
        return 0
    first = start + found.start(1)
    (style, turns), (before, _) = chars.style(first), chars.style(first - 1)
    baseline = chars.origin(first)[1]
    level = style.size == before.size and baseline == chars.origin(first - 1)[1]
    rise = chars.box(first)[1] - baseline
    return len(found.group(1)) if turns == 0 and level and rise > 0.2 * style.size else 0


def _divided_runs(chars: TextPage, start: int, end: int) -> Iterator[_Run]:
    stretch = chars.stretch(start, end)
    if stretch:
        style, turns = chars.style_of(stretch.key, start)
        yield _Run(start, end, style, turns, False, stretch.y)
        return
    first, glued, before = start, False, chars.text_object(start)
    for index in range(start + 1, end):
        current = chars.text_object(index)
        if current == before:
            continue
        before = current
        jump = _is_jump(chars, index)
        if jump or _changes(chars, index):
            yield _Run(first, index, *chars.style(first), glued=glued)
            first, glued = index, not jump
    yield _Run(first, end, *chars.style(first), glued=glued)


def _is_jump(chars: TextPage, index: int) -> bool:
    """Whether the character at `index` does not stand right after the one before."""
    (style, turns), (next_style, next_turns) = chars.style(index - 1), chars.style(index)
    size = max(style.size, next_style.size, 1.0)
    if turns != next_turns:
        return True
    if turns:
        return False
    previous, this = chars.box(index - 1), chars.box(index)
    gap, shift = this[0] - previous[2], abs(chars.origin(index)[1] - chars.origin(index - 1)[1])
    return gap > 0.3 * size or gap < -0.9 * size or shift > 0.7 * size


def _changes(chars: TextPage, index: int) -> bool:
    one, two = chars.style(index - 1)[0], chars.style(index)[0]
    if (one.bold, one.italic, one.symbol) != (two.bold, two.italic, two.symbol):
        return True
    return abs(one.size - two.size) > 0.12 * max(one.size, two.size)


def _words(chars: TextPage, runs: Sequence[_Run], frame: Frame) -> list[Word]:
    """The words of runs that stand upright in the frame."""
    if frame.turns:
        return [_turned_word(chars, run, frame) for run in runs]
    x, top, page_text = frame.left, frame.top, chars.text
    words = []
    sides = chars.sides([(run.start, run.end - 1) for run in runs])
    for run, (left, right) in zip(runs, sides, strict=True):
        start, end, style, _, glued, y = run
        text, divided = page_text[start:end], False
        if style.symbol or not _PLAIN.fullmatch(text):
            text, divided = _written(chars, run)
        baseline = top - (chars.origin(start)[1] if y is None else y)
        words.append(Word(text, left - x, right - x, baseline, style, glued, False, divided))
    return words


def _turned_word(chars: TextPage, run: _Run, frame: Frame) -> Word:
    a, b = frame.box(*chars.box(run.start)), frame.box(*chars.box(run.end - 1))
    baseline = frame.point(*chars.origin(run.start))[1]
    text, divided = _written(chars, run)
    return Word(text, min(a[0], b[0]), max(a[2], b[2]), baseline, run.style, run.glued, divided=divided)


def _written(chars: TextPage, run: _Run) -> tuple[str, bool]:
    """The text of a run, and whether it ends in a hyphen that PDFium took for one at a line end."""
    text = chars.text[run.start : run.end]
    divided = text[-1] in PDFIUM_HYPHENS
    if divided:
        text = text[:-1] + "-"
    if any(accent in text for accent in RINGS):
        text = _composed_text(chars, run.start, text)
    if run.style.symbol and len(text) == 1 and not text.isdigit():
        text = "•"
    return clean(_paired(text)), divided


def _paired(text: str) -> str:
    """Surrogate pairs, which PDFium counts as two characters, made into one."""
    if not any("\ud800" <= char <= "\udfff" for char in text):
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _composed_text(chars: TextPage, start: int, text: str) -> str:
    """Accents drawn as signs of their own over the letter before them become part of that letter."""
    out: list[str] = []
    for offset, char in enumerate(text):
        whole = composed(out[-1], char) if char in RINGS and out else None
        if whole and _overlap(chars.box(start + offset - 1), chars.box(start + offset)):
            out[-1] = whole
        else:
            out.append(char)
    return "".join(out)


def _overlap(letter: tuple[float, float, float, float], accent: tuple[float, float, float, float]) -> bool:
    middle = (accent[0] + accent[2]) / 2
    return letter[0] <= middle <= letter[2]


def _with_raised(words: list[Word]) -> list[Word]:
    """Small signs above the baseline of the word they stand at are marked and put on its baseline."""
    out = list(words)
    sizes = [word.style.size for word in words]
    for i, (size, larger) in enumerate(zip(sizes, map(max, [0.0, *sizes], [*sizes[1:], 0.0]), strict=False)):
        if size < _LARGEST_RAISED * larger:
            hosts = [words[near] for near in (i - 1, i + 1) if 0 <= near < len(words)]
            host = next((host for host in hosts if _is_raised(words[i], host)), None)
            if host is not None:
                out[i] = words[i]._replace(raised=True, baseline=host.baseline)
    return out


def _is_raised(word: Word, host: Word) -> bool:
    size = host.style.size
    rise = host.baseline - word.baseline
    if word.glued and word.baseline == host.baseline:
        return abs(word.style.size - _RAISED_SIZE * size) < 0.01
    near = -0.3 * size < word.x0 - host.x1 < 0.6 * size or -0.3 * size < host.x0 - word.x1 < 0.6 * size
    return (
        near
        and len(word.text) <= 4
        and word.style.size < _LARGEST_RAISED * size
        and -0.02 * size < rise < 0.7 * size
        and (rise > 0.12 * size)
    )
