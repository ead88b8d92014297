"""Worker processes that open PDFs for the reading room, each request with a limit of time.

A file that hangs or kills a worker costs its own request; the next one is served by another process.
"""

import contextlib
import os
import queue
import selectors
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Sequence
from pathlib import Path

from esfnlp.document import Box
from esfnlp.ingest.limited import kill_group, pipe_of
from esfnlp.web.page_worker import Header, receive, send

WORKERS = 2
WALL_SECONDS = 10.0
WAIT_SECONDS = 10.0
MOST_WAITING = 16
"""Requests that may wait for a worker; further ones are refused, so that other pages are answered meanwhile."""
START_SECONDS = 60.0
REQUESTS_A_WORKER = 2_000
_BUSY = "too many pages are being drawn"

Sought = tuple[str, Sequence[Box]]
"""A quote's text on a page, and the boxes of the blocks that it stands in there."""


class PageError(Exception):
    """A page that cannot be drawn or looked through; `is_lasting` where another attempt would end the same way."""

    def __init__(self, reason: str, *, is_lasting: bool = True) -> None:
        super().__init__(reason)
        self.is_lasting = is_lasting


class PagePool:
    """Some workers, started when first needed and ended with this object or the program."""

    def __init__(self, workers: int = WORKERS, wall_seconds: float = WALL_SECONDS) -> None:
        self._wall_seconds = wall_seconds
        self._idle: queue.LifoQueue[_Worker] = queue.LifoQueue()
        made = [_Worker() for _ in range(workers)]
        for worker in made:
            self._idle.put(worker)
        self._places = threading.Semaphore(workers + MOST_WAITING)
        self._finalizer = weakref.finalize(self, _end, made)

    def close(self) -> None:
        self._finalizer()

    def png(self, path: Path, number: int, width: int) -> bytes:
        """The page, 1-based, as a picture `width` pixels wide.

        Raises
        ------
        PageError : it cannot be drawn, not within the limits, or nobody is free to do it.
        """
        return self._ask({"do": "draw", "path": str(path), "number": number, "width": width})[1]

    def lines(self, path: Path, number: int, sought: Sequence[Sought]) -> list[list[Box]]:
        """The boxes of each quote's lines on the page, in points from its top left; none where it is not found.

        Raises
        ------
        PageError : as for `png`.
        """
        quotes = [[text, [list(box) for box in near]] for text, near in sought]
        header, _ = self._ask({"do": "find", "path": str(path), "number": number, "quotes": quotes})
        try:
            return [[(x0, y0, x1, y1) for x0, y0, x1, y1 in lines] for lines in header["lines"]]
        except (KeyError, TypeError, ValueError) as error:
            raise PageError("the worker gave no boxes") from error

    def _ask(self, request: Header) -> tuple[Header, bytes]:
        if not self._places.acquire(blocking=False):
            raise PageError(_BUSY, is_lasting=False)
        try:
            header, payload = self._answered(request)
        finally:
            self._places.release()
        if "failed" in header:
            raise PageError(str(header["failed"]))
        return header, payload

    def _answered(self, request: Header) -> tuple[Header, bytes]:
        try:
            worker = self._idle.get(timeout=WAIT_SECONDS)
        except queue.Empty as error:
            raise PageError(_BUSY, is_lasting=False) from error
        try:
            return worker.ask(request, self._wall_seconds)
        finally:
            self._idle.put(worker)


class _Worker:
    """A process of `page_worker`, started when first needed and again after it has died."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._served = 0

    def ask(self, request: Header, seconds: float) -> tuple[Header, bytes]:
        process = self._started()
        try:
            send(pipe_of(process.stdin), request)
            answer = _answer(process, seconds)
        except TimeoutError as error:
            self.close(kill=True)
            raise PageError(f"not done within {seconds:g} seconds") from error
        except (EOFError, OSError, ValueError) as error:
            self.close(kill=True)
            raise PageError("the worker died of it") from error
        self._served += 1
        if self._served >= REQUESTS_A_WORKER:
            self.close()
        return answer

    def _started(self) -> "subprocess.Popen[bytes]":
        if self._process is None:
            self._process, self._served = _start(), 0
            try:
                _answer(self._process, START_SECONDS)
            except (TimeoutError, EOFError, OSError, ValueError) as error:
                self.close(kill=True)
                raise PageError("no worker could be started", is_lasting=False) from error
        return self._process

    def close(self, kill: bool = False) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        if kill:
            kill_group(process)
        if process.stdin:
            with contextlib.suppress(OSError):
                process.stdin.close()
        try:
            process.wait(timeout=2.0)
        except subprocess.TimeoutExpired:
            kill_group(process)
            process.wait()
        if process.stdout:
            process.stdout.close()


def _end(workers: Sequence[_Worker]) -> None:
    for worker in workers:
        worker.close()


def _start() -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "esfnlp.web.page_worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "MALLOC_ARENA_MAX": "2", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
        start_new_session=True,
    )


def _answer(process: "subprocess.Popen[bytes]", seconds: float) -> tuple[Header, bytes]:
    """The worker's next message; TimeoutError where none began in time."""
    stream = pipe_of(process.stdout)
    deadline = time.monotonic() + seconds
    with selectors.DefaultSelector() as selector:
        selector.register(stream, selectors.EVENT_READ)
        while not selector.select(max(deadline - time.monotonic(), 0)):
            if time.monotonic() >= deadline:
                raise TimeoutError
    return receive(stream)
