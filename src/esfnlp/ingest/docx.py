"""Word documents to a reading."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn

from esfnlp.errors import UnreadableDocumentError
from esfnlp.ingest.docx_numbering import Numbering
from esfnlp.ingest.docx_text import is_all_bold, paragraph_text, read_notes, text_boxes
from esfnlp.ingest.labels import label_of, run_in_label
from esfnlp.ingest.pieces import Piece, Reading
from esfnlp.ingest.text_headings import is_caption
from esfnlp.ingest.text_lines import list_mark

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_LARGEST_UNPACKED = 500_000_000
_WIDEST = 100
_DAMAGE = (
    PackageNotFoundError, zipfile.BadZipFile, LookupError, ValueError, TypeError, SyntaxError, AttributeError,
    zlib.error, struct.error, OSError, EOFError, RuntimeError,
)  # fmt: skip
"""What zipfile, python-docx and lxml raise over files that are not as they should be."""
_TITLE_LENGTH = 90
_TITLE_STYLES = frozenset({"title", "rubrik", "dokumenttitel", "dokumentrubrik"})
_CONTENTS_STYLES = ("toc", "innehåll", "table of figures")


def read_docx(path: Path) -> Reading:
    """The reading of a Word document; it has no pages, for those exist only when it is laid out.

    Raises
    ------
    UnreadableDocumentError : too large when unpacked, or damaged.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
        if unpacked > _LARGEST_UNPACKED:
            raise UnreadableDocumentError(path, "too_large", f"{unpacked} bytes unpacked", "divide it")
        return _Reader(docx.Document(str(path))).reading()
    except UnreadableDocumentError:
        raise
    except _DAMAGE as error:
        raise UnreadableDocumentError(
            path, "damaged", "the Word file is damaged", "open it in Word and save it again"
        ) from error


