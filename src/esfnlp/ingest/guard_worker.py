"""The process that reads documents for `guard`: one at a time, each with limits of its own.

Messages are pickles over the standard streams, between a parent and the child that it started itself. Before the
answer there may come a number: the seconds that reading takes longer than it usually may, as OCR does.
"""

import contextlib
import logging
import math
import os
import pickle
import resource
import signal
import struct
import sys
from pathlib import Path
from typing import Any, BinaryIO

from esfnlp.errors import UnreadableDocumentError
from esfnlp.ingest.limited import limit_processor, set_limit
from esfnlp.settings import IngestSettings

_LENGTH = struct.Struct(">Q")

logger = logging.getLogger(__name__)


def send(stream: BinaryIO, message: Any) -> None:
    data = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    stream.write(_LENGTH.pack(len(data)))
    stream.write(data)
    stream.flush()


def receive(stream: BinaryIO) -> Any:
    """The next message; EOFError where the other end is gone."""
    return pickle.loads(_exactly(stream, _LENGTH.unpack(_exactly(stream, _LENGTH.size))[0]))


def _exactly(stream: BinaryIO, count: int) -> bytes:
    data = stream.read(count)
    if len(data) < count:
        raise EOFError("the other end closed")
    return data


def main() -> None:
    """Serve requests (path, document id, settings) until the parent closes the stream."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    requests, answers = _own_streams()
    from esfnlp.ingest.reader import read_document  # noqa: F401  (loaded before the clock starts)

    send(answers, "ready")
    while True:
        try:
            path, document_id, settings = receive(requests)
        except EOFError:
            return
        answer = _read(path, document_id, settings, answers)
        _send_or_report(answers, answer, path)


def _own_streams() -> tuple[BinaryIO, BinaryIO]:
    """The standard streams for messages; what libraries print goes to standard error."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    with Path(os.devnull).open("rb") as nothing:
        os.dup2(nothing.fileno(), 0)
    sys.stdout = sys.stderr
    return requests, answers


def _send_or_report(answers: BinaryIO, answer: Any, path: Path) -> None:
    try:
        send(answers, answer)
    except MemoryError:
        send(answers, _too_large(path))


def _read(path: Path, document_id: str, settings: IngestSettings, answers: BinaryIO) -> Any:
    from esfnlp.ingest.reader import read_document

    def more_time(seconds: float) -> None:
        limit_processor(settings.cpu_seconds + math.ceil(seconds))
        send(answers, float(seconds))

    _limit(settings)
    try:
        return read_document(path, document_id, settings, more_time)
    except UnreadableDocumentError as error:
        return error
    except MemoryError:
        return _too_large(path)
    except RecursionError:
        return UnreadableDocumentError(path, "damaged", "it is nested too deeply", "get the file again")
    except Exception as error:
        logger.exception("%s: the reader failed", path.name)
        name = f"{type(error).__name__}: {error}".splitlines()[0][:200]
        return UnreadableDocumentError(path, "crashed", f"the reader failed ({name})", "please report it")


def _limit(settings: IngestSettings) -> None:
    """Address space for the process, and processor time from now on."""
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    set_limit(resource.RLIMIT_AS, settings.memory_bytes)
    limit_processor(settings.cpu_seconds)


def _too_large(path: Path) -> UnreadableDocumentError:
    return UnreadableDocumentError(
        path, "too_large", "it needs more memory than it may have", "raise ingest.memory_bytes or divide it"
    )


if __name__ == "__main__":
    main()
