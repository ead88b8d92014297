"""What Tesseract read, made into words as a text layer has them: with size, weight and bullets."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import median

import numpy as np

from esfnlp.ingest.ocr_picture import Ink, PixelBox
from esfnlp.ingest.ocr_tesseract import SeenLine, SeenWord
from esfnlp.ingest.pdf_characters import clean
from esfnlp.ingest.pdf_textpage import Style
from esfnlp.ingest.pdf_words import Word
from esfnlp.swedish.lexicon import frequency

LEAST_CONFIDENCE = 0.25
"""Words below are specks and pictures more often than words."""
_LEAST_LINE_CONFIDENCE, _SURE_LINE_CONFIDENCE = 0.4, 0.7
_LEAST_SIGN_CONFIDENCE = 0.6

_TALL = re.compile(r"[A-ZÅÄÖÉÜ0-9bdfhklåäöéüißt%&?!/()|\[\]{}]")
_DEEP = re.compile(r"[gjpqyQ,;()|\[\]{}]")
_SMALL = re.compile(r"[acemnorsuvwxz]")
_TALL_EM, _SMALL_EM, _DEEP_EM = 0.7, 0.49, 0.2
"""How far letters reach above and below the baseline in common fonts, in their size."""

_SAME_SIZE, _NEAR_SIZE = 0.06, 0.12
_BOLDER = 1.22
_FEWEST_RUNS = 12
_LONG_NUMBER, _WIDER_GAP = re.compile(r"\d{4,6}"), 1.5
_LEADER = "........"
_HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u2010\u00ad¬]$")
_LOOKS_LIKE_BULLET = re.compile(r"[^\w\s]{1,2}|[eoOsac©®0]\W?")


@dataclass(frozen=True, slots=True)
class RawLine:
    """A line in points from the top left of the levelled picture; `stroke` is the width of its stems."""

    words: tuple[tuple[str, float, float, float], ...]
    """(text, x0, x1, confidence) of each word."""
    baseline: float
    size: float
    stroke: float

    @property
    def letters(self) -> int:
        return sum(len(word[0]) for word in self.words)


def raw_lines(
    seen: Iterable[SeenLine], ink: Ink, points: float, leaders: Sequence[PixelBox] = ()
) -> list[RawLine]:
    """The lines that are text, with their size and stroke measured and the leaders (rows of dots) put back.

    `points` is points a pixel.
    """
    kept = [line for one in seen if (line := _kept(one))]
    return [raw for line in kept if (raw := _measured(_with_leader(line, leaders), ink, points))]


def _with_leader(line: SeenLine, leaders: Sequence[PixelBox]) -> SeenLine:
    """The line with the leader that stands on its baseline, if there is one."""
    height = max(word.y1 - word.y0 for word in line.words)
    for x0, y0, x1, y1 in leaders:
        before = [word for word in line.words if word.x0 < x0]
        if before and abs(y1 - line.baseline) < 0.4 * height:
            after = [word for word in line.words if word.x0 >= x1]
            return replace(line, words=(*before, SeenWord(_LEADER, x0, y0, x1, y1, 0.9), *after))
    return line


def _kept(line: SeenLine) -> SeenLine | None:
    """The line without specks; None where it is no text."""
    words = tuple(word for word in line.words if _is_word(word))
    letters = sum(len(word.text) for word in words)
    sure = sum(len(word.text) * word.confidence for word in words) / letters if letters else 0.0
    if sure < _LEAST_LINE_CONFIDENCE:
        return None
    return replace(line, words=words) if sure >= _SURE_LINE_CONFIDENCE or any(map(_is_known, words)) else None


def _is_known(word: SeenWord) -> bool:
    """Whether the word is a number or, of more than one letter, a Swedish word."""
    text = word.text.strip('.,;:!?()"”–-')
    return text.isdigit() or (len(text) > 1 and frequency(text) > 0)


def _is_word(word: SeenWord) -> bool:
    if any(char.isalnum() for char in word.text):
        return word.confidence >= LEAST_CONFIDENCE or (len(word.text) > 2 and frequency(word.text) > 0)
    return word.confidence >= _LEAST_SIGN_CONFIDENCE or word.text in {"-", "–", "—", "•"}


def _measured(line: SeenLine, ink: Ink, points: float) -> RawLine | None:
    size = _size(line.words)
    if size is None:
        return None
    words = _with_bullet(list(line.words), line.baseline, size, ink)
    placed = tuple(
        (_spaced(word, ink), word.x0 * points, word.x1 * points, word.confidence) for word in words
    )
    return RawLine(placed, line.baseline * points, size * points, _stroke(line.words, ink, size) / size)


def _spaced(word: SeenWord, ink: Ink) -> str:
    """A number of four to six digits with the space before its last three, where the picture has one."""
    if not _LONG_NUMBER.fullmatch(word.text):
        return word.text
    columns = ink[word.y0 : word.y1, word.x0 : word.x1].any(axis=0)
    edges = np.diff(np.pad(columns.astype(np.int8), 1))
    starts, ends = np.nonzero(edges == 1)[0], np.nonzero(edges == -1)[0]
    gaps = starts[1:] - ends[:-1]
    at = len(word.text) - 3
    if len(starts) != len(word.text) or gaps[at - 1] < _WIDER_GAP * np.delete(gaps, at - 1).max():
        return word.text
    return f"{word.text[:at]} {word.text[at:]}"


def _size(words: Sequence[SeenWord]) -> float | None:
    """The size of the letters in pixels, by how high and low the letters of each word reach."""
    sizes = []
    for word in words:
        extent = _extent(word.text)
        if extent:
            sizes += [(word.y1 - word.y0) / extent] * len(word.text)
    return max(median(sizes), 2.0) if sizes else None


def _extent(text: str) -> float | None:
    """The height of the word's letters in their size; None where they do not tell."""
    if "+" in text:
        return None
    tall, deep, small = _TALL.search(text), _DEEP.search(text), _SMALL.search(text)
    if not (tall or small or deep):
        return None
    return (_TALL_EM if tall else _SMALL_EM) + (_DEEP_EM if deep else 0.0)


