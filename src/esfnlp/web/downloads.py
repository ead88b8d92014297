"""What is shown, to take along: CSV and Excel tables, PNG and SVG pictures, each with the line to cite it by."""

import csv
import io
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from fastapi import Response

from esfnlp.release.excel import Workbook
from esfnlp.web.languages import N_, Language
from esfnlp.web.refusals import RoomError
from esfnlp.web.shelf import Edition

Form = Literal["csv", "xlsx", "png", "svg"]
MEDIA_TYPES: dict[str, str] = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "png": "image/png",
    "svg": "image/svg+xml",
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table to take along."""

    name: str
    header: Sequence[str]
    rows: Sequence[Sequence[Any]]


def citation(edition: Edition, shown: str, say: Language) -> str:
    """How what is shown is cited; `shown` says what of the dataset it is."""
    count = sum(not row["training"] for row in edition.documents.values())
    return say(
        N_("Swedish ESF regional plans compared, esfnlp dataset %(version)s (%(n)s documents): %(shown)s"),
        version=edition.version,
        n=count,
        shown=shown,
    )


def table(form: Form, name: str, sheets: Sequence[Sheet], cited: str) -> Response:
    """The first sheet as CSV, its last column saying how to cite it, or all sheets as a workbook."""
    content = _as_csv(sheets[0], cited) if form == "csv" else _as_workbook(sheets, cited)
    return attachment(form, name, content)


def _as_csv(sheet: Sheet, cited: str) -> bytes:
    """With a byte order mark, by which spreadsheets know the encoding."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow([*sheet.header, "citation"])
    writer.writerows([*map(_harmless, row), cited] for row in sheet.rows)
    return buffer.getvalue().encode("utf-8-sig")


def _harmless(value: Any) -> Any:
    """Text of a plan that a spreadsheet would take for a formula stays text."""
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "@", "\t")) else value


def _as_workbook(sheets: Sequence[Sheet], cited: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "shown.xlsx"
        with Workbook(path) as workbook:
            for sheet in sheets:
                workbook.add_sheet(sheet.name, sheet.header, sheet.rows)
            workbook.add_sheet("citation", ["citation"], [[cited]])
        return path.read_bytes()


def attachment(form: Form, name: str, content: bytes) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}.{form}"', "Cache-Control": "no-cache"}
    return Response(content, media_type=MEDIA_TYPES[form], headers=headers)


def no_pictures() -> RoomError:
    """Matplotlib is an extra that may be missing."""
    return RoomError(501, N_('Pictures need matplotlib; install it with pip install "esfnlp[plots]".'))
