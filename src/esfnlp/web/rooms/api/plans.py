"""Plans with all that is known of each: its records, sections, text and pages."""

from collections.abc import Iterable
from typing import Any

from fastapi import APIRouter, Depends, Request, Response

from esfnlp.document import Span
from esfnlp.errors import UsageError
from esfnlp.record import RECORD_TABLES, Row
from esfnlp.search.counterparts import counterparts
from esfnlp.store.documents import document_to_json
from esfnlp.web import addresses, models
from esfnlp.web.access import limited
from esfnlp.web.desk import Desk
from esfnlp.web.known import known_document, known_row
from esfnlp.web.languages import N_
from esfnlp.web.page_image import WIDTHS
from esfnlp.web.questions import Code, Question
from esfnlp.web.refusals import RoomError
from esfnlp.web.rooms.api import shapes
from esfnlp.web.rooms.api.answers import Asked, answered, listed, rows_of, table_columns
from esfnlp.web.rooms.api.within import of_place_and_time
from esfnlp.web.shelf import Edition
from esfnlp.web.views.page_marks import quotes_on

MOST_COUNTERPARTS = 20


def routes(desk: Desk) -> APIRouter:
    """`/plans` and what lies below each."""
    router = APIRouter()

    @router.get("/plans", responses=rows_of("documents"))
    def plans(
        request: Request, part: Asked, region: Code = "", period: Code = "", programme: Code = "",
        plan_id: Question = "",
    ) -> Response:  # fmt: skip
        """The documents of the dataset, those of a region, period, programme or plan where one is named."""
        edition = desk.shelf.edition()
        within = of_place_and_time(region, period)
        found = [
            row
            for row in edition.documents.values()
            if within(row) and programme in ("", row["programme"]) and plan_id in ("", row["plan_id"])
        ]
        return listed(request, edition.stamp, part, found, key="plans", columns=table_columns("documents"))

    @router.get("/plans/{document_id}", responses={200: {"model": models.ROWS["documents"]}})
    def plan(request: Request, document_id: str) -> Response:
        """One document."""
        edition = desk.shelf.edition()
        row = known_row(edition, document_id)
        return answered(request, edition.stamp, lambda: row)

    @router.get("/plans/{document_id}/records", responses=rows_of(*RECORD_TABLES))
    def records(
        request: Request, part: Asked, document_id: str, table: models.RecordTable | None = None
    ) -> Response:
        """What was read from one document, each record with the name of its table, in the order of the text."""
        edition = desk.shelf.edition()
        name = str(known_row(edition, document_id)["document_id"])
        tables = (table,) if table else RECORD_TABLES
        columns = ["table", *table_columns(table)] if table else table_columns(*tables)
        found = _records(edition, name, tables)
        return listed(request, edition.stamp, part, found, key="records", columns=columns)

    @router.get("/plans/{document_id}/sections", responses=rows_of("sections"))
    def sections(request: Request, part: Asked, document_id: str) -> Response:
        """The headings of one document; `parent_id` makes them a tree."""
        edition = desk.shelf.edition()
        name = str(known_row(edition, document_id)["document_id"])
        found = edition.rows("sections", documents=[name])
        columns = table_columns("sections")
        return listed(request, edition.stamp, part, found, key="sections", columns=columns)

    @router.get("/plans/{document_id}/text", responses={200: {"model": shapes.Text}})
    def text(request: Request, document_id: str) -> Response:
        """The document's text with its pages and blocks, as `esfnlp ingest --format json` prints it."""
        edition = desk.shelf.edition()
        document = known_document(edition, known_row(edition, document_id))
        keys = ("document_id", "text", "pages", "blocks")
        return answered(
            request, edition.stamp, lambda: {key: document_to_json(document)[key] for key in keys}
        )

    @router.get("/plans/{document_id}/pages/{number}", responses={200: {"model": shapes.Page}})
    def page(request: Request, document_id: str, number: int) -> Response:
        """A page: its size in points, what could not be read, its picture, and its quotes with their records."""
        edition = desk.shelf.edition()
        row = known_row(edition, document_id)
        return answered(request, edition.stamp, lambda: _page(edition, row, number))

    @router.get(
        "/plans/{document_id}/counterparts",
        dependencies=[Depends(limited(desk.searches))],
        responses={200: {"model": shapes.Counterparts}},
    )
    def elsewhere(request: Request, document_id: str, of: Question) -> Response:
        """The passages of other regions that are most like a passage of the document, or like that of a record."""
        edition = desk.shelf.edition()
        name = str(known_row(edition, document_id)["document_id"])
        return answered(request, edition.stamp, lambda: _counterparts(edition, name, of))

    return router


def _records(edition: Edition, document_id: str, tables: Iterable[str]) -> list[Row]:
    found: list[Row] = [
        {"table": table, **row} for table in tables for row in edition.rows(table, documents=[document_id])
    ]
    return sorted(found, key=lambda row: _span(row))


def _span(row: Row) -> Span:
    return Span(int(str(row["char_start"])), int(str(row["char_end"])))


def _page(edition: Edition, row: Row, number: int) -> dict[str, Any]:
    document, document_id = known_document(edition, row), str(row["document_id"])
    page = next((page for page in document.pages if page.number == number), None)
    if page is None:
        raise RoomError(
            404, N_("%(name)s has no page %(number)s."), name=row["title"] or document_id, number=number
        )
    by_span: dict[Span, list[str]] = {}
    for record in _records(edition, document_id, RECORD_TABLES):
        by_span.setdefault(_span(record), []).append(str(record["record_id"]))
    quotes = [
        {
            "char_start": found.span.start, "char_end": found.span.end, "text": found.text, "boxes": found.boxes,
            "records": by_span[found.span],
        }
        for found in quotes_on(document, by_span, number)
    ]  # fmt: skip
    is_drawn = row["media_type"] == "application/pdf"
    return {
        "document_id": document_id, "number": number, "width": page.width, "height": page.height,
        "unread": page.unread, "quotes": quotes,
        "picture": addresses.page_picture(document_id, number, WIDTHS[1]) if is_drawn else None,
    }  # fmt: skip


def _counterparts(edition: Edition, document_id: str, item: str) -> dict[str, Any]:
    refusal = RoomError(404, N_("The plan has no record or passage %(name)s."), name=item)
    try:
        found = edition.kept(
            ("counterparts", item), lambda: counterparts(edition.out, item, k=MOST_COUNTERPARTS)
        )
    except UsageError as error:
        raise refusal from error
    if found.document_id != document_id:
        raise refusal
    return found.as_json()
