"""Typesetting with LibreOffice Writer, from a flat OpenDocument file with real notes, lists and tables."""

import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from benchmarks.typesettings.content import Part

_NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in {
        "office": "office",
        "style": "style",
        "text": "text",
        "table": "table",
        "fo": "xsl-fo-compatible",
    }.items()
)
_STYLES = """<office:automatic-styles>
<style:page-layout style:name="pl"><style:page-layout-properties fo:page-width="{width}" fo:page-height="{height}"
 fo:margin="{margin}"><style:columns fo:column-count="{columns}" fo:column-gap="0.7cm"/></style:page-layout-properties>
<style:header-style><style:header-footer-properties fo:min-height="0.8cm" fo:margin-bottom="0.4cm"/></style:header-style>
<style:footer-style><style:header-footer-properties fo:min-height="0.8cm" fo:margin-top="0.4cm"/></style:footer-style>
</style:page-layout>
<style:style style:name="p" style:family="paragraph"><style:paragraph-properties fo:text-align="{align}"
 fo:margin-bottom="{gap}pt" fo:text-indent="{indent}pt" fo:line-height="{leading}%"/></style:style>
<style:style style:name="n" style:family="paragraph"><style:text-properties fo:font-size="8.5pt"/></style:style>
<style:style style:name="run" style:family="paragraph"><style:paragraph-properties fo:text-align="{head_align}"/>
<style:text-properties fo:font-size="8.5pt"/></style:style>
<style:style style:name="h1" style:family="paragraph"><style:paragraph-properties fo:margin-top="16pt" fo:margin-bottom="6pt"
 fo:keep-with-next="always"/><style:text-properties fo:font-size="{h1}pt" fo:font-weight="bold"/></style:style>
<style:style style:name="h2" style:family="paragraph"><style:paragraph-properties fo:margin-top="10pt" fo:margin-bottom="4pt"
 fo:keep-with-next="always"/><style:text-properties fo:font-size="{h2}pt" fo:font-weight="bold" fo:font-style="{h2_style}"/></style:style>
<style:style style:name="c" style:family="paragraph"><style:paragraph-properties fo:margin-top="6pt" fo:margin-bottom="3pt"
 fo:keep-with-next="always"/><style:text-properties fo:font-size="9pt" fo:font-style="italic"/></style:style>
<style:style style:name="cell" style:family="paragraph"><style:text-properties fo:font-size="{table}pt"/></style:style>
<style:style style:name="num" style:family="paragraph"><style:paragraph-properties fo:text-align="end"/>
<style:text-properties fo:font-size="{table}pt"/></style:style>
<style:style style:name="th" style:family="paragraph"><style:text-properties fo:font-size="{table}pt" fo:font-weight="bold"/></style:style>
<style:style style:name="b" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="wide" style:family="table-column"><style:table-column-properties style:column-width="{wide}"/></style:style>
<style:style style:name="slim" style:family="table-column"><style:table-column-properties style:column-width="{slim}"/></style:style>
<style:style style:name="ruled" style:family="table-cell"><style:table-cell-properties fo:padding="2pt" fo:border="0.5pt solid #000000"/></style:style>
<style:style style:name="rows" style:family="table-cell"><style:table-cell-properties fo:padding="2pt"
 fo:border-top="0.5pt solid #000000" fo:border-bottom="0.5pt solid #000000"/></style:style>
<style:style style:name="none" style:family="table-cell"><style:table-cell-properties fo:padding="2pt"/></style:style>
{lists}</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="pl">
<style:header><text:p text:style-name="run">{head}</text:p></style:header>
<style:footer><text:p text:style-name="run">{number}</text:p></style:footer></style:master-page></office:master-styles>"""
_LEVEL = (
    '<style:list-level-properties text:list-level-position-and-space-mode="label-alignment">'
    '<style:list-level-label-alignment text:label-followed-by="listtab" fo:text-indent="-0.6cm"'
    ' fo:margin-left="1.2cm"/></style:list-level-properties>'
)


