"""The reading room's process: one address, one dataset."""

import socket
from pathlib import Path

import uvicorn

from esfnlp.errors import UsageError
from esfnlp.web.app import create_app
from esfnlp.web.desk import RoomSettings


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens on the address; port 0 takes a free one.

    Raises
    ------
    UsageError : the address does not exist here, or another program has the port.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except (OSError, UnicodeError) as error:
        raise UsageError(
            f"cannot listen on {host} port {port}: {error}; give another --host or --port"
        ) from error


def serve(out: Path, listener: socket.socket, settings: RoomSettings | None = None) -> None:
    """Serves the dataset in `out` until the process is interrupted."""
    config = uvicorn.Config(create_app(out, settings), log_level="warning", server_header=False)
    uvicorn.Server(config).run(sockets=[listener])
