"""What kind of file it is, by its content first and its extension second."""

import re
import zipfile
from pathlib import Path
from typing import Literal

from esfnlp.errors import UnreadableDocumentError

MediaKind = Literal["pdf", "docx", "html", "text"]

SUFFIXES: dict[str, MediaKind] = {
    ".pdf": "pdf",
    ".docx": "docx",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".txt": "text",
    ".text": "text",
    ".md": "text",
}
_HEAD_BYTES = 4096
_PDF_HEADER_WITHIN = 1024
_FOREIGN = (
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"\xd0\xcf\x11\xe0", "an old or protected Office file"),
    (b"{\\rtf", "a rich text file"),
    (b"%!PS", "a PostScript file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x7fELF", "a program"),
)
_HTML = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*+<(?:!doctype\s+html|html|head|body)\b",
    re.I | re.S,
)
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def media_kind(path: Path) -> MediaKind:
    """The kind of a file that can be read.

    Raises
    ------
    UnreadableDocumentError : empty, not_pdf (called .pdf but is something else), unsupported or damaged.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    suffix = path.suffix.casefold()
    kind = _kind_by_content(path, head)
    if kind is None and not head.strip(b"\xef\xbb\xbf\x00 \t\r\n\f\v"):
        raise UnreadableDocumentError(path, "empty", "the file is empty", "get it again from its source")
    if suffix == ".pdf" and kind != "pdf":
        raise UnreadableDocumentError(
            path,
            "not_pdf",
            f"it is called .pdf but is {_described(kind, head)}",
            "give it its right extension or get the PDF",
        )
    if suffix == ".docx" and kind != "docx":
        raise UnreadableDocumentError(
            path, "damaged", f"it is called .docx but is {_described(kind, head)}", "save it again as .docx"
        )
    if kind is None:
        raise UnreadableDocumentError(
            path, "unsupported", f"it is {_described(kind, head)}", "save it as PDF, DOCX, HTML or text"
        )
    return "html" if kind == "text" and SUFFIXES.get(suffix) == "html" else kind


def _kind_by_content(path: Path, head: bytes) -> MediaKind | None:
    if b"%PDF-" in head[: _PDF_HEADER_WITHIN + 5]:
        return "pdf"
    if head.startswith(b"PK"):
        return "docx" if _holds_word_document(path) else None
    if any(head.startswith(magic) for magic, _ in _FOREIGN):
        return None
    if _HTML.match(head):
        return "html"
    if head.startswith(_UTF16_MARKS):
        return "text"
    return "text" if head.strip() and b"\x00" not in head else None


def _holds_word_document(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return "word/document.xml" in archive.namelist()
    except (zipfile.BadZipFile, OSError, RuntimeError, ValueError):
        return False


def _described(kind: MediaKind | None, head: bytes) -> str:
    if kind is not None:
        return {"pdf": "a PDF", "docx": "a Word document", "html": "a web page", "text": "plain text"}[kind]
    known = next((name for magic, name in _FOREIGN if head.startswith(magic)), None)
    return known or ("an archive" if head.startswith(b"PK") else "of an unknown kind")
