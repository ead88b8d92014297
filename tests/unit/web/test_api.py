from esfnlp.record import COLUMNS
from esfnlp.search.answer import Answer
from esfnlp.search.interpretation import Interpretation
from esfnlp.web import api


def test_plans_are_the_rows_of_the_documents_table(client):
    plans = client.get("/api/v1/plans").json()["plans"]
    assert [plan["document_id"] for plan in plans] == ["nordanskog", "stockholm", "sydsverige"]
    assert list(plans[0]) == list(COLUMNS["documents"])


def test_compare_has_the_contracts_shape(client):
    comparison = client.get("/api/v1/compare", params={"by": "target-groups"}).json()
    assert comparison["by"] == "target-groups"
    row = next(row for row in comparison["rows"] if row["records"])
    assert row == {"region_code": "SE22", "period": "2014-2020", "concept": "tg:uvas",
                   "status": "prioritised", "records": ["r1"]}  # fmt: skip


def test_search_passes_the_question_and_its_limits_on(client, monkeypatch):
    asked = []

    def ask(shelf, question, **limits):
        asked.append((question, limits))
        return Answer(question, Interpretation(), (), (), {})

    monkeypatch.setattr(api, "ask", ask)
    answer = client.get("/api/v1/search", params={"q": " unga ", "region": "SE22", "k": 3}).json()
    assert asked == [("unga", {"region": "SE22", "period": "", "k": 3})]
    assert list(answer) == ["query", "interpretation", "plans", "passages"]


def test_errors_are_json_with_one_line(client):
    assert client.get("/api/v1/nowhere").json() == {"error": "Not Found"}
    assert "cannot compare by" in client.get("/api/v1/compare?by=colour").json()["error"]
    assert "empty question" in client.get("/api/v1/search?q=%20").json()["error"]
    assert client.get("/api/v1/search").status_code == 422


def test_the_api_describes_itself(client):
    assert "/api/v1/search" in client.get("/api/v1/openapi.json").json()["paths"]
