"""Every format, opened again, holds the dataset's rows."""

import json
import sqlite3
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pyreadstat
import pytest
from frictionless import Package

from esfnlp.dataset.package import ENUMS
from esfnlp.dataset.tables import Dataset
from esfnlp.record import COLUMNS
from esfnlp.release.excel import MOST_CHARACTERS, Workbook
from esfnlp.release.statistics import MOST_SPSS_BYTES
from esfnlp.release.write import export

from .conftest import Make, make_dataset, rows

ON_ALL = pytest.mark.parametrize("table", COLUMNS)


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_dataset(tmp_path_factory.mktemp("formats") / "out")


@pytest.fixture(scope="module")
def release(out: Path) -> Path:
    return export(out, out.with_name("release")).folder


def expected(out: Path, table: str) -> list[dict[str, Any]]:
    """The dataset's rows without persons; lists joined, empty cells None."""
    found = [row for row in Dataset(out / "dataset").rows(table) if row.get("label") != "PERSON"]
    return [{name: flat(value) for name, value in row.items()} for row in found]


def flat(value: Any) -> Any:
    return "|".join(value) or None if isinstance(value, list) else None if value == "" else value


def without_controls(value: Any) -> Any:
    return value.replace("\x07", "") if isinstance(value, str) else value


@ON_ALL
def test_excel_holds_the_rows(out: Path, release: Path, table: str) -> None:
    sheet = openpyxl.load_workbook(release / "esfnlp.xlsx")[table]
    header, *found = sheet.iter_rows(values_only=True)
    wanted = [{name: without_controls(value) for name, value in row.items()} for row in expected(out, table)]
    assert [dict(zip(header, row, strict=True)) for row in found] == wanted


def test_excel_has_a_frozen_header_filters_and_a_codebook(release: Path) -> None:
    book = openpyxl.load_workbook(release / "esfnlp.xlsx")
    assert book.sheetnames == [*COLUMNS, "codebook"]
    assert {sheet.freeze_panes for sheet in book} == {"A2"}
    assert all(sheet.auto_filter.ref.startswith("A1:") for sheet in book)
    assert book["targets"]["A1"].font.b


def test_excel_reads_texts_as_texts_and_cuts_what_is_too_long(tmp_path: Path) -> None:
    with Workbook(tmp_path / "b.xlsx") as book:
        book.add_sheet("x", ["a", "b"], [["=1+1", "å" * (MOST_CHARACTERS + 1)]])
    (row,) = openpyxl.load_workbook(tmp_path / "b.xlsx")["x"].iter_rows(min_row=2)
    assert (row[0].value, row[0].data_type) == ("=1+1", "s")
    assert row[1].value == "å" * (MOST_CHARACTERS - 1) + "…"


def labelled_rows(frame: pd.DataFrame, table: str) -> list[dict[str, Any]]:
    """Rows of a Stata or SPSS file with its labels as values, in the dataset's columns."""
    rows = frame[list(COLUMNS[table])].astype(object).to_dict("records")
    return [{n: None if pd.isna(v) or v == "" else v for n, v in row.items()} for row in rows]


def coded(table: str, row: dict[str, Any]) -> dict[str, Any]:
    if "training" in row and row["training"] is not None:
        return row | {"training": "yes" if row["training"] else "no"}
    return row


@ON_ALL
def test_stata_holds_the_rows_with_their_labels(out: Path, release: Path, table: str) -> None:
    frame = pd.read_stata(release / "stata" / f"{table}.dta", convert_categoricals=True)
    assert labelled_rows(frame, table) == [coded(table, row) for row in expected(out, table)]


@ON_ALL
def test_spss_holds_the_rows_with_their_labels(out: Path, release: Path, table: str) -> None:
    frame, meta = pyreadstat.read_sav(release / "spss" / f"{table}.sav", apply_value_formats=True)
    assert labelled_rows(frame, table) == [coded(table, row) for row in expected(out, table)]
    assert all(meta.column_names_to_labels[name] for name in COLUMNS[table])


@ON_ALL
def test_every_code_has_a_label_of_its_value(release: Path, table: str) -> None:
    _, meta = pyreadstat.read_dta(release / "stata" / f"{table}.dta")
    for name, codes in ENUMS.get(table, {}).items():
        assert tuple(meta.variable_value_labels[name].values()) == codes


@ON_ALL
def test_sqlite_holds_the_rows(out: Path, release: Path, table: str) -> None:
    connection = sqlite3.connect(release / "esfnlp.sqlite")
    connection.row_factory = sqlite3.Row
    lists = [name for name, kind in COLUMNS[table].items() if kind == "list"]
    found = [dict(row) for row in connection.execute(f'SELECT * FROM "{table}"')]
    for row in found:
        row |= {name: flat(json.loads(row[name])) for name in lists}
    assert [{n: flat(v) for n, v in row.items()} for row in found] == expected(out, table)
    assert not connection.execute("PRAGMA foreign_key_check").fetchall()
    connection.close()


@ON_ALL
def test_parquet_and_csv_hold_the_rows(out: Path, release: Path, table: str) -> None:
    whole = Dataset(release / "parquet").rows(table)
    assert [{n: flat(v) for n, v in row.items()} for row in whole] == expected(out, table)
    assert len(pd.read_csv(release / "csv" / f"{table}.csv")) == len(whole)


@pytest.mark.filterwarnings("ignore")
def test_frictionless_accepts_the_package(release: Path) -> None:
    report = Package(str(release / "datapackage.json")).validate()
    assert report.valid, report.flatten(["message"])


def test_spss_texts_are_cut_where_spss_ends(make_out: Make, tmp_path: Path) -> None:
    passages = [row | {"text": "ö" * 40_000} for row in rows()["passages"]]
    folder = export(make_out(passages=passages), tmp_path / "to").folder
    frame, _ = pyreadstat.read_sav(folder / "spss" / "passages.sav")
    assert len(frame["text"][0].encode()) <= MOST_SPSS_BYTES
    assert frame["text"][0].endswith("ö…")
    assert len(pd.read_stata(folder / "stata" / "passages.dta")["text"][0]) == 40_000


def test_files_in_the_workbook_have_a_fixed_date(release: Path) -> None:
    with zipfile.ZipFile(release / "esfnlp.xlsx") as book:
        assert {info.date_time for info in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}
