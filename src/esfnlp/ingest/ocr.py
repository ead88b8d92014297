"""OCR of pages that have no usable text layer, by Tesseract, within a budget of time."""

import logging
import math
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from esfnlp.document import Box
from esfnlp.ingest.ocr_picture import Prepared, ink_of, prepared, rendered
from esfnlp.ingest.ocr_tesseract import OcrFailedError, quarter_turns, read_lines
from esfnlp.ingest.ocr_words import RawLine, raw_lines, styled_words
from esfnlp.ingest.pdf_drawings import Drawings, Rule
from esfnlp.ingest.pdf_frame import Frame
from esfnlp.ingest.pdf_layout import PageContent
from esfnlp.ingest.pieces import Piece
from esfnlp.settings import IngestSettings
from esfnlp.swedish.lexicon import frequency

_GOOD, _USABLE = 0.8, 0.5
"""Mean confidence above which a page needs no second look, and below which what was read is no text."""
_FEWEST_LETTERS = 3
_KNOWN_SHARE = 0.3

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class ScannedPage:
    """What OCR made of a page: `content` is None where it failed, and `unread` says why.

    `confidence` is the mean of its words', by letters; `degrees` how far the scan leant clockwise.
    """

    number: int
    content: PageContent | None = None
    confidence: float = 0.0
    degrees: float = 0.0
    unread: str | None = None


@dataclass(frozen=True)
class _Seen:
    """A page as read, before the sizes of its letters are settled."""

    number: int
    shown: Frame
    turns: int
    lines: tuple[RawLine, ...]
    rules: tuple[Rule, ...]
    degrees: float

    @property
    def confidence(self) -> float:
        words = [word for line in self.lines for word in line.words]
        letters = sum(len(text) for text, *_ in words)
        return sum(len(text) * sure for text, *_, sure in words) / letters if letters else 0.0


def read_scans(document: Any, frames: Mapping[int, Frame], settings: IngestSettings) -> list[ScannedPage]:
    """The pages of a pypdfium2 document whose frames are given, by number, read by OCR.

    Pages for which the time of `settings.ocr_seconds` does not suffice are left unread.
    """
    deadline = time.monotonic() + settings.ocr_seconds
    seen: list[_Seen] = []
    failed: list[ScannedPage] = []
    for number, frame in sorted(frames.items()):
        left = deadline - time.monotonic()
        try:
            if left <= 0:
                raise OcrFailedError(_too_late(settings))
            seen.append(_read(document, number, frame, settings, deadline))
        except OcrFailedError as error:
            reason = _too_late(settings) if time.monotonic() >= deadline else f"a scan; {error}"
            failed.append(ScannedPage(number, unread=reason))
    styled = styled_words([page.lines for page in seen])
    done = [_scanned(page, words) for page, words in zip(seen, styled, strict=True)]
    return sorted([*done, *failed], key=lambda page: page.number)


def _too_late(settings: IngestSettings) -> str:
    return f"a scan that OCR had no time left for, after {settings.ocr_seconds:g} seconds; raise ingest.ocr_seconds"


def _read(document: Any, number: int, frame: Frame, settings: IngestSettings, deadline: float) -> _Seen:
    """The page; where what was read is poor, also turned as Tesseract thinks that it stands, and the better."""
    page = document[number - 1]
    try:
        picture, dpi = rendered(page, settings.ocr_dpi)
    finally:
        page.close()
    first = _recognised(number, frame, prepared(picture, dpi), 0, settings, deadline)
    if first.confidence >= _GOOD and _known_share(first) >= _KNOWN_SHARE:
        return first
    turns = quarter_turns(picture, round(dpi), _seconds(settings, deadline))
    if not turns:
        return first
    import numpy as np

    upright = prepared(np.ascontiguousarray(np.rot90(picture, -turns)), dpi)
    second = _recognised(number, frame, upright, turns, settings, deadline)
    return second if _worth(second) > _worth(first) else first


def _seconds(settings: IngestSettings, deadline: float) -> float:
    return min(settings.ocr_page_seconds, deadline - time.monotonic())


def _recognised(
    number: int, frame: Frame, page: Prepared, turns: int, settings: IngestSettings, deadline: float
) -> _Seen:
    lines = read_lines(page.picture, round(page.dpi), _seconds(settings, deadline))
    raw = raw_lines(lines, ink_of(page.picture), page.points, page.leaders)
    return _Seen(number, frame, turns, tuple(raw), page.rules, page.degrees)


def _worth(page: _Seen) -> float:
    """How much sure text there is."""
    return page.confidence * _known_share(page) * math.log1p(sum(line.letters for line in page.lines))


def _known_share(page: _Seen) -> float:
    """The share of words of some length that are Swedish ones."""
    words = [text.strip('.,;:!?()"”–-') for line in page.lines for text, *_ in line.words]
    long = [word for word in words if len(word) >= _FEWEST_LETTERS and word.isalpha()]
    return sum(frequency(word) > 0 for word in long) / len(long) if long else 0.0


def _scanned(page: _Seen, words: Sequence[Any]) -> ScannedPage:
    """The page's content; a picture without text is an empty page, one that gave mere noise is unread."""
    if words and page.confidence < _USABLE:
        reason = f"a scan in which OCR is sure of too little ({page.confidence:.0%}); look at the page"
        return ScannedPage(page.number, unread=reason)
    if words and _known_share(page) == 0 and len(words) < 10 and page.confidence < _GOOD:
        words, page = (), replace(page, rules=())
    frame = page.shown.turned(page.shown.turns + page.turns)
    content = PageContent(page.number, frame, page.shown, tuple(words), (), Drawings(page.rules, (), 0.0))
    return ScannedPage(page.number, content, round(page.confidence, 3), page.degrees)


def as_scanned(piece: Piece, pages: Mapping[int, ScannedPage], frames: Mapping[int, Frame]) -> Piece:
    """A piece that begins on a scanned page, with the page's confidence and its boxes where the scan has them."""
    page = pages.get(piece.page or 0)
    if page is None or page.content is None:
        return piece
    sure = page.confidence if piece.confidence is None else min(page.confidence, piece.confidence)
    boxes = tuple(_leaning(box, page.degrees, frames[page.number]) for box in piece.boxes)
    return replace(piece, confidence=sure, boxes=boxes)


def _leaning(box: Box, degrees: float, frame: Frame) -> Box:
    """A box of the levelled page, moved to where its middle is in the scan."""
    if not degrees:
        return box
    angle, x0, y0, x1, y1 = math.radians(degrees), *box
    dx, dy = (x0 + x1) / 2 - frame.width / 2, (y0 + y1) / 2 - frame.height / 2
    mx = dx * (math.cos(angle) - 1) - dy * math.sin(angle)
    my = dx * math.sin(angle) + dy * (math.cos(angle) - 1)
    return round(x0 + mx, 2), round(y0 + my, 2), round(x1 + mx, 2), round(y1 + my, 2)
