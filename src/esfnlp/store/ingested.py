"""What a run keeps of the reading of each file, so that an unchanged file is not read again."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from esfnlp.document import Document
from esfnlp.store.documents import document_from_json, document_to_json
from esfnlp.store.files import write_atomic
from esfnlp.store.results import DOCUMENTS, INGESTED


@dataclass(frozen=True)
class Ingested:
    """A file that was read, or could not be.

    `key` is a hash of all that the reading rests on, `digest` one of the document that it gave. `unread` names what
    could not be read, one line each. `failed` is the document without text that stands for a file of which nothing
    could be read; else the document lies in `OUT/documents`.
    """

    document_id: str
    key: str
    digest: str
    unread: list[str] = field(default_factory=list)
    failed: Document | None = None

    @property
    def is_read(self) -> bool:
        return self.failed is None


def write_ingested(out: Path, document: Document, key: str, unread: list[str], *, is_read: bool) -> Ingested:
    """Keeps a document, the text of a read one in `OUT/documents`."""
    data = document_to_json(document)
    content = json.dumps(data, ensure_ascii=False)
    digest = hashlib.sha256(content.encode("utf-8")).hexdigest()
    if is_read:
        write_atomic(_document_path(out, document.document_id), content)
    kept = {"key": key, "digest": digest, "unread": unread, "failed": None if is_read else data}
    write_atomic(_path(out, document.document_id), json.dumps(kept, ensure_ascii=False, sort_keys=True))
    return Ingested(document.document_id, key, digest, unread, None if is_read else document)


def read_ingested(out: Path, document_id: str) -> Ingested | None:
    """What is kept of a file, or None where there is nothing, or its document is gone."""
    try:
        content: Mapping[str, Any] = json.loads(_path(out, document_id).read_text(encoding="utf-8"))
        failed = content["failed"] and document_from_json(content["failed"])
        kept = Ingested(document_id, content["key"], content["digest"], content["unread"], failed)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return kept if failed or _document_path(out, document_id).is_file() else None


def stored_document(out: Path, document_id: str) -> Document | None:
    """The document in `OUT/documents`, or None where nothing of its file could be read."""
    path = _document_path(out, document_id)
    if not path.is_file():
        return None
    return document_from_json(json.loads(path.read_text(encoding="utf-8")))


def _path(out: Path, document_id: str) -> Path:
    return out / INGESTED / f"{document_id}.json"


def _document_path(out: Path, document_id: str) -> Path:
    return out / DOCUMENTS / f"{document_id}.json"
