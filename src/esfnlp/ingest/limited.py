"""Worker processes with limits, for files that nobody vouches for."""

import contextlib
import os
import resource
import signal
import subprocess
from typing import Any, BinaryIO


def limit_processor(seconds: int) -> None:
    """Processor time of this process from now on."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    set_limit(resource.RLIMIT_CPU, int(usage.ru_utime + usage.ru_stime) + seconds + 1)


def set_limit(kind: int, soft: int) -> None:
    """A soft limit of this process, as far as the hard one and the system allow."""
    _, hard = resource.getrlimit(kind)
    soft = soft if hard == resource.RLIM_INFINITY else min(soft, hard)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(kind, (soft, hard))


def kill_group(process: "subprocess.Popen[bytes]") -> None:
    """End a worker and what it started, which leads a session of its own."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except OSError:
        process.kill()


def pipe_of(stream: Any) -> BinaryIO:
    """A worker's input or output.

    Raises
    ------
    EOFError : it was started without.
    """
    if stream is None:
        raise EOFError("the worker has no pipe")
    pipe: BinaryIO = stream
    return pipe
