import builtins
import socket

import pytest
import typer
from typer.testing import CliRunner

from esfnlp.cli.serve import serve_command
from esfnlp.errors import NothingToDoError, UsageError
from esfnlp.web import server
from esfnlp.web.server import listen
from esfnlp.web.shelf import Shelf
from esfnlp.web.warm import warm_up

app = typer.Typer()
app.command()(serve_command)


def serve(*arguments):
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.output


def test_serve_says_where_it_listens(out, monkeypatch):
    monkeypatch.setattr(server, "serve", lambda folder, listener, settings: None)
    assert "http://127.0.0.1:" in serve("--in", out, "--port", 0)


def test_serve_without_a_dataset_says_how_to_make_one(tmp_path):
    with pytest.raises(NothingToDoError, match="esfnlp run"):
        serve("--in", tmp_path)


def test_serve_without_the_extra_names_it(out, monkeypatch):
    real = builtins.__import__

    def refuse(name, *rest):
        if name == "esfnlp.web.server":
            raise ModuleNotFoundError("no fastapi", name="fastapi")
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(UsageError, match=r'pip install "esfnlp\[web\]"'):
        serve("--in", out)


def test_answers_do_not_wait_for_the_client_to_confirm_their_first_part():
    with listen("127.0.0.1", 0) as listener, socket.create_connection(listener.getsockname()):
        accepted, _ = listener.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_the_dataset_is_read_before_the_first_reader_comes(out, monkeypatch):
    shelf = Shelf(out)
    warm_up(shelf)
    monkeypatch.setattr("esfnlp.web.shelf.read_tables", None)
    assert shelf.edition().documents


def test_a_room_without_a_dataset_starts_too(tmp_path):
    shelf = Shelf(tmp_path)
    warm_up(shelf)
    with pytest.raises(NothingToDoError):
        shelf.edition()


def test_a_port_in_use_is_the_users_to_change():
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(UsageError, match="--port"):
        listen("127.0.0.1", taken.getsockname()[1])


def test_an_address_that_is_not_here_is_the_users_to_change():
    with pytest.raises(UsageError, match="--host"):
        listen("no-such-host.invalid", 0)
