import csv
import io

import pytest

from esfnlp.record import COLUMNS, RECORD_TABLES
from esfnlp.review.bench import Bench
from esfnlp.search.answer import Answer
from esfnlp.search.interpretation import Interpretation
from esfnlp.web.rooms import api
from esfnlp.web.tables import KeptDataset


def test_plans_are_the_rows_of_the_documents_table(client):
    plans = client.get("/api/v1/plans").json()["plans"]
    assert [plan["document_id"] for plan in plans] == ["nordanskog", "stockholm", "sydsverige"]
    assert list(plans[0]) == list(COLUMNS["documents"])


def test_plans_can_be_narrowed_to_a_region_and_a_period(client):
    def get(**given):
        return [plan["document_id"] for plan in client.get("/api/v1/plans", params=given).json()["plans"]]

    assert get(region="SE22") == ["sydsverige"]
    assert get(period="2021-2027") == []
    assert client.get("/api/v1/plans", params={"region": "SE99"}).status_code == 400


def test_lists_come_in_pages_that_link_to_the_next(client):
    first = client.get("/api/v1/plans", params={"limit": 2})
    assert (len(first.json()["plans"]), first.json()["total"]) == (2, 3)
    following = client.get(first.links["next"]["url"])
    assert [plan["document_id"] for plan in following.json()["plans"]] == ["sydsverige"]
    assert "next" not in following.links


def test_records_have_the_values_that_are_asked_for(client):
    def get(**given):
        return client.get("/api/v1/records", params={"table": "target_groups", **given})

    assert [r["record_id"] for r in get(concept="tg:uvas", region="SE22").json()["records"]] == ["r1"]
    assert get(status="excluded").json()["total"] == 0
    assert get(min_confidence=0.9).json()["total"] == 0
    assert "no column role" in get(role="partner").json()["detail"]
    assert get(document="nowhere").status_code == 404


@pytest.mark.parametrize("table", RECORD_TABLES)
def test_every_table_of_records_can_be_asked_for(client, table):
    assert client.get("/api/v1/records", params={"table": table}).status_code == 200


def test_a_record_says_which_table_it_is_of(client):
    assert client.get("/api/v1/records/r2").json()["table"] == "targets"
    assert client.get("/api/v1/records/r9").status_code == 404


def test_passages_are_those_of_one_document(client):
    found = client.get("/api/v1/passages", params={"document": "sydsverige"}).json()["passages"]
    assert [passage["passage_id"] for passage in found] == ["p1"]


@pytest.mark.parametrize("how", [{"params": {"format": "csv"}}, {"headers": {"accept": "text/csv"}}])
def test_lists_can_be_had_as_csv(client, how):
    answer = client.get("/api/v1/plans", **how)
    assert answer.headers["content-type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [row["region_codes"] for row in rows] == ["SEZZ", "SE11", "SE22"]


def test_an_answer_that_the_client_has_is_not_sent_again(client):
    tag = client.get("/api/v1/plans").headers["etag"]
    again = client.get("/api/v1/plans", headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get("/api/v1/plans", headers={"if-none-match": '"other"'}).status_code == 200


def test_differences_and_likeness_have_the_contracts_shapes(client):
    found = client.get("/api/v1/diff", params={"old": "stockholm", "new": "sydsverige"}).json()
    assert {"old", "new", "changes", "reworded", "moved"} <= found.keys()
    alike = client.get("/api/v1/similar/sydsverige").json()
    assert "stockholm" in {one["document_id"] for one in alike["similar"]}


def test_compare_has_the_contracts_shape(client):
    comparison = client.get("/api/v1/compare", params={"by": "target-groups"}).json()
    assert comparison["by"] == "target-groups"
    row = next(row for row in comparison["rows"] if row["records"])
    assert row == {"region_code": "SE22", "period": "2014-2020", "concept": "tg:uvas",
                   "status": "prioritised", "records": ["r1"]}  # fmt: skip


def test_search_passes_the_question_and_its_limits_on(client, monkeypatch):
    asked = []

    def ask(edition, question, **limits):
        asked.append((question, limits))
        return Answer(question, Interpretation(), (), (), {})

    monkeypatch.setattr(api, "ask", ask)
    answer = client.get("/api/v1/search", params={"q": " unga ", "region": "SE22", "k": 3}).json()
    assert asked == [("unga", {"region": "SE22", "period": "", "k": 3})]
    assert list(answer) == ["query", "interpretation", "plans", "passages"]


def test_errors_are_problem_details(client):
    response = client.get("/api/v1/nowhere")
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["status"] == response.status_code == 404
    assert "cannot compare by" in client.get("/api/v1/compare?by=colour").json()["detail"]
    assert "empty question" in client.get("/api/v1/search?q=%20").json()["detail"]
    assert client.get("/api/v1/search").status_code == 422


def test_the_api_describes_itself(client):
    assert "/api/v1/search" in client.get("/api/v1/openapi.json").json()["paths"]


def test_corrections_are_told_without_names_and_with_their_state(client, out):
    empty = client.get("/api/v1/corrections")
    assert (empty.json()["corrections"], empty.json()["total"]) == ([], 0)
    bench = Bench(out, KeptDataset(out / "dataset"))
    bench.judge("reject", *bench.record("r1"), {}, who="Ada", why="fel grupp")
    answer = client.get("/api/v1/corrections", params={"record": "r1"})
    (told,) = answer.json()["corrections"]
    assert (told["action"], told["why"], told["state"]) == ("reject", "fel grupp", "pending")
    assert "Ada" not in answer.text
    assert answer.headers["etag"] != empty.headers["etag"]
    assert client.get("/api/v1/corrections", params={"record": "r2"}).json()["total"] == 0
