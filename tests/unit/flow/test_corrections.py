"""Corrections hold over later runs."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from esfnlp.dataset.tables import read_tables
from esfnlp.errors import UsageError
from esfnlp.flow.run import RunReport, run
from esfnlp.record import RECORD_TABLES, Row
from esfnlp.review.bench import Bench
from esfnlp.search.answer import answer
from esfnlp.settings import DatasetSettings, Settings

Rerun = Callable[..., RunReport]


@pytest.fixture
def out(rerun: Rerun, tmp_path: Path) -> Path:
    rerun()
    return tmp_path / "out"


def bench(out: Path) -> Bench:
    return Bench(out, read_tables(out / "dataset"))


def group(out: Path, concept: str) -> Row:
    (row,) = (row for row in bench(out).records["target_groups"] if row["concept"] == concept)
    return row


def tables(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((out / "dataset").iterdir())}


def test_corrections_hold_over_every_later_run(rerun: Rerun, out: Path) -> None:
    uvas, asylum = (group(out, concept) for concept in ("tg:uvas", "tg:asylsokande"))
    bench(out).accept([str(uvas["record_id"])], who="anna")
    bench(out).reject([str(asylum["record_id"])], who="anna")
    sick = str(group(out, "tg:sjukskrivna")["record_id"])
    bench(out).edit(sick, {"status": "prioritised"}, who="bo")
    bench(out).add("priorities", "sydsverige", "Länen har en stark industri", {"kind": "need"}, who="bo")
    report = rerun()
    first = tables(out)
    assert (report.reused, report.unfit, report.faults, report.exit_code) == (3, [], [], 0)
    assert rerun().reused == 3
    assert tables(out) == first
    rows = [row for table in RECORD_TABLES for row in bench(out).records[table] if row["review"]]
    assert {(row["review"], row.get("status"), row.get("kind"), row["confidence"]) for row in rows} == {
        ("accepted", "prioritised", None, 1.0),
        ("edited", "prioritised", None, 1.0),
        ("added", None, "need", 1.0),
    }
    assert "tg:asylsokande" not in {row["concept"] for row in bench(out).records["target_groups"]}


def test_questions_are_answered_from_the_corrected_records(rerun: Rerun, out: Path) -> None:
    bench(out).edit(str(group(out, "tg:uvas")["record_id"]), {"status": "excluded"}, who="anna")
    rerun()
    plans = answer(out, "vilka planer prioriterar UVAS", k=5).plans
    assert ("sydsverige", "prioritised") not in {(plan.document_id, plan.status) for plan in plans}


def test_retracted_corrections_leave_no_trace_in_the_tables(rerun: Rerun, out: Path) -> None:
    before = tables(out)
    (made,) = bench(out).reject([str(group(out, "tg:uvas")["record_id"])], who="anna")
    rerun()
    assert tables(out) != before
    bench(out).retract([made.correction_id], who="anna")
    rerun()
    assert tables(out) == before


def test_a_changed_text_keeps_the_corrections_that_fit_and_names_the_others(
    rerun: Rerun, out: Path, plans: Path
) -> None:
    bench(out).edit(str(group(out, "tg:uvas")["record_id"]), {"status": "eligible"}, who="anna")
    bench(out).reject([str(group(out, "tg:asylsokande")["record_id"])], who="anna")
    path = plans / "Sydsverige.txt"
    text = path.read_text(encoding="utf-8").replace("Bakgrund\n", "Bakgrund\n\nDetta är ett nytt stycke.\n")
    path.write_text(text.replace(" Asylsökande omfattas inte.", ""), encoding="utf-8")
    report = rerun()
    assert group(out, "tg:uvas")["status"] == "eligible"
    assert len(report.unfit) == 1 and "not in the text" in report.unfit[0] and report.exit_code == 0
    states = json.loads((out / "corrections" / "report.json").read_text(encoding="utf-8"))
    assert [one["state"] for one in states] == ["applied", "lost"]
    assert "anna" not in json.dumps(states)


def test_a_damaged_line_is_named_and_ends_with_1(rerun: Rerun, out: Path) -> None:
    (out / "corrections").mkdir()
    (out / "corrections" / "a.jsonl").write_text("{\n", encoding="utf-8")
    report = rerun()
    assert report.exit_code == 1
    assert len(report.faults) == 1 and "a.jsonl:1: not a correction" in report.faults[0]


def test_a_stated_file_takes_the_place_of_those_in_the_folder(out: Path, plans: Path, tmp_path: Path) -> None:
    stated = tmp_path / "mine.jsonl"
    Bench(out, read_tables(out / "dataset"), stated).reject(
        [str(group(out, "tg:uvas")["record_id"])], who="bo"
    )
    run([plans], out, settings=Settings(), workers=1, corrections=stated)
    assert "tg:uvas" not in {row["concept"] for row in bench(out).records["target_groups"]}
    with pytest.raises(UsageError, match="no file of corrections"):
        run([plans], out, settings=Settings(), workers=1, corrections=tmp_path / "none.jsonl")


def test_what_a_reviewer_accepted_is_sure_enough_for_every_limit(out: Path, plans: Path) -> None:
    bench(out).accept([str(group(out, "tg:uvas")["record_id"])], who="anna")
    run([plans], out, settings=Settings(dataset=DatasetSettings(min_confidence=1.0)), workers=1)
    assert [row["concept"] for row in bench(out).records["target_groups"]] == ["tg:uvas"]
