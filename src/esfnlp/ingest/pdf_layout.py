"""Pages of words to drafts in reading order: furniture, tables and notes set apart, columns told."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from esfnlp.ingest.pdf_columns import Item, Region, is_spread, regions, spread_regions
from esfnlp.ingest.pdf_drafts import Draft, drafts, ends_sentence, leadings
from esfnlp.ingest.pdf_drawings import Drawings
from esfnlp.ingest.pdf_frame import Frame
from esfnlp.ingest.pdf_furniture import FurnitureKind, PageLines, find_furniture
from esfnlp.ingest.pdf_kinds import Body, body_of
from esfnlp.ingest.pdf_lines import Line, chunks, joined
from esfnlp.ingest.pdf_notes import Note, take_notes
from esfnlp.ingest.pdf_sides import without_sides
from esfnlp.ingest.pdf_words import Word
from esfnlp.ingest.tables import Table, find_aligned_tables, find_ruled_tables
from esfnlp.ingest.tables_by_alignment import may_be_aligned

PICTURE_SHARE = 0.15


@dataclass(frozen=True)
class PageContent:
    """What was read of a page: in `frame` its text is upright, `shown` is how a viewer shows it."""

    number: int
    frame: Frame
    shown: Frame
    words: tuple[Word, ...]
    turned: tuple[Word, ...]
    drawings: Drawings


@dataclass(frozen=True)
class PageLayout:
    """A page's drafts in reading order, its notes, and its running heads, feet and numbers."""

    page: PageContent
    drafts: tuple[Draft, ...]
    notes: tuple[Note, ...]
    furniture: tuple[tuple[FurnitureKind, Line], ...]


@dataclass(frozen=True)
class _Sorted:
    """A page's words by where they belong."""

    page: PageContent
    furniture: tuple[tuple[FurnitureKind, Line], ...]
    tables: tuple[Table, ...]
    lines: tuple[Line, ...]


def lay_out(pages: Sequence[PageContent]) -> tuple[list[PageLayout], Body]:
    """The layout of every page, and the style of the body text."""
    sorted_pages = _sorted_pages(pages)
    body = body_of([line for page in sorted_pages for line in page.lines])
    taken = _with_notes(sorted_pages, body)
    parts = _columns([(page, rest) for page, _, rest in taken])
    columns = [
        (page, notes, [(region, joined(item.line for item in region.items if item.line)) for region in own])
        for (page, notes, _), own in zip(taken, parts, strict=True)
    ]
    leading = leadings(lines for _, _, parts in columns for _, lines in parts)
    layouts = [
        PageLayout(page.page, tuple(_page_drafts(page, parts, leading, body)), tuple(notes), page.furniture)
        for page, notes, parts in columns
    ]
    return layouts, body


def is_picture(layout: PageLayout) -> bool:
    """Whether a picture is all that the page shows but for furniture and figures."""
    has_words = any(draft.table or any(char.isalpha() for char in draft.text) for draft in layout.drafts)
    return layout.page.drawings.image_share > PICTURE_SHARE and not has_words


def _sorted_pages(pages: Sequence[PageContent]) -> list[_Sorted]:
    lines = [chunks(page.words) for page in pages]
    furniture = find_furniture(
        [PageLines(page.frame.height, tuple(own)) for page, own in zip(pages, lines, strict=True)]
    )
    out = []
    for page, own, kinds in zip(pages, lines, furniture, strict=True):
        running = tuple((kind, own[index]) for index, kind in sorted(kinds.items()))
        left = _without(page.words, (word for _, line in running for word in line.words))
        tables = find_ruled_tables(left, page.drawings)
        rest = [line for index, line in enumerate(own) if index not in kinds]
        if tables or _share_rows(rest, running):
            rest = chunks(_without(left, (word for table in tables for word in table.words)))
        out.append(_Sorted(page, running, tuple(tables), tuple(rest)))
    return out


