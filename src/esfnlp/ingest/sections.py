"""The section tree: which heading stands under which."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from esfnlp.document import FURNITURE, Block, Occurrences, Section, content_id, page_at
from esfnlp.taxonomy.places import load_places

_NUMBER = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,4})\.?(?:[\s\xa0]+|$)(?=\D|$)")
_CHAPTER = re.compile(r"(?:bilaga|appendix|kapitel|kap\.?)\s+(\d{1,2}|[A-Z])\b", re.IGNORECASE)
_PART = re.compile(r"(?:del|avdelning)\s+(\d{1,2}|[A-Z]|[IVX]+)\b", re.IGNORECASE)
_CODED = (
    re.compile(r"(?:insats)?programområde\s*(?:\d|[A-F])\b|PO\s?\d\b", re.IGNORECASE),
    re.compile(
        r"(?:tematiskt\s+)?målområde(?:t)?\b|tematiskt område\b"
        r"|(?:ekonomisk utsatthet|etablering|återinträde|(?:in)?stabil ställning)(?: på arbetsmarknaden)?$",
        re.IGNORECASE,
    ),
    re.compile(r"investeringspriorit(?:et|ering)\w*\s+\d|särskilt mål\s+\w\b", re.IGNORECASE),
    re.compile(r"(?:specifikt\s+)?mål\s+\d+(?:[.:]\d+)+", re.IGNORECASE),
)
"""Headings that carry a code of the programme, from the outermost inwards: where the document does not number
its headings, these have a rank of their own."""
_PLACE_LEVELS = ("region", "county", "municipality")
_ENOUGH_NUMBERS = 3

Rank = tuple[str, int]
"""A family of headings that belong together (programme, place) and the place in it, the outermost 0."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading with what tells its place: number, level by number, rank by code, and how it is drawn.

    `is_announced` says that the paragraph before it ends in a colon.
    """

    text: str
    number: str | None
    numbered_level: int | None
    rank: Rank | None
    drawn_level: int | None
    is_announced: bool = False


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


def is_coded(heading: str) -> bool:
    """Whether a heading carries a number, or a code of the programme ("Programområde 1", "Mål 2.1")."""
    return number_of(heading)[0] is not None or rank_of(heading) is not None


def rank_of(heading: str) -> Rank | None:
    """The family and rank of a heading that carries a code of the programme or is the name of a place.

    >>> rank_of("Mål 2.1"), rank_of("Uppsala län"), rank_of("Målgrupp")
    (('programme', 3), ('place', 1), None)
    """
    for i, pattern in enumerate(_CODED):
        if pattern.match(heading):
            return "programme", i
    level = _place_levels().get(heading.strip(" :").casefold())
    return None if level is None else ("place", level)


@cache
def _place_levels() -> dict[str, int]:
    """How far in a place stands, by its name: the longer forms that headings use too."""
    levels: dict[str, int] = {}
    for rank, level in reversed(list(enumerate(_PLACE_LEVELS))):
        for place in load_places().level(level):
            for name in place.names:
                forms = (name, f"{name} kommun", f"{name}s kommun") if level == "municipality" else (name,)
                levels |= dict.fromkeys((form.casefold() for form in forms), rank)
    return levels


def build_sections(
    document_id: str, blocks: Sequence[Block], text_end: int, page_marks: Sequence[tuple[int, int]]
) -> tuple[Section, ...]:
    """The sections of the heading blocks; each ends where one of its own or a higher level begins."""
    body = [block for block in blocks if block.kind not in FURNITURE | {"footnote"}]
    before = dict(zip(map(id, body[1:]), body, strict=False))
    headings = [block for block in body if block.kind == "heading"]
    described = [_describe(block, before.get(id(block))) for block in headings]
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
                page_start=page_at(page_marks, block.char_start),
                page_end=page_at(page_marks, max(ends - 3, block.char_start)),
            )
        )
        open_sections.append((level, section_id, block.text))
    return tuple(sections)


def heading_levels(headings: Sequence[Heading]) -> list[int]:
    """A level for each heading: from its number, else from how it is drawn, else from what it follows."""
    drawn = _levels_by_drawing(headings)
    outline = _Outline(headings)
    for heading in headings:
        if heading.numbered_level is not None:
            outline.add(heading.numbered_level)
        elif heading.drawn_level is not None:
            outline.add_drawn(drawn[heading.drawn_level])
        else:
            outline.add_unmarked()
    return outline.levels


class _Outline:
    """The levels so far; those of headings without number or drawing follow from wording and repetition."""

    def __init__(self, headings: Sequence[Heading]) -> None:
        self.headings = headings
        self.levels: list[int] = []
        self._times = Counter(heading.text.casefold() for heading in headings)
        self._marked = [i for i, heading in enumerate(headings) if _is_marked(heading)]
        self._is_numbered = sum(h.numbered_level is not None for h in headings) >= _ENOUGH_NUMBERS
        self._series_level: int | None = None
        self._lowered_under: int | None = None

    def add(self, level: int) -> None:
        self._series_level = None
        self.levels.append(level)

    def add_drawn(self, level: int) -> None:
        """A plain heading that is drawn like the coded one above it ("Målgrupp" like "Mål 2.1") stands under
        it where the document's other headings of that code have such headings, too."""
        i = len(self.levels)
        j = next((k for k in range(i - 1, -1, -1) if self.headings[k].rank is not None), None)
        if self.headings[i].rank is None and j is not None and self._is_open(j, i, level):
            if level == self.levels[j] and self._in_series(j, i):
                self._lowered_under = j
            level += self._lowered_under == j
        self.add(level)

    def _is_open(self, j: int, i: int, level: int) -> bool:
        unnumbered = self.headings[j].numbered_level is None
        return unnumbered and level >= self.levels[j] and self._encloses(j, i)

    def _encloses(self, j: int, i: int) -> bool:
        return all(self.levels[k] > self.levels[j] for k in range(j + 1, i))

    def add_unmarked(self) -> None:
        """Titles that a colon announces stand under the section that announces them, up to a heading that
        the document uses more than once."""
        heading = self.headings[len(self.levels)]
        is_own = heading.rank is None and self._times[heading.text.casefold()] == 1
        if is_own and heading.is_announced and self.levels:
            self._series_level = self.levels[-1] + (self._series_level != self.levels[-1])
        if is_own and self._series_level is not None:
            self.levels.append(self._series_level)
        else:
            self.add(self._level_after(len(self.levels)))

    def _level_after(self, i: int) -> int:
        """One below the nearest heading that stands over heading `i`, else beside the series that it ends."""
        beside = 1
        for j in reversed(self._marked[: bisect_left(self._marked, i)]):
            other = self.headings[j]
            if other.rank is None or other.numbered_level is not None:
                return self.levels[j] + 1
            if self.headings[i].rank == other.rank:
                return self.levels[j]
            if self._stands_over(j, i):
                return self.levels[j] + 1
            beside = self.levels[j]
        return beside

    def _stands_over(self, j: int, i: int) -> bool:
        """Whether the coded heading `j` stands over heading `i`; a plain heading may also end its series."""
        code, heading = self.headings[j].rank, self.headings[i]
        assert code is not None
        if heading.rank is not None:
            return heading.rank[0] == code[0] and code[1] < heading.rank[1]
        if self._is_numbered:
            return True
        alone = not any(other.rank == code for other in self.headings[:j])
        return self._encloses(j, i) and (alone or self._in_series(j, i))

    def _in_series(self, j: int, i: int) -> bool:
        """Whether heading `i` is one of those that headings of the code of `j` have under them: another such
        heading comes after it, or one before has a heading of the same words."""
        code = self.headings[j].rank
        if any(other.rank == code for other in self.headings[i + 1 :]):
            return True
        first = next(k for k, other in enumerate(self.headings) if other.rank == code)
        return self.headings[i].text.casefold() in {h.text.casefold() for h in self.headings[first:j]}


def _is_marked(heading: Heading) -> bool:
    """Whether code, number or drawing tell the heading's place."""
    return any(mark is not None for mark in (heading.rank, heading.numbered_level, heading.drawn_level))


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


def _describe(block: Block, before: Block | None) -> Heading:
    number, level = number_of(block.text)
    if level is None and block.number is not None:
        level = number_of(f"{block.number} ")[1]
    return Heading(
        text=block.text,
        number=block.number or number,
        numbered_level=level,
        rank=rank_of(block.text),
        drawn_level=block.level,
        is_announced=before is not None and before.kind == "paragraph" and before.text.endswith(":"),
    )
