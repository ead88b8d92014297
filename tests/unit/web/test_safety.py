"""What no reader and no other site may do."""

from typing import Annotated

import pytest
from fastapi import Depends, FastAPI, Request
from fastapi.testclient import TestClient
from starlette.datastructures import FormData

from esfnlp.errors import BusyError
from esfnlp.web.access import author, client_of, limited
from esfnlp.web.app import create_app
from esfnlp.web.desk import Desk, RoomSettings
from esfnlp.web.forms import posted
from esfnlp.web.kept import Kept
from esfnlp.web.limits import Limiter, Rate
from esfnlp.web.shelf import Shelf


def broken(*_, **__):
    raise RuntimeError("secret detail")


def test_an_unexpected_error_is_a_page_without_its_details(out, monkeypatch):
    monkeypatch.setattr("esfnlp.web.shelf.Shelf.edition", broken)
    client = TestClient(create_app(out), raise_server_exceptions=False)
    for address in ("/plans", "/api/v1/plans"):
        response = client.get(address)
        assert response.status_code == 500
        assert "secret" not in response.text
        assert "Traceback" not in response.text
        assert "content-security-policy" in response.headers


def test_a_body_that_is_too_large_is_refused(out):
    client = TestClient(create_app(out, RoomSettings(most_body_bytes=100)), raise_server_exceptions=False)
    assert client.post("/plans", content=b"x" * 101).status_code in (405, 413)


def test_other_host_names_are_refused_where_names_are_given(out):
    client = TestClient(create_app(out, RoomSettings(hosts=("127.0.0.1",))))
    assert client.get("/plans").status_code == 400
    assert client.get("/plans", headers={"host": "127.0.0.1:8000"}).status_code == 200


def test_who_asks_too_often_is_told_to_wait(out):
    client = TestClient(create_app(out, RoomSettings(search_rate=Rate(0.001, 2))))
    statuses = [client.get("/suggest?q=un").status_code for _ in range(3)]
    assert statuses == [200, 200, 429]
    refused = client.get("/api/v1/search?q=unga")
    assert refused.headers["content-type"] == "application/problem+json"
    assert int(refused.headers["retry-after"]) > 0
    assert client.get("/plans").status_code == 200


def test_a_bucket_fills_again_with_time_and_each_client_has_its_own():
    now = [0.0]
    limiter = Limiter(Rate(2.0, 1), clock=lambda: now[0])
    assert limiter.wait("a") == 0
    assert limiter.wait("a") == 0.5
    assert limiter.wait("b") == 0
    now[0] = 0.5
    assert limiter.wait("a") == 0


@pytest.fixture
def forms(out):
    """An application with one form, and the desk it uses."""
    desk = Desk(Shelf(out))
    app = FastAPI()

    @app.get("/form")
    def form(request: Request):
        return desk.page(request, "error.html", title="", said="", detail="", posts=True)

    @app.post("/form")
    def change(form: Annotated[FormData, Depends(posted)]):
        return {"name": form["name"]}

    return TestClient(app)


def test_a_form_is_taken_with_the_secret_of_its_page_only(forms):
    assert forms.post("/form", data={"name": "x"}).status_code == 403
    secret = forms.get("/form").cookies["form"]
    assert forms.post("/form", data={"name": "x", "csrf": secret}).json() == {"name": "x"}
    assert forms.post("/form", data={"name": "x", "csrf": "other"}).status_code == 403
    assert forms.post("/form", data={"name": "x"}, headers={"x-csrf-token": secret}).status_code == 200


@pytest.mark.parametrize("headers", [{"origin": "http://evil.example"}, {"sec-fetch-site": "cross-site"}])
def test_a_form_from_another_site_is_refused(forms, headers):
    secret = forms.get("/form").cookies["form"]
    assert forms.post("/form", data={"name": "x", "csrf": secret}, headers=headers).status_code == 403


@pytest.mark.parametrize(
    ("settings", "host", "headers", "status"),
    [
        (RoomSettings(), "127.0.0.1", {}, 200),
        (RoomSettings(), "192.0.2.7", {}, 403),
        (RoomSettings(token="s"), "127.0.0.1", {}, 401),
        (RoomSettings(token="s"), "192.0.2.7", {"authorization": "Bearer s"}, 200),
        (RoomSettings(token="s"), "192.0.2.7", {"authorization": "Bearer t"}, 401),
        (RoomSettings(token="s"), "192.0.2.7", {"cookie": "token=s"}, 200),
        (RoomSettings(user_header="x-user"), "127.0.0.1", {"x-user": "ada"}, 200),
        (RoomSettings(user_header="x-user"), "192.0.2.7", {"x-user": "ada"}, 401),
        (RoomSettings(user_header="x-user"), "127.0.0.1", {}, 401),
        (
            RoomSettings(user_header="x-user"),
            "127.0.0.1",
            {"x-user": "ada", "x-forwarded-for": "192.0.2.7"},
            200,
        ),
        (RoomSettings(), "127.0.0.1", {"x-forwarded-for": "192.0.2.7"}, 403),
        (RoomSettings(), "127.0.0.1", {"x-forwarded-for": "127.0.0.1"}, 403),
        (RoomSettings(), "127.0.0.1", {"x-real-ip": "127.0.0.1"}, 403),
        (RoomSettings(), "127.0.0.1", {"forwarded": "for=192.0.2.7"}, 403),
        (RoomSettings(), "127.0.0.1", {"x-forwarded-host": "esf.example"}, 403),
        (RoomSettings(token="s"), "127.0.0.1", {"x-forwarded-for": "192.0.2.7"}, 401),
        (RoomSettings(), "127.0.0.1", {"host": "rebound.example:8000"}, 403),
        (RoomSettings(), "127.0.0.1", {"host": "localhost:8000"}, 200),
        (RoomSettings(), "127.0.0.1", {"host": "127.0.0.1:8000"}, 200),
        (RoomSettings(), "::1", {"host": "[::1]:8000"}, 200),
    ],
)
def test_who_may_change_something(out, settings, host, headers, status):
    desk = Desk(Shelf(out), settings)
    app = FastAPI()
    app.get("/who")(_who_of(desk))
    assert TestClient(app, client=(host, 5000)).get("/who", headers=headers).status_code == status


