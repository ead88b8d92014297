"""What a run keeps of each document, so that only what changed is done again."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from esfnlp.record import Row
from esfnlp.store.files import write_atomic

DOCUMENTS = "documents"
RESULTS = "results"
DATASET = "dataset"
INDEX = "index"
RUN_FILE = "run.json"


@dataclass(frozen=True)
class Result:
    """The rows of one document by table; `key` is a hash of all that they were made from.

    `unread` names what could not be read of it, one line each; `is_read` is false where that is everything.
    """

    document_id: str
    key: str
    rows: dict[str, list[Row]]
    unread: list[str] = field(default_factory=list)
    is_read: bool = True


def write_result(out: Path, result: Result) -> None:
    content = {"key": result.key, "is_read": result.is_read, "unread": result.unread, "rows": result.rows}
    write_atomic(_path(out, result.document_id), json.dumps(content, ensure_ascii=False, sort_keys=True))


def read_result(out: Path, document_id: str) -> Result | None:
    """The kept result, or None where there is none or it cannot be used."""
    path = _path(out, document_id)
    try:
        content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return Result(document_id, content["key"], content["rows"], content["unread"], content["is_read"])
    except (OSError, ValueError, KeyError):
        return None


def _path(out: Path, document_id: str) -> Path:
    return out / RESULTS / f"{document_id}.json"