def _share_rows(lines: Sequence[Line], running: Sequence[tuple[FurnitureKind, Line]]) -> bool:
    """Whether furniture stands so near a line that taking it away may change the line's row."""
    if not lines:
        return False
    reach = max([line.size for line in [*lines, *(other for _, other in running)]])
    baselines = [line.baseline for line in lines]
    return any(min([abs(y - other.baseline) for y in baselines]) <= reach for _, other in running)


def _without(words: Iterable[Word], taken: Iterable[Word]) -> list[Word]:
    gone = {id(word) for word in taken}
    if not gone:
        return list(words)
    return [word for word in words if id(word) not in gone]


def _with_notes(pages: Sequence[_Sorted], body: Body) -> list[tuple[_Sorted, list[Note], list[Line]]]:
    out = []
    carries = False
    for page in pages:
        notes, rest = take_notes(
            page.lines,
            page.page.drawings.rules,
            body_size=body.size,
            height=page.page.frame.height,
            carries=carries,
        )
        carries = bool(notes) and not ends_sentence(notes[-1].lines[-1].text)
        out.append((page, notes, rest))
    return out


def _columns(pages: Sequence[tuple[_Sorted, Sequence[Line]]]) -> list[list[Region]]:
    """The regions of each page; landscape pages may be spreads of two book pages."""
    items = [_items(page, lines) for page, lines in pages]
    wide = [
        (page.page.frame.width / 2, own)
        for (page, _), own in zip(pages, items, strict=True)
        if _is_wide(page.page.frame)
    ]
    if not is_spread(wide):
        return [regions(own) for own in items]
    return [
        spread_regions(own, page.page.frame.width / 2) if _is_wide(page.page.frame) else regions(own)
        for (page, _), own in zip(pages, items, strict=True)
    ]


def _is_wide(frame: Frame) -> bool:
    return frame.width > 1.2 * frame.height


def _items(page: _Sorted, lines: Sequence[Line]) -> list[Item]:
    items = [Item(line.box, line=line) for line in lines]
    return items + [
        Item(table.box, table=index, rows=len(table.cells)) for index, table in enumerate(page.tables)
    ]


def _page_drafts(
    page: _Sorted, parts: Sequence[tuple[Region, list[Line]]], leading: Mapping[int, float], body: Body
) -> list[Draft]:
    out: list[Draft] = []
    for region, lines in parts:
        found = _region_drafts(page, region, lines, leading, body)
        if found:
            found[0] = replace(found[0], opens=True)
            found[-1] = replace(found[-1], closes=True)
        out += found
    return out


def _region_drafts(
    page: _Sorted, region: Region, lines: list[Line], leading: Mapping[int, float], body: Body
) -> list[Draft]:
    """The region's lines and tables from the top: the lines between two tables make drafts together."""
    parts = [item.line for item in region.items if item.line]
    aligned: list[Table] = []
    if may_be_aligned(parts):
        words = [word for line in parts for word in line.words]
        aligned = find_aligned_tables(words)
        if aligned:
            rest = _without(words, (word for table in aligned for word in table.words))
            lines = joined([Line(tuple(rest))])
    ruled = [page.tables[item.table] for item in region.items if item.table is not None]
    tables = sorted([*ruled, *aligned], key=lambda table: table.box[1])
    number = page.page.number
    out: list[Draft] = []
    for table in tables:
        middle = (table.box[1] + table.box[3]) / 2
        above = [line for line in lines if line.baseline < middle]
        lines = lines[len(above) :]
        out += _line_drafts(above, number, leading, body)
        out.append(Draft(number, table=table))
    return out + _line_drafts(lines, number, leading, body)


def _line_drafts(lines: Sequence[Line], number: int, leading: Mapping[int, float], body: Body) -> list[Draft]:
    """The drafts of lines; what stands beside a block follows it."""
    main, sides = without_sides(lines)
    found = drafts(main, number, leading, body.size)
    if not sides:
        return found
    homes = {id(line): home for line, home in sides}
    for own in reversed(drafts([line for line, _ in sides], number, leading, body.size)):
        home = homes[id(own.lines[-1])]
        at = next(i for i, draft in enumerate(found) if any(line is home for line in draft.lines))
        found.insert(at + 1, own)
    return found
