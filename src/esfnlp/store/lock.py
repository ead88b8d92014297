"""One writer at a time: of a run and an upload into the same output folder, the second is refused."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from esfnlp.errors import BusyError, UsageError

LOCK = ".lock"
"""In an output folder. The system lets go of it when the process that holds it ends, however it ends."""


@contextmanager
def writing(out: Path, wait_seconds: float = 1.0) -> Iterator[None]:
    """Holds the output folder, which is made where it is not there.

    Raises
    ------
    BusyError : another process still writes to it after so many seconds.
    UsageError : it cannot be written.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        lock = FileLock(out / LOCK, is_singleton=False)
        lock.acquire(timeout=wait_seconds)
    except Timeout as error:
        raise BusyError(
            f"another `esfnlp run` or an upload is writing to {out}; wait until it has ended"
        ) from error
    except OSError as error:
        raise UsageError(f"{out}: cannot be written ({error.strerror})") from error
    try:
        yield
    finally:
        lock.release()


def is_busy(out: Path) -> bool:
    """Whether somebody is writing to the output folder now."""
    try:
        with writing(out, wait_seconds=0):
            return False
    except BusyError:
        return True
