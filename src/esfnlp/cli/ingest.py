"""`esfnlp ingest`: one file to a document, printed."""

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from esfnlp.document import Document


class Format(StrEnum):
    json = "json"
    text = "text"
    markdown = "markdown"


def ingest_command(
    file: Annotated[Path, typer.Argument(help="PDF, DOCX, HTML or text.", show_default=False)],
    format: Annotated[Format, typer.Option(help="How the document is printed.")] = Format.json,
    debug_page: Annotated[
        tuple[int, Path] | None,
        typer.Option(
            "--debug-page",
            metavar="N OUT.png",
            help="Draw page N of a PDF with its blocks, kinds and reading order instead of printing.",
        ),
    ] = None,
) -> None:
    """Read one file and print its text, pages and blocks."""
    from esfnlp.errors import NothingToDoError, UnreadableDocumentError
    from esfnlp.ingest.guard import read_guarded
    from esfnlp.ingest.names import document_ids
    from esfnlp.settings import IngestSettings

    try:
        document = read_guarded(file, document_ids([file])[file], IngestSettings())
        if debug_page is not None:
            _draw(file, document, *debug_page)
    except UnreadableDocumentError as error:
        raise NothingToDoError(str(error)) from error
    if debug_page is None:
        typer.echo(_shown(document, format))
    for warning in document.warnings:
        typer.echo(f"esfnlp: {file.name}: {warning}", err=True)
    if any(page.unread for page in document.pages) or document.warnings:
        sys.exit(1)


def _draw(file: Path, document: "Document", number: int, out: Path) -> None:
    from esfnlp.errors import UsageError
    from esfnlp.ingest.pdf_picture import draw_page
    from esfnlp.settings import IngestSettings

    picture = draw_page(file, document, number, IngestSettings())
    try:
        out.write_bytes(picture)
    except OSError as error:
        raise UsageError(
            f"cannot write {out}: {error.strerror}; give a file in a folder that is there"
        ) from error
    typer.echo(f"{out}: page {number} of {len(document.pages)}")


def _shown(document: "Document", format: Format) -> str:
    from esfnlp.document import FURNITURE
    from esfnlp.store.documents import document_to_json, to_markdown

    if format is Format.json:
        return json.dumps(document_to_json(document), ensure_ascii=False, indent=1)
    if format is Format.markdown:
        return to_markdown(document).rstrip("\n")
    return "\n\n".join(block.text for block in document.blocks if block.kind not in FURNITURE)
