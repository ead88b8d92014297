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
