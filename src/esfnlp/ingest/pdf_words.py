"""The words of a PDF page with their place and style, read through PDFium.

PDFium's order of text is the order of drawing, so nothing here depends on it but what is one word.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from esfnlp.document import Box
from esfnlp.ingest.pdf_characters import PDFIUM_HYPHENS, RINGS, clean, composed
from esfnlp.ingest.pdf_frame import Frame
from esfnlp.ingest.pdf_textpage import Fonts, Style, TextPage

_TOKEN = re.compile(rf"[^\s{PDFIUM_HYPHENS}]+[{PDFIUM_HYPHENS}]?|[{PDFIUM_HYPHENS}]")
_MAY_BE_CALL = re.compile(r"[^\W\d_][.,;:!?)”\"]*(\d{1,3})$")
_RAISED_SIZE = 0.6
"""The size that superscript glyphs are taken to have, in the size of their font."""

_ACCENTED = frozenset("ÅÄÖåäöÉé")
_ASCENT, _DESCENT = 0.8, 0.22


@dataclass(frozen=True, slots=True)
class Word:
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
        return self.baseline - _ASCENT * self.style.size

    @property
    def bottom(self) -> float:
        return self.baseline + _DESCENT * self.style.size

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


@dataclass(frozen=True, slots=True)
class _Run:
    """Characters [start, end) of the text page, drawn by one text object or by several of the same style."""

    start: int
    end: int
    style: Style
    turns: int
    glued: bool


def read_words(page: Any, frame: Frame, fonts: Fonts) -> PageWords:
    """The words of a page. Most of its text decides what is upright; `fonts` is kept for the document."""
    chars = TextPage(page, fonts)
    try:
        runs = list(_runs(chars))
        directions = Counter[int]()
        for run in runs:
            directions[run.turns] += run.end - run.start
        turns = directions.most_common(1)[0][0] if directions else frame.turns
        upright = frame.turned(turns)
        words = _after_accents([_word(chars, run, upright) for run in runs if run.turns == turns])
        turned = [_word(chars, run, frame.turned(run.turns)) for run in runs if run.turns != turns]
    finally:
        chars.close()
    return PageWords(
        upright,
        tuple(_with_raised([w for w in words if w.text])),
        tuple(w for w in turned if w.text),
        chars.text,
    )


def _after_accents(words: list[Word]) -> list[Word]:
    """PDFium puts a space after an accent of its own; the rest of the word is glued on again."""
    out = words[:1]
    for before, word in pairwise(words):
        near = before.text[-1:] in _ACCENTED and abs(before.baseline - word.baseline) < 1
        near = near and 0 <= word.x0 - before.x1 < 0.13 * word.style.size
        out.append(replace(word, glued=True) if near else word)
    return out


def _runs(chars: TextPage) -> Iterator[_Run]:
    """Words, divided where the style changes or where the text jumps."""
    for match in _TOKEN.finditer(chars.text):
        start, end = match.span()
        call = _raised_digits(chars, start, match.group())
        yield from _divided_runs(chars, start, end - call)
        if call:
            style, turns = chars.style(end - call)
            yield _Run(end - call, end, replace(style, size=style.size * _RAISED_SIZE), turns, glued=True)


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
    first, glued, before = start, False, chars.text_object(start)
    if chars.text_object(end - 1) == before:
        yield _Run(start, end, *chars.style(start), glued=False)
        return
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


def _word(chars: TextPage, run: _Run, frame: Frame) -> Word:
    first, last = chars.box(run.start), chars.box(run.end - 1)
    a, b = frame.box(*first), frame.box(*last)
    baseline = frame.point(*chars.origin(run.start))[1]
    text, x1 = chars.text[run.start : run.end], max(a[2], b[2])
    divided = text[-1] in PDFIUM_HYPHENS
    if divided:
        text = text[:-1] + "-"
    if any(accent in text for accent in RINGS):
        text = _composed_text(chars, run.start, text)
    if run.style.symbol and len(text) == 1 and not text.isdigit():
        text = "•"
    return Word(clean(_paired(text)), min(a[0], b[0]), x1, baseline, run.style, run.glued, divided=divided)


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
    for i, word in enumerate(words):
        for host in (words[i - 1] if i else None, words[i + 1] if i + 1 < len(words) else None):
            if host is not None and _is_raised(word, host):
                out[i] = replace(word, raised=True, baseline=host.baseline)
                break
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
        and word.style.size < 0.85 * size
        and -0.02 * size < rise < 0.7 * size
        and (rise > 0.12 * size)
    )
