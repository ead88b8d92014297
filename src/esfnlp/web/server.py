"""The reading room's process: one address, one dataset."""

import gc
import socket
import sys
import threading
from pathlib import Path

import uvicorn

from esfnlp.errors import UsageError
from esfnlp.web.app import create_app
from esfnlp.web.desk import RoomSettings
from esfnlp.web.shelf import Shelf
from esfnlp.web.warm import warm_up

_SWITCH_SECONDS = 0.001
"""After which a search lets other threads go on, rather than after 5 ms: a page that is at hand passes several of them."""
_IDLE_SECONDS = 60
"""After which a connection that is not used is closed: longer than clients wait that use one again."""
_NEW_OBJECTS = 20_000
"""After which the garbage collector looks at new objects: an answer makes some thousands, and keeps few."""


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens on the address; port 0 takes a free one.

    Its connections send what is ready at once: asyncio sees to that only where it makes the socket, and an answer in
    two parts would wait 40 ms for the client to confirm the first.

    Raises
    ------
    UsageError : the address does not exist here, or another program has the port.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family)
    except (OSError, UnicodeError) as error:
        raise UsageError(
            f"cannot listen on {host} port {port}: {error}; give another --host or --port"
        ) from error
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def serve(out: Path, listener: socket.socket, settings: RoomSettings | None = None) -> None:
    """Serves the dataset in `out` until the process is interrupted.

    What a reverse proxy says of its clients is read where it counts (`web.access`), which has to know the proxy itself.
    """
    sys.setswitchinterval(_SWITCH_SECONDS)
    gc.set_threshold(_NEW_OBJECTS, *gc.get_threshold()[1:])
    app = create_app(out, settings)
    threading.Thread(target=_settle, args=(app.state.shelf,), name="settle", daemon=True).start()
    config = uvicorn.Config(
        app,
        log_level="warning",
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=_IDLE_SECONDS,
    )
    uvicorn.Server(config).run(sockets=[listener])


def _settle(shelf: Shelf) -> None:
    """Reads what stays for good, and has the garbage collector look at it no more: that takes longer than an answer."""
    warm_up(shelf)
    gc.collect()
    gc.freeze()