def _who_of(desk):
    def who(name: Annotated[str, Depends(author(desk))]):
        return {"name": name}

    return who


@pytest.mark.parametrize(
    ("peer", "forwarded", "client"),
    [
        ("127.0.0.1", "192.0.2.7, 198.51.100.3", "198.51.100.3"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("192.0.2.7", "198.51.100.3", "192.0.2.7"),
    ],
)
def test_clients_behind_a_proxy_here_are_told_apart_and_others_are_not_believed(peer, forwarded, client):
    app = FastAPI()
    app.get("/client")(_client)
    headers = {"x-forwarded-for": forwarded} if forwarded else {}
    assert TestClient(app, client=(peer, 5000)).get("/client", headers=headers).json() == client


def _client(request: Request) -> str:
    return client_of(request)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": "https://esf.example", "x-forwarded-host": "esf.example"}, 200),
        ({"origin": "https://esf.example", "sec-fetch-site": "same-origin"}, 200),
        ({"origin": "https://evil.example", "x-forwarded-host": "esf.example"}, 403),
        ({"origin": "null"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
    ],
)
def test_forms_come_through_a_proxy_that_puts_another_name_into_the_address(forms, headers, status):
    secret = forms.get("/form").cookies["form"]
    assert forms.post("/form", data={"name": "x", "csrf": secret}, headers=headers).status_code == status


def test_the_methods_of_an_address_are_named_where_another_is_used(client):
    assert client.delete("/api/v1/corrections").headers["allow"] == "GET, POST"
    assert client.put("/plans").headers["allow"] == "GET"


def test_while_a_run_writes_programs_are_told_when_to_come_again(out, monkeypatch):
    def busy(_):
        raise BusyError("another run writes")

    monkeypatch.setattr("esfnlp.web.shelf.Shelf.edition", busy)
    refused = TestClient(create_app(out)).get("/api/v1/plans")
    assert (refused.status_code, "retry-after" in refused.headers) == (409, True)


def nothing():
    return {}


def test_a_limit_counts_each_request(out):
    limiter = Limiter(Rate(0.001, 1))
    app = FastAPI()
    app.get("/x", dependencies=[Depends(limited(limiter))])(nothing)
    client = TestClient(app)
    assert [client.get("/x").status_code for _ in range(2)] == [200, 429]


def test_nothing_of_a_request_reaches_the_file_system(client, out):
    (out / "documents" / "secret.json").write_text("{}", encoding="utf-8")
    for name in ("secret", "..%2Frun.json", "%2Fetc%2Fpasswd", "sydsverige%00"):
        assert client.get(f"/plans/{name}").status_code == 404
        assert client.get(f"/plans/{name}/text").status_code == 404


def test_kept_results_are_made_once_and_the_oldest_forgotten():
    made = []
    kept = Kept(2)
    for key in ("a", "a", "b", "c", "a"):
        kept.get(key, lambda key=key: made.append(key) or key)
    assert made == ["a", "b", "c", "a"]


def test_a_failure_is_not_kept():
    kept = Kept(2)
    with pytest.raises(ZeroDivisionError):
        kept.get("a", lambda: 1 // 0)
    assert kept.get("a", lambda: 1) == 1


def test_a_reader_signs_in_with_the_token_of_the_room(out):
    client = TestClient(create_app(out, RoomSettings(token="secret-token")))
    secret = client.get("/sign-in").cookies["form"]
    wrong = client.post("/sign-in", data={"token": "x", "csrf": secret})
    assert wrong.status_code == 403
    right = client.post("/sign-in", data={"token": "secret-token", "csrf": secret}, follow_redirects=False)
    assert right.status_code == 303
    assert "HttpOnly" in right.headers["set-cookie"]
    assert client.cookies["token"] == "secret-token"


def test_a_room_without_a_token_has_nothing_to_sign_in_to(client):
    assert client.get("/sign-in").status_code == 404
