"""Opening a PDF, with one attempt to repair what PDFium refuses."""

import contextlib
import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium

from esfnlp.errors import UnreadableDocumentError

_JUNK_TITLES = (
    "microsoft word - ",
    "untitled",
    "powerpoint-presentation",
    "powerpoint presentation",
    "document",
)


@dataclass(frozen=True, slots=True)
class OpenedPdf:
    document: Any
    repaired: bool


def open_pdf(path: Path) -> OpenedPdf:
    """The file as PDFium sees it; where it is damaged, as pikepdf repairs it.

    Raises
    ------
    UnreadableDocumentError : encrypted (a password is needed) or damaged beyond repair.
    """
    with contextlib.suppress(pdfium.PdfiumError):
        return OpenedPdf(_loaded(path), repaired=False)
    try:
        return OpenedPdf(_loaded(_repaired(path)), repaired=True)
    except pdfium.PdfiumError as error:
        raise _damaged(path) from error


def _loaded(source: Path | bytes) -> Any:
    document = pdfium.PdfDocument(source)
    if len(document) == 0:
        document.close()
        raise pdfium.PdfiumError("no pages")
    return document


def _repaired(path: Path) -> bytes:
    import pikepdf

    buffer = io.BytesIO()
    try:
        with pikepdf.open(path) as pdf:
            pdf.save(buffer)
    except pikepdf.PasswordError as error:
        raise _encrypted(path) from error
    except (pikepdf.PdfError, ValueError, RuntimeError, OSError) as error:
        raise _damaged(path) from error
    return buffer.getvalue()


def stated_title(document: Any) -> str:
    """The title in the file's own metadata, unless it is one that programs put there."""
    title = " ".join(document.get_metadata_value("Title").split())
    is_file_name = title.casefold().endswith((".doc", ".docx", ".indd", ".pdf", ".pptx", ".xlsx"))
    return "" if is_file_name or title.casefold().startswith(_JUNK_TITLES) else title


def _encrypted(path: Path) -> UnreadableDocumentError:
    return UnreadableDocumentError(
        path, "encrypted", "a password is needed to open it", "save a copy without one"
    )


def _damaged(path: Path) -> UnreadableDocumentError:
    return UnreadableDocumentError(
        path, "damaged", "no PDF reader can open it", "get the file again from its source"
    )
