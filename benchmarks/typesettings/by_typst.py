"""Typesetting with Typst."""

from collections.abc import Sequence

from benchmarks.typesettings.content import Part

_HEAD = """
#set page(paper: "a4", flipped: {flipped}, margin: {margin}, columns: {columns},
  header: context align({head_place})[#text(8pt)[{head}]],
  footer: context align({number_place})[#text(8pt)[{number}]])
#set text(lang: "sv", size: {size}pt, font: "{font}", hyphenate: {hyphens})
#set par(justify: {justify}, leading: {leading}em, spacing: {gap}em, first-line-indent: {indent})
#set list(marker: [{bullet}])
#show heading: set text(hyphenate: false)
#show heading.where(level: 1): set text(size: {h1}pt)
#show heading.where(level: 2): set text(size: {h2}pt, style: "{h2_style}", weight: "{h2_weight}")
#show heading: it => block(above: 1.6em, below: 0.8em, it)
#show table: set text(size: {table}pt, hyphenate: false)
#show table: set par(justify: false)
"""


def typeset(parts: Sequence[Part], style: dict[str, object]) -> bytes:
    import typst

    source = _HEAD.format(**style) + "\n".join(_markup(part) for part in parts)
    return bytes(typst.compile(source.encode("utf-8")))


def _markup(part: Part) -> str:
    text = _plain(part.text)
    if part.kind == "heading":
        return f"#heading(level: {part.level})[{_plain(part.whole)}]"
    if part.kind == "caption":
        return f'#block(sticky: true)[#text(weight: "bold", size: 0.9em)[{text}]]'
    if part.kind == "table":
        return _table(part)
    if part.kind == "list_item":
        if part.marker[0].isalnum():
            form = "1." if part.marker.endswith(".") else "a)"
            place = "abcd".find(part.marker[0]) + 1 or int(part.marker[0])
            return f'#enum(numbering: "{form}", start: {place})[{text}]'
        return f"#list[{text}]"
    label = f"#strong[{_plain(part.label)}] " if part.label else ""
    note = f"#footnote[{_plain(part.note)}]" if part.note else ""
    return f"{label}{text}{note}\n"


def _table(part: Part) -> str:
    stroke = {"ruled": "0.5pt", "rows": "(x, y) => (top: 0.5pt, bottom: 0.5pt)", "none": "none"}[part.rules]
    cells = ",".join(f"[{_plain(cell)}]" for row in part.rows[1:] for cell in row)
    head = ",".join(f"[*{_plain(cell)}*]" for cell in part.rows[0])
    return (
        f"#table(columns: (2.4fr, 1fr, 1fr, 1fr, 1fr), stroke: {stroke}, inset: 4pt,"
        f" align: (x, y) => if x > 1 {{ right }} else {{ left }}, table.header({head}), {cells})"
    )


def _plain(text: str) -> str:
    return "".join(f"\\{char}" if char in "#*_$@<>[]\\`~=" else char for char in text)
