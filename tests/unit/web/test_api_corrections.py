"""Corrections for programs: under the rules of the pages, and no other site's."""

import csv
import io

import pytest
from fastapi.testclient import TestClient

from esfnlp.review.log import correction_files, read_log
from esfnlp.web.app import create_app
from esfnlp.web.desk import RoomSettings

API = "/api/v1/corrections"
ACCEPT = {"action": "accept", "record_id": "r1"}
ADD = {"action": "add", "table": "actors", "document_id": "sydsverige", "quote": "unga utan arbete",
       "values": {"actor": "ac:kommuner", "role": "partner"}}  # fmt: skip


def kept(out):
    return read_log(correction_files(out)).standing


@pytest.mark.parametrize(
    ("said", "action"),
    [
        (ACCEPT, "accept"),
        ({**ACCEPT, "action": "reject"}, "reject"),
        ({"action": "edit", "record_id": "r2", "values": {"value": 1300, "comparator": "="}}, "edit"),
        (ADD, "add"),
    ],
)
def test_a_correction_is_kept_and_can_be_had_where_location_says(client, out, said, action):
    made = client.post(API, json={**said, "who": "Anna", "why": "står så"})
    assert made.status_code == 201
    (one,) = kept(out)
    assert (one.action, one.who, one.why) == (action, "Anna", "står så")
    assert made.json()["id"] == one.correction_id
    assert client.get(made.headers["location"]).json() == made.json()
    assert "Anna" not in made.text


def test_whole_numbers_are_those_of_the_column(client, out):
    client.post(API, json={"action": "edit", "record_id": "r2", "values": {"value": 1300, "year": 2021}})
    assert kept(out)[0].values == {"value": 1300.0, "year": 2021}
    assert isinstance(kept(out)[0].values["value"], float)


def test_a_correction_is_taken_back(client, out):
    made = client.post(API, json=ACCEPT).json()
    gone = client.post(API, json={"action": "retract", "correction_id": made["id"]})
    assert (gone.status_code, kept(out)) == (201, [])
    assert client.get(gone.headers["location"]).json()["state"] == "retracted"


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({**ACCEPT, "record_id": "r9"}, 404),
        ({**ADD, "document_id": "nowhere"}, 404),
        ({**ADD, "quote": "aldrig sagt"}, 400),
        ({**ADD, "values": {"actor": "ac:kommuner"}}, 400),
        ({"action": "edit", "record_id": "r1", "values": {"status": "x"}}, 400),
        ({"action": "edit", "record_id": "r1", "values": {"status": "prioritised"}}, 400),
        ({"action": "retract", "correction_id": "co-1"}, 400),
        ({"action": "praise", "record_id": "r1"}, 422),
        ({**ACCEPT, "table": "actors"}, 422),
        ([], 422),
    ],
)
def test_what_cannot_be_is_refused_as_a_problem(client, out, said, status):
    refused = client.post(API, json=said)
    assert (refused.status_code, refused.headers["content-type"]) == (status, "application/problem+json")
    assert kept(out) == []


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": "https://evil.example"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"content-type": "text/plain"}, 415),
        ({"origin": "http://testserver", "sec-fetch-site": "same-origin"}, 201),
    ],
)
def test_pages_of_other_sites_cannot_correct(client, headers, status):
    content = '{"action": "accept", "record_id": "r1"}'
    sent = {"content-type": "application/json", **headers}
    assert client.post(API, content=content, headers=sent).status_code == status


def test_where_a_team_reviews_the_token_or_the_proxys_user_is_needed(out):
    client = TestClient(create_app(out, RoomSettings(token="hemligt")))
    assert client.post(API, json=ACCEPT).status_code == 401
    assert client.post(API, json=ACCEPT, headers={"authorization": "Bearer hemligt"}).status_code == 201
    client = TestClient(create_app(out, RoomSettings(user_header="x-user")))
    assert client.post(API, json=ACCEPT).status_code == 401
    assert client.post(API, json={**ACCEPT, "who": "x"}, headers={"x-user": "eva"}).status_code == 201
    assert kept(out)[-1].who == "eva"


def test_corrections_can_be_had_as_csv_and_by_what_fits_no_more(client, out):
    client.post(API, json=ADD)
    rows = list(csv.DictReader(io.StringIO(client.get(API, headers={"accept": "text/csv"}).text)))
    assert [(row["action"], row["quote"], row["state"]) for row in rows] == [
        ("add", "unga utan arbete", "pending")
    ]
    assert client.get(API, params={"unfit": True}).json()["total"] == 0


def test_the_queue_has_the_least_certain_first_and_leaves_out_what_was_judged(client):
    waiting = client.get("/api/v1/queue", params={"limit": 1}).json()
    assert (waiting["total"], [row["record_id"] for row in waiting["records"]]) == (2, ["r1"])
    assert waiting["records"][0]["uncertainty"] == pytest.approx(0.4)
    client.post(API, json={**ACCEPT, "who": "anna"})
    assert [row["record_id"] for row in client.get("/api/v1/queue").json()["records"]] == ["r2"]
    second = client.get("/api/v1/queue", params={"second": True, "who": "bo"}).json()["records"]
    assert [row["record_id"] for row in second] == ["r1"]


def test_agreement_is_told_by_table_and_concept(client):
    for who, action in (("anna", "accept"), ("bo", "reject")):
        client.post(API, json={**ACCEPT, "who": who, "action": action})
        client.post(API, json={"action": "accept", "record_id": "r2", "who": who})
    figures = client.get("/api/v1/agreement").json()["agreement"]
    assert (figures[0]["concept"], figures[0]["units"]) == ("all", 2)
    assert {"target_groups", "targets"} <= {one["table"] for one in figures}
    assert figures[0]["kappa"] is not None
