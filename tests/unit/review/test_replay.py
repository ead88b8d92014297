from dataclasses import replace
from typing import Any

import pytest

from esfnlp.document import Document
from esfnlp.errors import UsageError
from esfnlp.record import RECORD_TABLES, Row
from esfnlp.review.correction import Correction
from esfnlp.review.judging import added, judged, place_of
from esfnlp.review.replay import Replayed, replay

LATER = "2099-01-01T00:00:00.000000Z"


@pytest.fixture
def rows(unga: Row, documents_row: Row) -> dict[str, list[Row]]:
    return {"documents": [documents_row], **{table: [] for table in RECORD_TABLES}, "target_groups": [unga]}


def replayed(
    corrections: list[Correction], rows: dict[str, list[Row]], document: Document | None
) -> Replayed:
    return replay(corrections, rows, lambda _: document)


def states(result: Replayed) -> list[str]:
    return [outcome.state for outcome in result.outcomes]


def adding(document: Document, quote: str, **values: Any) -> Correction:
    said = {"region_code": "SE22", "concept": "tg:unga", "status": "prioritised", **values}
    return added("target_groups", document, place_of(document, quote).span, said)


def test_an_accepted_record_is_certain_and_marked(document, rows, unga):
    result = replayed([judged("accept", "target_groups", unga, document)], rows, document)
    (row,) = result.rows["target_groups"]
    assert row == {**unga, "confidence": 1.0, "review": "accepted"}
    assert states(result) == ["applied"]


def test_the_rows_that_were_given_stay_as_they_are(document, rows, unga):
    before = dict(unga)
    replayed([judged("reject", "target_groups", unga, document)], rows, document)
    assert rows["target_groups"] == [before]


def test_a_rejected_record_vanishes(document, rows, unga):
    result = replayed([judged("reject", "target_groups", unga, document)], rows, document)
    assert (result.rows["target_groups"], states(result)) == ([], ["applied"])


def test_a_rejection_of_what_is_not_found_any_more_is_moot(document, rows, unga):
    correction = judged("reject", "target_groups", unga, document)
    result = replayed([correction], {**rows, "target_groups": []}, document)
    assert (result.rows["target_groups"], states(result)) == ([], ["moot"])


def test_an_edited_record_keeps_its_id_and_loses_the_cue_of_its_status(document, rows, unga):
    unga["cue"] = "ska riktas till"
    correction = judged("edit", "target_groups", unga, document, values={"status": "eligible", "age_min": 16})
    (row,) = replayed([correction], rows, document).rows["target_groups"]
    told = {"record_id": "tg-1", "status": "eligible", "age_min": 16, "review": "edited", "cue": None}
    assert {key: row[key] for key in told} == told


def test_an_edit_holds_when_new_software_says_otherwise(document, rows, unga):
    correction = judged("edit", "target_groups", unga, document, values={"status": "eligible"})
    other = {**unga, "record_id": "tg-2", "status": "excluded", "quote": "unga som står utan arbete i länen"}
    other["char_end"] = int(str(unga["char_end"])) + len(" i länen")
    (row,) = replayed([correction], {**rows, "target_groups": [other]}, document).rows["target_groups"]
    assert (row["record_id"], row["status"]) == ("tg-1", "eligible")


def test_an_accepted_record_that_the_run_does_not_find_is_restored(document, rows, unga):
    correction = judged("accept", "target_groups", unga, document)
    result = replayed([correction], {**rows, "target_groups": []}, document)
    (row,) = result.rows["target_groups"]
    assert states(result) == ["restored"]
    assert document.text[row["char_start"] : row["char_end"]] == row["quote"] == unga["quote"]
    assert (row["method"], row["passage_id"]) == ("review", "p0")


def test_an_added_record_quotes_its_passage(document, rows):
    result = replayed(
        [adding(document, "nyanlända", concept="tg:nyanlanda", status="eligible")], rows, document
    )
    row = result.rows["target_groups"][-1]
    told = {
        "concept": "tg:nyanlanda",
        "review": "added",
        "passage_id": "p2",
        "quote": "nyanlända",
        "confidence": 1.0,
    }
    assert {key: row[key] for key in told} == told


