"""The elements of a web page's content to pieces."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from esfnlp.ingest.labels import label_of, run_in_label
from esfnlp.ingest.pieces import Piece
from esfnlp.ingest.text_blocks import build_pieces
from esfnlp.ingest.text_headings import is_caption
from esfnlp.ingest.text_lines import split_lines

_BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl",
        "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
        "hr", "li", "main", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th",
        "thead", "tr", "ul",
    }
)  # fmt: skip
_HEADING = re.compile(r"h([1-6])$")
_BOLD = frozenset({"b", "strong"})
_NOTE_MARK = re.compile(r"\s*\[?[\d*]{1,3}\]?\s*$")
_NOTES = re.compile(r"footnotes?|fotnot\w*|endnotes?", re.IGNORECASE)
_HTML_SPACE = re.compile(r"[ \t\r\n\f\v]+")
_TITLE_LENGTH = 90
_BULLETS = ("•", "◦", "▪")
_BREAK = "\n"
_MOST_COLUMNS = 500
"""Wider tables are cut: spans over spans would grow without end."""


def pieces_of(root: Any) -> list[Piece]:
    """The pieces of an element's content, in order."""
    walk = _Walk()
    walk.enter(root)
    walk.flush()
    return walk.pieces


def running(element: Any) -> str:
    """An element's text as one line."""
    return " ".join(_inline(element).split())


@dataclass
class _Walk:
    """Gathers inline text until a block begins or ends, then makes pieces of it."""

    pieces: list[Piece] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)
    bold: int = 0

    def enter(self, element: Any) -> None:
        """All that stands in a block: its text, its inline elements, its blocks."""
        self._add(element.text)
        for child in element:
            if not isinstance(child.tag, str) or _is_note_mark(child):
                pass
            elif child.tag in _BLOCKS:
                self.flush()
                self._block(child)
            elif any(inner.tag in _BLOCKS for inner in child.iterdescendants()):
                self.enter(child)
            else:
                text = _inline(child)
                self.inline.append(text)
                self.bold += len(text.strip()) if _is_bold(child) else 0
            self._add(child.tail)

    def flush(self) -> None:
        """The gathered text as paragraphs; a short one that is all bold is a heading."""
        text = _squeezed("".join(self.inline))
        is_title = 0 < len(text.replace(_BREAK, "").strip()) <= self.bold and _BREAK not in text
        self.inline, self.bold = [], 0
        if is_title and len(text) <= _TITLE_LENGTH and text[-1] not in ".,;:":
            self.pieces.append(Piece("heading", text))
        elif text:
            self.pieces += _paragraphs(text)

    def _add(self, text: str | None) -> None:
        if text:
            self.inline.append(_HTML_SPACE.sub(" ", text))

    def _block(self, element: Any) -> None:
        tag = element.tag
        if heading := _HEADING.match(tag):
            self._single(Piece("heading", running(element), level=int(heading.group(1))))
        elif tag in ("ul", "ol"):
            self._list(element, depth=0)
        elif tag == "table" and _is_data(element):
            self._single(_table(element))
        elif tag in ("figcaption", "caption"):
            self._single(Piece("caption", running(element)))
        else:
            self.enter(element)
            self.flush()

    def _list(self, element: Any, depth: int) -> None:
        as_notes = _holds_notes(element)
        number = int(element.get("start") or 1) if (element.get("start") or "1").isdigit() else 1
        for child in element:
            if child.tag in ("ul", "ol"):
                self._list(child, depth + 1)
            elif child.tag == "li":
                mark = f"{number}." if element.tag == "ol" else _BULLETS[min(depth, len(_BULLETS) - 1)]
                self._item(child, mark.rstrip(".") if as_notes else mark, depth, as_note=as_notes)
                number += 1

    def _item(self, element: Any, mark: str, depth: int, *, as_note: bool) -> None:
        inner = [child for child in element.iter("ul", "ol") if child is not element]
        outermost = [child for child in inner if not any(p in inner for p in child.iterancestors())]
        text = " ".join(_inline(element, skip=frozenset(outermost)).split())
        label = run_in_label(text) if not as_note else None
        self._single(Piece("footnote" if as_note else "list_item", text, mark=mark, label=label))
        for child in outermost:
            self._list(child, depth + 1)

    def _single(self, piece: Piece) -> None:
        if piece.text.strip():
            self.pieces.append(piece)


