"""Drafts to pieces: text that runs over columns and pages put together, kinds and levels given."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from esfnlp.document import BlockKind, Box
from esfnlp.ingest.pdf_drafts import Draft, ends_divided, ends_sentence, starts_lower
from esfnlp.ingest.pdf_frame import union
from esfnlp.ingest.pdf_furniture import masked, repeated_texts
from esfnlp.ingest.pdf_kinds import (
    Body,
    heading_levels,
    heading_number,
    is_caption,
    is_heading,
    run_in_label,
    without_false_headings,
)
from esfnlp.ingest.pdf_layout import PageLayout
from esfnlp.ingest.pdf_lines import Line, chunks
from esfnlp.ingest.pdf_notes import Note
from esfnlp.ingest.pdf_text import Writer, begins, vocabulary_of
from esfnlp.ingest.pieces import Piece
from esfnlp.ingest.tables_over_pages import goes_on, is_continued_caption, put_together

_TURNED_CONFIDENCE = 0.3
_COVER_WORDS = 80
_SAME_EDGE_PT = 12.0


@dataclass(frozen=True)
class _Group:
    """Drafts that are one block, and its kind."""

    kind: BlockKind
    parts: tuple[Draft, ...]


def pieces_of(layouts: Sequence[PageLayout], body: Body) -> list[Piece]:
    """All pieces in reading order; a page's notes and furniture follow the block that the page ends in."""
    writer = Writer(vocabulary_of(_all_lines(layouts)), _note_marks(layouts))
    groups = _groups([draft for layout in layouts for draft in layout.drafts], body)
    flow = _Flow(layouts, writer, groups)
    out: list[Piece] = []
    waiting = {layout.page.number: layout for layout in layouts}
    for index, group in enumerate(groups):
        for number in sorted(number for number in waiting if number < group.parts[0].page):
            _add(out, flow.aside(waiting.pop(number)), writer)
        out += flow.piece(index, group)
    for number in sorted(waiting):
        _add(out, flow.aside(waiting[number]), writer)
    return out


def _add(out: list[Piece], aside: list[Piece], writer: Writer) -> None:
    """Append; a note without a mark goes on with the note before it."""
    for piece in aside:
        home = next((i for i in range(len(out) - 1, -1, -1) if out[i].kind == "footnote"), None)
        if piece.kind == "footnote" and piece.mark is None and home is not None and piece.page is not None:
            whole = writer.glued(out[home].text, piece.text)
            breaks = (*out[home].page_breaks, (begins(out[home].text, whole), piece.page))
            boxes = (*out[home].boxes, *piece.boxes)
            out[home] = replace(out[home], text=whole, boxes=boxes, page_breaks=breaks)
        else:
            out.append(piece)


def _all_lines(layouts: Iterable[PageLayout]) -> Iterator[Line]:
    for layout in layouts:
        for draft in layout.drafts:
            yield from draft.lines
            for row in draft.table.cells if draft.table else ():
                for cell in row:
                    yield from cell
        for note in layout.notes:
            yield from note.lines


def _note_marks(layouts: Iterable[PageLayout]) -> frozenset[str]:
    return frozenset(note.mark for layout in layouts for note in layout.notes if note.mark)


def _groups(drafts: Sequence[Draft], body: Body) -> list[_Group]:
    groups: list[_Group] = []
    kinds = without_false_headings(drafts, [_kind(draft, body) for draft in drafts], body)
    for draft, kind in zip(drafts, kinds, strict=True):
        home = _home_of_table(groups, draft) if draft.table else _home(groups, draft, kind)
        if home is None:
            groups.append(_Group(kind, (draft,)))
        else:
            groups[home] = _Group(groups[home].kind, (*groups[home].parts, draft))
    return groups


def _kind(draft: Draft, body: Body) -> BlockKind:
    if draft.table:
        return "table"
    if is_caption(draft):
        return "caption"
    if is_heading(draft, body):
        return "heading"
    return "list_item" if draft.mark else "paragraph"


def _home(groups: Sequence[_Group], draft: Draft, kind: BlockKind) -> int | None:
    """The group that the draft goes on with: the last one of running text, with at most tables between."""
    if kind != "paragraph":
        return None
    for index in range(len(groups) - 1, -1, -1):
        group = groups[index]
        if group.kind in ("table", "caption"):
            continue
        crosses = index < len(groups) - 1 or (group.parts[-1].closes and draft.opens)
        return index if crosses and _runs_on(group, draft) else None
    return None


def _home_of_table(groups: Sequence[_Group], draft: Draft) -> int | None:
    """The table that the draft is the rest of: the last thing in the column or on the page before."""
    index = len(groups) - 1
    if index > 0 and groups[index].kind == "caption" and is_continued_caption(groups[index].parts[0].text):
        index -= 1
    if index < 0 or groups[index].kind != "table":
        return None
    last = groups[index].parts[-1]
    if last.table is None or draft.table is None:
        return None
    next_page = draft.page == last.page + 1
    beside = draft.box[0] >= last.box[2] and draft.box[1] < last.box[3]
    next_column = (last.closes and draft.opens) or (draft.page == last.page and beside)
    same_edge = abs(draft.box[0] - last.box[0]) <= _SAME_EDGE_PT
    if not (next_page and same_edge) and not (next_column and draft.page - last.page in (0, 1)):
        return None
    return index if goes_on(last.table, draft.table) else None


