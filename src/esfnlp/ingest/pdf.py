"""PDF with a text layer to pieces in reading order."""

import logging
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2.raw as pdfium

from esfnlp.document import Page
from esfnlp.errors import UnreadableDocumentError
from esfnlp.ingest.pdf_characters import share_of_noise
from esfnlp.ingest.pdf_drawings import Drawings, read_drawings
from esfnlp.ingest.pdf_flow import pieces_of
from esfnlp.ingest.pdf_frame import Frame
from esfnlp.ingest.pdf_layout import PICTURE_SHARE, PageContent, is_picture, lay_out
from esfnlp.ingest.pdf_open import open_pdf, stated_title
from esfnlp.ingest.pdf_textpage import Fonts
from esfnlp.ingest.pdf_words import PageWords, read_words
from esfnlp.ingest.pieces import Reading
from esfnlp.settings import IngestSettings

MEDIA_TYPE = "application/pdf"
NO_TEXT_LAYER = "no text layer, a scan; recognise its text first, such as with `ocrmypdf -l swe`"
DAMAGED_PAGE = "the page is damaged"
NO_CHARACTER_MAP = (
    "its fonts do not say which letters they draw; recognise its text first, such as with"
    " `ocrmypdf --force-ocr -l swe`"
)

_LARGEST_SIDE_PT = 20_000.0
_MOST_NOISE = 0.3
_ENOUGH_TO_JUDGE = 8
_FEWEST_LETTERS = 3
_WORD = re.compile(r"[\W_]{0,3}[^\W_]+(?:[-–/.:,’'&@_()][^\W_]+)*[\W_]*")
_LEAST_COMMON_WORDS = 0.02
_COMMON = (
    "och i att för som en på av är med till den det inom ska de om har ett kan eller vid från samt inte "
    "the of and to in a is that for on with as by"
)
_COMMON_WORDS = frozenset(_COMMON.split())

logger = logging.getLogger(__name__)


def read_pdf(path: Path, settings: IngestSettings) -> Reading:
    """The pieces of a PDF's text layer. Runs in this process: a hostile file may hang it (see `guard`).

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
        contents, pages = _read_pages(opened.document)
    finally:
        opened.document.close()
    if not any(content.words for content in contents):
        raise _nothing_read(path, pages)
    layouts, body = lay_out(contents)
    pictures = {layout.page.number for layout in layouts if is_picture(layout)}
    pages = [replace(page, unread=NO_TEXT_LAYER) if page.number in pictures else page for page in pages]
    if all(page.unread for page in pages):
        raise _nothing_read(path, pages)
    warnings = ["repaired: the file was damaged, and read after a repair"] if opened.repaired else []
    warnings += [f"page {page.number}: {page.unread}" for page in pages if page.unread]
    return Reading(tuple(pieces_of(layouts, body)), tuple(pages), MEDIA_TYPE, title, tuple(warnings))


def _nothing_read(path: Path, pages: list[Page]) -> UnreadableDocumentError:
    reason = next((page.unread for page in pages if page.unread), None)
    if reason == DAMAGED_PAGE:
        return UnreadableDocumentError(
            path, "damaged", "its pages are damaged", "get it again from its source"
        )
    return UnreadableDocumentError(
        path, "no_text", reason or "no page holds any text", "or get a PDF with text"
    )


def _read_pages(document: Any) -> tuple[list[PageContent], list[Page]]:
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
    tokens = [token for token in raw.split() if sum(map(str.isalpha, token)) >= _FEWEST_LETTERS]
    common = sum(token.casefold() in _COMMON_WORDS for token in raw.split())
    if len(tokens) < _ENOUGH_TO_JUDGE or common >= _LEAST_COMMON_WORDS * len(tokens):
        return False
    return sum(bool(_WORD.fullmatch(token)) for token in tokens) < 0.5 * len(tokens)
