"""The examples in the docstrings are tests too; here is what they do not show."""

import subprocess
import sys
from pathlib import Path

import pytest

import esfnlp
from esfnlp.dataset.tables import write_tables
from esfnlp.errors import NothingToDoError, UsageError
from esfnlp.record import COLUMNS

DOCUMENT = {"document_id": "syd", "region_codes": ["SE22"], "period_start": 2014, "period_end": 2020}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    write_tables({"documents": [DOCUMENT]}, tmp_path / "dataset")
    return tmp_path


@pytest.mark.parametrize("table", COLUMNS)
def test_every_table_is_a_frame(out: Path, table: str) -> None:
    assert list(getattr(esfnlp.open(out), table).columns) == list(COLUMNS[table])


def test_a_folder_may_be_given_as_text(out: Path) -> None:
    assert esfnlp.open(str(out)).documents["document_id"].tolist() == ["syd"]


def test_a_folder_without_a_dataset_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(NothingToDoError, match="no dataset"):
        esfnlp.open(tmp_path)


@pytest.mark.parametrize("by", ["target-groups", "actors", "targets"])
def test_a_comparison_without_rows_has_its_columns(out: Path, by: str) -> None:
    columns = esfnlp.open(out).compare(by).columns
    assert {"region_code", "period", "label", "status", "records"} <= set(columns)


def test_an_empty_dataset_has_no_years(tmp_path: Path) -> None:
    write_tables({}, tmp_path / "dataset")
    assert repr(esfnlp.open(tmp_path)) == "Plans(0 documents)"


def test_a_document_without_a_text_is_told(out: Path) -> None:
    plans = esfnlp.open(out)
    with pytest.raises(UsageError, match="the text of syd is not"):
        plans.text("syd")
    with pytest.raises(UsageError, match="no document 'x'"):
        plans.text("x")


def test_wrong_questions_are_refused(out: Path) -> None:
    plans = esfnlp.open(out)
    with pytest.raises(UsageError, match="cannot compare"):
        plans.compare("colours")
    with pytest.raises(UsageError, match="no document"):
        plans.similar("x")


def test_importing_esfnlp_stays_light() -> None:
    code = "import sys, esfnlp; print(sorted({'pandas', 'numpy', 'pyarrow', 'yaml'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
