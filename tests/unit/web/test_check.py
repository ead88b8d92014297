"""The room for reviewers: a correction is made by a form, and only by one of this room."""

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from esfnlp.review.bench import Bench
from esfnlp.review.log import correction_files, read_log
from esfnlp.web.app import create_app
from esfnlp.web.desk import RoomSettings

ENGLISH = {"accept-language": "en"}


def secret(client: TestClient, path: str) -> str:
    found = re.search(r'name="csrf" value="([^"]+)"', client.get(path).text)
    assert found
    return found[1]


def post(client: TestClient, path: str, **fields: str):
    form = {"csrf": secret(client, path.partition("?")[0] if "/add" not in path else path), **fields}
    return client.post(path, data=form, headers=ENGLISH, follow_redirects=False)


def kept(out: Path):
    return read_log(correction_files(out)).standing


def test_the_queue_shows_what_waits_with_its_quote(client):
    page = client.get("/check", headers=ENGLISH).text
    assert "2 records wait." in page
    assert "/check/r1" in page and "/check/r2" in page
    assert "unga utan arbete &lt;b&gt;och&lt;/b&gt; studier" in page


def test_a_record_stands_beside_its_passage_with_a_field_for_each_column(client):
    page = client.get("/check/r1", headers=ENGLISH).text
    assert "<mark>Vi satsar först på unga utan arbete &lt;b&gt;och&lt;/b&gt; studier.</mark>" in page
    assert '<option value="prioritised" selected>' in page
    assert 'name="age_min" value="16"' in page


def test_to_accept_is_kept_and_leads_to_the_next(client, out):
    done = post(client, "/check/r1", action="accept", who="Anna", why="står så")
    assert (done.status_code, done.headers["location"].partition("?")[0]) == (303, "/check/r2")
    (one,) = kept(out)
    assert (one.action, one.record_id, one.who, one.why) == ("accept", "r1", "Anna", "står så")
    after = client.get(done.headers["location"], headers=ENGLISH).text
    assert "Kept:" in after and "accepted" in after
    assert "1 record waits." in client.get("/check", headers=ENGLISH).text


def test_an_edit_keeps_only_what_was_changed(client, out):
    fields = {"status": "eligible", "concept": "tg:uvas", "surface": "unga utan arbete och studier", "age_min": "16",
              "age_max": "", "region_code": "SE22"}  # fmt: skip
    assert post(client, "/check/r1", action="edit", **fields).status_code == 303
    assert kept(out)[0].values == {"status": "eligible", "age_max": None}


@pytest.mark.parametrize(("field", "value"), [("status", "x"), ("age_min", "ung"), ("region_code", "<b>")])
def test_what_cannot_be_is_told_and_not_kept(client, out, field, value):
    done = post(client, "/check/r1", action="edit", **{"concept": "tg:uvas", field: value})
    assert done.status_code == 422
    assert 'role="alert"' in done.text and "<b>" not in done.text
    assert kept(out) == []


def test_an_edit_that_changes_nothing_is_told(client, out):
    assert "accept it instead" in post(client, "/check/r1", action="edit", status="prioritised").text
    assert kept(out) == []


def test_a_record_is_added_by_its_quote(client, out):
    path = "/check/add?document=sydsverige&table=actors"
    done = post(client, path, quote="unga utan arbete", actor="ac:kommuner", role="partner", who="Bo")
    assert done.status_code == 303
    (one,) = kept(out)
    assert (one.action, one.table, one.record["name"], one.selector.exact) == (
        "add",
        "actors",
        "kommuner",
        "unga utan arbete",
    )


def test_a_quote_that_is_not_in_the_plan_is_told(client, out):
    path = "/check/add?document=sydsverige&table=actors"
    done = post(client, path, quote="aldrig sagt", actor="ac:kommuner", role="partner")
    assert (done.status_code, kept(out)) == (422, [])
    assert "aldrig sagt" in done.text and "stands in no passage" in done.text


