"""A plan's pages: each as the picture that the file draws, with the quotes marked, or as its text."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from esfnlp.document import Page, Span
from esfnlp.record import RECORD_TABLES, Row
from esfnlp.web.desk import Desk
from esfnlp.web.known import known_document, known_row
from esfnlp.web.languages import N_, Language
from esfnlp.web.page_image import WIDTHS, PageImages
from esfnlp.web.page_pool import PageError
from esfnlp.web.questions import codes_of
from esfnlp.web.refusals import RoomError
from esfnlp.web.shelf import Edition
from esfnlp.web.sources import Sources
from esfnlp.web.views.page_view import (
    PageContent,
    PlanQuote,
    around,
    items_of,
    marks_of,
    page_content,
)
from esfnlp.web.views.statements import quotes_of
from esfnlp.web.views.text import block_views

YEAR_SECONDS = 365 * 24 * 3600


def routes(desk: Desk) -> APIRouter:
    """`/plans/ID/pages/N` and the picture that it shows."""
    router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)
    images = PageImages(Sources(desk.shelf.out, desk.settings.sources))

    @router.get("/plans/{document_id}/pages/{number}.png")
    def picture(
        request: Request,
        document_id: str,
        number: int,
        width: int = WIDTHS[1],
        v: Annotated[str, Query(max_length=40)] = "",
    ) -> Response:
        row = known_row(desk.shelf.edition(), document_id)
        if width not in WIDTHS:
            raise RoomError(
                422, N_("Pages are drawn in these widths: %(widths)s."), widths=", ".join(map(str, WIDTHS))
            )
        return _picture(images, request, row, (number, width, v))

    @router.get("/plans/{document_id}/pages/{number}")
    def page(request: Request, document_id: str, number: int) -> HTMLResponse:
        edition = desk.shelf.edition()
        return _page(desk, request, edition, images, (known_row(edition, document_id), number))

    return router


def plan_quotes(edition: Edition, row: Row, say: Language) -> list[PlanQuote]:
    """All quotes of a plan in the order of its text, in the reader's language."""
    name = str(row["document_id"])
    return edition.kept(("quotes", name, say.code), lambda: _plan_quotes(edition, row, say))


def _plan_quotes(edition: Edition, row: Row, say: Language) -> list[PlanQuote]:
    name = [str(row["document_id"])]
    records = [(table, record) for table in RECORD_TABLES for record in edition.rows(table, documents=name)]
    spans = sorted({(int(str(r["char_start"])), int(str(r["char_end"]))) for _, r in records})
    quotes = quotes_of(records, say, codes_of(row))
    return [PlanQuote(Span(*span), quote) for span, quote in zip(spans, quotes, strict=True)]


def _picture(images: PageImages, request: Request, row: Row, asked: tuple[int, int, str]) -> Response:
    number, width, version = asked
    if not 1 <= number <= int(str(row["page_count"] or 0)):
        raise _no_page(row, number)
    tag = images.tag(row, number, width)
    headers = {
        "ETag": f'"{tag}"',
        "Cache-Control": f"private, max-age={YEAR_SECONDS}, immutable"
        if version == tag
        else "private, no-cache",
    }
    if f'"{tag}"' in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    try:
        drawn = images.png(row, number, width)
    except PageError as error:
        if not error.is_lasting:
            raise RoomError(
                429, N_("Too many pages are being drawn; try again."), {"Retry-After": "2"}
            ) from error
        raise RoomError(404, N_("The page cannot be drawn.")) from error
    if drawn is None:
        raise RoomError(404, N_("The file that was read is not at hand."))
    return Response(drawn, media_type="image/png", headers=headers)


def _page(
    desk: Desk, request: Request, edition: Edition, images: PageImages, asked: tuple[Row, int]
) -> HTMLResponse:
    row, number = asked
    say = desk.language(request)
    document = known_document(edition, row)
    page = next((page for page in document.pages if page.number == number), None)
    if page is None:
        raise _no_page(row, number)
    quotes = plan_quotes(edition, row, say)
    content = page_content(document, number, quotes)
    is_at_hand = images.is_at_hand(row)
    lines = images.lines(edition, row, number, content.sought) if is_at_hand else None
    marks = marks_of(content, lines) if lines is not None else []
    return desk.page(
        request,
        "page.html",
        document=row,
        page=page,
        picture=None if lines is None else _picture_views(images, row, page),
        is_at_hand=is_at_hand,
        marks=marks,
        items=items_of(content, quotes, marks),
        text=content.text,
        blocks=list(_blocks(content, is_pictured=lines is not None)),
        around=around(str(row["document_id"]), number, len(document.pages), quotes),
        last=len(document.pages),
    )


def _blocks(content: PageContent, *, is_pictured: bool) -> Sequence[object]:
    spans = [quote.span for quote in content.quotes]
    return list(block_views(content.document, spans, content.stretches, anchored=not is_pictured))


def _picture_views(images: PageImages, row: Row, page: Page) -> list[tuple[int, str]]:
    """Each width with the version of its picture."""
    return [(width, images.tag(row, page.number, width)) for width in WIDTHS]


def _no_page(row: Row, number: int) -> RoomError:
    return RoomError(
        404, N_("%(name)s has no page %(number)s."), name=row["title"] or row["document_id"], number=number
    )