def _paragraphs(text: str) -> Iterator[Piece]:
    """A paragraph, or what its forced line breaks divide it into: list items, labels, further paragraphs."""
    if _BREAK in text:
        yield from build_pieces(split_lines(text))
    elif is_caption(text):
        yield Piece("caption", text)
    else:
        yield Piece("paragraph", text, label=run_in_label(text) if not label_of(text) else None)


def _inline(element: Any, skip: frozenset[Any] = frozenset()) -> str:
    """The text in an element, forced breaks as newlines; without note marks and the elements of `skip`."""
    parts = [_HTML_SPACE.sub(" ", element.text or "")]
    for child in element:
        if isinstance(child.tag, str) and child not in skip and not _is_note_mark(child):
            text = _BREAK if child.tag == "br" else _inline(child, skip)
            parts.append(f" {text} " if child.tag in _BLOCKS else text)
        parts.append(_HTML_SPACE.sub(" ", child.tail or ""))
    return "".join(parts) if element.tag != "br" else _BREAK


def _is_note_mark(element: Any) -> bool:
    linked = element.tag == "sup" and (element.find(".//a") is not None or element.getparent().tag == "a")
    return linked and _NOTE_MARK.match("".join(element.itertext())) is not None


def _is_bold(element: Any) -> bool:
    return element.tag in _BOLD or (
        len(element) == 1 and not (element.text or "").strip() and _is_bold(element[0])
    )


def _squeezed(text: str) -> str:
    """Blanks around breaks removed and runs of them made one; two breaks or more are kept as two."""
    text = re.sub(r"(?<!\d)\xa0|\xa0(?!\d)", " ", text)
    lines = [" ".join(part for part in line.split(" ") if part) for line in text.split(_BREAK)]
    return re.sub(r"\n{2,}", "\n\n", _BREAK.join(lines)).strip()


def _holds_notes(element: Any) -> bool:
    near = [element, *element.iterancestors()][:3]
    names = [f"{e.get('class') or ''} {e.get('id') or ''} {e.get('role') or ''}" for e in near]
    return any(_NOTES.search(name) for name in names)


def _is_data(table: Any) -> bool:
    """Whether a table holds data; one for layout only holds blocks, or has one row or column."""
    rows = _rows(table)
    placed = table.xpath(".//table | .//h1 | .//h2 | .//h3 | .//ul | .//ol")
    return not placed and len(rows) > 1 and max(map(len, rows)) > 1 and table.get("role") != "presentation"


def _table(table: Any) -> Piece:
    rows = _rows(table)
    caption = table.find("caption")
    return Piece(
        "table",
        "\n".join("\t".join(row) for row in rows),
        rows=tuple(tuple(row) for row in rows),
        header_rows=_header_rows(table),
        caption=running(caption) if caption is not None else None,
    )


def _header_rows(table: Any) -> int:
    """Rows from the top whose cells are all headers, or that stand in the table's head."""
    count = 0
    for row in table.iter("tr"):
        cells = [cell.tag for cell in row if cell.tag in ("td", "th")]
        if row.getparent().tag != "thead" and not (cells and all(tag == "th" for tag in cells)):
            break
        count += 1
    return count


def _rows(table: Any) -> list[list[str]]:
    """Cells by row; a cell that spans rows or columns is repeated in each."""
    rows: list[list[str]] = []
    pending: dict[int, tuple[int, str]] = {}
    for row in table.iter("tr"):
        cells: list[str] = []
        for cell in [cell for cell in row if cell.tag in ("td", "th")]:
            _take_pending(cells, pending)
            text = running(cell)
            for _ in range(min(_span(cell, "colspan"), _MOST_COLUMNS - len(cells))):
                if _span(cell, "rowspan") > 1:
                    pending[len(cells)] = (_span(cell, "rowspan") - 1, text)
                cells.append(text)
        _take_pending(cells, pending)
        if any(cells):
            rows.append(cells)
    width = max(map(len, rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]


def _take_pending(cells: list[str], pending: dict[int, tuple[int, str]]) -> None:
    while len(cells) in pending:
        left, text = pending.pop(len(cells))
        if left > 1:
            pending[len(cells)] = (left - 1, text)
        cells.append(text)


def _span(cell: Any, name: str) -> int:
    """A colspan or rowspan, held to what a page can show."""
    value = cell.get(name) or "1"
    return min(max(int(value), 1), 100) if value.isdigit() else 1
