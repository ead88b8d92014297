"""A record that the program did not find: its words are marked in the plan's text, its claim is chosen."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, Response
from starlette.datastructures import FormData

from esfnlp.document import Document as Text
from esfnlp.errors import UsageError
from esfnlp.record import RECORD_TABLES
from esfnlp.review.columns import parsed_values
from esfnlp.web.access import author
from esfnlp.web.desk import Desk
from esfnlp.web.known import known_document, known_row
from esfnlp.web.languages import N_
from esfnlp.web.page_image import WIDTHS
from esfnlp.web.refusals import RoomError
from esfnlp.web.reviewing import bench_of
from esfnlp.web.rooms.check.forms import (
    Document,
    Form,
    Short,
    back,
    remembered,
    reviewer_of,
    text_of,
    texts_of,
    who_of,
)
from esfnlp.web.sources import Sources
from esfnlp.web.views.corrections import (
    blank_sheet,
    fields,
    given_values,
    page_text,
    scope_fields,
    table_names,
)

Page = Annotated[int, Query(ge=1, le=10**6)]


def routes(desk: Desk) -> APIRouter:
    """`/check/add`."""
    router = APIRouter()
    sources = Sources(desk.shelf.out, desk.settings.sources)

    @router.get("/check/add")
    def adding(
        request: Request, document: Document, table: Short = "target_groups", quote: Short = "",
        page: Page | None = None,
    ) -> HTMLResponse:  # fmt: skip
        given = {"quote": quote, "before": "", "page": str(page or "")}
        return _add_page(desk, request, sources, (document, table), given)

    @router.post("/check/add")
    def add(
        request: Request, document: Document, form: Form, user: Annotated[str, Depends(author(desk))],
        table: Short = "target_groups",
    ) -> Response:  # fmt: skip
        return _added(desk, request, sources, (document, table), form, user)

    return router


def _add_page(
    desk: Desk, request: Request, sources: Sources, asked: tuple[str, str], given: dict[str, str], error: str = ""
) -> HTMLResponse:  # fmt: skip
    document_id, table = asked
    edition, say = desk.shelf.edition(), desk.language(request)
    row = known_row(edition, document_id)
    if table not in RECORD_TABLES:
        raise RoomError(404, N_("There is no table %(name)s."), name=table)
    document = known_document(edition, row)
    number = _shown_page(document, given["page"])
    is_drawn = row["media_type"] == "application/pdf" and sources.file_of(row) is not None
    claim_fields, scope = scope_fields(fields(table, given, say))
    return desk.page(
        request, "check_add.html", status=422 if error else 200, posts=True, document=row, table=table,
        tables=table_names(say), claim_fields=claim_fields, scope_fields=scope, given=given, error=error,
        number=number, last=len(document.pages), text=page_text(document, number),
        sheet=blank_sheet(document, number) if is_drawn and number else None, width=WIDTHS[1],
        reviewer=reviewer_of(desk, request), named=bool(desk.settings.user_header),
    )  # fmt: skip


def _shown_page(document: Text, stated: str) -> int | None:
    """The page whose text is shown to be marked: the stated one, else the first; None without pages."""
    if not document.pages:
        return None
    known = {page.number for page in document.pages}
    return int(stated) if stated.isdigit() and int(stated) in known else document.pages[0].number


def _added(
    desk: Desk, request: Request, sources: Sources, asked: tuple[str, str], form: FormData, user: str
) -> Response:
    document_id, table = asked
    edition = desk.shelf.edition()
    row = known_row(edition, document_id)
    if table not in RECORD_TABLES:
        raise RoomError(404, N_("There is no table %(name)s."), name=table)
    texts = given_values(table, texts_of(form))
    quote, before, page = (text_of(form, name) for name in ("quote", "before", "page"))
    try:
        values = parsed_values(table, {name: text for name, text in texts.items() if text})
        (made,) = bench_of(edition).add(
            table, str(row["document_id"]), quote, values, before=before, page=_number(page),
            who=who_of(form, user), why=text_of(form, "why"),
        )  # fmt: skip
    except UsageError as error:
        given = {**texts, "quote": quote, "before": before, "page": page}
        return _add_page(desk, request, sources, asked, given, str(error))
    return remembered(back("/check/corrections", [("done", made.correction_id)]), form)


def _number(text: str) -> int | None:
    if text and not text.isdecimal():
        raise UsageError(f"{text!r} is no page number")
    return int(text) if text else None
