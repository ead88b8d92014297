import json
import threading
from io import BytesIO

import pytest
import typer
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from esfnlp.cli.serve import serve_command
from esfnlp.errors import BusyError, UnreadableDocumentError, UsageError
from esfnlp.store.lock import writing
from esfnlp.web import uploads as uploads_module
from esfnlp.web.app import create_app
from esfnlp.web.desk import RoomSettings
from esfnlp.web.limits import Rate
from esfnlp.web.uploads import Uploads

PLAN = "Handlingsplan för Nordanskog 2014-2020\n\nUnga utan arbete är en prioriterad målgrupp.\n".encode()


class Process:
    """Tells what a process told, when it may."""

    def __init__(self, told, may=None):
        self.told, self.may = told, may
        self.stdout = self._lines()

    def _lines(self):
        for one in self.told:
            yield json.dumps(one).encode() + b"\n"
        if self.may:
            self.may.wait(5)

    def kill(self):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass


@pytest.fixture
def told(monkeypatch):
    """What the process of the next upload tells; the commands that it was started with are in `commands`."""
    said = [{"added": True, "problems": []}]

    def start(command, **_):
        commands.append(command)
        return Process(said, may=gate)

    commands = []
    gate = None
    monkeypatch.setattr(uploads_module.subprocess, "Popen", start)
    return said, commands


@pytest.fixture
def room(out, told):
    return TestClient(create_app(out, RoomSettings(allow_upload=True, most_upload_bytes=1000)))


def post(client, content=PLAN, name="plan.txt", **more):
    secret = client.get("/upload").cookies.get("form") or client.cookies["form"]
    return client.post("/upload", data={"csrf": secret}, files={"file": (name, content)}, **more)


def test_there_is_no_room_to_add_plans_unless_it_is_opened(client):
    assert client.get("/upload").status_code == 404
    assert "/upload" not in client.get("/plans").text


def test_an_upload_is_kept_under_a_name_made_here_and_added(room, out, told):
    answer = post(room, name="..\\..\\Ny plan/för Öst (1).TXT", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/upload")
    assert [path.name for path in (out / "uploads").iterdir()] == ["for-ost-1.txt"]
    assert told[1][0][-1] == str(out / "uploads" / "for-ost-1.txt")


def test_an_added_plan_is_linked(out, told):
    uploads = Uploads(out)
    uploads.add(BytesIO(PLAN), "ny.txt", {})
    uploads.wait(5)
    assert (uploads.last.state, uploads.last.document_id) == ("added", "ny")


def test_names_that_are_taken_get_a_number(out, told):
    uploads = Uploads(out)
    uploads.add(BytesIO(PLAN), "sydsverige.txt", {"sydsverige": {"source_sha256": "x"}})
    assert uploads.last.document_id == "sydsverige-2"


def test_a_file_that_the_dataset_has_is_not_added_again(out, told):
    digest = uploads_module.sha256_of.__globals__["hashlib"].sha256(PLAN).hexdigest()
    uploads = Uploads(out)
    upload = uploads.add(BytesIO(PLAN), "ny.txt", {"gammal": {"source_sha256": digest}})
    assert (upload.state, upload.document_id, told[1]) == ("known", "gammal", [])
    assert list((out / "uploads").iterdir()) == []


def test_what_failed_is_said_and_not_kept(room, out, told):
    told[0][:] = [{"what": "ny", "done": 0, "total": 1}, {"failed": "ny.txt: <b>too long</b>"}]
    post(room, name="ny.txt")
    for thread in threading.enumerate():
        if thread.name.endswith("(_follow)"):
            thread.join(5)
    assert "&lt;b&gt;too long" in room.get("/upload").text
    assert list((out / "uploads").iterdir()) == []


def test_a_process_that_dies_is_a_failure(out, told):
    told[0][:] = [{"what": "dataset", "done": 1, "total": 2}]
    uploads = Uploads(out)
    uploads.add(BytesIO(PLAN), "ny.txt", {})
    uploads.wait(5)
    assert (uploads.last.state, uploads.last.step) == ("failed", "dataset")


def test_one_upload_is_added_at_a_time(out, monkeypatch):
    gate = threading.Event()
    monkeypatch.setattr(uploads_module.subprocess, "Popen", lambda *_, **__: Process([], may=gate))
    uploads = Uploads(out)
    uploads.add(BytesIO(PLAN), "ny.txt", {})
    with pytest.raises(BusyError):
        uploads.add(BytesIO(PLAN), "till.txt", {})
    gate.set()
    uploads.wait(5)


def test_the_kind_of_a_file_is_seen_in_its_content(room, out):
    refused = post(room, b"\x89PNG\r\n\x1a\n", "plan.pdf")
    assert refused.status_code == 422
    assert "a PNG image" in refused.text
    assert list((out / "uploads").iterdir()) == []
    with pytest.raises(UnreadableDocumentError):
        Uploads(out).add(BytesIO(b""), "tom.txt", {})


def test_a_form_without_a_file_asks_for_one(room):
    assert post(room, b"", "").status_code == 422


@pytest.mark.parametrize("count", [1001, 102_000, 200_000])
def test_what_is_too_large_is_refused(room, out, count):
    assert post(room, b"x" * count).status_code == 413
    assert not (out / "uploads").exists()


def test_what_is_somewhat_too_large_is_refused_by_a_page(room):
    assert "<html" in post(room, b"x" * 102_000).text


def test_an_upload_needs_its_page_this_computer_and_patience(out, told):
    settings = RoomSettings(allow_upload=True, upload_rate=Rate(0.001, 1))
    assert post(TestClient(create_app(out, settings), client=("192.0.2.7", 5000))).status_code == 403
    room = TestClient(create_app(out, settings))
    assert room.post("/upload", files={"file": ("ny.txt", PLAN)}).status_code == 403
    assert post(room).status_code == 429


def test_uploads_on_an_open_address_need_a_token(out):
    app = typer.Typer()
    app.command()(serve_command)
    result = CliRunner().invoke(app, ["--in", str(out), "--host", "0.0.0.0", "--allow-upload"])
    assert isinstance(result.exception, UsageError)
    assert "--token" in str(result.exception)


def test_while_a_run_writes_an_upload_waits(room, out, told):
    with writing(out):
        busy = post(room)
    assert (busy.status_code, busy.headers["retry-after"], told[1]) == (409, "30", [])
    assert post(room, follow_redirects=False).status_code == 303


def test_programs_are_told_how_far_an_upload_is(room, told):
    assert room.get("/api/v1/upload").json()["state"] == "none"
    post(room, name="ny.txt")
    assert room.get("/api/v1/upload").json()["document_id"] == "ny"
