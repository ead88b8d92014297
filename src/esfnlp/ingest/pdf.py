"""PDF to pieces in reading order: by its text layer, and by OCR where a page has none that can be used."""

import logging
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2.raw as pdfium

from esfnlp.document import Page
from esfnlp.errors import UnreadableDocumentError
from esfnlp.ingest.ocr import ScannedPage, as_scanned, read_scans
from esfnlp.ingest.ocr_tesseract import NEEDS_TESSERACT, is_available
from esfnlp.ingest.pdf_characters import share_of_noise
from esfnlp.ingest.pdf_drawings import Drawings, read_drawings
from esfnlp.ingest.pdf_flow import pieces_of
from esfnlp.ingest.pdf_frame import Frame
from esfnlp.ingest.pdf_layout import PICTURE_SHARE, PageContent, PageLayout, is_picture, lay_out
from esfnlp.ingest.pdf_open import open_pdf, stated_title
from esfnlp.ingest.pdf_textpage import Fonts
from esfnlp.ingest.pdf_words import PageWords, read_words
from esfnlp.ingest.pieces import Reading
from esfnlp.settings import IngestSettings
from esfnlp.swedish.lexicon import frequency

MEDIA_TYPE = "application/pdf"
NO_TEXT_LAYER = f"no text layer, a scan; {NEEDS_TESSERACT}"
DAMAGED_PAGE = "the page is damaged"
NO_CHARACTER_MAP = f"its fonts do not say which letters they draw; {NEEDS_TESSERACT}"
OCR_IS_OFF = "a scan, and OCR is turned off; raise ingest.ocr_seconds"

_LARGEST_SIDE_PT = 20_000.0
_MOST_NOISE = 0.3
_ENOUGH_TO_JUDGE = 8
_FEWEST_LETTERS = 3
_ENOUGH_FOR_CIPHER, _MOST_KNOWN = 20, 0.05
_WORD = re.compile(r"[\W_]{0,3}[^\W_]+(?:[-–/.:,’'&@_()][^\W_]+)*[\W_]*")
_LEAST_COMMON_WORDS = 0.02
_COMMON = (
    "och i att för som en på av är med till den det inom ska de om har ett kan eller vid från samt inte "
    "the of and to in a is that for on with as by"
)
_COMMON_WORDS = frozenset(_COMMON.split())

logger = logging.getLogger(__name__)


def read_pdf(
    path: Path, settings: IngestSettings, more_time: Callable[[float], None] | None = None
) -> Reading:
    """The pieces of a PDF. Runs in this process: a hostile file may hang it (see `guard`).

    `more_time` is called with a number of seconds before work that takes so much longer begins.

    Raises
    ------
    UnreadableDocumentError : encrypted, damaged, too_large (too many pages) or no_text on any page.
    """
    opened = open_pdf(path)
    try:
        count = len(opened.document)
        if count > settings.max_pages:
            reason = f"{count} pages, more than {settings.max_pages}"
            raise UnreadableDocumentError(path, "too_large", reason, "raise ingest.max_pages or divide it")
        title = stated_title(opened.document)
        contents, pages = read_pages(opened.document)
        layouts, body = lay_out(contents)
        pages = _with_pictures(pages, layouts)
        scans = _read_scans(opened.document, pages, settings, more_time)
    finally:
        opened.document.close()
    if scans:
        contents, pages = _with_scans(contents, pages, scans)
        layouts, body = lay_out(contents)
    if not any(content.words for content in contents) or all(page.unread for page in pages):
        raise _nothing_read(path, pages)
    warnings = ["repaired: the file was damaged, and read after a repair"] if opened.repaired else []
    warnings += [f"page {page.number}: {page.unread}" for page in pages if page.unread]
    frames = {content.number: content.shown for content in contents}
    pieces = tuple(as_scanned(piece, scans, frames) for piece in pieces_of(layouts, body))
    return Reading(pieces, tuple(pages), MEDIA_TYPE, title, tuple(warnings))


def _with_pictures(pages: list[Page], layouts: Iterable[PageLayout]) -> list[Page]:
    pictures = {layout.page.number for layout in layouts if is_picture(layout)}
    return [replace(page, unread=NO_TEXT_LAYER) if page.number in pictures else page for page in pages]


def _read_scans(
    document: Any, pages: list[Page], settings: IngestSettings, more_time: Callable[[float], None] | None
) -> dict[int, ScannedPage]:
    """What OCR makes of the pages without usable text, by number; nothing where Tesseract is not installed."""
    numbers = [page.number for page in pages if page.unread in (NO_TEXT_LAYER, NO_CHARACTER_MAP)]
    if not numbers or not is_available():
        return {}
    if settings.ocr_seconds <= 0:
        return {number: ScannedPage(number, unread=OCR_IS_OFF) for number in numbers}
    if more_time:
        more_time(settings.ocr_seconds + settings.ocr_page_seconds)
    frames = {number: _frame_of(document, number) for number in numbers}
    return {page.number: page for page in read_scans(document, frames, settings)}


