"""The way in: one file to one document."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from esfnlp.document import Document
from esfnlp.errors import UnreadableDocumentError
from esfnlp.ingest.assemble import assemble
from esfnlp.ingest.metadata import detect_metadata
from esfnlp.ingest.pieces import Reading
from esfnlp.ingest.sniff import SUFFIXES, media_kind
from esfnlp.settings import IngestSettings


def is_supported(path: Path) -> bool:
    """Whether the extension is of a kind that can be read; the content decides when it is read."""
    return path.suffix.casefold() in SUFFIXES


def read_document(
    path: Path,
    document_id: str,
    settings: IngestSettings,
    more_time: Callable[[float], None] | None = None,
) -> Document:
    """The document in a file, in this process; `guard.read_guarded` does the same with limits.

    `more_time` is called with a number of seconds before OCR, which takes so much longer, begins.

    Raises
    ------
    UnreadableDocumentError : the file cannot be read, or holds no text.
    """
    size = path.stat().st_size
    if size > settings.max_bytes:
        raise UnreadableDocumentError(
            path,
            "too_large",
            f"{size} bytes, more than {settings.max_bytes}",
            "raise ingest.max_bytes or divide it",
        )
    reading = _reading(path, settings, more_time)
    if not any(piece.text.strip() for piece in reading.pieces) and all(not p.unread for p in reading.pages):
        raise UnreadableDocumentError(path, "empty", "the file holds no text", "get it again from its source")
    metadata = detect_metadata(document_id, reading, path)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return assemble(document_id, reading, replace(metadata, source_sha256=digest))


def _reading(path: Path, settings: IngestSettings, more_time: Callable[[float], None] | None) -> Reading:
    """Each reader is imported when it is needed: their libraries are heavy."""
    match media_kind(path):
        case "pdf":
            from esfnlp.ingest.pdf import read_pdf

            return read_pdf(path, settings, more_time)
        case "docx":
            from esfnlp.ingest.docx import read_docx

            return read_docx(path)
        case "html":
            from esfnlp.ingest.html import read_html

            return read_html(path)
        case "text":
            from esfnlp.ingest.text import read_text

            return read_text(path)
