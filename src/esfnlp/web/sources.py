"""Where the files lie that a run read, to show their pages. Only a file with the bytes that were read is taken.

No part of a request becomes a path: names come from the dataset, folders from `OUT/run.json` or the command line.
"""

import json
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TypeVar

from esfnlp.record import Row
from esfnlp.store.files import sha256_of
from esfnlp.store.results import RUN_FILE, UPLOADS
from esfnlp.web.kept import Kept

T = TypeVar("T")
MOST_DIGESTS = 2_000
"""Files whose digest is kept as long as their time and size stay the same."""

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Sources:
    """The files behind the dataset in `out`: below `folders` where some are named, else where the last run read."""

    out: Path
    folders: tuple[Path, ...] = ()
    _kept: Kept = field(default_factory=lambda: Kept(MOST_DIGESTS), repr=False, compare=False)

    def file_of(self, row: Row) -> Path | None:
        """The file that the document of a row was read from, or None where it is not at hand as it was."""
        name, digest = PurePosixPath(str(row["source_file"] or "")), str(row["source_sha256"] or "")
        if not name.name or not digest or name.is_absolute() or ".." in name.parts:
            return None
        folders = [*(self.folders or self._inputs()), self.out / UPLOADS]
        candidates = (folder / name for folder in folders)
        return next((path for path in candidates if self._digest(path) == digest), None)

    def _digest(self, path: Path) -> str:
        """The file's SHA-256, "" where there is no such file."""
        return self._unchanged(path, sha256_of) or ""

    def _inputs(self) -> list[Path]:
        return self._unchanged(self.out / RUN_FILE, inputs_of) or []

    def _unchanged(self, path: Path, read: Callable[[Path], T]) -> T | None:
        """What was read of a file, read again when its time or size has changed; None where it cannot be read."""
        try:
            if not path.is_file():
                return None
            stat = path.stat()
            key = (path, stat.st_mtime_ns, stat.st_size, stat.st_ino)
            return self._kept.get(key, lambda: read(path))
        except (OSError, ValueError) as error:
            _LOG.info("a source file cannot be read: %s", error)
            return None


def inputs_of(run_file: Path) -> list[Path]:
    """The folders that the last run's files lie in; none where the run did not note them."""
    try:
        stated = json.loads(run_file.read_text(encoding="utf-8"))["inputs"]
        return _folders(Path(path) for path in stated)
    except (KeyError, TypeError):
        return []


def _folders(paths: Iterable[Path]) -> list[Path]:
    """Names are relative to a folder that was read, or to where a file or manifest lies."""
    folders = (path if path.is_dir() else path.parent for path in paths if path.is_absolute())
    return list(dict.fromkeys(folders))
