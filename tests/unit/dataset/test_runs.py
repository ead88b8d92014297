import json

import pytest

from esfnlp.dataset.runs import diff_runs
from esfnlp.dataset.tables import write_tables

GROUP = {"concept": "tg:unga", "status": "mentioned", "quote": "unga", "region_code": "SE12", "confidence": 0.5,
         "passage_id": "p", "char_start": 0, "char_end": 4}  # fmt: skip


def group(number, **more):
    return {"record_id": f"r{number}", "document_id": "plan", **GROUP, **more}


@pytest.fixture
def make_run(tmp_path):
    def make(
        name, groups, *, software="a", sha="1", text="unga och äldre", settings=None, documents=("plan",)
    ):
        out = tmp_path / name
        rows = {
            "documents": [{"document_id": one, "source_sha256": sha} for one in documents],
            "passages": [{"document_id": one, "passage_id": "p", "text": text, "char_start": 0, "char_end": 9}
                         for one in documents],
            "target_groups": groups,
        }  # fmt: skip
        write_tables(rows, out / "dataset")
        run = {"esfnlp_version": "0.1.0", "software_fingerprint": software, "settings": settings or {}}
        (out / "run.json").write_text(json.dumps(run), encoding="utf-8")
        return out

    return make


def told(found):
    return [(change.cause, change.kind, dict(change.fields)) for change in found.changes]


def test_two_equal_runs_differ_in_nothing(make_run):
    found = diff_runs(make_run("a", [group(1)]), make_run("b", [group(1)]))
    assert (told(found), found.unchanged, found.causes) == ([], 1, {})


def test_other_software_is_the_cause_where_the_file_is_the_same(make_run):
    found = diff_runs(make_run("a", [group(1)]), make_run("b", [group(2, status="eligible")], software="b"))
    assert told(found) == [("software", "changed", {"status": ("mentioned", "eligible")})]
    assert found.software_changed


def test_the_document_is_the_cause_where_the_software_is_the_same(make_run):
    found = diff_runs(make_run("a", [group(1)]), make_run("b", [], sha="2"))
    assert told(found) == [("document", "removed", {})]
    assert found.causes == {"plan": ("document",)}


def test_where_both_changed_the_evidence_tells_which(make_run):
    old = make_run("a", [group(1)], text="unga och äldre")
    stands = make_run(
        "b", [group(2, concept="tg:aldre", quote="äldre")], sha="2", software="b", text="unga, äldre"
    )
    assert {change.cause for change in diff_runs(old, stands).changes} == {"software"}
    gone = make_run(
        "c",
        [group(1), group(2, concept="tg:romer", quote="romer")],
        sha="2",
        software="b",
        text="unga, romer",
    )
    assert told(diff_runs(old, gone)) == [("document", "added", {})]


def test_settings_and_manifests_are_causes_too(make_run):
    old = make_run("a", [group(1)])
    assert told(diff_runs(old, make_run("b", [], settings={"x": 1})))[0][0] == "settings"
    assert told(diff_runs(old, make_run("c", [])))[0][0] == "other"


def test_another_confidence_alone_is_rescored(make_run):
    found = diff_runs(make_run("a", [group(1)]), make_run("b", [group(1, confidence=0.7)], software="b"))
    assert found.counts() == {"software": {"rescored": 1}}


def test_a_document_that_came_is_its_own_cause(make_run):
    old = make_run("a", [group(1)])
    new = make_run("b", [group(1), group(2, document_id="ny")], software="b", documents=("plan", "ny"))
    assert told(diff_runs(old, new)) == [("document", "added", {})]


def test_every_change_is_json_with_both_quotes(make_run):
    found = diff_runs(make_run("a", [group(1)]), make_run("b", [])).to_json()
    [record] = json.loads(json.dumps(found))["records"]
    assert (record["quote_old"], record["quote_new"], record["item"]) == ("unga", None, "tg:unga")
