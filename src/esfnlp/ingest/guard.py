"""Reading in worker processes with limits: no file, however broken or hostile, stops the others."""

import contextlib
import logging
import os
import selectors
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

from esfnlp.document import Document
from esfnlp.errors import UnreadableDocumentError, UsageError
from esfnlp.ingest.guard_worker import receive, send
from esfnlp.ingest.limited import kill_group, pipe_of
from esfnlp.ingest.sniff import media_kind
from esfnlp.settings import IngestSettings

_START_SECONDS = 60.0
_DOCUMENTS_A_WORKER = 200
_POLL_SECONDS = 0.5

logger = logging.getLogger(__name__)


def read_guarded(path: Path, document_id: str, settings: IngestSettings) -> Document:
    """The document in a file, read by a process that is held to the limits of `settings`.

    Raises
    ------
    UsageError : there is no such file.
    UnreadableDocumentError : with the code that tells why.
    """
    with contextlib.closing(_Worker()) as worker:
        return worker.read(path, document_id, settings)


def read_many_guarded(
    items: Iterable[tuple[Path, str]], settings: IngestSettings, workers: int = 2
) -> Iterator[tuple[Path, Document | UnreadableDocumentError]]:
    """Each (path, document id) read, in the order given; `workers` processes are kept warm meanwhile.

    Every document has limits of its own; one that kills its worker costs nothing but itself.
    """
    count = max(workers, 1)
    pool = _Pool(settings)
    threads = ThreadPoolExecutor(count, thread_name_prefix="esfnlp-ingest")
    waiting: deque[tuple[Path, Future[Document | UnreadableDocumentError]]] = deque()
    try:
        for path, document_id in items:
            waiting.append((path, threads.submit(pool.read, path, document_id)))
            while len(waiting) > 2 * count:
                first, future = waiting.popleft()
                yield first, future.result()
        while waiting:
            first, future = waiting.popleft()
            yield first, future.result()
    finally:
        pool.stop()
        threads.shutdown(wait=True, cancel_futures=True)
        pool.close()


class _Pool:
    """Warm workers, one for each thread that asks."""

    def __init__(self, settings: IngestSettings) -> None:
        self._settings = settings
        self._own = threading.local()
        self._all: list[_Worker] = []
        self._lock = threading.Lock()
        self._stopped = False

    def read(self, path: Path, document_id: str) -> Document | UnreadableDocumentError:
        try:
            return self._worker().read(path, document_id, self._settings)
        except UnreadableDocumentError as error:
            return error
        except UsageError as error:
            return UnreadableDocumentError(path, "empty", str(error), "check the path")

    def _worker(self) -> "_Worker":
        worker: _Worker | None = getattr(self._own, "worker", None)
        if worker is None:
            with self._lock:
                worker = self._own.worker = _Worker()
                self._all.append(worker)
                if self._stopped:
                    worker.stop()
        return worker

    def stop(self) -> None:
        """End what is being read."""
        with self._lock:
            self._stopped = True
            for worker in self._all:
                worker.stop()

    def close(self) -> None:
        for worker in self._all:
            worker.close()


class _Worker:
    """A process of `guard_worker`, started when first needed and again after it has died."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._served = 0
        self._stopped = False
        self._lock = threading.Lock()

    def read(self, path: Path, document_id: str, settings: IngestSettings) -> Document:
        """The document; raises as `read_guarded`."""
        _check(path, settings)
        answer = self._ask(path, document_id, settings)
        if isinstance(answer, UnreadableDocumentError):
            raise answer
        if not isinstance(answer, Document):
            raise UnreadableDocumentError(path, "crashed", "the reader gave no document", "please report it")
        return answer

    def _ask(self, path: Path, document_id: str, settings: IngestSettings) -> Any:
        try:
            process = self._started(path)
            send(pipe_of(process.stdin), (path, document_id, settings))
            deadline = time.monotonic() + settings.wall_seconds
            while isinstance(answer := _answer(process, deadline), float):
                deadline += answer
        except TimeoutError:
            self.close(kill=True)
            return _timeout(path, f"{settings.wall_seconds:g} seconds")
        except (EOFError, OSError, ValueError):
            return _death(path, self.close(kill=True), settings)
        self._served += 1
        if self._served >= _DOCUMENTS_A_WORKER:
            self.close()
        return answer

    def _started(self, path: Path) -> "subprocess.Popen[bytes]":
        with self._lock:
            if self._stopped:
                raise UnreadableDocumentError(path, "crashed", "the run was stopped", "run it again")
            if self._process is None:
                self._process, self._served = _start(), 0
                fresh = True
            else:
                fresh = False
            process = self._process
        if fresh:
            _answer(process, time.monotonic() + _START_SECONDS)
        return process

    def stop(self) -> None:
        """Kill the process, from any thread; no other is started."""
        with self._lock:
            self._stopped = True
            if self._process is not None:
                kill_group(self._process)

    def close(self, kill: bool = False) -> int | None:
        """End the process and give its exit status; None where there is none."""
        with self._lock:
            process, self._process = self._process, None
        if process is None:
            return None
        if process.stdin:
            with contextlib.suppress(OSError):
                process.stdin.close()
        try:
            status = process.wait(timeout=0.2 if kill else 5.0)
        except subprocess.TimeoutExpired:
            kill_group(process)
            status = process.wait()
        if kill:
            kill_group(process)
        if process.stdout:
            process.stdout.close()
        return status


def _start() -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "esfnlp.ingest.guard_worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONHASHSEED": "0", "MALLOC_ARENA_MAX": "2"},
        bufsize=-1,
        start_new_session=True,
    )


def _answer(process: "subprocess.Popen[bytes]", deadline: float) -> Any:
    """The worker's next message.

    Raises
    ------
    TimeoutError : none began before the deadline.
    EOFError : the worker died.
    """
    stream = pipe_of(process.stdout)
    with selectors.DefaultSelector() as selector:
        selector.register(stream, selectors.EVENT_READ)
        while not selector.select(min(max(deadline - time.monotonic(), 0), _POLL_SECONDS)):
            if time.monotonic() >= deadline:
                raise TimeoutError
    return receive(stream)


def _check(path: Path, settings: IngestSettings) -> None:
    """What can be told before any reader opens the file."""
    if not path.is_file():
        raise UsageError(f"no file at {path}; check the path")
    size = path.stat().st_size
    if size > settings.max_bytes:
        reason = f"{size} bytes, more than {settings.max_bytes}"
        raise UnreadableDocumentError(path, "too_large", reason, "raise ingest.max_bytes or divide it")
    try:
        media_kind(path)
    except OSError as error:
        reason = error.strerror or "it cannot be opened"
        raise UnreadableDocumentError(path, "damaged", reason, "check that it may be read") from error


def _timeout(path: Path, limit: str) -> UnreadableDocumentError:
    return UnreadableDocumentError(
        path,
        "timeout",
        f"not read within {limit}",
        "raise ingest.wall_seconds and cpu_seconds, or leave it out",
    )


def _death(path: Path, status: int | None, settings: IngestSettings) -> UnreadableDocumentError:
    """Why the worker died, by its exit status."""
    if status == -signal.SIGXCPU:
        return _timeout(path, f"{settings.cpu_seconds} seconds of processor time")
    how = f"signal {-status}" if status is not None and status < 0 else f"status {status}"
    logger.warning("%s: the worker process ended with %s", path.name, how)
    return UnreadableDocumentError(
        path,
        "crashed",
        f"the reader crashed on it ({how})",
        "the file is damaged or needs too much memory; get it again",
    )
