"""Words, lines and small typeset PDFs for the tests of PDF input."""

from pathlib import Path

import typst

from esfnlp.ingest.pdf_lines import Line
from esfnlp.ingest.pdf_textpage import Style
from esfnlp.ingest.pdf_words import Word

LETTER_EM = 0.5
"""Every letter of these samples is half an em wide."""


def words(
    text: str, x: float = 70, y: float = 100, *, size: float = 10, bold: bool = False, italic: bool = False
) -> list[Word]:
    """The words of a text on one baseline, a space between them; `|` stands for a gap of five em."""
    out, style = [], Style(size, bold, italic)
    for token in text.split():
        if token == "|":
            x += 5 * size
            continue
        width = LETTER_EM * size * len(token)
        out.append(Word(token, x, x + width, y, style))
        x += width + 0.3 * size
    return out


def line(text: str, x: float = 70, y: float = 100, **style: float | bool) -> Line:
    return Line(tuple(words(text, x, y, **style)))


def lines(*texts: str, x: float = 70, y: float = 100, step: float = 12, **style: float | bool) -> list[Line]:
    """Texts under one another."""
    return [line(text, x, y + i * step, **style) for i, text in enumerate(texts)]


def typeset(folder: Path, source: str, *, name: str = "plan.pdf") -> Path:
    """A PDF of Typst source, A4, Swedish, 10 pt."""
    head = (
        '#set page(paper: "a4", margin: 25mm)\n#set text(lang: "sv", size: 10pt)\n#set par(justify: true)\n'
    )
    path = folder / name
    path.write_bytes(typst.compile((head + source).encode("utf-8")))
    return path
