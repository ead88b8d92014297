from fastapi.testclient import TestClient

from esfnlp.web.app import create_app
from esfnlp.web.desk import RoomSettings


def signed(client, token):
    client.get("/sign-in")
    form = {"csrf": client.cookies["form"], "token": token}
    return client.post("/sign-in", data=form, follow_redirects=False)


def test_the_key_opens_what_only_some_may_do(out):
    client = TestClient(create_app(out, RoomSettings(token="secret")))
    assert client.get("/metrics").status_code == 401
    assert signed(client, "secret").status_code == 303
    assert client.get("/metrics").status_code == 200


def test_a_wrong_key_is_refused_and_not_tried_for_long(out):
    client = TestClient(create_app(out, RoomSettings(token="secret")))
    assert [signed(client, "guess").status_code for _ in range(6)] == [403] * 5 + [429]
    assert client.get("/metrics").status_code == 401


def test_who_may_not_is_shown_where_to_sign_in(out):
    client = TestClient(create_app(out, RoomSettings(token="secret")))
    assert 'href="/sign-in"' in client.get("/metrics").text


def test_tokens_are_not_guessed_for_long_in_a_header_either(out):
    client = TestClient(create_app(out, RoomSettings(token="secret")))
    said = {"action": "accept", "record_id": "r1"}

    def stated(token):
        headers = {"authorization": f"Bearer {token}"}
        return client.post("/api/v1/corrections", json=said, headers=headers).status_code

    assert stated("secret") == 201
    assert [stated("guess") for _ in range(6)] == [401] * 5 + [429]
    assert stated("secret") == 429
    assert client.post("/api/v1/corrections", json=said).status_code == 401