def _with_scans(
    contents: list[PageContent], pages: list[Page], scans: dict[int, ScannedPage]
) -> tuple[list[PageContent], list[Page]]:
    kept = [content for content in contents if content.number not in scans]
    kept += [scan.content for scan in scans.values() if scan.content]
    marked = [_with_scan(page, scans.get(page.number)) for page in pages]
    return sorted(kept, key=lambda content: content.number), marked


def _with_scan(page: Page, scan: ScannedPage | None) -> Page:
    if scan is None:
        return page
    is_read = scan.content is not None and scan.content.words
    return replace(page, unread=scan.unread, ocr=scan.confidence if is_read else None)


def _frame_of(document: Any, number: int) -> Frame:
    raw = pdfium.FPDF_LoadPage(document.raw, number - 1)
    try:
        return _frame(raw)
    finally:
        pdfium.FPDF_ClosePage(raw)


def _nothing_read(path: Path, pages: list[Page]) -> UnreadableDocumentError:
    reason = next((page.unread for page in pages if page.unread), None)
    if reason == DAMAGED_PAGE:
        return UnreadableDocumentError(
            path, "damaged", "its pages are damaged", "get it again from its source"
        )
    return UnreadableDocumentError(
        path, "no_text", reason or "no page holds any text", "or get a PDF with text"
    )


def read_pages(document: Any) -> tuple[list[PageContent], list[Page]]:
    """What stands on the pages of an open PDF that can be used, and all pages, those unread with the reason."""
    contents: list[PageContent] = []
    pages: list[Page] = []
    fonts: Fonts = {}
    for index in range(len(document)):
        content, page = _read_page(document, index, fonts)
        pages.append(page)
        if content is not None and page.unread is None:
            contents.append(content)
    if any(page.unread == NO_CHARACTER_MAP for page in pages):
        return _without_noise(contents, pages)
    return contents, pages


def _without_noise(contents: list[PageContent], pages: list[Page]) -> tuple[list[PageContent], list[Page]]:
    """Beside pages of noise, a short page counts as noise too where none of its words is a common one."""
    noise = {content.number for content in contents if not _has_common_word(content)}
    marked = [replace(page, unread=NO_CHARACTER_MAP) if page.number in noise else page for page in pages]
    return [content for content in contents if content.number not in noise], marked


def _has_common_word(content: PageContent) -> bool:
    return any(word.text.casefold() in _COMMON_WORDS for word in content.words)


def _read_page(document: Any, index: int, fonts: Fonts) -> tuple[PageContent | None, Page]:
    number = index + 1
    raw = pdfium.FPDF_LoadPage(document.raw, index)
    if not raw:
        return None, Page(number, unread=DAMAGED_PAGE)
    try:
        frame = _frame(raw)
        if max(frame.width, frame.height) > _LARGEST_SIDE_PT:
            return None, Page(number, unread=f"the page is said to be {frame.width:.0f} points wide")
        words = read_words(raw, frame, fonts)
        drawings = read_drawings(raw, words.frame)
    finally:
        pdfium.FPDF_ClosePage(raw)
    page = Page(number, round(frame.width, 2), round(frame.height, 2), unread_reason(words, drawings))
    return PageContent(number, words.frame, frame, words.words, words.turned, drawings), page


def _frame(raw: Any) -> Frame:
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(raw, box)
    turns = max(pdfium.FPDFPage_GetRotation(raw), 0)
    return Frame(box.left, min(box.bottom, box.top), box.right, max(box.bottom, box.top), turns)


def unread_reason(words: PageWords, drawings: Drawings) -> str | None:
    """Why the page's text cannot be used, or None; a page with nothing on it is read, and empty."""
    count = len(words.words) + len(words.turned)
    if not count:
        return NO_TEXT_LAYER if drawings.image_share > PICTURE_SHARE else None
    if share_of_noise(words.raw) > _MOST_NOISE or _is_gibberish(words.raw):
        return NO_CHARACTER_MAP
    return None


def _is_gibberish(raw: str) -> bool:
    """Whether a text of some length lacks the commonest words and looks like no words."""
    parts = raw.split()
    common = sum([part in _COMMON_WORDS or part.casefold() in _COMMON_WORDS for part in parts])
    if common >= _LEAST_COMMON_WORDS * len(parts):
        return False
    tokens = [part for part in parts if sum(map(str.isalpha, part)) >= _FEWEST_LETTERS]
    if len(tokens) < _ENOUGH_TO_JUDGE or common >= _LEAST_COMMON_WORDS * len(tokens):
        return False
    return sum(bool(_WORD.fullmatch(token)) for token in tokens) < 0.5 * len(tokens) or _is_cipher(tokens)


def _is_cipher(tokens: Sequence[str]) -> bool:
    """Whether the letters are letters but the words are none: hardly a Swedish one, too few or many vowels."""
    words = [word.casefold() for word in (token.strip('.,;:!?()"”–-') for token in tokens) if word.isalpha()]
    if len(words) < _ENOUGH_FOR_CIPHER or sum(map(bool, map(frequency, words))) > _MOST_KNOWN * len(words):
        return False
    letters = "".join(words)
    vowels = sum(char in "aeiouyåäöéüæøáíóúèàêâô" for char in letters)
    return all(char < "\u0250" for char in letters) and not 0.3 < vowels / len(letters) < 0.6
