"""The tables as one Excel workbook (Office Open XML), written straight to the file.

Cell by cell through a spreadsheet library, a thousand plans take most of a minute; this takes seconds, holds one
row at a time, and writes the same bytes for the same rows. Texts are never formulas.
"""

import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any
from xml.sax.saxutils import escape, quoteattr

MOST_ROWS = 1_048_576
MOST_CHARACTERS = 32_767
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LITERAL_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_BOLD = ' s="1"'
_DATE = (1980, 1, 1, 0, 0, 0)
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass
class Workbook:
    """A workbook that is being written; to be used in a `with` statement, which completes the file."""

    path: Path
    _sheets: list[tuple[str, str]] = field(default_factory=list)

    def __enter__(self) -> "Workbook":
        self._zip = zipfile.ZipFile(self.path, "w", zipfile.ZIP_DEFLATED, compresslevel=3)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self._write_parts()
        self._zip.close()

    def add_sheet(self, name: str, header: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        """A sheet with a bold, frozen header and filters; rows beyond Excel's limit go to further sheets."""
        most = MOST_ROWS - 1
        for part, start in enumerate(range(0, max(len(rows), 1), most), start=1):
            title = name if part == 1 else f"{name} {part}"
            self._add(title, header, rows[start : start + most])

    def _add(self, name: str, header: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        letters = [column_letters(index) for index in range(len(header))]
        area = f"A1:{letters[-1]}{len(rows) + 1}"
        self._sheets.append((name, f"$A$1:${letters[-1]}${len(rows) + 1}"))
        part = zipfile.ZipInfo(f"xl/worksheets/sheet{len(self._sheets)}.xml", _DATE)
        part.compress_type = zipfile.ZIP_DEFLATED
        with self._zip.open(part, "w", force_zip64=True) as file:
            file.write(_sheet_head(header).encode())
            for number, row in enumerate(rows, start=2):
                file.write(_row(number, row, letters).encode("utf-8"))
            file.write(f'</sheetData><autoFilter ref="{area}"/></worksheet>'.encode())

    def _write_parts(self) -> None:
        for name, content in _parts(self._sheets).items():
            info = zipfile.ZipInfo(name, _DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            self._zip.writestr(info, _XML + content)


def column_letters(index: int) -> str:
    """The name of a column by its index from 0.

    >>> column_letters(0), column_letters(27)
    ('A', 'AB')
    """
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _row(number: int, row: Sequence[Any], letters: Sequence[str], style: str = "") -> str:
    cells = (
        _cell(f"{letter}{number}", value, style)
        for letter, value in zip(letters, row, strict=True)
        if value is not None and value != ""
    )
    return f'<row r="{number}">{"".join(cells)}</row>'


def _cell(place: str, value: Any, style: str) -> str:
    if isinstance(value, bool):
        return f'<c r="{place}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, int | float):
        return f'<c r="{place}"><v>{value!r}</v></c>'
    return f'<c r="{place}"{style} t="inlineStr"><is><t xml:space="preserve">{_text(value)}</t></is></c>'


def _text(value: str) -> str:
    """The text as XML: without characters that XML forbids, and no longer than Excel allows."""
    text = _LITERAL_ESCAPE.sub("_x005F_", _FORBIDDEN.sub("", value))
    if len(text) > MOST_CHARACTERS:
        text = text[: MOST_CHARACTERS - 1] + "…"
    return escape(text)


def _sheet_head(header: Sequence[str]) -> str:
    letters = [column_letters(index) for index in range(len(header))]
    widths = "".join(
        f'<col min="{n}" max="{n}" width="{_width(name)}" customWidth="1"/>'
        for n, name in enumerate(header, 1)
    )
    return (
        f'{_XML}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="15"/><cols>{widths}</cols>'
        f"<sheetData>{_row(1, header, letters, _BOLD)}"
    )


def _width(name: str) -> int:
    wide = ("quote", "text", "title", "heading", "description", "label", "indicator", "context")
    return 60 if name in wide else max(12, len(name) + 4)


def _parts(sheets: Sequence[tuple[str, str]]) -> dict[str, str]:
    """The workbook's other parts; `sheets` are names and filtered areas."""
    numbers = range(1, len(sheets) + 1)
    listed = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="rId{n}"/>'
        for n, (name, _) in enumerate(sheets, 1)
    )
    filters = "".join(
        f'<definedName name="_xlnm._FilterDatabase" localSheetId="{n}" hidden="1">'
        f"'{escape(name)}'!{area}</definedName>"
        for n, (name, area) in enumerate(sheets)
    )
    sheet_links = [(f"rId{n}", f"{_REL}/worksheet", f"worksheets/sheet{n}.xml") for n in numbers]
    styles = (f"rId{len(sheets) + 1}", f"{_REL}/styles", "styles.xml")
    kinds = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    overrides = [("/xl/workbook.xml", "sheet.main"), ("/xl/styles.xml", "styles")]
    overrides += [(f"/xl/worksheets/sheet{n}.xml", "worksheet") for n in numbers]
    return {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>'
        + "".join(f'<Override PartName="{p}" ContentType="{kinds}.{k}+xml"/>' for p, k in overrides)
        + "</Types>",
        "_rels/.rels": _links([("rId1", f"{_REL}/officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_REL}"><sheets>{listed}</sheets>'
        f"<definedNames>{filters}</definedNames></workbook>",
        "xl/_rels/workbook.xml.rels": _links([*sheet_links, styles]),
        "xl/styles.xml": _STYLES,
    }


def _links(links: Iterable[tuple[str, str, str]]) -> str:
    listed = "".join(f'<Relationship Id="{i}" Type="{kind}" Target="{to}"/>' for i, kind, to in links)
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
