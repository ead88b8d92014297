"""Passages: the units that are read, classified and searched, with the label and the lead-in over them."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from esfnlp.document import (
    FURNITURE,
    Block,
    BlockKind,
    Occurrences,
    Passage,
    PassageKind,
    Section,
    Span,
    content_id,
    page_at,
)
from esfnlp.ingest.labels import label_of, lead_in_of

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_UNIT = re.compile(
    r"\b(?:procent(?:enheter)?|antal|miljoner kronor|miljarder kronor|mnkr|mkr|tkr|kronor|SEK|euro|EUR)\b|%",
    re.I,
)
_MOST_SUBHEAD_WORDS = 8
_PASSAGE_KIND: dict[BlockKind, PassageKind] = {
    "heading": "heading",
    "paragraph": "paragraph",
    "list_item": "list_item",
    "footnote": "footnote",
    "caption": "caption",
}


@dataclass(frozen=True, slots=True)
class Context:
    """What stands over the block that is read; `inner_lead_in` and `outer_mark` while in a nested list."""

    label: str = ""
    lead_in: str = ""
    inner_lead_in: str = ""
    outer_mark: str | None = None
    before: Block | None = None
    heading: str = ""


def build_passages(
    document_id: str,
    blocks: Sequence[Block],
    sections: Sequence[Section],
    page_marks: Sequence[tuple[int, int]],
) -> tuple[Passage, ...]:
    """One passage per block, and one per body row of a table; page furniture gives none."""
    occurrence = Occurrences()
    found = []
    starts = [section.char_start for section in sections]
    for block, context in with_context(blocks):
        index = bisect_right(starts, block.char_start) - 1
        section = sections[index] if index >= 0 else None
        for kind, span, table in _units(block, context):
            text = block.text[span.start - block.char_start : span.end - block.char_start]
            key = (document_id, section.heading if section else "", kind, text)
            found.append(
                Passage(
                    passage_id=content_id("p", *key, occurrence(*key)),
                    section_id=section.section_id if section else None,
                    kind=kind,
                    text=text,
                    char_start=span.start,
                    char_end=span.end,
                    page=page_at(page_marks, span.start),
                    boxes=block.boxes,
                    label=_label(block, context),
                    lead_in=(context.inner_lead_in or context.lead_in) if kind == "list_item" else "",
                    context=table,
                )
            )
    return tuple(found)


def with_context(blocks: Sequence[Block]) -> Iterator[tuple[Block, Context]]:
    """The blocks that are no page furniture, each with what stands over it."""
    context = Context()
    for block in blocks:
        if block.kind in FURNITURE:
            continue
        context = _entered(block, context)
        yield block, context
        if block.kind not in ("footnote", "caption"):
            context = replace(context, before=block)


def _entered(block: Block, context: Context) -> Context:
    if block.kind == "heading":
        return Context(heading=block.text)
    if block.kind == "list_item":
        return _in_list(block, context)
    if block.kind == "paragraph":
        label = block.label.rstrip(": ") if block.label else label_of(block.text)
        return replace(context, label=label or context.label, lead_in="", inner_lead_in="", outer_mark=None)
    return context


def _in_list(block: Block, context: Context) -> Context:
    before = context.before
    if before is None or before.kind != "list_item":
        lead_in = lead_in_of(before.text) if before is not None and before.kind == "paragraph" else ""
        return replace(context, lead_in=lead_in, inner_lead_in="", outer_mark=None)
    if before.text.endswith(":") and _mark_kind(before) != _mark_kind(block):
        return replace(context, inner_lead_in=lead_in_of(before.text), outer_mark=_mark_kind(before))
    if context.outer_mark == _mark_kind(block):
        return replace(context, inner_lead_in="", outer_mark=None)
    return context


def _mark_kind(block: Block) -> str:
    mark = re.sub(r"\d+", "1", block.mark or "")
    return f"{re.sub(r'[a-zåäö]', 'a', mark)}{block.level or ''}"


def _label(block: Block, context: Context) -> str:
    if block.kind in ("heading", "footnote", "caption"):
        return ""
    return block.label.rstrip(": ") if block.label else context.label


def _units(block: Block, context: Context) -> Iterator[tuple[PassageKind, Span, str]]:
    if block.kind != "table":
        yield _PASSAGE_KIND[block.kind], block.span, ""
        return
    about = table_context(block, context)
    offset, subhead = block.char_start, ""
    for number, line in enumerate(block.text.split("\n")):
        text = line.strip()
        if number >= block.header_rows and text:
            start = offset + line.index(text)
            is_subhead = _is_subhead(line)
            subhead = text if is_subhead else subhead
            above = "" if is_subhead else subhead
            yield "table_row", Span(start, start + len(text)), " | ".join(filter(None, (about, above)))
        offset += len(line) + 1


def _is_subhead(row: str) -> bool:
    """Whether the row is a heading over those below: a few words in its first cell and nothing beside them."""
    first, *rest = row.split("\t")
    words = first.split()
    few = 0 < len(words) <= _MOST_SUBHEAD_WORDS and not first.rstrip().endswith((".", ":", ","))
    return bool(rest) and few and not "".join(rest).strip()


def table_context(block: Block, context: Context) -> str:
    """Header cells, caption, and the unit and year that stand only in the text around the table."""
    headers = _column_heads((block.rows or ())[: block.header_rows])
    parts = [*headers, block.caption or ""]
    before = context.before.text if context.before is not None and context.before.kind == "paragraph" else ""
    around = f"{context.heading} {lead_in_of(before)}"
    own = " ".join(parts)
    for pattern in (_UNIT, _YEAR):
        if not pattern.search(own):
            parts += dict.fromkeys(pattern.findall(around))
    return " | ".join(part for part in parts if part)


def _column_heads(rows: Sequence[Sequence[str]]) -> list[str]:
    """The header cells of each column joined from the top down, without repetitions."""
    width = max(map(len, rows), default=0)
    columns = [[row[i] for row in rows if i < len(row) and row[i]] for i in range(width)]
    return [head for head in dict.fromkeys(" ".join(dict.fromkeys(column)) for column in columns) if head]
