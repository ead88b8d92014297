"""The first two stages of a run, document by document: files to documents, documents to rows."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from esfnlp.dataset.rows import document_row, mention_row, passage_rows, record_row, section_rows, table_of
from esfnlp.document import Document, Metadata
from esfnlp.errors import UnreadableDocumentError
from esfnlp.extract import find_all
from esfnlp.extract.passages import passage_roles, passage_themes
from esfnlp.finding import MentionClaim
from esfnlp.flow.fingerprint import extract_fingerprint, ingest_fingerprint
from esfnlp.flow.inputs import Source
from esfnlp.ingest.guard import read_many_guarded
from esfnlp.ingest.ocr_tesseract import is_stale
from esfnlp.language import LanguagePipeline
from esfnlp.normalize.records import to_records
from esfnlp.normalize.scope import document_scopes
from esfnlp.record import Row
from esfnlp.settings import IngestSettings
from esfnlp.store.files import sha256_of
from esfnlp.store.ingested import Ingested, read_ingested, stored_document, write_ingested
from esfnlp.store.results import Result, read_result, write_result


@dataclass(frozen=True)
class Taken:
    """An ingested file, with its document where it was read just now."""

    ingested: Ingested
    document: Document | None = None
    is_new: bool = False


def ingest_all(
    sources: Iterable[Source], out: Path, settings: IngestSettings, *, workers: int
) -> Iterator[Taken]:
    """Every source as a document, kept in `out`: those that did not change first, then the others as they are read."""
    pending: list[tuple[Source, str]] = []
    for source in sources:
        key = _ingest_key(source, settings)
        kept = read_ingested(out, source.document_id)
        if kept and kept.key == key and not is_stale(kept.unread):
            yield Taken(kept)
        else:
            pending.append((source, key))
    items = [(source.path, source.document_id) for source, _ in pending]
    readings = read_many_guarded(items, settings, workers=workers)
    for (source, key), (_, read) in zip(pending, readings, strict=True):
        is_read = not isinstance(read, UnreadableDocumentError)
        document = (
            _failed(source, read) if isinstance(read, UnreadableDocumentError) else _with_stated(read, source)
        )
        unread = _unread_pages(document) if is_read else [f"{source.name}: {_reason(document)}"]
        yield Taken(write_ingested(out, document, key, unread, is_read=is_read), document, is_new=True)


def extract_one(taken: Taken, out: Path, language: LanguagePipeline) -> tuple[Result, bool]:
    """The rows of an ingested document, kept in `out`, and whether they were taken as they lay there."""
    ingested = taken.ingested
    key = _extract_key(ingested, language)
    kept = read_result(out, ingested.document_id)
    if kept and kept.key == key:
        return kept, True
    document = taken.document or ingested.failed or stored_document(out, ingested.document_id)
    if document is None:
        raise ValueError(f"{ingested.document_id} was not ingested into {out}")
    result = Result(ingested.document_id, key, document_rows(document, language))
    write_result(out, result)
    return result, False


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


def _failed(source: Source, error: UnreadableDocumentError) -> Document:
    """A file that could not be read still stands in the documents table, with the reason."""
    stated: dict[str, Any] = dict(source.stated)
    metadata = Metadata(**{**stated, "source_file": source.name, "source_sha256": sha256_of(source.path)})
    return Document(
        source.document_id, "", metadata, warnings=(f"{error.code}: {error.reason}; {error.remedy}",)
    )


def _reason(failed: Document) -> str:
    return failed.warnings[0].partition(": ")[2]


def _unread_pages(document: Document) -> list[str]:
    name = document.metadata.source_file
    return [f"{name} page {page.number}: {page.unread}" for page in document.pages if page.unread]


def _ingest_key(source: Source, settings: IngestSettings) -> str:
    return _hash(
        ingest_fingerprint(),
        sha256_of(source.path),
        source.document_id,
        source.name,
        json.dumps(source.stated, sort_keys=True),
        json.dumps(asdict(settings), sort_keys=True),
    )


def _extract_key(ingested: Ingested, language: LanguagePipeline) -> str:
    return _hash(extract_fingerprint(), ingested.digest, _language_key(language.name or ""))


@cache
def _language_key(name: str) -> str:
    """Changes with the pipeline that is used instead of the shipped one, which the software's hash covers."""
    return LanguagePipeline(name).fingerprint() if name else ""


def _hash(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8")).hexdigest()
