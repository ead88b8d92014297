"""What lies in an output folder, and what a run keeps of each document so that only what changed is done again."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from esfnlp.record import Row
from esfnlp.store.files import write_atomic

DOCUMENTS = "documents"
INGESTED = "ingested"
RESULTS = "results"
DATASET = "dataset"
INDEX = "index"
UPLOADS = "uploads"
RUN_FILE = "run.json"


@dataclass(frozen=True)
class Result:
    """The rows of one document by table; `key` is a hash of all that they were made from."""

    document_id: str
    key: str
    rows: dict[str, list[Row]]


def write_result(out: Path, result: Result) -> None:
    content = {"key": result.key, "rows": result.rows}
    write_atomic(_path(out, result.document_id), json.dumps(content, ensure_ascii=False, sort_keys=True))


def read_result(out: Path, document_id: str) -> Result | None:
    """The kept result, or None where there is none or it cannot be used."""
    path = _path(out, document_id)
    try:
        content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return Result(document_id, content["key"], content["rows"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _path(out: Path, document_id: str) -> Path:
    return out / RESULTS / f"{document_id}.json"