class _Reader:
    """One pass over a document's body; numbering counts on from paragraph to paragraph."""

    def __init__(self, document: Any) -> None:
        self.document = document
        self.styles = {style.style_id: style for style in document.styles}
        self.numbering = Numbering(document)
        self.notes = read_notes(document)

    def reading(self) -> Reading:
        pieces = [
            *self._furniture("header"),
            *self._body(self.document.element.body),
            *self._furniture("footer"),
        ]
        title = (self.document.core_properties.title or "").strip()
        if not title:
            title = next((p.text for p in pieces if p.kind == "heading" and p.level == 1), "")
        return Reading(tuple(pieces), pages=(), media_type=MEDIA_TYPE, title=title)

    def _body(self, parent: Any) -> Iterator[Piece]:
        caption: Piece | None = None
        for element in parent:
            if element.tag == qn("w:p"):
                for piece in self._paragraph(element):
                    caption = piece if piece.kind == "caption" else None
                    yield piece
            elif element.tag == qn("w:tbl"):
                yield from self._table(element, caption)
                caption = None
            elif element.tag in (qn("w:sdt"), qn("w:ins"), qn("w:customXml"), qn("w:sdtContent")):
                yield from self._body(element)

    def _paragraph(self, element: Any) -> Iterator[Piece]:
        text, referred = paragraph_text(element)
        if text:
            yield self._piece(element, text)
        for note in referred:
            yield from self._note(note)
        for box in text_boxes(element):
            yield from self._body(box)

    def _note(self, note: tuple[str, str]) -> Iterator[Piece]:
        if text := self.notes.get(note, ""):
            yield Piece("footnote", text, mark=str(list(self.notes).index(note) + 1))

    def _piece(self, element: Any, text: str) -> Piece:
        names = self._style_names(element)
        level = self._level(element)
        number = self.numbering.number(element, self._style_chain(element))
        if names & _TITLE_STYLES or level is not None:
            return Piece(
                "heading", text, level=level or 1, number=number.strip("()") or None if number else None
            )
        if any(name.startswith(_CONTENTS_STYLES) for name in names):
            return Piece("paragraph", text)
        if names & {"caption", "beskrivning"} or is_caption(text):
            return Piece("caption", text)
        marked = list_mark(text)
        if number is not None:
            return Piece("list_item", text, mark=number, label=run_in_label(text))
        if marked is not None and marked[1]:
            return Piece("list_item", marked[1], mark=marked[0], label=run_in_label(marked[1]))
        if any(name.startswith("list bullet") or name == "punktlista" for name in names):
            return Piece("list_item", text, mark="•", label=run_in_label(text))
        if len(text) <= _TITLE_LENGTH and text[-1] not in ".,;:" and is_all_bold(element):
            return Piece("heading", text)
        return Piece("paragraph", text, label=None if label_of(text) else run_in_label(text))

    def _style_chain(self, element: Any) -> list[Any]:
        """The paragraph's style and those that it is based on."""
        found = element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        style = self.styles.get(found.get(qn("w:val"))) if found is not None else None
        chain: list[Any] = []
        while style is not None and style not in chain:
            chain.append(style)
            style = getattr(style, "base_style", None)
        return chain

    def _style_names(self, element: Any) -> frozenset[str]:
        chain = self._style_chain(element)
        return frozenset((style.name or "").casefold() for style in chain[:1])

    def _level(self, element: Any) -> int | None:
        """The heading level, 1 the highest, that the paragraph or its style states by outline or by name."""
        own = element.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
        chain = self._style_chain(element)
        stated = [own, *(style.element.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}") for style in chain)]
        outline = next((found for found in stated if found is not None), None)
        if outline is not None and int(outline.get(qn("w:val"))) < 9:
            return int(outline.get(qn("w:val"))) + 1
        for style in chain:
            name, _, rank = (style.name or "").casefold().rpartition(" ")
            if name in ("heading", "rubrik") and rank.isdigit():
                return int(rank)
        return None

    def _table(self, element: Any, caption: Piece | None) -> Iterator[Piece]:
        rows = _rows(element)
        if len(rows) < 2 or max(map(len, rows)) < 2:
            for cell in element.iter(qn("w:tc")):
                yield from self._body(cell)
            return
        yield Piece(
            "table",
            "\n".join("\t".join(row) for row in rows),
            rows=tuple(tuple(row) for row in rows),
            header_rows=_header_rows(element, rows),
            caption=caption.text if caption is not None else None,
        )
        for paragraph in element.iter(qn("w:p")):
            for note in paragraph_text(paragraph)[1]:
                yield from self._note(note)

    def _furniture(self, kind: Any) -> Iterator[Piece]:
        """Each running head or foot once."""
        seen: set[str] = set()
        for section in self.document.sections:
            part = getattr(section, kind)
            if not part.is_linked_to_previous:
                text = " ".join(paragraph_text(p)[0] for p in part._element.iter(qn("w:p"))).strip()
                if text and text not in seen:
                    seen.add(text)
                    yield Piece(kind, text)


def _rows(table: Any) -> list[list[str]]:
    """Cells by row; a cell that spans rows or columns is repeated in each."""
    rows: list[list[str]] = []
    for row in table.iterchildren(qn("w:tr")):
        cells: list[str] = []
        for cell in row.iter(qn("w:tc")):
            text = " ".join(filter(None, (paragraph_text(p)[0] for p in cell.iter(qn("w:p")))))
            merged = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
            goes_on = merged is not None and merged.get(qn("w:val")) != "restart"
            if goes_on and rows and len(cells) < len(rows[-1]):
                text = rows[-1][len(cells)]
            span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
            cells += [text] * (min(int(span.get(qn("w:val"))), _WIDEST) if span is not None else 1)
        if any(cells):
            rows.append(cells)
    width = max(map(len, rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]


def _header_rows(table: Any, rows: list[list[str]]) -> int:
    """Rows marked to be repeated on each page; else the first one, where it holds no bare numbers."""
    marked = 0
    for row in table.iterchildren(qn("w:tr")):
        if row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is None:
            break
        marked += 1
    return marked or int(not any(cell.replace(" ", "").isdigit() and len(cell) != 4 for cell in rows[0]))
