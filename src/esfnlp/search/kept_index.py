"""Indexes that stay open between questions: to open one anew costs a question a sixth of its time."""

import contextlib
import sqlite3
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from esfnlp.search.index import FILE, open_index


@dataclass(frozen=True, slots=True)
class _Open:
    """An open index, and what tells its file from others; it is closed with its thread."""

    connection: sqlite3.Connection
    file: tuple[object, ...]

    def __del__(self) -> None:
        with contextlib.suppress(sqlite3.Error):
            self.connection.close()


class _Kept(threading.local):
    last: _Open | None = None


_KEPT = _Kept()
"""The index that a thread asked last."""


@contextlib.contextmanager
def kept_index(folder: Path) -> Iterator[sqlite3.Connection]:
    """The index in `folder`, to be read; it stays open for the thread's next question, as long as no other file has taken
    its place.

    Raises
    ------
    NothingToDoError : as for `open_index`.
    """
    file = _file(folder / FILE)
    if _KEPT.last is None or _KEPT.last.file != file:
        _KEPT.last = None
        _KEPT.last = _Open(open_index(folder), file)
    try:
        yield _KEPT.last.connection
    except sqlite3.Error:
        _KEPT.last = None
        raise


def _file(path: Path) -> tuple[object, ...]:
    """What tells a file from another one of its name; nothing where there is none."""
    try:
        stat = path.stat()
    except OSError:
        return ()
    return (path.absolute(), stat.st_ino, stat.st_mtime_ns, stat.st_size)
