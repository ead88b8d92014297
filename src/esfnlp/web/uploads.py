"""Plans that readers hand in: kept in OUT/uploads and added to the dataset by a process of its own, one at a time.

The name that a reader's file has is used for its words only: what is kept bears a name of letters, digits and hyphens
that is made here.
"""

import contextlib
import json
import secrets
import shutil
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PureWindowsPath
from typing import Any, BinaryIO, Literal

from esfnlp.errors import BusyError
from esfnlp.ingest.sniff import SUFFIXES, MediaKind, media_kind
from esfnlp.record import Row
from esfnlp.store.files import sha256_of
from esfnlp.store.lock import is_busy
from esfnlp.store.results import UPLOADS
from esfnlp.swedish.slugs import slug

WALL_SECONDS = 3600.0
"""After so long a process is ended: reading has limits of its own, which are far shorter."""
_LONGEST_NAME = 80
_KEPT_AS: Mapping[MediaKind, str] = {"pdf": ".pdf", "docx": ".docx", "html": ".html", "text": ".txt"}


@dataclass(frozen=True, slots=True)
class Upload:
    """How far an upload is: `done` of `total` documents, `step` the one at hand, "dataset" or "index".

    `known` is a file that the dataset has already, under `document_id`; `reason` says why one has `failed`, and
    `problems` what of an added one could not be read.
    """

    state: Literal["working", "added", "known", "failed"]
    document_id: str
    name: str
    step: str = ""
    done: int = 0
    total: int = 0
    reason: str = ""
    problems: tuple[str, ...] = ()


class Uploads:
    """The uploads to the dataset in `out`; `last` is the one at hand, or the one before it."""

    def __init__(self, out: Path, wall_seconds: float = WALL_SECONDS) -> None:
        self.last: Upload | None = None
        self._out = out
        self._wall_seconds = wall_seconds
        self._busy = threading.Lock()
        self._thread: threading.Thread | None = None

    def add(self, file: BinaryIO, name: str, documents: Mapping[str, Row]) -> Upload:
        """Keeps the file and begins to add it; `documents` are those of the dataset by id.

        Raises
        ------
        BusyError : another one is being added, or `esfnlp run` is writing to the output folder.
        UnreadableDocumentError : by its content it is none of the kinds that are read.
        """
        if not self._busy.acquire(blocking=False):
            raise BusyError("another plan is being added")
        try:
            if is_busy(self._out):
                raise BusyError("plans are being read by `esfnlp run`")
            self.last = upload = self._kept(file, name, documents)
            if upload.state == "working":
                self._begin(upload, self._folder / upload.name)
        except BaseException:
            self._busy.release()
            raise
        if upload.state != "working":
            self._busy.release()
        return upload

    def wait(self, seconds: float) -> None:
        """Waits for the upload at hand to end, so long at most."""
        if self._thread:
            self._thread.join(seconds)

    @property
    def _folder(self) -> Path:
        return self._out / UPLOADS

    def _kept(self, file: BinaryIO, name: str, documents: Mapping[str, Row]) -> Upload:
        self._folder.mkdir(exist_ok=True)
        given = PureWindowsPath(name)
        suffix = given.suffix.casefold()
        part = self._folder / f".{secrets.token_hex(8)}{suffix if suffix in SUFFIXES else ''}"
        try:
            with part.open("wb") as kept:
                shutil.copyfileobj(file, kept)
            kind, digest = media_kind(part), sha256_of(part)
            same = [key for key, row in documents.items() if row["source_sha256"] == digest]
            if same:
                return Upload("known", same[0], "")
            document_id = self._free_id(given.stem, documents)
            path = part.rename(self._folder / f"{document_id}{_KEPT_AS[kind]}")
        finally:
            part.unlink(missing_ok=True)
        return Upload("working", document_id, path.name)

    def _free_id(self, stem: str, documents: Mapping[str, Row]) -> str:
        """An id from the words of a name that neither a document nor another upload has."""
        base = slug(stem)[:_LONGEST_NAME].strip("-") or "plan"
        taken = {*documents, *(path.stem for path in self._folder.iterdir())}
        numbered = (f"{base}-{n}" if n > 1 else base for n in range(1, len(taken) + 2))
        return next(one for one in numbered if one not in taken)

    def _begin(self, upload: Upload, path: Path) -> None:
        command = [
            sys.executable,
            "-m",
            "esfnlp.web.upload_worker",
            str(self._out.absolute()),
            str(path.absolute()),
        ]
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
        self._thread = threading.Thread(target=self._follow, args=(upload, path, process), daemon=True)
        self._thread.start()

    def _follow(self, upload: Upload, path: Path, process: "subprocess.Popen[bytes]") -> None:
        limit = threading.Timer(self._wall_seconds, process.kill)
        limit.start()
        last = upload
        try:
            with process:
                for line in process.stdout or ():
                    with contextlib.suppress(ValueError):
                        self.last = last = _after(last, json.loads(line))
        finally:
            limit.cancel()
            if last.state == "working":
                last = replace(last, state="failed", reason="the process that read it ended early")
            if last.state == "failed":
                path.unlink(missing_ok=True)
            self.last = last
            self._busy.release()


def _after(upload: Upload, told: Mapping[str, Any]) -> Upload:
    """The upload after what its process has told."""
    if "failed" in told:
        return replace(upload, state="failed", reason=str(told["failed"]))
    if "added" in told:
        return replace(upload, state="added", problems=tuple(map(str, told["problems"])))
    return replace(upload, step=str(told["what"]), done=int(told["done"]), total=int(told["total"]))
