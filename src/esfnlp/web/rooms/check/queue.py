"""What waits for a reviewer."""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse

from esfnlp.record import RECORD_TABLES
from esfnlp.web.access import limited
from esfnlp.web.desk import Desk
from esfnlp.web.questions import codes_of
from esfnlp.web.reviewing import Waiting, entries, log_of
from esfnlp.web.rooms.check.forms import Document, Short, just_made, reviewer_of
from esfnlp.web.views.corrections import ACTION, table_names
from esfnlp.web.views.statements import statement

SHOWN = 20


def _waiting(
    by: Literal["uncertainty", "sample"] = "uncertainty",
    table: Annotated[str, Query(pattern=f"^({'|'.join(RECORD_TABLES)})?$")] = "",
    document: Document = "",
    seed: Annotated[int, Query(ge=0, le=10**9)] = 0,
    second: bool = False,
) -> Waiting:
    return Waiting(by, table, document, seed, second)


Wanted = Annotated[Waiting, Depends(_waiting)]


def routes(desk: Desk) -> APIRouter:
    """`/check`."""
    router = APIRouter()

    @router.get("/check", dependencies=[Depends(limited(desk.searches))])
    def waiting(request: Request, wanted: Wanted, done: Short = "") -> HTMLResponse:
        return _queue_page(desk, request, wanted, done)

    return router


def _queue_page(desk: Desk, request: Request, wanted: Waiting, done: str) -> HTMLResponse:
    edition, say = desk.shelf.edition(), desk.language(request)
    log = log_of(edition)
    found = entries(edition, wanted, reviewer_of(desk, request))
    rows = [(e, row) for e in found[:SHOWN] for row in edition.records(e.table, [str(e.row["record_id"])])]
    home = {
        str(row["document_id"]): codes_of(edition.document_row(str(row["document_id"]))) for _, row in rows
    }
    return desk.page(
        request, "check.html", posts=True, wanted=wanted, state=wanted.state(),
        shown=[(e, row, statement(e.table, row, say, home[str(row["document_id"])])) for e, row in rows],
        count=len(found), documents=edition.documents, tables=table_names(say), actions=ACTION,
        faults=log.faults, judged=len(log.standing), done=just_made(log, done),
    )  # fmt: skip
