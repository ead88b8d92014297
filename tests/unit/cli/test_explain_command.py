import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from esfnlp.dataset.tables import read_tables

Cli = Callable[..., Any]

PLAN = """Handlingsplan för Socialfonden i Sydsverige 2014-2020

Målgrupper

Insatserna ska riktas till unga som varken arbetar eller studerar.

Åtgärder

- Starta en verkstad för nyanlända i hamnen

Minst 450 deltagare ska nås till år 2020.
"""


@pytest.fixture
def out(esfnlp: Cli, tmp_path: Path) -> Path:
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    assert esfnlp("run", tmp_path / "plan.txt", "--out", tmp_path / "out").code == 0
    return tmp_path / "out"


def record(out: Path, table: str, **columns: object) -> str:
    rows = read_tables(out / "dataset").rows(table)
    return next(str(row["record_id"]) for row in rows if columns.items() <= row.items())


def test_a_group_is_explained_with_its_passage_cue_and_the_answers_that_lost(esfnlp: Cli, out: Path) -> None:
    done = esfnlp("explain", record(out, "target_groups", concept="tg:uvas"), "--in", out)
    assert done.code == 0
    for words in ("tg:uvas", "Målgrupper", "unga som varken arbetar eller studerar", "cue:", "lost:"):
        assert words in done.out


def test_programs_get_the_same_as_json(esfnlp: Cli, out: Path) -> None:
    done = esfnlp("explain", record(out, "priorities"), "--in", out, "--format", "json")
    told = json.loads(done.out)
    (judged,) = told["judgements"]
    assert told["table"] == "priorities" and told["passage"]["quote"]
    assert judged["reasons"] and judged["answer"] not in judged["alternatives"]


def test_where_rules_alone_decided_no_classifier_is_named(esfnlp: Cli, out: Path) -> None:
    done = esfnlp("explain", record(out, "targets", value=450.0), "--in", out, "--format", "json")
    assert json.loads(done.out)["judgements"] == []


def test_a_record_that_is_not_there_is_told_in_one_line(esfnlp: Cli, out: Path) -> None:
    done = esfnlp("explain", "tg-nowhere", "--in", out)
    assert (done.code, len(done.err.splitlines())) == (2, 1)
    assert "tg-nowhere" in done.err
