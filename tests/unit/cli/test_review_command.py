"""`esfnlp review` from the outside: what it prints, and its exit codes."""

import json
import shutil
from pathlib import Path

import pytest

from esfnlp.flow.run import run
from esfnlp.settings import Settings

PLAN = """Handlingsplan för Socialfonden i Sydsverige 2014-2020

Målgrupper

Insatserna ska riktas till unga som varken arbetar eller studerar.
"""


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What one run over the plan wrote; no test may change it."""
    folder = tmp_path_factory.mktemp("review")
    (folder / "syd.txt").write_text(PLAN, encoding="utf-8")
    run([folder / "syd.txt"], folder / "out", settings=Settings(), workers=1)
    return folder / "out"


@pytest.fixture
def out(first: Path, tmp_path: Path) -> Path:
    shutil.copytree(first, tmp_path / "out")
    return tmp_path / "out"


def waiting(esfnlp, out):
    return json.loads(esfnlp("review", "queue", "--in", out, "--format", "json").out)


def test_corrections_from_queue_to_gold(esfnlp, out, plans, tmp_path):
    entries = waiting(esfnlp, out)
    (uvas,) = [e["record_id"] for e in entries if e.get("concept") == "tg:uvas"]
    others = [e["record_id"] for e in entries if e["record_id"] != uvas]
    done = esfnlp(
        "review", "edit", uvas, "--set", "status=eligible", "--in", out, "--who", "anna", "--why", "kan"
    )
    assert (done.code, done.out.startswith("co-")) == (0, True)
    if others:
        assert esfnlp("review", "reject", *others, "--in", out, "--who", "anna").code == 0
    assert waiting(esfnlp, out) == []
    assert "pending" in esfnlp("review", "list", "--in", out).out
    assert esfnlp("run", plans, "--out", out).code == 0
    listed = json.loads(esfnlp("review", "list", "--in", out, "--format", "json").out)
    assert {(one["state"], one["who"]) for one in listed} == {("applied", "anna")}
    gold = esfnlp("review", "export", "--in", out, "--to", tmp_path / "gold")
    assert (gold.code, (tmp_path / "gold" / "syd.json").is_file()) == (0, True)
    figures = esfnlp("evaluate", "--gold", tmp_path / "gold" / "syd.json", "--in", out, "--format", "json")
    assert json.loads(figures.out)["target_groups"]["status"] == 1.0


def test_what_fits_no_more_is_told_by_the_next_run_and_listed(esfnlp, out, plans):
    (uvas,) = [e["record_id"] for e in waiting(esfnlp, out) if e.get("concept") == "tg:uvas"]
    esfnlp("review", "accept", uvas, "--in", out)
    path = plans / "syd.txt"
    path.write_text("Handlingsplan\n\nHelt annan text om skog och vägar.\n", encoding="utf-8")
    again = esfnlp("run", plans, "--out", out)
    assert again.code == 0 and "its words are not in the text any more" in again.err
    assert "lost" in esfnlp("review", "list", "--lost", "--in", out).out


def test_a_damaged_line_is_named_once_and_ends_a_run_with_1(esfnlp, out, plans):
    (out / "corrections").mkdir()
    (out / "corrections" / "anna.jsonl").write_text('{"action"\n', encoding="utf-8")
    again = esfnlp("run", plans, "--out", out)
    assert again.code == 1
    assert "anna.jsonl:1: not a correction" in again.err
    assert "anna.jsonl:1: not a correction" in esfnlp("review", "list", "--in", out).err


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        (["accept", "tg-0"], "no record tg-0"),
        (["edit", "tg-0", "--set", "status=x"], "no record tg-0"),
        (["retract", "co-0"], "no correction co-0"),
        (["add", "none", "ord", "--table", "actors", "--set", "actor=ac:kommuner", "--set", "role=partner"], "no document none"),
        (["add", "syd", "aldrig sagt", "--table", "actors", "--set", "actor=ac:kommuner", "--set", "role=partner"], "stands in no passage"),
        (["add", "syd", "unga", "--table", "actors", "--set", "role"], "write COLUMN=VALUE"),
        (["add", "syd", "unga", "--table", "actors", "--set", "färg=blå"], "actors has no 'färg'"),
        (["export", "--document", "none", "--to", "x"], "no document none"),
        (["import", "none.json", "--format", "gold"], "no file at none.json"),
    ],
)  # fmt: skip
def test_wrong_usage_ends_with_2_and_one_line(esfnlp, out, command, reason):
    done = esfnlp("review", *command, "--in", out)
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert reason in done.err


@pytest.mark.parametrize("command", [["agreement"], ["export", "--to", "x"]])
def test_what_cannot_be_told_yet_ends_with_3(esfnlp, out, command):
    assert esfnlp("review", *command, "--in", out).code == 3


def test_annotations_that_do_not_fit_are_named_and_end_with_1(esfnlp, out, tmp_path):
    assert esfnlp("review", "export", "--in", out, "--to", tmp_path, "--format", "doccano").code == 0
    path = tmp_path / "doccano.jsonl"
    line = json.loads(path.read_text(encoding="utf-8"))
    line["label"].append([0, 10**6, "target_groups|tg:unga|eligible"])
    path.write_text(json.dumps(line), encoding="utf-8")
    done = esfnlp("review", "import", path, "--format", "doccano", "--in", out, "--who", "anna")
    assert done.code == 1
    assert "0-1000000 is no stretch of its text" in done.err and "accept, 0 reject" in done.err


def test_a_folder_without_a_dataset_and_no_folder_are_told_apart(esfnlp, tmp_path):
    assert esfnlp("review", "queue", "--in", tmp_path).code == 3
    assert esfnlp("review", "queue", "--in", tmp_path / "none").code == 2


def test_the_reviewer_is_who_the_environment_says(esfnlp, out, monkeypatch):
    monkeypatch.setenv("ESFNLP_REVIEWER", "eva")
    esfnlp("review", "accept", waiting(esfnlp, out)[0]["record_id"], "--in", out)
    assert json.loads(esfnlp("review", "list", "--in", out, "--format", "json").out)[0]["who"] == "eva"
