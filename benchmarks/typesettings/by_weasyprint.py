"""Typesetting with WeasyPrint: HTML with style sheets."""

from collections.abc import Sequence
from html import escape

from benchmarks.typesettings.content import Part

_SHEET = """
@page {{ size: {paper}; margin: {margin}; @{head_place} {{ content: "{head}"; font: 8pt {font}; }}
  @{number_place} {{ content: {number}; font: 8pt {font}; }} @footnote {{ border-top: .5pt solid black; padding-top: 4pt }} }}
html {{ font: {size}pt/{leading} {font}; hyphens: {hyphens}; text-align: {align}; }}
body {{ columns: {columns}; column-gap: 20pt; margin: 0; }}
h1, h2 {{ hyphens: manual; text-align: left; break-after: avoid; }}
h1 {{ font-size: {h1}pt; margin: 18pt 0 8pt; }} h2 {{ font-size: {h2}pt; font-style: {h2_style}; margin: 12pt 0 5pt; }}
p {{ margin: 0 0 {gap}pt; text-indent: {indent}pt; }} p.caption {{ font-size: 90%; font-weight: bold; text-indent: 0; }}
ul, ol {{ margin: 0 0 {gap}pt; padding-left: 18pt; }} li {{ margin-bottom: 2pt; }}
table {{ border-collapse: collapse; font-size: {table}%; width: 100%; margin-bottom: 10pt; hyphens: manual; text-align: left; }}
td, th {{ padding: 3pt 5pt; text-align: left; }} tr {{ break-inside: avoid; }}
table.ruled td, table.ruled th {{ border: .5pt solid #444; }}
table.rows tr {{ border-top: .5pt solid #444; border-bottom: .5pt solid #444; }}
td.n {{ text-align: right; }} .note {{ float: footnote; font-size: 8pt; text-indent: 0; hyphens: manual; text-align: left; }}
"""


def typeset(parts: Sequence[Part], style: dict[str, object]) -> bytes:
    from weasyprint import CSS, HTML

    body = "".join(_html(parts))
    document = HTML(string=f'<html lang="sv"><head><title>Plan</title></head><body>{body}</body></html>')
    return bytes(document.write_pdf(stylesheets=[CSS(string=_SHEET.format(**style))]))


def _html(parts: Sequence[Part]) -> list[str]:
    out: list[str] = []
    for i, part in enumerate(parts):
        text = escape(part.text)
        if part.kind == "heading":
            out.append(f"<h{part.level}>{escape(part.whole)}</h{part.level}>")
        elif part.kind == "caption":
            out.append(f'<p class="caption">{text}</p>')
        elif part.kind == "table":
            out.append(_table(part))
        elif part.kind == "list_item":
            opens = parts[i - 1].kind != "list_item"
            closes = i + 1 == len(parts) or parts[i + 1].kind != "list_item"
            out.append(_item(part, text, opens, closes))
        else:
            label = f"<b>{escape(part.label)}</b> " if part.label else ""
            note = f'<span class="note">{escape(part.note)}</span>' if part.note else ""
            out.append(f"<p>{label}{text}{note}</p>")
    return out


def _item(part: Part, text: str, opens: bool, closes: bool) -> str:
    tag, kind = (
        ("ol", "a" if part.marker.endswith(")") else "1") if part.marker[0].isalnum() else ("ul", "disc")
    )
    style = {"–": "list-style-type: '– '", "a": "list-style-type: lower-alpha"}.get(
        part.marker if tag == "ul" else kind, ""
    )
    start = f'<{tag} style="{style}">' if opens else ""
    return f"{start}<li>{text}</li>{f'</{tag}>' if closes else ''}"


def _table(part: Part) -> str:
    head = "".join(f"<th>{escape(cell)}</th>" for cell in part.rows[0])
    rows = "".join(
        "<tr>"
        + "".join(f'<td class="{"n" if i > 1 else ""}">{escape(cell)}</td>' for i, cell in enumerate(row))
        + "</tr>"
        for row in part.rows[1:]
    )
    return f'<table class="{part.rules}"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
