"""The pages of the plans that records rest on, as small pictures for the site."""

import io
from collections.abc import Iterator
from pathlib import Path

from starlette.types import ASGIApp

from esfnlp.record import RECORD_TABLES, Row
from esfnlp.web import addresses
from esfnlp.web.page_image import WIDTHS
from esfnlp.web.shelf import Edition
from esfnlp.web.site.app import Unanswered, fetched
from esfnlp.web.site.places import MAIN_LANGUAGE, picture_file
from esfnlp.web.sources import Sources

WIDTH = WIDTHS[1]
QUALITY = 55
"""Of WebP: letters stay sharp at this width, and a page of text takes some 50 kB."""


def write_pictures(app: ASGIApp, edition: Edition, sources: Sources, folder: Path) -> list[tuple[str, int]]:
    """Writes the picture of each page that holds evidence and can be drawn; the pages, by document and number."""
    drawn = []
    for document_id, number in _pages_with_evidence(edition, sources):
        try:
            png = fetched(app, addresses.page_picture(document_id, number, WIDTH), MAIN_LANGUAGE)
        except Unanswered:
            continue
        path = folder / picture_file(document_id, number)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_small(png))
        drawn.append((document_id, number))
    return drawn


def _pages_with_evidence(edition: Edition, sources: Sources) -> Iterator[tuple[str, int]]:
    for document_id, row in sorted(edition.documents.items()):
        if row["media_type"] == "application/pdf" and sources.file_of(row):
            yield from ((document_id, page) for page in sorted(_pages(edition, row)))


def _pages(edition: Edition, row: Row) -> set[int]:
    name = [str(row["document_id"])]
    found = (r["page"] for table in RECORD_TABLES for r in edition.rows(table, ["page"], documents=name))
    return {page for page in found if isinstance(page, int)}


def _small(png: bytes) -> bytes:
    from PIL import Image

    buffer = io.BytesIO()
    with Image.open(io.BytesIO(png)) as picture:
        picture.convert("RGB").save(buffer, "WEBP", quality=QUALITY, method=4)
    return buffer.getvalue()
