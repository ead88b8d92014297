"""Two versions of a plan, by claim and by text."""

import html

import pytest
from fastapi.testclient import TestClient

from esfnlp.dataset.tables import write_tables
from esfnlp.web.app import create_app
from esfnlp.web.views.versions import version_pairs

OLD, NEW = "Projekten ska nå 200 deltagare per år.", "Projekten ska nå 300 deltagare per år."


def rows_of(name, version, text, value):
    place = {
        "document_id": name,
        "passage_id": f"p-{name}",
        "page": 1,
        "char_start": 0,
        "char_end": len(text),
    }
    return {
        "documents": [{"document_id": name, "plan_id": "plan", "version": version, "title": f"Plan {version}",
                       "region_codes": ["SE22"], "warnings": [], "training": False}],
        "passages": [{**place, "kind": "paragraph", "text": text}],
        "targets": [{**place, "record_id": f"r-{name}", "region_code": "SE22", "quote": text, "confidence": 0.9,
                     "kind": "target", "indicator": "deltagare", "value": value, "comparator": "=",
                     "unit": "persons", "method": "rules"}],
    }  # fmt: skip


@pytest.fixture
def versions(tmp_path):
    first, second = rows_of("v1", "1", OLD, 200.0), rows_of("v2", "2", NEW, 300.0)
    write_tables({table: [*first[table], *second[table]] for table in first}, tmp_path / "dataset")
    return TestClient(create_app(tmp_path))


def test_a_changed_claim_stands_with_both_quotes_and_what_happened(versions):
    page = html.unescape(versions.get("/diff?old=v1&new=v2&lang=en").text)
    assert "1 change of meaning" in page
    assert "<strong>raised</strong>" in page
    assert OLD in page
    assert 'href="/plans/v2/pages/1#c0"' in page


def test_the_words_that_differ_are_marked(versions):
    page = versions.get("/diff?old=v1&new=v2").text
    assert "<del>200</del>" in page
    assert "<ins>300</ins>" in page


def test_versions_of_one_plan_are_offered(versions, rows):
    assert 'href="/diff?old=v1&amp;new=v2"' in versions.get("/diff").text
    pairs = version_pairs([{"plan_id": "a", "version": v, "document_id": f"a{v}"} for v in "213"])
    assert [(a["version"], b["version"]) for a, b in pairs] == [("1", "2"), ("2", "3")]
    assert version_pairs(rows["documents"]) == []


def test_a_version_that_is_not_there_is_a_readable_page(versions):
    assert versions.get("/diff?old=v1&new=v9").status_code == 404
