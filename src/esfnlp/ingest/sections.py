"""The section tree: which heading stands under which."""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from esfnlp.document import Block, Occurrences, Section, content_id

_NUMBER = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,4})\.?(?:[\s\xa0]+|$)(?=\D|$)")
_CHAPTER = re.compile(r"(?:bilaga|appendix|kapitel|kap\.?)\s+(\d{1,2}|[A-Z])\b", re.IGNORECASE)
_PART = re.compile(r"(?:del|avdelning)\s+(\d{1,2}|[A-Z]|[IVX]+)\b", re.IGNORECASE)
_CODED = (
    re.compile(r"(?:insats)?programområde\s*(?:\d|[A-F])\b|PO\s?\d\b", re.IGNORECASE),
    re.compile(r"(?:tematiskt\s+)?målområde(?:t)?\b|tematiskt område\b", re.IGNORECASE),
    re.compile(r"investeringsprioritet\w*\s+\d|särskilt mål\s+\w\b", re.IGNORECASE),
    re.compile(r"(?:specifikt\s+)?mål\s+\d+(?:[.:]\d+)+", re.IGNORECASE),
)
"""Headings that carry a code of the programme, from the outermost inwards: where the document does not number
its headings, these have a rank of their own."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading with what tells its place: number, level by number, rank by code, and how it is drawn."""

    text: str
    number: str | None
    numbered_level: int | None
    coded_rank: int | None
    drawn_level: int | None


def number_of(heading: str) -> tuple[str | None, int | None]:
    """A heading's number and the level that it gives.

    >>> number_of("4.1.1 Behov"), number_of("2.0 Inledning"), number_of("Bilaga 3 Tabeller"), number_of("Mål")
    (('4.1.1', 3), ('2.0', 1), ('Bilaga 3', 1), (None, None))
    """
    if match := _NUMBER.match(heading):
        number = match.group(1)
        return number, len(re.sub(r"(\.0)+$", "", number).split("."))
    for pattern in (_PART, _CHAPTER):
        if match := pattern.match(heading):
            return match.group(), 1
    return None, None


def build_sections(
    document_id: str, blocks: Sequence[Block], text_end: int, page_marks: Sequence[tuple[int, int]]
) -> tuple[Section, ...]:
    """The sections of the heading blocks; each ends where one of its own or a higher level begins."""
    headings = [block for block in blocks if block.kind == "heading"]
    described = [_describe(block) for block in headings]
    levels = heading_levels(described)
    occurrence = Occurrences()
    sections: list[Section] = []
    open_sections: list[tuple[int, str, str]] = []
    for i, (block, heading, level) in enumerate(zip(headings, described, levels, strict=True)):
        while open_sections and open_sections[-1][0] >= level:
            open_sections.pop()
        ends = next(
            (b.char_start for b, n in zip(headings[i + 1 :], levels[i + 1 :], strict=True) if n <= level),
            text_end,
        )
        parent = open_sections[-1][1] if open_sections else None
        path = "\x1e".join([name for _, _, name in open_sections] + [block.text])
        section_id = content_id("s", document_id, path, occurrence(path))
        sections.append(
            Section(
                section_id=section_id,
                parent_id=parent,
                level=level,
                number=heading.number,
                heading=block.text,
                char_start=block.char_start,
                char_end=ends,
                page_start=_page(page_marks, block.char_start),
                page_end=_page(page_marks, max(ends - 3, block.char_start)),
            )
        )
        open_sections.append((level, section_id, block.text))
    return tuple(sections)


def heading_levels(headings: Sequence[Heading]) -> list[int]:
    """A level for each heading: from its number, else from how it is drawn, else from what it follows."""
    drawn = _levels_by_drawing(headings)
    levels: list[int] = []
    for i, heading in enumerate(headings):
        levels.append(_level(heading, headings[:i], levels, drawn))
    return levels


def _level(heading: Heading, before: Sequence[Heading], levels: Sequence[int], drawn: dict[int, int]) -> int:
    if heading.numbered_level is not None:
        return heading.numbered_level
    if heading.drawn_level is not None:
        return drawn[heading.drawn_level]
    return _relative_level(heading, before, levels)


def _relative_level(heading: Heading, before: Sequence[Heading], levels: Sequence[int]) -> int:
    """One below the nearest heading before it of a higher kind, that is with a number or an outer code."""
    for other, level in zip(reversed(before), reversed(levels), strict=True):
        if _stands_over(other, heading):
            return level + 1
        if _is_like(other, heading):
            return level
    return 1


def _stands_over(other: Heading, heading: Heading) -> bool:
    if other.coded_rank is not None:
        return heading.coded_rank is None or other.coded_rank < heading.coded_rank
    return other.numbered_level is not None or other.drawn_level is not None


def _is_like(other: Heading, heading: Heading) -> bool:
    return (
        other.coded_rank == heading.coded_rank and other.numbered_level is None and other.drawn_level is None
    )


def _levels_by_drawing(headings: Sequence[Heading]) -> dict[int, int]:
    """A level for each way of drawing: that of numbered headings drawn so, else one below the one above."""
    votes: defaultdict[int, Counter[int]] = defaultdict(Counter)
    for heading in headings:
        if heading.drawn_level is not None and heading.numbered_level is not None:
            votes[heading.drawn_level][heading.numbered_level] += 1
    levels: dict[int, int] = {}
    above = 0
    for drawn in sorted({h.drawn_level for h in headings if h.drawn_level is not None}):
        level = votes[drawn].most_common(1)[0][0] if drawn in votes else above + 1
        above = levels[drawn] = max(level, above)
    return levels


def _describe(block: Block) -> Heading:
    number, level = number_of(block.text)
    return Heading(
        text=block.text,
        number=block.number or number,
        numbered_level=level
        if level is not None or block.number is None
        else number_of(f"{block.number} ")[1],
        coded_rank=next((i for i, pattern in enumerate(_CODED) if pattern.match(block.text)), None),
        drawn_level=block.level,
    )


def _page(page_marks: Sequence[tuple[int, int]], offset: int) -> int | None:
    index = bisect_right(page_marks, (offset, 1 << 30)) - 1
    return page_marks[max(index, 0)][1] if page_marks else None
