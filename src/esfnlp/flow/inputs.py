"""What a run is to read: files, folders and manifests, each document with its id."""

import csv
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from esfnlp.errors import NothingToDoError, UsageError
from esfnlp.ingest import document_ids, is_supported
from esfnlp.swedish.slugs import slug
from esfnlp.taxonomy.places import COUNTRY, TRAINING_REGION, load_places

MANIFEST_NAME = "manifest.csv"
_TEXT_FIELDS = ("plan_id", "version", "title", "doc_type", "programme", "adopted_on", "language")
_YEAR_FIELDS = ("period_start", "period_end")
_KNOWN = {"document_id", "file", "region_codes", "training", *_TEXT_FIELDS, *_YEAR_FIELDS}
_ABOUT = {"source", "licence", "split", "note"}
_DOC_TYPES = {
    "regional_plan", "national_programme", "strategy", "statement", "meeting_summary", "web_page", "other",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read; `stated` holds what the manifest says of it, which overrides what is found in it."""

    path: Path
    document_id: str
    name: str
    """The path relative to the input, as it stands in the dataset."""
    stated: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Inputs:
    sources: list[Source]
    skipped: list[Path]
    """Files in the folders that are of no kind that can be read."""


def gather(paths: Iterable[Path]) -> Inputs:
    """The documents that files, folders (with all below them) and manifests name, in a stable order.

    A folder that holds a `manifest.csv` is read by it.

    Raises
    ------
    UsageError : a path is not there, or a manifest is wrong.
    NothingToDoError : no document is left.
    """
    stated: list[Source] = []
    plain: dict[Path, str] = {}
    skipped: list[Path] = []
    for path in paths:
        if not path.exists():
            raise UsageError(f"no file or folder at {path}")
        manifest = path / MANIFEST_NAME if path.is_dir() else path
        if manifest.suffix.casefold() == ".csv" and manifest.is_file():
            stated += read_manifest(manifest)
        elif path.is_dir():
            files = sorted(p for p in path.rglob("*") if p.is_file() and not _hidden(p, path))
            skipped += [p for p in files if not is_supported(p)]
            plain |= {p.resolve(): p.relative_to(path).as_posix() for p in files if is_supported(p)}
        else:
            plain[path.resolve()] = path.name
    ids = document_ids(list(plain))
    sources = [*stated, *(Source(path, ids[path], name) for path, name in plain.items())]
    if not sources:
        raise NothingToDoError(
            f"nothing to read in {', '.join(map(str, paths))}; give PDF, Word, HTML or text files"
        )
    _demand_unique(sources)
    return Inputs(sorted(sources, key=lambda source: source.document_id), skipped)


def _hidden(path: Path, root: Path) -> bool:
    return any(part.startswith((".", "~$")) for part in path.relative_to(root).parts)


def _demand_unique(sources: list[Source]) -> None:
    twice = [key for key, count in Counter(s.document_id for s in sources).items() if count > 1]
    if twice:
        raise UsageError(f"document id given twice: {', '.join(sorted(twice))}; give each document one id")


def read_manifest(path: Path) -> list[Source]:
    """Documents of a manifest: CSV with the columns `file` and any of the documents table's.

    Raises
    ------
    UsageError : a column is unknown, a file is not there, or a value cannot be used.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            rows = list(csv.DictReader(lines))
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: not UTF-8 text; save the manifest as CSV in UTF-8") from error
    for line, row in enumerate(rows, start=2):
        if None in row:
            raise UsageError(f"{path} line {line}: more cells than columns; quote cells that hold a comma")
    columns = set(rows[0]) if rows else set()
    unknown = columns - _KNOWN - _ABOUT
    if rows and ("file" not in columns or unknown):
        problem = f"unknown columns {sorted(unknown)}" if unknown else "no column `file`"
        raise UsageError(f"{path}: {problem}; known: {', '.join(sorted(_KNOWN | _ABOUT))}")
    return [_source(path, number, row) for number, row in enumerate(rows, start=2)]


def _source(manifest: Path, line: int, row: dict[str, str]) -> Source:
    where = f"{manifest.name} line {line}"
    name = (row.get("file") or "").strip()
    path = manifest.parent / name
    if not name or not path.is_file():
        raise UsageError(f"{where}: no file {name!r} beside the manifest")
    stated: dict[str, object] = {
        key: row[key].strip() for key in _TEXT_FIELDS if (row.get(key) or "").strip()
    }
    if stated.get("doc_type", "other") not in _DOC_TYPES:
        raise UsageError(f"{where}: doc_type {stated['doc_type']!r}; known: {', '.join(sorted(_DOC_TYPES))}")
    for key in _YEAR_FIELDS:
        if (row.get(key) or "").strip():
            stated[key] = _year(row[key], key, where)
    if (row.get("region_codes") or "").strip():
        stated["region_codes"] = _regions(row["region_codes"], where)
    if (row.get("training") or "").strip():
        stated["training"] = row["training"].strip().casefold() in ("true", "1", "yes")
    document_id = (row.get("document_id") or "").strip() or slug(path.stem)
    if not re.fullmatch(r"[^\W_](?:[\w.-]*\w)?", document_id):
        raise UsageError(f"{where}: document_id {document_id!r}; use letters, digits, hyphens and points")
    return Source(path.resolve(), document_id, name, stated)


def _year(value: str, key: str, where: str) -> int:
    if not value.strip().isdigit():
        raise UsageError(f"{where}: {key} {value!r} is not a year")
    return int(value)


def _regions(value: str, where: str) -> tuple[str, ...]:
    codes = tuple(code.strip() for code in value.split("|") if code.strip())
    known = load_places().by_code.keys() | {COUNTRY, TRAINING_REGION}
    unknown = [code for code in codes if code not in known]
    if unknown:
        raise UsageError(
            f"{where}: no region {', '.join(unknown)}; use NUTS codes such as SE12, joined with |"
        )
    return codes
