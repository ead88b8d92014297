"""Files to documents: PDF, text, HTML and Word, each into the one `Document`."""

from esfnlp.ingest.names import document_ids
from esfnlp.ingest.reader import is_supported, read_document

__all__ = ["document_ids", "is_supported", "read_document"]