def test_an_added_record_that_the_run_finds_too_stands_once(document, rows):
    result = replayed([adding(document, "unga som står", status="eligible")], rows, document)
    assert [(r["status"], r["review"]) for r in result.rows["target_groups"]] == [("eligible", "added")]


def test_the_last_correction_of_a_record_counts(document, rows, unga):
    first = judged("reject", "target_groups", unga, document)
    second = replace(judged("accept", "target_groups", unga, document), when=LATER)
    result = replayed([first, second], rows, document)
    assert states(result) == ["superseded", "applied"]
    assert [row["review"] for row in result.rows["target_groups"]] == ["accepted"]


def test_an_edit_of_an_edited_record_replaces_the_same_row(document, rows, unga):
    first = judged("edit", "target_groups", unga, document, values={"concept": "tg:nyanlanda"})
    edited = {**unga, "concept": "tg:nyanlanda"}
    second = replace(
        judged("edit", "target_groups", edited, document, values={"status": "eligible"}), when=LATER
    )
    (row,) = replayed([first, second], rows, document).rows["target_groups"]
    assert (row["concept"], row["status"]) == ("tg:nyanlanda", "eligible")


def test_only_the_record_of_the_same_scope_is_corrected(document, rows, unga):
    elsewhere = {**unga, "region_code": "SE23", "record_id": "tg-2"}
    rows["target_groups"].append(elsewhere)
    result = replayed([judged("reject", "target_groups", unga, document)], rows, document)
    assert result.rows["target_groups"] == [elsewhere]


def test_two_records_that_fit_as_well_are_left_alone(document, rows, unga):
    correction = judged("reject", "target_groups", unga, document)
    moved = [{**unga, "region_code": code, "record_id": code} for code in ("SE23", "SE11")]
    result = replayed([correction], {**rows, "target_groups": moved}, document)
    assert (states(result), result.rows["target_groups"]) == (["ambiguous"], moved)


def test_a_correction_follows_its_words_into_a_changed_text(document, rows, unga, make_document):
    correction = judged("accept", "target_groups", unga, document)
    new = make_document("Ett förord.", *(p.text.replace("står utan", "saknar") for p in document.passages))
    result = replayed([correction], {**rows, "target_groups": []}, new)
    (row,) = result.rows["target_groups"]
    assert (row["quote"], row["passage_id"], result.outcomes[0].how) == (
        "unga som saknar arbete",
        "p1",
        "fuzzy",
    )


def test_a_correction_whose_words_are_gone_is_lost_and_touches_nothing(document, rows, unga, make_document):
    correction = judged("reject", "target_groups", unga, document)
    new = make_document(*(p.text for p in document.passages[1:]))
    elsewhere = {**unga, "char_start": 0, "char_end": 10}
    result = replayed([correction], {**rows, "target_groups": [elsewhere]}, new)
    assert (states(result), result.rows["target_groups"]) == (["lost"], [elsewhere])


def test_a_document_that_is_not_there_is_told(document, rows, unga):
    correction = judged("reject", "target_groups", unga, document)
    assert states(replayed([correction], {**rows, "documents": []}, document)) == ["gone"]
    assert states(replayed([correction], rows, None)) == ["gone"]


def test_a_renamed_file_keeps_its_corrections(document, rows, unga):
    correction = judged("reject", "target_groups", unga, document)
    renamed = {"document_id": "ny", "source_sha256": "abc"}
    row = {**unga, "document_id": "ny"}
    result = replay([correction], {**rows, "documents": [renamed], "target_groups": [row]}, lambda _: replace(document, document_id="ny"))  # fmt: skip
    assert (states(result), result.rows["target_groups"]) == (["applied"], [])


def test_a_reviewers_row_replaces_a_weaker_one_of_its_claim(document, rows, unga):
    weaker = {**unga, "status": "mentioned"}
    correction = adding(document, "unga.", status="prioritised")
    result = replayed([correction], {**rows, "target_groups": [weaker]}, document)
    assert [(r["status"], r["review"]) for r in result.rows["target_groups"]] == [("prioritised", "added")]