def test_a_correction_is_taken_back(client, out):
    post(client, "/check/r1", action="reject")
    (one,) = kept(out)
    page = client.get("/check/corrections", headers=ENGLISH).text
    assert one.correction_id in page and "waits for the next run" in page
    form = {"csrf": secret(client, "/check/corrections"), "retract": one.correction_id}
    assert client.post("/check/corrections", data=form, follow_redirects=False).status_code == 303
    assert kept(out) == []
    assert "taken back" in client.get("/check/corrections", headers=ENGLISH).text


@pytest.mark.parametrize("path", ["/check/r1", "/check/add?document=sydsverige", "/check/corrections"])
def test_forms_of_other_sites_are_refused(client, out, path):
    client.get("/check")
    assert client.post(path, data={"action": "accept", "csrf": "x"}).status_code == 403
    form = {"csrf": secret(client, "/check/r1"), "action": "accept"}
    assert client.post(path, data=form, headers={"origin": "https://evil.example"}).status_code == 403
    assert kept(out) == []


def test_with_a_token_only_those_who_state_it_may_correct(out):
    client = TestClient(create_app(out, RoomSettings(token="hemligt")))
    assert post(client, "/check/r1", action="accept").status_code == 401
    client.headers["authorization"] = "Bearer hemligt"
    assert post(client, "/check/r1", action="accept").status_code == 303


def test_the_name_that_a_proxy_states_counts(out):
    client = TestClient(create_app(out, RoomSettings(user_header="x-user")))
    client.headers["x-user"] = "eva"
    post(client, "/check/r1", action="accept", who="någon annan")
    assert [one.who for one in kept(out)] == ["eva"]
    assert 'name="who"' not in client.get("/check/r1").text


def test_others_who_are_not_on_this_computer_may_look_and_not_correct(out):
    client = TestClient(create_app(out), client=("10.0.0.7", 4000))
    assert client.get("/check").status_code == 200
    assert post(client, "/check/r1", action="accept").status_code == 403


@pytest.mark.parametrize(
    "path", ["/check/none", "/check/add?document=none", "/check/add?document=sydsverige&table=x"]
)
def test_what_is_not_there_is_told(client, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/check?by=x", "/check?table=x", "/check?seed=-1", "/check/add"])
def test_questions_that_make_no_sense_are_refused(client, path):
    assert client.get(path).status_code == 422


def test_a_second_look_shows_what_others_have_judged_and_tells_agreement(client, out):
    post(client, "/check/r1", action="accept", who="anna")
    post(client, "/check/r2", action="accept", who="anna")
    client = TestClient(create_app(out), cookies={"reviewer": "bo"})
    assert "/check/r1" in client.get("/check?second=true").text
    post(client, "/check/r1", action="reject", who="bo")
    post(client, "/check/r2", action="accept", who="bo")
    assert "/check/r1" not in client.get("/check?second=true").text
    page = client.get("/check/corrections", headers=ENGLISH).text
    assert "Agreement between reviewers" in page and "0.333" in page


def test_damaged_lines_are_shown(client, out):
    (out / "corrections").mkdir()
    (out / "corrections" / "a.jsonl").write_text("<x>\n", encoding="utf-8")
    assert "a.jsonl:1: not a correction" in client.get("/check").text


def test_corrections_of_the_room_are_those_of_the_command_line(client, out):
    post(client, "/check/r1", action="accept", who="anna")
    assert Bench(out, None).log.standing == kept(out)  # type: ignore[arg-type]


def test_a_name_with_letters_of_its_own_is_remembered(client):
    post(client, "/check/r1", action="accept", who="Åsa Öst")
    assert 'value="Åsa Öst"' in client.get("/check/r2").text


@pytest.mark.parametrize(
    "path", ["/check", "/check/r1", "/check/add?document=sydsverige", "/check/corrections"]
)
def test_pages_with_forms_let_the_browser_say_where_a_form_comes_from(client, path):
    assert client.get(path).headers["referrer-policy"] == "same-origin"
