"""Typesetting with ReportLab; it has no footnotes, so the notes are left out."""

import io
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

from benchmarks.typesettings.content import Part


def typeset(parts: Sequence[Part], style: dict[str, Any]) -> bytes:
    from reportlab.lib.pagesizes import A4
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

    buffer, (width, height), margin = io.BytesIO(), A4, style["margin"]
    columns, gap = style["columns"], 18
    each = (width - 2 * margin - (columns - 1) * gap) / columns
    frames = [
        Frame(margin + i * (each + gap), margin, each, height - 2 * margin, 0, 0, 0, 0)
        for i in range(columns)
    ]

    def furniture(canvas: Any, document: Any) -> None:
        canvas.setFont(style["font"], 8)
        canvas.drawString(margin, height - 30, style["head"])
        canvas.drawRightString(width - margin, 28, style["number"].replace("#", str(document.page)))

    template = BaseDocTemplate(buffer, pagesize=A4, title="Plan")
    template.addPageTemplates([PageTemplate(frames=frames, onPage=furniture)])
    template.build(_story(parts, style, each))
    return buffer.getvalue()


def _story(parts: Sequence[Part], style: dict[str, Any], width: float) -> list[Any]:
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph

    size = style["size"]
    plain = ParagraphStyle(
        "plain", fontName=style["font"], fontSize=size, leading=1.25 * size, alignment=style["align"],
        spaceAfter=style["gap"], firstLineIndent=style["indent"],
    )  # fmt: skip
    item = ParagraphStyle("item", plain, leftIndent=16, bulletIndent=4, firstLineIndent=0, spaceAfter=2)
    bold = {"fontName": style["bold"], "firstLineIndent": 0, "alignment": 0, "keepWithNext": 1}
    heads = [
        ParagraphStyle("h", plain, fontSize=s, leading=1.2 * s, spaceBefore=12, spaceAfter=5, **bold)
        for s in (style["h1"], style["h2"])
    ]
    caption = ParagraphStyle("caption", plain, **{**bold, "fontSize": size - 1})
    story: list[Any] = []
    for part in parts:
        text = escape(part.text)
        if part.kind == "heading":
            story.append(Paragraph(escape(part.whole), heads[part.level - 1]))
        elif part.kind == "table":
            story.append(_table(part, style, width))
        elif part.kind == "list_item":
            story.append(Paragraph(text, item, bulletText=part.marker))
        elif part.kind == "caption":
            story.append(Paragraph(text, caption))
        else:
            label = f"<b>{escape(part.label)}</b> " if part.label else ""
            story.append(Paragraph(label + text, plain))
    return story


def _table(part: Part, style: dict[str, Any], width: float) -> Any:
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph, Table

    def cell(text: str, row: int, column: int) -> Any:
        font = style["bold"] if row == 0 else style["font"]
        size = style["table"]
        look = ParagraphStyle(
            "cell", fontName=font, fontSize=size, leading=1.2 * size, alignment=2 * (column > 1)
        )
        return Paragraph(escape(text), look)

    looks: list[Any] = [("VALIGN", (0, 0), (-1, -1), "TOP")]
    if part.rules == "ruled":
        looks.append(("GRID", (0, 0), (-1, -1), 0.5, "black"))
    if part.rules == "rows":
        looks.append(("LINEABOVE", (0, 0), (-1, -1), 0.5, "black"))
        looks.append(("LINEBELOW", (0, -1), (-1, -1), 0.5, "black"))
    shares = (0.4, 0.15, 0.15, 0.15, 0.15)
    rows = [[cell(text, i, j) for j, text in enumerate(row)] for i, row in enumerate(part.rows)]
    return Table(
        rows, [share * width for share in shares], repeatRows=style["repeat"], style=looks, spaceAfter=10
    )
