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
_FEWEST_PAGES = 2
_SLACK_PT = 3.0
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
    rows = _running_rows(places, len(pages))
    found: list[dict[int, FurnitureKind]] = [{} for _ in pages]
    for place in places:
        line = pages[place.page].lines[place.index]
        if _runs(place, rows) or _is_lone_number(place, line, pages[place.page], found[place.page]):
            found[place.page][place.index] = _kind(line, place.at_top)
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
            offset = round(line.baseline if at_top else page.height - line.baseline)
            out.append(_Place(number, index, at_top, offset, masked(line.text)))
    return sorted(out, key=lambda place: place.offset)


def masked(text: str) -> str:
    """The text with its digits hidden, so that "Sida 3" and "Sida 14" are the same.

    >>> masked("Sida 14 (20)")
    'sida # (#)'
    """
    return re.sub(r"\d+", "#", text.casefold())


def _running_rows(places: Sequence[_Place], page_count: int) -> dict[bool, list[int]]:
    """Offsets, top and bottom apart, at which enough pages have a text that comes back there."""
    if page_count < _FEWEST_PAGES:
        return {}
    pages_of = defaultdict[tuple[bool, str], list[tuple[int, int]]](list)
    for place in places:
        pages_of[place.at_top, place.key].append((place.offset, place.page))
    votes: dict[bool, dict[int, set[int]]] = {True: defaultdict(set), False: defaultdict(set)}
    for (at_top, key), where in pages_of.items():
        if not re.search(r"[^\W_]|#", key):
            continue
        for offset, _ in where:
            near = {page for other, page in where if abs(other - offset) <= _SLACK_PT}
            if len(near) >= _FEWEST_PAGES:
                votes[at_top][offset] |= near
    needed = max(_FEWEST_PAGES, _PAGE_SHARE * page_count)
    return {
        at_top: sorted(
            offset
            for offset in offsets
            if len(set[int]().union(*(v for o, v in offsets.items() if abs(o - offset) <= _SLACK_PT)))
            >= needed
        )
        for at_top, offsets in votes.items()
    }


def _runs(place: _Place, rows: dict[bool, list[int]]) -> bool:
    return any(abs(place.offset - offset) <= _SLACK_PT for offset in rows.get(place.at_top, []))


def _is_lone_number(place: _Place, line: Line, page: PageLines, found: dict[int, FurnitureKind]) -> bool:
    """A page number with nothing but furniture between it and the page's edge, and white space inwards."""
    if not _PAGE_NUMBER.fullmatch(line.text) or not any(char.isdigit() for char in line.text):
        return False
    others = [other for i, other in enumerate(page.lines) if i != place.index and i not in found]
    if place.at_top:
        return all(other.baseline > line.baseline + 1.8 * line.size for other in others)
    return all(other.baseline < line.baseline - 1.8 * line.size for other in others)


def repeated_texts(texts: Sequence[Sequence[str]]) -> frozenset[str]:
    """Masked texts that stand on at least 30 % of the pages (and on two)."""
    counts = Counter(key for page in texts for key in {masked(text) for text in page})
    needed = max(_FEWEST_PAGES, _PAGE_SHARE * len(texts))
    return frozenset(key for key, n in counts.items() if n >= needed)