def _runs_on(group: _Group, draft: Draft) -> bool:
    last = group.parts[-1]
    if group.kind not in ("paragraph", "list_item") or draft.page - last.page > 1:
        return False
    if abs(last.size - draft.size) > 0.07 * last.size:
        return False
    if ends_divided(last.text):
        return starts_lower(draft.text) or last.text[-2].isupper()
    if ends_sentence(last.text_without_calls) or last.has_leaders or draft.has_leaders:
        return False
    return starts_lower(draft.text) or _is_full(last, draft)


def _is_full(last: Draft, draft: Draft) -> bool:
    """Whether the last line reaches as far as it can: the next word would not have fitted."""
    end, first = last.lines[-1], draft.lines[0].words[0]
    room = last.right - end.x1
    return len(last.lines) > 1 and room < 0.25 * end.size + (first.x1 - first.x0) and room < 8 * end.size


def _cover(groups: Sequence[_Group]) -> int | None:
    """The first page with text, if it is a title page."""
    if not groups:
        return None
    page = groups[0].parts[0].page
    own = [group for group in groups if group.parts[0].page == page]
    words = sum(len(part.words) for group in own if group.kind != "heading" for part in group.parts)
    return page if any(group.kind == "heading" for group in own) and words < _COVER_WORDS else None


class _Flow:
    """Makes pieces of groups; knows the frames of the pages and the levels of the headings."""

    def __init__(self, layouts: Sequence[PageLayout], writer: Writer, groups: Sequence[_Group]) -> None:
        self._writer, self._groups = writer, groups
        self._layouts = {layout.page.number: layout for layout in layouts}
        self._texts = {i: writer.drafts(g.parts) for i, g in enumerate(groups) if g.kind != "table"}
        headings = [i for i, group in enumerate(groups) if group.kind == "heading"]
        full = [self._heading_text(i) for i in headings]
        levels = heading_levels([groups[i].parts[0] for i in headings], full, _cover(groups))
        self._levels = dict(zip(headings, levels, strict=True))
        turned = [[line.text for line in chunks(layout.page.turned)] for layout in layouts]
        self._repeated = repeated_texts(turned)

    def _heading_text(self, index: int) -> str:
        """With its number, which in a plain item would be the mark."""
        mark = self._groups[index].parts[0].mark
        text = self._texts[index][0]
        return f"{mark} {text}" if mark else text

    def _boxes(self, boxes: Iterable[tuple[int, Box]]) -> tuple[Box, ...]:
        return tuple(self._shown(page, box) for page, box in boxes)

    def _shown(self, number: int, box: Box) -> Box:
        page = self._layouts[number].page
        return _rounded(page.frame.box_in(box, page.shown))

    def piece(self, index: int, group: _Group) -> list[Piece]:
        first = group.parts[0]
        boxes = self._boxes((part.page, part.box) for part in group.parts)
        if first.table:
            return [self._table(index, group, boxes)]
        text, breaks = self._texts[index]
        if not text.strip():
            return []
        if group.kind == "heading":
            text = self._heading_text(index)
            number = heading_number(text)
            return [Piece("heading", text, first.page, boxes, level=self._levels[index], number=number)]
        label = run_in_label(first) if group.kind in ("paragraph", "list_item") else None
        label = label if label and text.startswith(label) else None
        return [Piece(group.kind, text, first.page, boxes, mark=first.mark, label=label, page_breaks=breaks)]

    def _table(self, index: int, group: _Group, boxes: tuple[Box, ...]) -> Piece:
        table = put_together([part.table for part in group.parts if part.table])
        rows = tuple(tuple(self._writer.lines(cell) for cell in row) for row in table.cells)
        lines = ["\t".join(row) for row in rows]
        starts = [len("\n".join([*lines[:start], ""])) for start in table.starts]
        pages = [part.page for part in group.parts]
        return Piece(
            "table",
            "\n".join(lines),
            pages[0],
            boxes,
            rows=rows,
            header_rows=table.header_rows,
            caption=self._caption(index),
            confidence=table.confidence,
            page_breaks=tuple(zip(starts[1:], pages[1:], strict=True)),
        )

    def _caption(self, index: int) -> str | None:
        """The caption right above the table, or else right below it."""
        for near in (index - 1, index + 1):
            if 0 <= near < len(self._groups) and self._groups[near].kind == "caption":
                other = near + (near - index)
                taken = near > index and other < len(self._groups) and self._groups[other].kind == "table"
                return None if taken else self._texts[near][0]
        return None

    def aside(self, layout: PageLayout) -> list[Piece]:
        """The notes, the text at other angles and the furniture of a page."""
        number = layout.page.number
        out = [self._note(number, note) for note in layout.notes]
        out += self._turned(layout)
        for kind, line in layout.furniture:
            out.append(Piece(kind, line.text, number, (self._shown(number, line.box),)))
        return [piece for piece in out if piece.text.strip()]

    def _note(self, number: int, note: Note) -> Piece:
        text = self._writer.lines(note.lines)
        if note.mark:
            text = re.sub(rf"^{re.escape(note.mark)}[.)]?\s*", "", text, count=1)
        box = self._shown(number, union([line.box for line in note.lines]))
        return Piece("footnote", text, number, (box,), mark=note.mark)

    def _turned(self, layout: PageLayout) -> Iterator[Piece]:
        """Text at another angle than the page's: running heads where it repeats, else paragraphs."""
        page = layout.page
        for line in chunks(page.turned):
            repeats = masked(line.text) in self._repeated
            yield Piece(
                "header" if repeats else "paragraph",
                line.text,
                page.number,
                (),
                confidence=None if repeats else _TURNED_CONFIDENCE,
            )


def _rounded(box: Box) -> Box:
    x0, y0, x1, y1 = (round(value, 2) for value in box)
    return x0, y0, x1, y1
