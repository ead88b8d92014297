"""A run: read, extract, normalize and keep each document, then write the dataset and its index."""

import hashlib
import json
import logging
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import esfnlp
from esfnlp.dataset.rows import document_row, mention_row, passage_rows, record_row, section_rows, table_of
from esfnlp.dataset.tables import write_tables
from esfnlp.document import Document, Metadata
from esfnlp.embedding import load
from esfnlp.errors import NothingToDoError, UnreadableDocumentError, UsageError
from esfnlp.extract import find_all
from esfnlp.extract.passages import passage_roles, passage_themes
from esfnlp.finding import MentionClaim
from esfnlp.flow.fingerprint import software_fingerprint
from esfnlp.flow.inputs import Inputs, Source, gather
from esfnlp.ingest.guard import read_many_guarded
from esfnlp.ingest.ocr_tesseract import is_stale
from esfnlp.language import LanguagePipeline
from esfnlp.normalize.records import to_records
from esfnlp.normalize.scope import document_scopes
from esfnlp.record import COLUMNS, RECORD_TABLES, Row
from esfnlp.search.index import update_index
from esfnlp.settings import Settings
from esfnlp.store.documents import document_to_json
from esfnlp.store.files import sha256_of, write_atomic
from esfnlp.store.results import DATASET, DOCUMENTS, INDEX, RUN_FILE, Result, read_result, write_result

log = logging.getLogger(__name__)

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how many documents are done, and how many there are."""


@dataclass(frozen=True)
class Problem:
    """A document that could not be read, or not wholly."""

    document_id: str
    reason: str


@dataclass(frozen=True)
class RunReport:
    """What a run did; `counts` are the rows of each table, `reused` how many documents were taken as they were."""

    documents: list[str]
    counts: dict[str, int]
    reused: int
    problems: list[Problem] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    """Documents of an earlier run that this run's input does not name; they left the dataset."""

    @property
    def exit_code(self) -> int:
        return 1 if self.problems else 0


def run(
    paths: list[Path],
    out: Path,
    *,
    settings: Settings,
    workers: int = 2,
    progress: Progress | None = None,
    embedder: str | None = None,
) -> RunReport:
    """The dataset of `paths` in `out`; documents whose file and software are unchanged are taken as they are.

    `embedder` names the encoder of the index (`esfnlp.embedding.load`), None the shipped one.

    Raises
    ------
    UsageError : a path is not there, a manifest is wrong, `out` is a file, or there is no such pipeline.
    NothingToDoError : no document could be read.
    """
    if out.exists() and not out.is_dir():
        raise UsageError(f"{out} is a file; give --out a folder")
    encoder = load(embedder)
    started = datetime.now(UTC)
    language = LanguagePipeline(settings.language.pipeline or None)
    inputs = gather(paths)
    before = _documents_of_last_run(out)
    tell = progress or (lambda *_: None)
    results: dict[str, Result] = {}
    pending: list[tuple[Source, str]] = []
    for source in inputs.sources:
        key = _key(source, settings)
        kept = read_result(out, source.document_id)
        is_kept = kept and kept.key == key and _document_file(out, source, kept).exists()
        if kept and is_kept and not is_stale(kept.unread):
            results[source.document_id] = kept
        else:
            pending.append((source, key))
    reused = len(results)
    for done, result in enumerate(_work(pending, out, settings, language, workers), start=1):
        results[result.document_id] = result
        tell(result.document_id, reused + done, len(inputs.sources))
    ordered = [results[source.document_id] for source in inputs.sources]
    if not any(result.is_read for result in ordered):
        reasons = "; ".join(reason for result in ordered[:3] for reason in result.unread)
        raise NothingToDoError(f"none of the {len(ordered)} documents could be read: {reasons}")
    tell("dataset", len(ordered), len(ordered))
    rows = {table: [row for r in ordered for row in r.rows.get(table, [])] for table in COLUMNS}
    rows |= {table: _sure(rows[table], settings.dataset.min_confidence) for table in RECORD_TABLES}
    write_tables(rows, out / DATASET)
    tell("index", len(ordered), len(ordered))
    least = settings.dataset.min_confidence
    update_index(out / INDEX, rows, {r.document_id: f"{_state(r)} {least}" for r in ordered}, encoder)
    report = _report(ordered, rows, reused, inputs, before)
    write_atomic(out / RUN_FILE, _run_json(report, settings, started))
    return report


def _sure(rows: list[Row], least: float) -> list[Row]:
    return [row for row in rows if float(str(row["confidence"])) >= least]


