"""A record beside its evidence, to be judged."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, Response
from starlette.datastructures import FormData

from esfnlp.errors import UsageError
from esfnlp.record import RECORD_TABLES, Row
from esfnlp.review.columns import parsed_values
from esfnlp.review.correction import Action
from esfnlp.review.report import PENDING
from esfnlp.web.access import author
from esfnlp.web.desk import Desk
from esfnlp.web.languages import N_
from esfnlp.web.page_image import WIDTHS
from esfnlp.web.refusals import RoomError
from esfnlp.web.reviewing import Waiting, bench_of, entries, log_of
from esfnlp.web.rooms.check.forms import (
    Form,
    Short,
    back,
    just_made,
    remembered,
    reviewer_of,
    text_of,
    texts_of,
    who_of,
)
from esfnlp.web.rooms.check.queue import Wanted
from esfnlp.web.shelf import Edition
from esfnlp.web.sources import Sources
from esfnlp.web.views.corrections import (
    ACTION,
    correction_view,
    evidence_of,
    fields,
    given_values,
    scope_fields,
    sheet_of,
)
from esfnlp.web.views.statements import statement

_ACTIONS: dict[str, Action] = {"accept": "accept", "reject": "reject", "edit": "edit"}


@dataclass(frozen=True)
class _Room:
    """The record that an address names, in the queue that it names."""

    desk: Desk
    sources: Sources
    request: Request
    record_id: str
    wanted: Waiting

    @property
    def reviewer(self) -> str:
        return reviewer_of(self.desk, self.request)


def routes(desk: Desk) -> APIRouter:
    """`/check/RECORD`."""
    router = APIRouter()
    sources = Sources(desk.shelf.out, desk.settings.sources)

    @router.get("/check/{record_id}")
    def record(request: Request, record_id: str, wanted: Wanted, done: Short = "") -> HTMLResponse:
        return _record_page(_Room(desk, sources, request, record_id, wanted), done=done)

    @router.post("/check/{record_id}")
    def judge(
        request: Request, record_id: str, wanted: Wanted, form: Form, user: Annotated[str, Depends(author(desk))]
    ) -> Response:  # fmt: skip
        return _judged(_Room(desk, sources, request, record_id, wanted), form, user)

    return router


def _record_page(
    room: _Room, *, done: str = "", given: dict[str, str] | None = None, error: str = ""
) -> HTMLResponse:
    desk, wanted = room.desk, room.wanted
    edition, say = desk.shelf.edition(), desk.language(room.request)
    table, row = _record(edition, room.record_id)
    log = log_of(edition)
    document_row = edition.document_row(str(row["document_id"]))
    document = edition.document(document_row)
    is_drawn = (
        document_row["media_type"] == "application/pdf" and room.sources.file_of(document_row) is not None
    )
    claim_fields, scope = scope_fields(fields(table, {**row, **(given or {})}, say))
    return desk.page(
        room.request, "check_record.html", status=422 if error else 200, posts=True, wanted=wanted,
        state=wanted.state(), table=table, row=row, document=document_row, claim=statement(table, row, say),
        evidence=evidence_of(document, row) if document else None,
        sheet=sheet_of(document, row) if document and is_drawn else None, width=WIDTHS[1],
        claim_fields=claim_fields, scope_fields=scope, is_open=bool(error), error=error,
        earlier=[correction_view(one, PENDING, say) for one in log.standing if one.record_id == room.record_id],
        next=_next(edition, room), done=just_made(log, done), actions=ACTION, reviewer=room.reviewer,
        named=bool(desk.settings.user_header),
    )  # fmt: skip


def _judged(room: _Room, form: FormData, user: str) -> Response:
    edition = room.desk.shelf.edition()
    table, row = _record(edition, room.record_id)
    given = given_values(table, texts_of(form))
    try:
        action = _ACTIONS.get(text_of(form, "action"))
        if action is None:
            raise UsageError(f"no action {text_of(form, 'action')!r}; known: {', '.join(_ACTIONS)}")
        values = parsed_values(table, given) if action == "edit" else {}
        why, who = text_of(form, "why"), who_of(form, user)
        (made,) = bench_of(edition).judge(action, table, row, values, who=who, why=why)
    except UsageError as error:
        return _record_page(room, given=given, error=str(error))
    following = _next(edition, room)
    path = f"/check/{following}" if following else "/check"
    return remembered(back(path, [*room.wanted.state(), ("done", made.correction_id)]), form)


def _record(edition: Edition, record_id: str) -> tuple[str, Row]:
    for table in RECORD_TABLES:
        for row in edition.records(table, [record_id]):
            return table, row
    raise RoomError(
        404, N_("There is no record %(name)s in the dataset; perhaps it was rejected."), name=record_id
    )


def _next(edition: Edition, room: _Room) -> str:
    """The record that waits next, "" where none does."""
    found = entries(edition, room.wanted, room.reviewer)
    return next((str(e.row["record_id"]) for e in found if e.row["record_id"] != room.record_id), "")
