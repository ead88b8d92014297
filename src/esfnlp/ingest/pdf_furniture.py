"""Running heads, feet and page numbers: what repeats at the same place from page to page."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from esfnlp.ingest.pdf_lines import Line

MARGIN_SHARE = 0.13
"""Furniture stands in this share of the page's height at its top or bottom (measured on the typeset set)."""

_PAGE_SHARE = 0.3
_FOOT_SHARE = 0.08
_FEWEST_NUMBERS = 3
_FEWEST_PAGES = 2
_SLACK_PT = 3.0
_CLEAR_EM = 1.8
_PAGE_NUMBER = re.compile(
    r"(?:(?:sida|sidan|sid|page|s)\.?\s*)?[-–|(]?\s*(?:\d{1,4}|[ivxl]{1,6})\s*[-–|)]?"
    r"(?:\s*(?:/|av|of|\()\s*\d{1,4}\s*\)?)?",
    re.I,
)

FurnitureKind = Literal["header", "footer", "page_number"]


@dataclass(frozen=True)
class PageLines:
    """The chunks of a page and the height of the page, in points."""

    height: float
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    page: int
    index: int
    at_top: bool
    offset: int
    """Distance of the baseline from the page's top or bottom, in points."""
    key: str


def find_furniture(pages: Sequence[PageLines]) -> list[dict[int, FurnitureKind]]:
    """For each page, which of its lines (by index) are furniture, and of what kind."""
    places = [place for number, page in enumerate(pages) for place in _margin(number, page)]
    repeated = _repeated([p for p in places if not _opens_note(pages[p.page].lines[p.index], pages[p.page])])
    rows = _running_rows(places, repeated, len(pages))
    seen_again = _feet_seen_again(pages, [place for place in places if place in repeated])
    found: list[dict[int, FurnitureKind]] = [{} for _ in pages]
    for place in places:
        page, own = pages[place.page], found[place.page]
        line = page.lines[place.index]
        in_row = any(abs(place.offset - offset) <= _SLACK_PT for offset in rows.get(place.at_top, []))
        runs = in_row and (place in repeated or _is_clear(place, line, page, own))
        seldom = place in seen_again and _is_clear(place, line, page, own)
        if runs or seldom or _is_lone_number(place, line, page, own):
            own[place.index] = _kind(line, place.at_top)
    return found


def _kind(line: Line, at_top: bool) -> FurnitureKind:
    if _PAGE_NUMBER.fullmatch(line.text):
        return "page_number"
    return "header" if at_top else "footer"


def _margin(number: int, page: PageLines) -> list[_Place]:
    """The lines in the page's margins, the outermost first."""
    out = []
    for index, line in enumerate(page.lines):
        at_top = line.baseline < MARGIN_SHARE * page.height
        if at_top or line.baseline > (1 - MARGIN_SHARE) * page.height:
            if _is_among_numbers(line, page):
                continue
            offset = round(line.baseline if at_top else page.height - line.baseline)
            out.append(_Place(number, index, at_top, offset, masked(line.text)))
    return sorted(out, key=lambda place: place.offset)


def _is_among_numbers(line: Line, page: PageLines) -> bool:
    """Whether its row holds three bare numbers or more: it is a table's, no running head or page number."""
    row = [other for other in page.lines if abs(other.baseline - line.baseline) < 1]
    return sum(bool(_PAGE_NUMBER.fullmatch(other.text)) for other in row) >= _FEWEST_NUMBERS


def _opens_note(line: Line, page: PageLines) -> bool:
    """Whether it is a bare number with a text right beside it, as a footnote has."""
    if len(line.words) > 1 or len(line.text.rstrip(".)")) > 2:
        return False
    return any(
        len(other.words) > 1
        and -1 < other.baseline - line.baseline < 0.7 * other.size
        and -0.5 < other.x0 - line.x1 < 3 * other.size
        for other in page.lines
        if other is not line
    )


def masked(text: str) -> str:
    """The text with its digits hidden, so that "Sida 3" and "Sida 14" are the same.

    >>> masked("Sida 14 (20)")
    'sida # (#)'
    """
    return re.sub(r"\d+", "#", text.casefold())


def _repeated(places: Sequence[_Place]) -> frozenset[_Place]:
    """The places whose text stands at the same height on another page too."""
    pages_of = defaultdict[tuple[bool, str], list[_Place]](list)
    for place in places:
        if re.search(r"[^\W_]|#", place.key):
            pages_of[place.at_top, place.key].append(place)
    return frozenset(
        place
        for same in pages_of.values()
        for place in same
        if any(other.page != place.page and abs(other.offset - place.offset) <= _SLACK_PT for other in same)
    )


def _feet_seen_again(pages: Sequence[PageLines], places: Sequence[_Place]) -> frozenset[_Place]:
    """Places at the very bottom whose text, digits and all, stands there on another page: feet of few pages."""
    low = [p for p in places if not p.at_top and p.offset < _FOOT_SHARE * pages[p.page].height]
    texts = Counter((pages[p.page].lines[p.index].text, round(p.offset / _SLACK_PT)) for p in low)
    return frozenset(
        p
        for p in low
        if texts[pages[p.page].lines[p.index].text, round(p.offset / _SLACK_PT)] > 1
        and len(pages[p.page].lines[p.index].text) > 2
    )


def _running_rows(
    places: Sequence[_Place], repeated: frozenset[_Place], page_count: int
) -> dict[bool, list[int]]:
    """Offsets, top and bottom apart, at which enough pages have a text that comes back there."""
    needed = max(_FEWEST_PAGES, _PAGE_SHARE * page_count)
    rows: dict[bool, list[int]] = {}
    for at_top in (True, False):
        here = [place for place in places if place.at_top == at_top and place in repeated]
        rows[at_top] = [
            offset
            for offset in sorted({place.offset for place in here})
            if len({place.page for place in here if abs(place.offset - offset) <= _SLACK_PT}) >= needed
        ]
    return rows


def _is_clear(place: _Place, line: Line, page: PageLines, found: dict[int, FurnitureKind]) -> bool:
    """Whether white space parts the line from the text further in, as it does a running head."""
    inner = [
        abs(other.baseline - line.baseline)
        for i, other in enumerate(page.lines)
        if i != place.index and i not in found and (other.baseline > line.baseline) == place.at_top
    ]
    return min((gap for gap in inner if gap > 0.5), default=1e9) > _CLEAR_EM * line.size


def _is_lone_number(place: _Place, line: Line, page: PageLines, found: dict[int, FurnitureKind]) -> bool:
    """A page number with nothing but furniture between it and the page's edge, and white space inwards."""
    if not _PAGE_NUMBER.fullmatch(line.text) or not any(char.isdigit() for char in line.text):
        return False
    if _opens_note(line, page):
        return False
    others = [other for i, other in enumerate(page.lines) if i != place.index and i not in found]
    if place.at_top:
        return all(other.baseline > line.baseline + _CLEAR_EM * line.size for other in others)
    return all(other.baseline < line.baseline - _CLEAR_EM * line.size for other in others)


def repeated_texts(texts: Sequence[Sequence[str]]) -> frozenset[str]:
    """Masked texts that stand on at least 30 % of the pages (and on two)."""
    counts = Counter(key for page in texts for key in {masked(text) for text in page})
    needed = max(_FEWEST_PAGES, _PAGE_SHARE * len(texts))
    return frozenset(key for key, n in counts.items() if n >= needed)
