import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from esfnlp.store.lock import writing

Cli = Callable[..., Any]


def test_a_run_prints_its_tables_and_ends_with_0(esfnlp: Cli, plans: Path, tmp_path: Path) -> None:
    done = esfnlp("run", plans, "--out", tmp_path / "out")
    assert (done.code, done.err) == (0, "")
    assert "target groups" in done.out
    assert (tmp_path / "out" / "dataset" / "target_groups.parquet").exists()


def test_the_summary_as_json_counts_tables_and_reused_documents(
    esfnlp: Cli, plans: Path, tmp_path: Path
) -> None:
    esfnlp("run", plans, "--out", tmp_path / "out")
    printed = json.loads(esfnlp("run", plans, "--out", tmp_path / "out", "--format", "json").out)
    assert (printed["documents"], printed["reused"], printed["problems"]) == (["syd"], 1, [])
    assert printed["counts"]["documents"] == 1


def test_a_bad_file_is_one_line_on_standard_error_and_1_every_time(
    esfnlp: Cli, plans: Path, tmp_path: Path
) -> None:
    (plans / "trasig.pdf").write_bytes(b"%PDF-1.4\nnothing\n")
    for _ in range(2):
        done = esfnlp("run", plans, "--out", tmp_path / "out")
        (line,) = done.err.splitlines()
        assert (done.code, "trasig.pdf" in line) == (1, True)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["run", "{tmp}/nowhere", "--out", "{tmp}/out"], "no file or folder at"),
        (
            ["run", "{tmp}/plans", "--out", "{tmp}/out", "--params", "{tmp}/params.yaml"],
            "unknown stage ['läs']",
        ),
        (["run", "{tmp}/plans", "--out", "{tmp}/out", "--params", "{tmp}/none.yaml"], "no settings file"),
        (["run", "{tmp}/wrong.csv", "--out", "{tmp}/out"], "no column `file`"),
        (["run", "{tmp}/plans"], "--out"),
        (["run", "{tmp}/plans", "--out", "{tmp}/out", "--workers", "0"], "--workers"),
        (["run", "{tmp}/plans", "--out", "{tmp}/out", "--loud"], "--loud"),
        (["walk"], "walk"),
    ],
    ids=lambda value: str(value)[:50],
)
def test_wrong_usage_is_2_and_says_what(
    esfnlp: Cli, plans: Path, tmp_path: Path, arguments: list[str], message: str
) -> None:
    (tmp_path / "params.yaml").write_text("läs: {}\n", encoding="utf-8")
    (tmp_path / "wrong.csv").write_text("title\nPlan\n", encoding="utf-8")
    done = esfnlp(*(argument.format(tmp=tmp_path) for argument in arguments))
    assert done.code == 2
    assert message in done.err
    assert "Traceback" not in done.err
    assert not (tmp_path / "out").exists()


def test_a_user_error_is_one_line(esfnlp: Cli, tmp_path: Path) -> None:
    done = esfnlp("run", tmp_path / "nowhere", "--out", tmp_path / "out")
    assert len(done.err.splitlines()) == 1
    assert done.err.startswith("esfnlp: ")


def test_an_output_that_is_a_file_is_wrong_usage(esfnlp: Cli, plans: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("x", encoding="utf-8")
    assert esfnlp("run", plans, "--out", tmp_path / "out").code == 2


def test_nothing_readable_is_3(esfnlp: Cli, tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "tom.txt").write_bytes(b"")
    done = esfnlp("run", tmp_path / "plans", "--out", tmp_path / "out")
    assert (done.code, len(done.err.splitlines())) == (3, 1)
    assert "tom.txt" in done.err


def test_a_folder_without_documents_is_3(esfnlp: Cli, tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    assert esfnlp("run", tmp_path / "plans", "--out", tmp_path / "out").code == 3


def test_files_left_out_and_documents_dropped_are_told(esfnlp: Cli, plans: Path, tmp_path: Path) -> None:
    (plans / "nord.txt").write_bytes((plans / "syd.txt").read_bytes())
    esfnlp("run", plans, "--out", tmp_path / "out")
    (plans / "nord.txt").unlink()
    (plans / "bild.xcf").write_bytes(b"x")
    done = esfnlp("run", plans, "--out", tmp_path / "out")
    assert done.code == 0
    assert "left out what is no PDF" in done.err and "nord" in done.err


def test_a_run_is_searched_compared_and_read_by_the_other_commands(
    esfnlp: Cli, plans: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    esfnlp("run", plans, "--out", out)
    found = json.loads(esfnlp("search", "vilka planer prioriterar UVAS", "--in", out, "--format", "json").out)
    assert [(plan["document_id"], plan["status"]) for plan in found["plans"]] == [("syd", "prioritised")]
    compared = json.loads(esfnlp("compare", "--in", out, "--format", "json").out)
    assert {"concept": "tg:uvas", "status": "prioritised"}.items() <= next(
        row for row in compared["rows"] if row["concept"] == "tg:uvas"
    ).items()


def test_records_that_are_not_sure_enough_stay_out_and_come_back(
    esfnlp: Cli, plans: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    counts = [
        json.loads(esfnlp("run", plans, "--out", out, "--format", "json", *more).out)["counts"][
            "target_groups"
        ]
        for more in ([], ["--min-confidence", "1"], [])
    ]
    assert counts[0] == counts[2] > counts[1] == 0


def test_a_run_into_a_folder_that_another_writes_to_ends_with_3_and_one_line(
    esfnlp: Cli, plans: Path, tmp_path: Path
) -> None:
    with writing(tmp_path / "out"):
        done = esfnlp("run", plans, "--out", tmp_path / "out")
    assert (done.code, done.err.count("\n")) == (3, 1)
    assert "wait until it has ended" in done.err
    assert esfnlp("run", plans, "--out", tmp_path / "out").code == 0
