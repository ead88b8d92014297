"""Round trips through files of annotation tools, and what is named when they do not fit."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from esfnlp.dataset.tables import read_tables, write_tables
from esfnlp.document import Document, Span
from esfnlp.errors import NothingToDoError, UsageError
from esfnlp.evaluate.evaluation import evaluate
from esfnlp.review.annotation import chunks, in_code_points, in_utf16
from esfnlp.review.bench import Bench
from esfnlp.review.columns import decided
from esfnlp.review.correction import Correction
from esfnlp.review.exchange import exported, imported
from esfnlp.review.replay import replay
from esfnlp.store.documents import document_to_json

TOOLS = ("label-studio", "doccano", "docbin")


@pytest.fixture
def bench(tmp_path: Path, document: Document, make_row: Any) -> Bench:
    """A dataset of one document with a record in each table."""
    target = {"kind": "target", "indicator": "deltagare", "value": 120.0, "comparator": ">=", "unit": "persons",
              "year": 2027, "population": ["tg:unga"]}  # fmt: skip
    rows = {
        "documents": [{"document_id": "syd", "title": "Syd", "region_codes": ["SE22"]}],
        "passages": [
            {"passage_id": p.passage_id, "document_id": "syd", "text": p.text, "region_code": "SE22",
             "char_start": p.char_start, "char_end": p.char_end}
            for p in document.passages
        ],
        "target_groups": [
            make_row(document, "target_groups", "unga som står utan arbete", concept="tg:unga", status="prioritised", surface="unga", age_min=16, record_id="tg-1"),
            make_row(document, "target_groups", "nyanlända", concept="tg:nyanlanda", status="eligible", surface="nyanlända", record_id="tg-2"),
        ],
        "actors": [make_row(document, "actors", "Kommunerna", actor="ac:kommuner", name="kommuner", surface="Kommunerna", actor_type="municipality", role="partner", record_id="ac-1")],
        "priorities": [make_row(document, "priorities", "vägledning", kind="measure", text="vägledning", themes=["th:vagledning"], target_groups=[], record_id="pr-1")],
        "targets": [make_row(document, "targets", "Minst 120 deltagare ska nås till år 2027", **target, record_id="qt-1")],
    }  # fmt: skip
    out = tmp_path / "out"
    write_tables(rows, out / "dataset")
    (out / "documents").mkdir()
    content = json.dumps(document_to_json(document))
    (out / "documents" / "syd.json").write_text(content, encoding="utf-8")
    return Bench(out, read_tables(out / "dataset"))


def written(bench: Bench, format: str, **options: Any) -> Path:
    """The first file of an export, as a person who annotates would hand it back."""
    name, content = next(iter(exported(bench, format, **options).files.items()))
    path = bench.out / name
    path.write_bytes(content)
    if format == "label-studio" and not options.get("judged"):
        tasks = json.loads(content)
        for task in tasks:
            task["annotations"] = [
                {**one, "completed_by": {"email": "anna"}} for one in task.pop("predictions")
            ]
        path.write_text(json.dumps(tasks), encoding="utf-8")
    return path


def changed(path: Path, change: Any) -> Path:
    content = json.loads(path.read_text(encoding="utf-8"))
    change(content)
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def actions(corrections: list[Correction]) -> set[tuple[str, str]]:
    return {(one.action, one.record_id) for one in corrections}


ACCEPTED = {("accept", one) for one in ("tg-1", "tg-2", "ac-1", "pr-1", "qt-1")}


@pytest.mark.parametrize("format", TOOLS)
def test_what_a_tool_hands_back_unchanged_is_accepted(bench: Bench, format: str) -> None:
    made = imported(bench, format, written(bench, format), who="anna", reject_rest=True)
    assert (actions(made.corrections), made.faults) == (ACCEPTED, [])
    assert {one.who for one in made.corrections} == {"anna"}


@pytest.mark.parametrize("format", TOOLS)
def test_the_same_file_says_nothing_twice(bench: Bench, format: str) -> None:
    path = written(bench, format)
    bench.keep(imported(bench, format, path, who="anna").corrections)
    again = Bench(bench.out, bench.tables)
    assert imported(again, format, path, who="anna").corrections == []
    assert len(imported(again, format, path, who="bo").corrections) == 5


def test_a_status_that_an_annotator_changed_is_an_edit(bench: Bench) -> None:
    def eligible(tasks: Any) -> None:
        for part in tasks[0]["annotations"][0]["result"]:
            if part["id"] == "tg-1" and part["from_name"] == "target_groups.status":
                part["value"]["choices"] = ["eligible"]

    made = imported(bench, "label-studio", changed(written(bench, "label-studio"), eligible))
    (edit,) = [one for one in made.corrections if one.action == "edit"]
    assert (edit.record_id, edit.values, edit.who) == ("tg-1", {"status": "eligible"}, "anna")


def test_a_region_that_an_annotator_took_away_is_rejected_when_asked_for(bench: Bench) -> None:
    def without(tasks: Any) -> None:
        made = tasks[0]["annotations"][0]
        made["result"] = [part for part in made["result"] if part["id"] != "ac-1"]

    path = changed(written(bench, "label-studio"), without)
    assert not [one for one in imported(bench, "label-studio", path).corrections if one.action == "reject"]
    rest = imported(bench, "label-studio", path, reject_rest=True).corrections
    assert ("reject", "ac-1") in actions(rest)


def test_a_new_region_is_a_record_in_the_scope_of_its_passage(bench: Bench) -> None:
    line = json.loads(written(bench, "doccano").read_text(encoding="utf-8"))
    start = line["text"].index("folkhögskolorna")
    line["label"].append([start, start + 15, "actors|ac:folkhogskolor|partner"])
    path = bench.out / "mine.jsonl"
    path.write_text(json.dumps(line), encoding="utf-8")
    (new,) = [one for one in imported(bench, "doccano", path, who="anna").corrections if one.action == "add"]
    assert (new.record["region_code"], new.record["name"], new.selector.exact) == (
        "SE22",
        "folkhögskolor",
        "folkhögskolorna",
    )


def test_offsets_that_do_not_fit_the_text_are_named_one_by_one(bench: Bench) -> None:
    def shift(tasks: Any) -> None:
        for part in tasks[0]["annotations"][0]["result"]:
            if part["id"] == "tg-2":
                part["value"]["start"] += 1

    made = imported(bench, "label-studio", changed(written(bench, "label-studio"), shift))
    assert actions(made.corrections) == ACCEPTED - {("accept", "tg-2")}
    assert len(made.faults) == 1
    assert "task 1, region tg-2: it says “nyanlända”, and the text has “yanlända”" in made.faults[0]


@pytest.mark.parametrize("format", ["label-studio", "doccano"])
def test_a_text_that_is_not_the_documents_is_named(bench: Bench, format: str) -> None:
    path = written(bench, format)
    path.write_text(
        path.read_text(encoding="utf-8").replace("Kommunerna samverkar", "Kommunerna jobbar"),
        encoding="utf-8",
    )
    made = imported(bench, format, path)
    assert made.corrections == [] and "its text is not that of syd from character 74 on" in made.faults[0]


@pytest.mark.parametrize(
    "content", ["{", "[1]", '[{"data": {"text": "x"}, "annotations": [{"result": []}]}]']
)
def test_a_file_that_is_none_is_wrong_usage_or_named(bench: Bench, content: str) -> None:
    path = bench.out / "bad.json"
    path.write_text(content, encoding="utf-8")
    try:
        made = imported(bench, "label-studio", path)
    except UsageError as error:
        assert "not a label-studio file" in str(error)
    else:
        assert made.corrections == []


def test_a_file_that_is_no_docbin_is_named(bench: Bench) -> None:
    path = bench.out / "bad.spacy"
    path.write_bytes(b"no docbin")
    assert "not a DocBin" in imported(bench, "docbin", path).faults[0]


def test_signs_beyond_the_basic_plane_count_twice_in_javascript() -> None:
    text = "😀 unga 😀😀 äldre"
    for offset in range(len(text) + 1):
        assert in_code_points(text, [in_utf16(text, offset)]) == [offset]
    assert in_code_points(text, [1]) == [-1]


def test_chunks_are_whole_passages_at_their_offsets(document: Document) -> None:
    found = chunks(document, most=130)
    assert len(found) > 1
    assert all(document.text[one.start : one.start + len(one.text)] == one.text for one in found)
    assert all(any(one.span.contains(p.span) for one in found) for p in document.passages)


def reviewed(bench: Bench, document: Document) -> Bench:
    """The dataset of the next run, all of its records accepted."""
    made = bench.accept([str(r["record_id"]) for rows in bench.records.values() for r in rows], who="anna")
    rows = {table: bench.tables.rows(table) for table in ("documents", "passages", *bench.records)}
    corrected = replay(made, rows, lambda _: document).rows
    write_tables(corrected, bench.out / "dataset")
    return Bench(bench.out, read_tables(bench.out / "dataset"))


def test_gold_is_what_evaluation_reads(bench: Bench, document: Document) -> None:
    done = reviewed(bench, document)
    evaluation = evaluate(read_tables(bench.out / "dataset"), [written(done, "gold")])
    assert {t: figures["n_gold"] for t, figures in evaluation.figures.items()} == {"target_groups": 2, "actors": 1, "priorities": 1, "targets": 1}  # fmt: skip
    assert [evaluation.figures[t]["f1"] for t in ("target_groups", "actors", "priorities")] == [1, 1, 1]
    assert evaluation.figures["targets"]["f1_commitments"] == 1


def test_gold_comes_back_as_it_went(bench: Bench, document: Document) -> None:
    path = written(reviewed(bench, document), "gold")
    made = imported(Bench(bench.out, bench.tables), "gold", path, who="bo", reject_rest=True)
    assert (actions(made.corrections), made.faults) == (ACCEPTED, [])


def test_gold_is_of_documents_that_are_judged_as_a_whole(bench: Bench, document: Document) -> None:
    with pytest.raises(NothingToDoError, match="no record has been judged"):
        exported(bench, "gold")
    (one,) = bench.accept(["tg-1"], who="anna")
    rows = {table: bench.tables.rows(table) for table in ("documents", "passages", *bench.records)}
    write_tables(replay([one], rows, lambda _: document).rows, bench.out / "dataset")
    part = Bench(bench.out, read_tables(bench.out / "dataset"))
    with pytest.raises(NothingToDoError, match="4 records have not been judged"):
        exported(part, "gold")
    gold = json.loads(exported(part, "gold", partial=True).files["syd.json"])
    assert [row["concept"] for row in gold["target_groups"]] == ["tg:unga"] and gold["actors"] == []


def test_corrections_travel_without_names_unless_asked_for(bench: Bench) -> None:
    bench.reject(["ac-1"], who="anna", why="nej")
    again = Bench(bench.out, bench.tables)
    assert b"anna" not in exported(again, "corrections").files["corrections.jsonl"]
    content = exported(again, "corrections", reviewers=True).files["corrections.jsonl"]
    assert b"anna" in content
    other = replace(again, stated=bench.out / "other.jsonl")
    (bench.out / "sent.jsonl").write_bytes(content)
    other.keep(imported(other, "corrections", bench.out / "sent.jsonl").corrections)
    assert Bench(bench.out, bench.tables, bench.out / "other.jsonl").log.corrections == again.log.corrections


def test_evidence_that_cuts_a_token_keeps_its_place_in_a_docbin(bench: Bench, document: Document) -> None:
    span = Span(document.text.index("folkhögskolorna"), document.text.index("folkhögskolorna") + 11)
    bench.add(
        "actors", "syd", document.quote(span), {"actor": "ac:folkhogskolor", "role": "partner"}, who="anna"
    )
    added = Bench(bench.out, bench.tables).log.standing
    rows = {table: bench.tables.rows(table) for table in ("documents", "passages", *bench.records)}
    write_tables(replay(added, rows, lambda _: document).rows, bench.out / "dataset")
    again = Bench(bench.out, read_tables(bench.out / "dataset"))
    made = imported(again, "docbin", written(again, "docbin"), who="bo")
    assert "folkhögskol" in {one.selector.exact for one in made.corrections}


def emptied(bench: Bench) -> Bench:
    """The same texts without a record."""
    rows = {table: bench.tables.rows(table) for table in ("documents", "passages")}
    write_tables({**rows, **{table: [] for table in bench.records}}, bench.out / "dataset")
    return Bench(bench.out, read_tables(bench.out / "dataset"))


@pytest.mark.parametrize("format", TOOLS)
def test_a_dataset_without_the_records_gets_them_back_whole(bench: Bench, format: str) -> None:
    went = {
        (table, r["quote"], repr(sorted(decided(table, r).items())))
        for table, rows in bench.records.items()
        for r in rows
    }
    path = written(bench, format)
    made = imported(emptied(bench), format, path, who="anna")
    came = {(c.table, c.selector.exact, repr(sorted(decided(c.table, c.record).items()))) for c in made.corrections}  # fmt: skip
    assert (made.faults, {c.action for c in made.corrections}) == ([], {"add"})
    assert came == went


def labels(bench: Bench) -> Any:
    return json.loads(written(bench, "doccano").read_text(encoding="utf-8"))


def handed_back(bench: Bench, line: Any) -> Any:
    path = bench.out / "back.jsonl"
    path.write_text(json.dumps(line), encoding="utf-8")
    return imported(bench, "doccano", path, who="anna")


def test_a_label_of_doccano_that_was_renamed_or_moved_is_an_edit_of_its_record(bench: Bench) -> None:
    line = labels(bench)
    renamed = next(one for one in line["label"] if one[2].startswith("target_groups|tg:unga"))
    renamed[2] = "target_groups|tg:unga|eligible"
    (edit,) = [one for one in handed_back(bench, line).corrections if one.action == "edit"]
    assert (edit.record_id, edit.values, edit.told["age_min"]) == ("tg-1", {"status": "eligible"}, 16)


def test_words_of_doccano_that_are_not_those_of_its_label_are_named(bench: Bench) -> None:
    line = labels(bench)
    line["records"][0]["quote"] = "något annat"
    assert "line 1, label 1: it says “något annat”" in handed_back(bench, line).faults[0]


def test_what_doccano_keeps_as_metadata_is_found_there(bench: Bench) -> None:
    line = labels(bench)
    line["meta"] = {key: line.pop(key) for key in ("document_id", "char_start", "records")}
    assert actions(handed_back(bench, line).corrections) == ACCEPTED
