from fastapi.testclient import TestClient

from esfnlp.web.app import create_app
from esfnlp.web.desk import RoomSettings


def test_health_names_the_dataset(client):
    health = client.get("/health").json()
    assert (health["status"], health["documents"]) == ("ok", 3)


def test_health_is_bad_without_a_dataset(tmp_path):
    assert TestClient(create_app(tmp_path)).get("/health").status_code == 503


def test_metrics_count_requests_by_their_route(client):
    client.get("/plans/sydsverige")
    client.get("/plans/nowhere")
    counted = client.get("/metrics").text
    assert 'esfnlp_requests_total{method="GET",route="/plans/{document_id}",status="200"} 1.0' in counted
    assert 'esfnlp_requests_total{method="GET",route="/plans/{document_id}",status="404"} 1.0' in counted
    assert "esfnlp_documents 3.0" in counted


def test_metrics_need_the_token_where_there_is_one(out):
    client = TestClient(create_app(out, RoomSettings(token="secret")))
    assert client.get("/metrics").status_code == 401
    assert client.get("/metrics", headers={"authorization": "Bearer secret"}).status_code == 200
