"""What a file, a setting or a user can cause. Every message says what, where, and what to do next."""

from pathlib import Path
from typing import Literal

UnreadableCode = Literal[
    "empty", "not_pdf", "encrypted", "damaged", "too_large", "timeout", "crashed", "no_text", "unsupported"
]


class EsfnlpError(Exception):
    """Base of the errors that reach a user as one line; `exit_code` is the process's exit status."""

    exit_code = 2


class UsageError(EsfnlpError):
    """A path that is not there, an unknown concept, region or document id, a setting that does not exist."""

    exit_code = 2


class NothingToDoError(EsfnlpError):
    """No readable input, no dataset or index, or a dataset that a newer version wrote."""

    exit_code = 3


class BusyError(EsfnlpError):
    """Another process is writing to the output folder; nothing was done."""

    exit_code = 3


class UnreadableDocumentError(EsfnlpError):
    """One document could not be read; the others are not affected."""

    exit_code = 1

    def __init__(self, path: Path, code: UnreadableCode, reason: str, remedy: str) -> None:
        super().__init__(f"{path.name}: {reason}; {remedy}")
        self.path = path
        self.code: UnreadableCode = code
        self.reason = reason
        self.remedy = remedy

    def __reduce__(self) -> tuple[type, tuple[Path, UnreadableCode, str, str]]:
        """Travels between the worker process and its parent."""
        return type(self), (self.path, self.code, self.reason, self.remedy)