def _stroke(words: Sequence[SeenWord], ink: Ink, size: float) -> float:
    """The usual width of the upright strokes in pixels; 0 where there are too few to tell."""
    lengths: list[int] = []
    for word in words[:40]:
        part = ink[word.y0 : word.y1, word.x0 : word.x1]
        edges = np.diff(np.pad(part.astype(np.int8), ((0, 0), (1, 1))), axis=1)
        found = np.nonzero(edges.ravel() == -1)[0] - np.nonzero(edges.ravel() == 1)[0]
        lengths += [int(length) for length in found if length < 0.35 * size]
    if len(lengths) < _FEWEST_RUNS:
        return 0.0
    usual = np.sort(lengths)[len(lengths) // 4 : -(len(lengths) // 4)]
    return float(usual.mean())


def _with_bullet(words: list[SeenWord], baseline: float, size: float, ink: Ink) -> list[SeenWord]:
    """A round spot that opens the line is a bullet, whatever letter it was taken for, or none."""
    signs = 0
    while signs < min(2, len(words) - 1) and _LOOKS_LIKE_BULLET.fullmatch(words[signs].text):
        signs += 1
    x1 = words[signs].x0
    spot = _spot(ink, round(x1 - 3.2 * size), round(x1 - 0.1 * size), baseline, size)
    if spot is None:
        return words
    return [SeenWord("•", *spot, confidence=words[0].confidence), *words[signs:]]


def _spot(ink: Ink, x0: int, x1: int, baseline: float, size: float) -> tuple[int, int, int, int] | None:
    """The box of the only thing drawn left of a line, if it is a filled spot half way up the letters."""
    x0, top = max(x0, 0), max(round(baseline - 0.8 * size), 0)
    part = ink[top : round(baseline + 0.2 * size), x0 : max(x1, x0)]
    columns, rows = np.nonzero(part.any(axis=0))[0], np.nonzero(part.any(axis=1))[0]
    if not len(columns):
        return None
    left, right, above, below = int(columns[0]), int(columns[-1]) + 1, int(rows[0]), int(rows[-1]) + 1
    width, height = right - left, below - above
    middle = (baseline - top - (above + below) / 2) / size
    is_spot = 0.1 < width / size < 0.6 and 0.6 < width / height < 1.6 and 0.12 < middle < 0.5
    if not is_spot or part[above:below, left:right].mean() < 0.68:
        return None
    return x0 + left, top + above, x0 + right, top + below


def styled_words(pages: Sequence[Sequence[RawLine]]) -> list[tuple[Word, ...]]:
    """The words of each page, their sizes and weights brought to the few that the document has."""
    lines = [line for page in pages for line in page]
    sizes = usual_sizes([(line.size, line.letters) for line in lines])
    plain = _plain_stroke(lines)
    out = []
    for page in pages:
        words = [
            word
            for line in page
            for word in _words(line, Style(_nearest(line.size, sizes), _is_bold(line, plain)))
        ]
        out.append(tuple(word for word in words if word.text))
    return out


def usual_sizes(measured: Sequence[tuple[float, int]]) -> list[float]:
    """The sizes that most letters have, the commonest first; what is measured near one of them is that one.

    >>> usual_sizes([(10.1, 50), (9.8, 40), (14.0, 9)])
    [10.0, 14.0]
    """
    left, found = sorted(measured), []
    while left:
        weights = [sum(n for other, n in left if abs(other - size) <= _SAME_SIZE * size) for size, _ in left]
        middle = left[weights.index(max(weights))][0]
        group = [(size, n) for size, n in left if abs(size - middle) <= _SAME_SIZE * middle]
        total = sum(n for _, n in group) or 1
        found.append(round(sum(size * n for size, n in group) / total * 2) / 2)
        left = [(size, n) for size, n in left if abs(size - middle) > _NEAR_SIZE * middle]
    return found


def _nearest(size: float, sizes: Sequence[float]) -> float:
    return next((usual for usual in sizes if abs(usual - size) <= _NEAR_SIZE * size + 0.3), size)


def _plain_stroke(lines: Sequence[RawLine]) -> float:
    """The stroke, in the letters' size, of most letters; 0 where none was measured."""
    strokes = [line.stroke for line in lines if line.stroke for _ in range(line.letters)]
    return median(strokes) if strokes else 0.0


def _is_bold(line: RawLine, plain: float) -> bool:
    return bool(plain) and line.stroke > _BOLDER * plain


def _words(line: RawLine, style: Style) -> Iterable[Word]:
    for index, (text, x0, x1, _) in enumerate(line.words):
        last = index == len(line.words) - 1
        text = clean(text)
        divided = last and bool(_HYPHEN.search(text))
        if divided:
            text = text[:-1] + "-"
        yield Word(text, x0, x1, line.baseline, style, divided=divided)