def typeset(parts: Sequence[Part], style: dict[str, object]) -> bytes:
    """The PDF; needs `soffice` on the path."""
    styles = _STYLES.format(lists=_lists(), **style)
    font = f'<office:styles><style:default-style style:family="paragraph"><style:text-properties fo:font-size="{style["size"]}pt"'
    font += f' fo:font-family="{style["font"]}" fo:language="sv" fo:country="SE"/></style:default-style></office:styles>'
    body = "".join(_body(parts))
    source = f'<?xml version="1.0" encoding="UTF-8"?><office:document {_NAMES} office:version="1.3"'
    source += ' office:mimetype="application/vnd.oasis.opendocument.text">'
    source += f"{font}{styles}<office:body><office:text>{body}</office:text></office:body></office:document>"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.fodt"
        path.write_text(source, "utf-8")
        command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless"]
        subprocess.run(
            [*command, "--convert-to", "pdf", "--outdir", folder, str(path)], check=True, capture_output=True
        )
        return path.with_suffix(".pdf").read_bytes()


def _lists() -> str:
    def bullet(name: str, sign: str) -> str:
        level = f'<text:list-level-style-bullet text:level="1" text:bullet-char="{sign}">{_LEVEL}</text:list-level-style-bullet>'
        return f'<text:list-style style:name="{name}">{level}</text:list-style>'

    def numbers(name: str, form: str, suffix: str) -> str:
        level = f'<text:list-level-style-number text:level="1" style:num-format="{form}" style:num-suffix="{suffix}">{_LEVEL}'
        return (
            f'<text:list-style style:name="{name}">{level}</text:list-level-style-number></text:list-style>'
        )

    return bullet("L0", "•") + bullet("L1", "–") + numbers("L2", "1", ".") + numbers("L3", "a", ")")


def _body(parts: Sequence[Part]) -> list[str]:
    out: list[str] = []
    for i, part in enumerate(parts):
        text = escape(part.text)
        if part.kind == "heading":
            name = f"h{part.level}"
            out.append(
                f'<text:h text:style-name="{name}" text:outline-level="{part.level}">{escape(part.whole)}</text:h>'
            )
        elif part.kind == "caption":
            out.append(f'<text:p text:style-name="c">{text}</text:p>')
        elif part.kind == "table":
            out.append(_table(part))
        elif part.kind == "list_item":
            opens = parts[i - 1].kind != "list_item"
            closes = i + 1 == len(parts) or parts[i + 1].kind != "list_item"
            name = {"•": "L0", "–": "L1"}.get(part.marker, "L2" if part.marker.endswith(".") else "L3")
            start = f'<text:list text:style-name="{name}">' if opens else ""
            item = f'<text:list-item><text:p text:style-name="p">{text}</text:p></text:list-item>'
            out.append(f"{start}{item}{'</text:list>' if closes else ''}")
        else:
            label = f'<text:span text:style-name="b">{escape(part.label)}</text:span> ' if part.label else ""
            out.append(f'<text:p text:style-name="p">{label}{text}{_note(part)}</text:p>')
    return out


def _note(part: Part) -> str:
    if not part.note:
        return ""
    body = f'<text:note-body><text:p text:style-name="n">{escape(part.note)}</text:p></text:note-body>'
    return f'<text:note text:note-class="footnote"><text:note-citation/>{body}</text:note>'


def _table(part: Part) -> str:
    def row(cells: Sequence[str], head: bool) -> str:
        names = ["th" if head else "num" if i > 1 else "cell" for i in range(len(cells))]
        return "<table:table-row>" + "".join(
            f'<table:table-cell table:style-name="{part.rules}"><text:p text:style-name="{name}">{escape(cell)}</text:p>'
            "</table:table-cell>"
            for name, cell in zip(names, cells, strict=True)
        ) + "</table:table-row>"  # fmt: skip

    columns = (
        '<table:table-column table:style-name="wide"/>' + '<table:table-column table:style-name="slim"/>' * 4
    )
    head = f"<table:table-header-rows>{row(part.rows[0], True)}</table:table-header-rows>"
    return (
        f"<table:table>{columns}{head}{''.join(row(cells, False) for cells in part.rows[1:])}</table:table>"
    )
