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
) -> None:
    """Read one file and print its text, pages and blocks."""
    from esfnlp.errors import NothingToDoError, UnreadableDocumentError
    from esfnlp.ingest.guard import read_guarded
    from esfnlp.ingest.names import document_ids
    from esfnlp.settings import IngestSettings

    try:
        document = read_guarded(file, document_ids([file])[file], IngestSettings())
    except UnreadableDocumentError as error:
        raise NothingToDoError(str(error)) from error
    typer.echo(_shown(document, format))
    for warning in document.warnings:
        typer.echo(f"esfnlp: {file.name}: {warning}", err=True)
    if any(page.unread for page in document.pages) or document.warnings:
        sys.exit(1)


def _shown(document: "Document", format: Format) -> str:
    from esfnlp.document import FURNITURE
    from esfnlp.store.documents import document_to_json, to_markdown

    if format is Format.json:
        return json.dumps(document_to_json(document), ensure_ascii=False, indent=1)
    if format is Format.markdown:
        return to_markdown(document).rstrip("\n")
    return "\n\n".join(block.text for block in document.blocks if block.kind not in FURNITURE)
