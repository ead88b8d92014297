"""Gold annotations: what a person read in a document, in the tables' own columns."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from esfnlp.errors import UsageError

Row = dict[str, Any]

REQUIRED = {
    "target_groups": ("concept", "status", "quote"),
    "actors": ("actor", "role", "actor_type", "quote"),
    "priorities": ("kind", "quote"),
    "targets": ("kind", "value", "unit", "quote"),
}
"""Without these columns a gold record cannot be compared."""


@dataclass(frozen=True)
class Gold:
    """The records of several gold files by table; `documents` are all that were annotated."""

    documents: tuple[str, ...]
    tables: dict[str, list[Row]]


def read_gold(paths: Iterable[Path]) -> Gold:
    """All records of the files, each with its document_id; a document may have several files.

    Raises
    ------
    UsageError : a file is not there or is not a gold file; the message names the record.
    """
    documents: list[str] = []
    tables: dict[str, list[Row]] = {table: [] for table in REQUIRED}
    for path in paths:
        content = _parsed(path)
        document_id = str(content["document"]["document_id"])
        documents.append(document_id)
        for table, found in tables.items():
            found.extend(
                _checked(row, path, table, number) | {"document_id": document_id}
                for number, row in enumerate(content.get(table, ()))
            )
    return Gold(tuple(dict.fromkeys(documents)), tables)


def _parsed(path: Path) -> dict[str, Any]:
    try:
        content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        _ = content["document"]["document_id"]
    except OSError as error:
        raise UsageError(f"no gold file at {path}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{path}: not a gold file; it needs an object with document.document_id") from error
    return content


def _checked(row: Row, path: Path, table: str, number: int) -> Row:
    missing = [column for column in REQUIRED[table] if column not in row]
    if missing:
        raise UsageError(f"{path}: record {number} of {table} has no {', '.join(missing)}")
    return row
