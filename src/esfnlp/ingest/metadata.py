"""What is known of a document as a whole, from its first page, its headings and its file name."""

from pathlib import Path

from esfnlp.document import Metadata
from esfnlp.ingest.pieces import Reading


def detect_metadata(document_id: str, reading: Reading, path: Path) -> Metadata:
    title = reading.title or next((p.text for p in reading.pieces if p.kind == "heading"), path.stem)
    return Metadata(title=title, source_file=path.name, media_type=reading.media_type)
