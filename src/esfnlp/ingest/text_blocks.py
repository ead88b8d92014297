"""Lines to pieces: paragraphs, list items, headings, footnotes and captions of a plain text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from esfnlp.document import BlockKind
from esfnlp.ingest.joining import Vocabulary, join_lines
from esfnlp.ingest.labels import label_of, run_in_label
from esfnlp.ingest.pieces import Piece
from esfnlp.ingest.text_headings import (
    Layout,
    heading_lines,
    is_caption,
    is_numbered_heading,
    measure,
    run_of,
    with_listed_titles,
)
from esfnlp.ingest.text_lines import Line, Role, list_mark, ordinal
from esfnlp.ingest.text_tables import table_lines, table_piece

_SENTENCE_END = re.compile(r"[.!?:…][)\"”’\]]*(?:\d{1,2})?$")
_DASHES = "-–—−"
_LIST_REACH = 25
_DASH_REACH = 5
_FULL_LINE = 0.8
_FULL = 0.93
_CLEARLY_SHORT = 0.85
_MARKDOWN = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
_IN_BRACKETS = re.compile(r"\([^()]*\)$")
_ASIDE: dict[Role, BlockKind] = {
    "header": "header",
    "footer": "footer",
    "page_number": "page_number",
    "contents": "paragraph",
    "footnote": "footnote",
}


@dataclass
class Draft:
    """A piece while its lines are gathered; nothing is added to a closed one."""

    kind: BlockKind
    lines: list[Line]
    mark: str | None = None
    level: int | None = None
    closed: bool = False
    is_over_prose: bool = False

    @property
    def last(self) -> str:
        return self.lines[-1].text

    @property
    def is_finished(self) -> bool:
        return _SENTENCE_END.search(self.last) is not None


def build_pieces(lines: Sequence[Line]) -> list[Piece]:
    """The pieces that the lines make up, in order."""
    vocabulary = Vocabulary.of(line.text for line in lines)
    drafts = _drafts(lines, measure(lines))
    pieces = [
        table_piece(draft.lines, _caption(before, vocabulary))
        if draft.kind == "table"
        else _piece(draft, vocabulary)
        for before, draft in pairwise([None, *drafts])
        if draft is not None
    ]
    return with_listed_titles(pieces)


def _caption(before: Draft | None, vocabulary: Vocabulary) -> str | None:
    """The text of a caption right above a table."""
    return _piece(before, vocabulary).text if before is not None and before.kind == "caption" else None


def _drafts(lines: Sequence[Line], layout: Layout) -> list[Draft]:
    drafts: list[Draft] = []
    body: Draft | None = None
    i = end = 0
    while i < len(lines):
        line = lines[i]
        if count := table_lines(lines, i):
            drafts.append(Draft("table", list(lines[i : i + count]), closed=True))
            body, i = drafts[-1], i + count
            continue
        if line.role != "body":
            _add_aside(drafts, line)
            i += 1
            continue
        target = _target(drafts, body, line)
        if target is not None and _continues(target, lines, i, layout, beside=end == i):
            target.lines.append(line)
            end = i = i + 1
            continue
        draft, count = _opened(lines, i, body, layout, in_series=_in_series(drafts))
        drafts.append(draft)
        body = body if draft.kind == "caption" else draft
        end = i = i + count
    return drafts


def _in_series(drafts: Sequence[Draft]) -> bool:
    """Whether a titled paragraph was the last: then the next paragraph may have a title, too."""
    kinds = [draft for draft in drafts[-6:] if draft.kind in ("heading", "paragraph", "list_item")]
    title = next((draft for draft in reversed(kinds[:-1]) if draft.kind != "paragraph"), None)
    return title is not None and title.kind == "heading" and title.is_over_prose


def _add_aside(drafts: list[Draft], line: Line) -> None:
    """Furniture and lines of contents stand alone; lines of one footnote belong together."""
    goes_on = line.role == "footnote" and line.note is None and drafts and drafts[-1].kind == "footnote"
    if goes_on:
        drafts[-1].lines.append(line)
    else:
        drafts.append(Draft(_ASIDE[line.role], [line], mark=line.note, closed=True))


def _target(drafts: Sequence[Draft], body: Draft | None, line: Line) -> Draft | None:
    """The draft that the line may continue: a caption just above, else the last paragraph or list item."""
    if drafts and drafts[-1].kind == "caption" and not line.is_apart:
        return drafts[-1]
    return None if body is None or body.closed or body.kind == "heading" else body


def _continues(target: Draft, lines: Sequence[Line], i: int, layout: Layout, *, beside: bool) -> bool:
    line = lines[i]
    if (
        is_caption(line.text)
        or is_numbered_heading(line.text)
        or (list_mark(line.text) and _is_item(lines, i, target, layout))
    ):
        return False
    if not target.last:
        return True
    if beside and not line.is_apart:
        return _same_paragraph(target, lines, i) if layout.wrapped else _goes_on(target, line)
    if _goes_on(target, line):
        return layout.wrapped or line.opens_page
    long = len(target.last) >= _FULL_LINE * layout.width and len(line.text) >= _FULL_LINE * layout.width
    return layout.wrapped and not target.is_finished and long and (line.opens_page or not beside)


def _goes_on(target: Draft, line: Line) -> bool:
    return not target.is_finished and (line.text[0].islower() or target.last[-1:] in ("-", "\u00ad"))


def _same_paragraph(target: Draft, lines: Sequence[Line], i: int) -> bool:
    """Not where the last line had room for the next word and a sentence, or a title, may begin."""
    line = lines[i]
    if line.text[0].islower():
        return True
    width = max(len(other.text) for other in [*target.lines[-8:], *run_of(lines, i)])
    used = len(target.last) + 1 + len(line.text.split()[0])
    return used > (_FULL if target.is_finished else _CLEARLY_SHORT) * width


def _opened(
    lines: Sequence[Line], i: int, body: Draft | None, layout: Layout, *, in_series: bool
) -> tuple[Draft, int]:
    """The draft that begins at line `i`, and the number of lines that it takes at once."""
    line = lines[i]
    if match := _MARKDOWN.match(line.text):
        return Draft("heading", [replace(line, text=match.group(2))], level=len(match.group(1))), 1
    marked = list_mark(line.text)
    if marked and _is_item(lines, i, body, layout) and not _is_numbered_title(lines, i, body, layout):
        return Draft("list_item", [replace(line, text=marked[1])], mark=marked[0]), 1
    if count := heading_lines(lines, i, layout, in_series=in_series):
        over_prose = i + count < len(lines) and not lines[i + count].is_apart
        return Draft("heading", list(lines[i : i + count]), closed=True, is_over_prose=over_prose), count
    if is_caption(line.text):
        return Draft("caption", [line]), 1
    if label_of(line.text) and not layout.wrapped and _is_filled(lines, i + 1):
        return Draft("paragraph", list(lines[i : i + 2])), 2
    alone = label_of(line.text) is not None or _IN_BRACKETS.match(line.text) is not None
    return Draft("paragraph", [line], closed=alone), 1


def _is_filled(lines: Sequence[Line], i: int) -> bool:
    """Whether the label on the line before has its text on line `i`."""
    if i >= len(lines) or lines[i].is_apart or lines[i].role != "body":
        return False
    text = lines[i].text
    return (
        not list_mark(text) and not is_caption(text) and label_of(text) is None and run_in_label(text) is None
    )


def _is_item(lines: Sequence[Line], i: int, body: Draft | None, layout: Layout) -> bool:
    marked = list_mark(lines[i].text)
    if marked is None:
        return False
    mark, rest = marked
    if mark in _DASHES:
        return _is_dash_item(lines, i, rest, body, layout)
    if ordinal(mark) is None:
        return True
    return _is_expected(body, mark) or _has_successor(lines, i, mark)


def _is_expected(body: Draft | None, mark: str) -> bool:
    """Whether the text before introduces a list, or is the item before this one."""
    introduced = body is not None and body.last.endswith(":") and body.kind == "paragraph"
    return introduced or (body is not None and body.kind == "list_item" and _precedes(body.mark, mark))


def _is_numbered_title(lines: Sequence[Line], i: int, body: Draft | None, layout: Layout) -> bool:
    """Whether what looks like an item of a list is a heading ("1. Syfte") over prose, its like far off."""
    mark, _ = list_mark(lines[i].text) or ("", "")
    if ordinal(mark) is None or _is_expected(body, mark):
        return False
    count = heading_lines(lines, i, layout, in_series=False)
    return count > 0 and i + count < len(lines) and not list_mark(lines[i + count].text)


def _is_dash_item(lines: Sequence[Line], i: int, rest: str, body: Draft | None, layout: Layout) -> bool:
    """A dash opens an item, unless it stands where a sentence was broken and no other dash is near."""
    line = lines[i]
    opens = line.is_apart or body is None or body.closed or body.is_finished or body.last.endswith((",", ";"))
    listed = body is not None and body.kind == "list_item" and (body.mark or "") in _DASHES
    near = any(other.text[0] in _DASHES for other in lines[i + 1 : i + 1 + _DASH_REACH])
    return bool(rest) and (not layout.wrapped or opens or listed or near or rest[0].isupper())


def _precedes(before: str | None, mark: str) -> bool:
    first, second = ordinal(before or ""), ordinal(mark)
    return first is not None and second is not None and first[0] == second[0] and first[1] + 1 == second[1]


def _has_successor(lines: Sequence[Line], i: int, mark: str) -> bool:
    """Whether the next item follows with no more between than the wrapped rest of this one."""
    for line in lines[i + 1 : i + 1 + _LIST_REACH]:
        marked = list_mark(line.text)
        if marked and _precedes(mark, marked[0]):
            return True
        if line.role == "body" and line.is_apart and not line.opens_page and not line.text[0].islower():
            return False
    return False


def _piece(draft: Draft, vocabulary: Vocabulary) -> Piece:
    text, starts = join_lines([line.text for line in draft.lines], vocabulary)
    breaks = tuple(
        (start, after.page)
        for (before, after), start in zip(pairwise(draft.lines), starts[1:], strict=True)
        if after.page is not None and after.page != before.page
    )
    labelled = draft.kind in ("paragraph", "list_item")
    return Piece(
        kind=draft.kind,
        text=text,
        page=draft.lines[0].page,
        level=draft.level,
        mark=draft.mark,
        label=run_in_label(text) if labelled else None,
        page_breaks=breaks,
    )
