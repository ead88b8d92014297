"""From the pieces of a reading to a document: one text, and what points into it."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace

from esfnlp.document import Block, Document, Metadata, Section, compose
from esfnlp.ingest.labels import with_headed_labels
from esfnlp.ingest.passages import build_passages
from esfnlp.ingest.pieces import Piece, Reading
from esfnlp.ingest.sections import build_sections

PageMarks = tuple[tuple[int, int], ...]


def assemble(document_id: str, reading: Reading, metadata: Metadata) -> Document:
    """The document of a reading: blocks joined by a blank line into one NFC text, sections and passages.

    Ids depend on the document id and on the texts themselves, so a change elsewhere leaves them as they are.
    """
    pieces = with_headed_labels([tidy for piece in reading.pieces if (tidy := tidied(piece)).text])
    text = "\n\n".join(piece.text for piece in pieces)
    blocks = tuple(_blocks(pieces))
    marks = page_marks(pieces, blocks)
    sections = build_sections(document_id, blocks, len(text), marks)
    blocks = with_levels(blocks, sections)
    return Document(
        document_id=document_id,
        text=text,
        metadata=metadata,
        pages=reading.pages,
        blocks=blocks,
        sections=sections,
        passages=build_passages(document_id, blocks, sections, marks),
        page_marks=marks,
        warnings=reading.warnings,
    )


def tidied(piece: Piece) -> Piece:
    """The piece in NFC, without outer white space; a table's text made anew from its cells."""
    rows = None if piece.rows is None else tuple(tuple(map(_cell, row)) for row in piece.rows)
    text = unicodedata.normalize("NFC", piece.text).strip()
    if rows is not None:
        text = "\n".join("\t".join(row) for row in rows)
        text = text if text.strip() else ""
    breaks = tuple((_moved(piece.text, offset, text), page) for offset, page in piece.page_breaks)
    label, caption = (_composed(value) for value in (piece.label, piece.caption))
    return replace(piece, text=text, rows=rows, page_breaks=breaks, label=label, caption=caption)


def page_marks(pieces: Sequence[Piece], blocks: Sequence[Block]) -> PageMarks:
    """(offset, page) for every place where the text goes over to another page."""
    marks: list[tuple[int, int]] = []
    for piece, block in zip(pieces, blocks, strict=True):
        begins = [] if block.page is None else [(0, block.page)]
        for offset, page in [*begins, *piece.page_breaks]:
            if not marks or marks[-1][1] != page:
                marks.append((block.char_start + offset, page))
    return tuple(marks)


def with_levels(blocks: Iterable[Block], sections: Iterable[Section]) -> tuple[Block, ...]:
    """The blocks, headings that nothing gave a level with that of their sections."""
    levels = {section.char_start: section.level for section in sections}
    return tuple(
        replace(block, level=levels[block.char_start])
        if block.kind == "heading" and block.level is None
        else block
        for block in blocks
    )


def _blocks(pieces: Iterable[Piece]) -> Iterable[Block]:
    pieces = list(pieces)
    for piece, (text, span) in zip(pieces, compose(piece.text for piece in pieces), strict=True):
        yield Block(
            kind=piece.kind,
            text=text,
            char_start=span.start,
            char_end=span.end,
            page=piece.page,
            boxes=piece.boxes,
            level=piece.level,
            number=piece.number,
            mark=piece.mark,
            label=piece.label,
            rows=piece.rows,
            header_rows=piece.header_rows,
            caption=piece.caption,
            confidence=piece.confidence,
        )


def _cell(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _composed(text: str | None) -> str | None:
    return None if text is None else unicodedata.normalize("NFC", text).strip()


def _moved(old: str, offset: int, new: str) -> int:
    """Where the character at `offset` of `old` is in `new`, the same text but for white space and NFC."""
    count = sum(not char.isspace() for char in unicodedata.normalize("NFC", old[:offset]))
    for index, char in enumerate(new):
        if not char.isspace():
            if count == 0:
                return index
            count -= 1
    return len(new)
