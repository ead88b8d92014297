import csv
import io

import pytest
from tests.web.routes import pages_of

from esfnlp.record import COLUMNS, RECORD_TABLES
from esfnlp.review.bench import Bench
from esfnlp.search.answer import Answer
from esfnlp.search.interpretation import Interpretation
from esfnlp.web.app import create_app
from esfnlp.web.desk import RoomSettings
from esfnlp.web.rooms.api import searching
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

    monkeypatch.setattr(searching, "ask", ask)
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


PAGES = {
    "/": "/search", "/suggest": "/suggest", "/compare": "/compare", "/compare/cell": "/compare/cell", "/compare/region": "/compare/region",
    "/compare/targets": "/compare/targets", "/compare/likeness": "/compare/likeness", "/plans": "/plans",
    "/plans/{document_id}": "/plans/{document_id}/records",
    "/plans/{document_id}/text": "/plans/{document_id}/text",
    "/plans/{document_id}/similar": "/similar/{document_id}",
    "/plans/{document_id}/pages/{number}": "/plans/{document_id}/pages/{number}",
    "/plans/{document_id}/counterparts": "/plans/{document_id}/counterparts", "/diff": "/diff",
    "/check": "/queue", "/check/corrections": "/corrections", "/check/{record_id}": "/records/{record_id}",
    "/check/add": "/plans/{document_id}/text", "/upload": "/upload", "/upload/progress": "/upload",
}  # fmt: skip
"""The data of each page. A page of another kind has none: a picture, a file, a form alone."""
NO_DATA = {"/sign-in", "/api/v1/docs"}


def test_the_data_of_every_page_can_be_had(out):
    app = create_app(out, RoomSettings(allow_upload=True, token="secret"))
    assert pages_of(app) - NO_DATA == PAGES.keys()
    assert {f"/api/v1{path}" for path in PAGES.values()} <= app.openapi()["paths"].keys()


def test_records_can_be_narrowed_to_a_period(client):
    def total(period):
        return client.get(
            "/api/v1/records", params={"table": "targets", "period": period, "region": "SE22"}
        ).json()["total"]

    assert (total("2014-2020"), total("2021-2027")) == (1, 0)


def test_a_plan_gives_all_its_records_in_the_order_of_its_text(client):
    found = client.get("/api/v1/plans/sydsverige/records").json()["records"]
    assert [(row["table"], row["record_id"]) for row in found] == [("target_groups", "r1"), ("targets", "r2")]
    only = client.get("/api/v1/plans/sydsverige/records", params={"table": "targets", "format": "csv"}).text
    assert [row["record_id"] for row in csv.DictReader(io.StringIO(only))] == ["r2"]


def test_a_passage_can_be_had_by_its_id(client):
    assert client.get("/api/v1/passages/p1").json()["document_id"] == "sydsverige"
    assert client.get("/api/v1/passages/p9").status_code == 404


def test_a_plan_gives_its_sections_text_and_pages(client):
    sections = client.get("/api/v1/plans/sydsverige/sections").json()["sections"]
    assert [section["heading"] for section in sections] == ["2 Målgrupper"]
    text = client.get("/api/v1/plans/sydsverige/text").json()
    assert list(text) == ["document_id", "text", "pages", "blocks"]
    page = client.get("/api/v1/plans/sydsverige/pages/1").json()
    (quote,) = page["quotes"]
    assert text["text"][quote["char_start"] : quote["char_end"]] == quote["text"]
    assert quote["records"] == ["r1", "r2"]
    assert client.get("/api/v1/plans/sydsverige/pages/2").json()["unread"] == "no text layer"
    assert client.get("/api/v1/plans/sydsverige/pages/9").status_code == 404
    assert client.get("/api/v1/plans/stockholm/text").status_code == 404


def test_a_comparison_has_the_filters_of_its_page(client):
    def rows(**given):
        return client.get("/api/v1/compare", params=given).json()["rows"]

    assert {row["region_code"] for row in rows(region="SE22")} == {"SE22"}
    assert {row["status"] for row in rows(status="prioritised")} == {"prioritised"}
    assert rows(least=0.9, status="prioritised") == []
    told = client.get("/api/v1/compare", params={"status": "prioritised", "format": "csv"}).text
    assert [row["records"] for row in csv.DictReader(io.StringIO(told))] == ["r1"]


def test_a_cell_has_its_records(client):
    cell = {"at": "SE22", "when": "2014-2020", "item": "tg:uvas"}
    found = client.get("/api/v1/compare/cell", params=cell).json()
    assert (found["status"], [row["record_id"] for row in found["records"]]) == ("prioritised", ["r1"])
    assert client.get("/api/v1/compare/cell", params={**cell, "item": "tg:x"}).status_code == 404


def test_targets_over_time_and_the_map_can_be_had(client):
    (target,) = client.get("/api/v1/compare/targets", params={"unit": "persons"}).json()["targets"]
    assert (target["value"], target["year"], target["region"]) == (1250.0, 2020, "SE22")
    assert client.get("/api/v1/compare/likeness").json()["plans"] == []


def test_two_texts_stand_side_by_side(client):
    params = {"old": "stockholm", "new": "sydsverige"}
    lines = client.get("/api/v1/diff/text", params=params).json()["lines"]
    assert "".join(piece["text"] for piece in lines[-1]["new"]).startswith("Vi satsar")


def test_suggestions_are_in_the_readers_language(client):
    def names(**headers):
        found = client.get("/api/v1/suggest", params={"q": "long-term"}, headers=headers).json()
        return [one["name"] for one in found["suggestions"]]

    assert names(**{"accept-language": "en"})
    assert names(**{"accept-language": "en"}) != names(**{"accept-language": "sv"})


def test_csv_and_json_have_tags_of_their_own(client):
    tag = client.get("/api/v1/plans").headers["etag"]
    again = client.get("/api/v1/plans", headers={"if-none-match": tag, "accept": "text/csv"})
    assert again.status_code == 200


def test_an_answer_also_names_who_says_nothing_where_that_is_asked(client, monkeypatch):
    def ask(edition, question, **limits):
        interpretation = Interpretation(concepts=("tg:uvas",))
        return Answer(question, interpretation, (), (), {"stockholm": ("damaged",), "sydsverige": ()})

    monkeypatch.setattr(searching, "ask", ask)
    answer = client.get("/api/v1/search", params={"q": "unga", "silence": True}).json()
    assert (answer["silent"], answer["unread"]) == (["sydsverige"], {"stockholm": ["damaged"]})


def test_what_sets_a_region_apart_has_its_records(client):
    found = client.get("/api/v1/compare/region", params={"at": "SE22"}).json()
    assert [(one["item"], one["records"]) for one in found["only"]] == [("tg:uvas", ["r1"])]
    assert client.get("/api/v1/compare/region", params={"at": "SE99"}).status_code == 404
    assert client.get("/api/v1/compare/region", params={"at": "SE22", "by": "targets"}).status_code == 404