def _work(
    pending: list[tuple[Source, str]], out: Path, settings: Settings, language: LanguagePipeline, workers: int
) -> Iterator[Result]:
    """Results of the pending documents, each kept as soon as it is there."""
    items = [(source.path, source.document_id) for source, _ in pending]
    readings = read_many_guarded(items, settings.ingest, workers=workers)
    for (source, key), (_, read) in zip(pending, readings, strict=True):
        if isinstance(read, UnreadableDocumentError):
            result = _unread(source, key, read)
        else:
            document = _with_stated(read, source)
            content = json.dumps(document_to_json(document), ensure_ascii=False)
            write_atomic(out / DOCUMENTS / f"{source.document_id}.json", content)
            result = Result(
                source.document_id, key, document_rows(document, language), unread=_unread_pages(document)
            )
        write_result(out, result)
        yield result


def document_rows(document: Document, language: LanguagePipeline | None = None) -> dict[str, list[Row]]:
    """The rows of one document for every table; `language` is loaded when an extractor asks for an analysis."""
    findings = find_all(document, language)
    scopes = document_scopes(document)
    records = to_records(document, findings, scopes)
    rows: dict[str, list[Row]] = {
        "documents": [document_row(document)],
        "sections": section_rows(document, {key: found[0] for key, found in scopes.sections.items()}),
        "passages": passage_rows(
            document,
            {key: found[0] for key, found in scopes.passages.items()},
            passage_roles(document, findings),
            passage_themes(document, findings),
        ),
        "mentions": [
            mention_row(document.document_id, f) for f in findings if isinstance(f.claim, MentionClaim)
        ],
    }
    for record in records:
        rows.setdefault(table_of(record.claim), []).append(record_row(record))
    return rows


def _with_stated(document: Document, source: Source) -> Document:
    stated: dict[str, Any] = dict(source.stated)
    metadata = replace(document.metadata, **stated, source_file=source.name)
    if not metadata.plan_id:
        metadata = replace(metadata, plan_id=document.document_id)
    return replace(document, metadata=metadata)


def _unread(source: Source, key: str, error: UnreadableDocumentError) -> Result:
    """A document that could not be read still stands in the documents table, with the reason."""
    reason = f"{error.reason}; {error.remedy}"
    stated: dict[str, Any] = dict(source.stated)
    metadata = Metadata(**{**stated, "source_file": source.name, "source_sha256": sha256_of(source.path)})
    document = Document(source.document_id, "", metadata, warnings=(f"{error.code}: {reason}",))
    rows = {"documents": [document_row(document)]}
    return Result(source.document_id, key, rows, unread=[f"{source.name}: {reason}"], is_read=False)


def _unread_pages(document: Document) -> list[str]:
    name = document.metadata.source_file
    return [f"{name} page {page.number}: {page.unread}" for page in document.pages if page.unread]


def _key(source: Source, settings: Settings) -> str:
    parts = (
        software_fingerprint(),
        sha256_of(source.path),
        source.document_id,
        source.name,
        json.dumps(source.stated, sort_keys=True),
        json.dumps(asdict(settings.ingest), sort_keys=True),
        _language_key(settings.language.pipeline),
    )
    return hashlib.sha256("\x1f".join(parts).encode("utf-8")).hexdigest()


@cache
def _language_key(name: str) -> str:
    """Changes with the pipeline that is used instead of the shipped one, which the software's hash covers."""
    return LanguagePipeline(name).fingerprint() if name else ""


def _state(result: Result) -> str:
    """Changes with the rows: with the key, and where a page that was unread has been read since."""
    return "\x1f".join((result.key, *result.unread))


def _document_file(out: Path, source: Source, kept: Result) -> Path:
    """The file that shows the document is still there; an unreadable one has none of its own."""
    return out / DOCUMENTS / f"{source.document_id}.json" if kept.is_read else source.path


def _report(
    results: list[Result], rows: dict[str, list[Row]], reused: int, inputs: Inputs, before: set[str]
) -> RunReport:
    return RunReport(
        documents=[result.document_id for result in results],
        counts={table: len(found) for table, found in rows.items()},
        reused=reused,
        problems=[Problem(r.document_id, reason) for r in results for reason in r.unread],
        skipped=[path.name for path in inputs.skipped],
        dropped=sorted(before - {r.document_id for r in results}),
    )


def _documents_of_last_run(out: Path) -> set[str]:
    try:
        found: list[str] = json.loads((out / RUN_FILE).read_text(encoding="utf-8"))["documents"]
        return set(found)
    except (OSError, ValueError, KeyError):
        return set()


def _run_json(report: RunReport, settings: Settings, started: datetime) -> str:
    content = {
        "esfnlp_version": esfnlp.__version__,
        "software_fingerprint": software_fingerprint(),
        "started": started.isoformat(timespec="seconds"),
        "finished": datetime.now(UTC).isoformat(timespec="seconds"),
        "settings": asdict(settings),
        **asdict(report),
    }
    return json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
