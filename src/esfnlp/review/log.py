"""Files of corrections: JSON Lines that only ever grow."""

import fcntl
import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from esfnlp.errors import UsageError
from esfnlp.review.correction import Correction, correction_from_json, correction_to_json

FOLDER = "corrections"
"""In an output folder; a run reads it and writes only the report into it."""
FILE = "corrections.jsonl"


@dataclass(frozen=True)
class Log:
    """The corrections of several files in the order in which they were made; `faults` say which lines could not
    be used, with file and line."""

    corrections: Sequence[Correction] = ()
    faults: Sequence[str] = ()

    @property
    def retracted(self) -> set[str]:
        """The ids of corrections that a later line takes back."""
        return {c.retracts for c in self.corrections if c.action == "retract"}

    @property
    def standing(self) -> list[Correction]:
        """Those that say something of a record and were not taken back."""
        gone = self.retracted
        return [c for c in self.corrections if c.action != "retract" and c.correction_id not in gone]


def correction_files(out: Path, stated: Path | None = None) -> list[Path]:
    """The file that is stated, else all in the output folder.

    Raises
    ------
    UsageError : the stated file is not there.
    """
    if stated is None:
        return sorted((out / FOLDER).glob("*.jsonl"))
    if not stated.is_file():
        raise UsageError(f"no file of corrections at {stated}")
    return [stated]


def read_log(paths: Iterable[Path]) -> Log:
    """All corrections of the files; the same one in two files counts once.

    Raises
    ------
    UsageError : a file cannot be read at all.
    """
    found: dict[str, Correction] = {}
    faults: list[str] = []
    for path in paths:
        for number, line in enumerate(_lines(path), start=1):
            if not line.strip():
                continue
            try:
                one = correction_from_json(json.loads(line))
            except (ValueError, UnicodeDecodeError) as error:
                faults.append(f"{path}:{number}: not a correction: {_reason(error)}")
            else:
                kept = found.setdefault(one.correction_id, one)
                if one.who and not kept.who:
                    found[one.correction_id] = one
    return Log(sorted(found.values(), key=lambda one: one.when), faults)


def append(path: Path, corrections: Iterable[Correction]) -> None:
    """Adds the corrections to a file, which is made where it is not there.

    Other reviewers may write at the same time: the file is locked meanwhile. A last line that was not finished
    is ended first, so that it harms no other.

    Raises
    ------
    UsageError : the file cannot be written.
    """
    lines = [json.dumps(correction_to_json(one), ensure_ascii=False) + "\n" for one in corrections]
    data = "".join(lines).encode("utf-8")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a+b") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            end = file.seek(0, os.SEEK_END)
            if end:
                file.seek(end - 1)
                data = data if file.read(1) == b"\n" else b"\n" + data
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise UsageError(f"{path}: corrections cannot be written ({error.strerror})") from error


def anonymous(corrections: Iterable[Correction]) -> list[Correction]:
    """The corrections without the names of those who made them."""
    return [replace(one, who="") for one in corrections]


def _lines(path: Path) -> list[bytes]:
    try:
        return path.read_bytes().split(b"\n")
    except OSError as error:
        raise UsageError(f"{path}: corrections cannot be read ({error.strerror})") from error


def _reason(error: ValueError) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg} at character {error.pos + 1}"
    return "not UTF-8 text" if isinstance(error, UnicodeDecodeError) else str(error)
