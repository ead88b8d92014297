"""`esfnlp export` and `esfnlp plot` from the outside."""

from pathlib import Path

import pytest

from esfnlp.dataset.tables import write_tables

DOCUMENT = {"document_id": "syd", "region_codes": ["SE22"], "period_start": 2014, "period_end": 2020}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    write_tables({"documents": [DOCUMENT]}, tmp_path / "out" / "dataset")
    return tmp_path / "out"


def test_export_says_what_it_wrote(esfnlp, out, tmp_path):
    done = esfnlp("export", "--in", out, "--to", tmp_path / "release")
    assert (done.code, done.out) == (0, "")
    assert "8 tables, 1 rows, version 0.1.0+" in done.err
    assert (tmp_path / "release" / "provenance.json").is_file()


def test_export_to_a_folder_with_other_things_is_wrong_usage(esfnlp, out):
    done = esfnlp("export", "--in", out, "--to", out)
    assert done.code == 2
    assert done.err.count("\n") == 1


@pytest.mark.parametrize("command", [["export", "--to", "x"], ["plot", "--to", "x.png"]])
def test_a_folder_without_a_dataset_and_no_folder_are_told_apart(esfnlp, tmp_path, command):
    assert esfnlp(*command, "--in", tmp_path).code == 3
    assert esfnlp(*command, "--in", tmp_path / "nowhere").code == 2


def test_plot_ends_with_three_where_there_is_nothing_to_draw(esfnlp, out, tmp_path):
    done = esfnlp("plot", "--in", out, "--kind", "actors", "--to", tmp_path / "a.png")
    assert done.code == 3
    assert "nothing to draw" in done.err


def test_plot_refuses_other_endings(esfnlp, out, tmp_path):
    done = esfnlp("plot", "--in", out, "--to", tmp_path / "a.gif")
    assert done.code == 2
    assert ".png or .svg" in done.err