def test_a_stronger_row_that_nobody_judged_stays_beside_a_reviewers(document, rows):
    correction = adding(document, "unga.", status="mentioned")
    result = replayed([correction], rows, document)
    assert [(r["status"], r["review"]) for r in result.rows["target_groups"]] == [
        ("prioritised", None),
        ("mentioned", "added"),
    ]


def test_of_two_reviewers_rows_of_a_claim_the_stronger_stays(document, rows):
    strong, weak = adding(document, "unga som står"), adding(document, "unga.", status="mentioned")
    result = replayed([strong, weak], {**rows, "target_groups": []}, document)
    assert states(result) == ["applied", "merged"]
    assert [row["status"] for row in result.rows["target_groups"]] == ["prioritised"]


def test_records_have_ids_of_their_own_after_corrections(document, rows, unga, make_row):
    quote = "nyanlända kan komma i fråga"
    correction = replace(adding(document, quote, concept="tg:nyanlanda"), record_id="tg-1")
    result = replayed([correction], rows, document)
    assert len({row["record_id"] for row in result.rows["target_groups"]}) == 2


def test_targets_are_told_by_their_figure(document, rows, make_row):
    quote = "Minst 120 deltagare ska nås till år 2027"
    said = {
        "kind": "target",
        "value": 120.0,
        "comparator": ">=",
        "unit": "persons",
        "year": 2027,
        "population": [],
    }
    right = make_row(document, "targets", quote, **said)
    other = make_row(document, "targets", quote, **{**said, "value": 2027.0})
    correction = judged("edit", "targets", right, document, values={"kind": "milestone"})
    result = replayed([correction], {**rows, "targets": [right, other]}, document)
    assert {(r["value"], r["kind"], r["review"]) for r in result.rows["targets"]} == {(120.0, "milestone", "edited"), (2027.0, "target", None)}  # fmt: skip


def test_a_target_is_edited_as_a_whole(document, rows, make_row):
    quote = "Minst 120 deltagare ska nås till år 2027"
    read = make_row(document, "targets", quote, kind="statistic", value=120.0, comparator=">=", unit="persons",
                    year=2027, population=[], indicator="deltagare", inconsistencies=["120, not 130"])  # fmt: skip
    values = {"kind": "target", "value": 60.0, "comparator": "=", "unit": "percent", "year": 2026,
              "indicator": "andel unga", "measure": "share", "population": ["tg:unga"]}  # fmt: skip
    correction = judged("edit", "targets", read, document, values=values)
    result = replayed([correction], {**rows, "targets": [read]}, document)
    (row,) = result.rows["targets"]
    assert {name: row[name] for name in values} == values
    assert (row["review"], row["inconsistencies"], states(result)) == ("edited", [], ["applied"])
    again = replayed([correction], result.rows, document)
    assert [{name: r[name] for name in values} for r in again.rows["targets"]] == [values]


def test_an_edit_of_one_column_of_a_target_keeps_the_others(document, rows, make_row):
    quote = "Minst 120 deltagare ska nås till år 2027"
    said = {"kind": "target", "value": 120.0, "comparator": ">=", "unit": "persons", "year": 2027,
            "population": ["tg:unga"], "indicator": "deltagare"}  # fmt: skip
    read = make_row(document, "targets", quote, **said)
    correction = judged("edit", "targets", read, document, values={"value": 130.0})
    (row,) = replayed([correction], {**rows, "targets": [read]}, document).rows["targets"]
    assert {name: row[name] for name in said} == {**said, "value": 130.0}


def test_lists_in_another_order_are_no_edit(document, make_row):
    row = make_row(document, "priorities", "vägledning", kind="measure", themes=["th:vagledning", "th:halsa"])
    with pytest.raises(UsageError, match="accept it instead"):
        judged("edit", "priorities", row, document, values={"themes": ["th:halsa", "th:vagledning"]})
