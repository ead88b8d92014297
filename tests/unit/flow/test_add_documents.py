import json
from pathlib import Path

import pytest

from esfnlp.dataset.tables import read_tables
from esfnlp.errors import NothingToDoError
from esfnlp.flow.last_run import read_last_run
from esfnlp.flow.run import RunReport, add_documents, run
from esfnlp.settings import DatasetSettings, Settings

NEW = "Handlingsplan för Socialfonden i Mellersta Norrland 2014-2020\n\nUnga som varken arbetar eller studerar är en prioriterad målgrupp.\n"


@pytest.fixture
def out(originals: Path, tmp_path: Path) -> Path:
    """A dataset whose files are no longer there."""
    moved = tmp_path / "moved"
    moved.mkdir()
    (moved / "Sydsverige.txt").write_bytes((originals / "Sydsverige.txt").read_bytes())
    run([moved], tmp_path / "out", settings=Settings(dataset=DatasetSettings(min_confidence=0.01)), workers=1)
    (moved / "Sydsverige.txt").unlink()
    return tmp_path / "out"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "norrland.txt"
    path.write_text(NEW, encoding="utf-8")
    return path


def documents(out: Path) -> list[str]:
    return [str(row["document_id"]) for row in read_tables(out / "dataset").rows("documents")]


def test_an_added_document_stands_beside_the_others_whose_files_are_gone(out: Path, file: Path) -> None:
    inputs = read_last_run(out).inputs
    report: RunReport = add_documents([file], out, workers=1)
    assert documents(out) == report.documents == ["norrland", "sydsverige"]
    assert (report.reused, report.dropped) == (1, [])
    last = read_last_run(out)
    assert last.inputs == [*inputs, str(file)]
    assert last.settings.dataset.min_confidence == 0.01


def test_a_file_that_cannot_be_read_leaves_the_dataset_as_it_was(out: Path, tmp_path: Path) -> None:
    broken = tmp_path / "trasig.pdf"
    broken.write_bytes(b"%PDF-1.7\nno objects here\n")
    before = (out / "run.json").read_bytes()
    with pytest.raises(NothingToDoError, match="trasig"):
        add_documents([broken], out, workers=1)
    assert documents(out) == ["sydsverige"]
    assert (out / "run.json").read_bytes() == before


def test_nothing_is_added_where_no_run_has_ended(tmp_path: Path, file: Path) -> None:
    with pytest.raises(NothingToDoError, match="esfnlp run"):
        add_documents([file], tmp_path / "nowhere", workers=1)


def test_nothing_is_added_where_the_others_are_not_kept(out: Path, file: Path) -> None:
    (out / "ingested" / "sydsverige.json").unlink()
    with pytest.raises(NothingToDoError, match="sydsverige is not kept"):
        add_documents([file], out, workers=1)
    assert json.loads((out / "run.json").read_text(encoding="utf-8"))["documents"] == ["sydsverige"]
