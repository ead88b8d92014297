"""What changed since an earlier release, and whether a document or the software is the reason."""

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from esfnlp.errors import UsageError
from esfnlp.record import COLUMNS, RECORD_TABLES
from esfnlp.release.provenance import PROVENANCE
from esfnlp.release.tables import read_arrow

Reason = Literal["document", "software"]
_NOTATION = re.compile(r'skos:notation "([^"]+)"')
SHOWN = 20
"""So many changes of a table stand in the change log to read; all are in its CSV."""


@dataclass(frozen=True, slots=True)
class Change:
    """A document or record that is new, gone or has another value in a column.

    `reason` is "document" where its document is new, gone or another file than before; otherwise the software,
    a model, the taxonomy or a setting must be what changed.
    """

    table: str
    row_id: str
    document_id: str
    kind: Literal["added", "removed", "changed"]
    reason: Reason
    column: str = ""
    old: str = ""
    new: str = ""


@dataclass(frozen=True)
class Earlier:
    """An earlier release: the folder, and what its provenance says."""

    folder: Path
    provenance: Mapping[str, Any]

    @property
    def version(self) -> str:
        return str(self.provenance["dataset"]["version"])


def open_release(folder: Path) -> Earlier:
    """The release that `esfnlp export` wrote in a folder.

    Raises
    ------
    UsageError : it holds none.
    """
    try:
        content = json.loads((folder / PROVENANCE).read_text(encoding="utf-8"))
        str(content["dataset"]["version"])
        return Earlier(folder, content)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(
            f"--since {folder}: no release there; give a folder that `esfnlp export` wrote"
        ) from error


def find_changes(earlier: Path, release: Path) -> list[Change]:
    """Every change of documents and records from one release to another, table by table, in the order of ids."""
    sources = _changed_sources(_rows(earlier, "documents"), _rows(release, "documents"))
    changes: list[Change] = []
    for table in ("documents", *RECORD_TABLES):
        changes += _compare(table, _rows(earlier, table), _rows(release, table), sources)
    return changes


def _rows(release: Path, table: str) -> dict[str, dict[str, Any]]:
    """The rows of a table by id."""
    key = "document_id" if table == "documents" else "record_id"
    arrow = read_arrow(release / "parquet" / f"{table}.parquet")
    return {str(row[key]): row for row in arrow.to_pylist()}


def _changed_sources(old: Mapping[str, Any], new: Mapping[str, Any]) -> frozenset[str]:
    """Documents that are new, gone, or another file than before."""
    ids = old.keys() | new.keys()
    name = "source_sha256"
    return frozenset(i for i in ids if old.get(i, {}).get(name) != new.get(i, {}).get(name))


def _compare(
    table: str, old: Mapping[str, Any], new: Mapping[str, Any], sources: frozenset[str]
) -> Iterator[Change]:
    for row_id in sorted(old.keys() | new.keys()):
        before, after = old.get(row_id), new.get(row_id)
        document = str((after or before or {})["document_id"])
        reason: Reason = "document" if document in sources else "software"
        if before is None or after is None:
            yield Change(table, row_id, document, "added" if before is None else "removed", reason)
            continue
        for column in COLUMNS[table]:
            if column in before and before[column] != after[column]:
                values = _told(before[column]), _told(after[column])
                yield Change(table, row_id, document, "changed", reason, column, *values)


def _told(value: Any) -> str:
    return "" if value is None else "|".join(map(str, value)) if isinstance(value, list) else str(value)


def to_csv(changes: Iterable[Change]) -> str:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(Change.__slots__)
    writer.writerows([getattr(change, name) for name in Change.__slots__] for change in changes)
    return buffer.getvalue()


def to_markdown(earlier: Earlier, version: str, changes: list[Change], turtle: str, software: str) -> str:
    """The change log; `turtle` is the taxonomy as it is now, `software` the fingerprint of what made the dataset."""
    parts = [
        f"# Changes since {earlier.version}\n\nThis is {version}.",
        _software(earlier, software),
        *_concepts(earlier, turtle),
        _counts(changes),
        *_listed(changes),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _software(earlier: Earlier, software: str) -> str:
    before = earlier.provenance.get("made_by", {}).get("fingerprint", "")
    if before and before == software:
        return "Both were made by the same software, models and taxonomy."
    return "The software, a model or the taxonomy is not the same as before."


def _concepts(earlier: Earlier, turtle: str) -> Iterator[str]:
    path = earlier.folder / "taxonomy.ttl"
    old = set(_NOTATION.findall(path.read_text(encoding="utf-8"))) if path.is_file() else None
    new = set(_NOTATION.findall(turtle))
    for title, concepts in {"New": new - (old or new), "Dropped": (old or new) - new}.items():
        if concepts:
            yield f"{title} concepts: " + ", ".join(f"`{concept}`" for concept in sorted(concepts))


def _counts(changes: list[Change]) -> str:
    """Rows by table and kind, apart for those whose document changed and those whose document did not."""
    if not changes:
        return "No document and no record changed."
    rows = {(c.table, c.reason, c.kind, c.row_id) for c in changes}
    counts = Counter((table, reason, kind) for table, reason, kind, _ in rows)
    lines = ["| table | reason | added | removed | changed |", "| --- | --- | ---: | ---: | ---: |"]
    for table, reason in dict.fromkeys((change.table, change.reason) for change in changes):
        numbers = " | ".join(str(counts[table, reason, kind]) for kind in ("added", "removed", "changed"))
        lines.append(f"| {table} | {reason} | {numbers} |")
    note = (
        "Reason *document*: the document is new, gone or another file. Reason *software*: the file is the same, "
        "and software, models, taxonomy or settings read it otherwise."
    )
    return "\n".join(lines) + f"\n\n{note}"


def _listed(changes: list[Change]) -> Iterator[str]:
    for table in dict.fromkeys(change.table for change in changes):
        own = [change for change in changes if change.table == table]
        lines = [_line(change) for change in own[:SHOWN]]
        if len(own) > SHOWN:
            lines.append(f"- and {len(own) - SHOWN} more: `CHANGES.csv`")
        yield f"## {table}\n\n" + "\n".join(lines)


def _line(change: Change) -> str:
    what = f"`{change.row_id}`" + ("" if change.table == "documents" else f" in `{change.document_id}`")
    if change.kind != "changed":
        return f"- {change.kind}: {what} ({change.reason})"
    return f"- {what}: {change.column} {change.old!r} to {change.new!r} ({change.reason})"
