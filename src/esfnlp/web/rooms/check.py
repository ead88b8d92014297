"""Check: records beside their evidence, for a reviewer who accepts, rejects, edits or adds them.

Corrections are added to OUT/corrections and take effect with the next run. Everything works without script.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import quote, unquote

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.datastructures import FormData

from esfnlp.errors import UsageError
from esfnlp.record import RECORD_TABLES, Row
from esfnlp.review.agreement import agreement
from esfnlp.review.bench import Bench
from esfnlp.review.columns import parsed_values
from esfnlp.review.correction import Correction
from esfnlp.review.log import Log, correction_files, read_log
from esfnlp.review.queue import Entry, judged_by, ordered, sampled
from esfnlp.review.replay import UNFIT
from esfnlp.review.report import PENDING, REPORT, RETRACTED, read_states
from esfnlp.web import addresses
from esfnlp.web.access import author, limited
from esfnlp.web.desk import YEAR_SECONDS, Desk
from esfnlp.web.forms import posted
from esfnlp.web.known import known_row
from esfnlp.web.languages import N_
from esfnlp.web.page_image import WIDTHS
from esfnlp.web.questions import codes_of
from esfnlp.web.refusals import RoomError
from esfnlp.web.shelf import Edition
from esfnlp.web.sources import Sources
from esfnlp.web.views.corrections import (
    ACTION,
    changes_of,
    correction_view,
    evidence_of,
    fields,
    given_values,
    scope_fields,
    sheet_of,
    table_names,
)
from esfnlp.web.views.statements import statement

SHOWN = 20
LISTED = 200
MOST_NAME = 80
REVIEWER = "reviewer"
"""The cookie with the name that a reviewer gave."""
_LIGHT = ["record_id", "document_id", "confidence", "review"]

Short = Annotated[str, Query(max_length=200)]
Document = Annotated[str, Query(max_length=300)]


@dataclass(frozen=True, slots=True)
class Waiting:
    """What of the queue a reviewer wants to see; it stands in every address of the room."""

    by: Literal["uncertainty", "sample"] = "uncertainty"
    table: str = ""
    document: str = ""
    seed: int = 0
    second: bool = False

    def state(self) -> list[tuple[str, object]]:
        by = "" if self.by == "uncertainty" else self.by
        return [("by", by), ("table", self.table), ("document", self.document), ("seed", self.seed or ""),
                ("second", "true" if self.second else "")]  # fmt: skip


def _waiting(
    by: Literal["uncertainty", "sample"] = "uncertainty",
    table: Annotated[str, Query(pattern=f"^({'|'.join(RECORD_TABLES)})?$")] = "",
    document: Document = "",
    seed: Annotated[int, Query(ge=0, le=10**9)] = 0,
    second: bool = False,
) -> Waiting:
    return Waiting(by, table, document, seed, second)


Wanted = Annotated[Waiting, Depends(_waiting)]
Form = Annotated[FormData, Depends(posted)]


def routes(desk: Desk) -> APIRouter:
    """`/check` with the queue, a page for each record, one to add records, and the corrections so far."""
    router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)
    may = Depends(author(desk))
    sources = Sources(desk.shelf.out, desk.settings.sources)

    @router.get("/check", dependencies=[Depends(limited(desk.searches))])
    def waiting(request: Request, wanted: Wanted, done: Short = "") -> HTMLResponse:
        return _queue_page(desk, request, wanted, done)

    @router.get("/check/corrections")
    def corrections(request: Request, done: Short = "") -> HTMLResponse:
        return _corrections_page(desk, request, done)

    @router.post("/check/corrections")
    def retract(form: Form, user: Annotated[str, may]) -> Response:
        made = _bench(desk.shelf.edition()).retract([_text(form, "retract")], who=_who(form, user))
        return _back("/check/corrections", [("done", made[0].correction_id)])

    @router.get("/check/add")
    def adding(
        request: Request, document: Document, table: Short = "target_groups", quote: Short = ""
    ) -> HTMLResponse:
        return _add_page(desk, request, document, table, {"quote": quote, "before": "", "page": ""})

    @router.post("/check/add")
    def add(
        request: Request,
        document: Document,
        form: Form,
        user: Annotated[str, may],
        table: Short = "target_groups",
    ) -> Response:
        return _added(desk, request, document, table, form, user)

    @router.get("/check/{record_id}")
    def record(request: Request, record_id: str, wanted: Wanted, done: Short = "") -> HTMLResponse:
        return _record_page(desk, request, record_id, wanted, sources, done=done)

    @router.post("/check/{record_id}")
    def judge(
        request: Request, record_id: str, wanted: Wanted, form: Form, user: Annotated[str, may]
    ) -> Response:
        return _judged(desk, request, record_id, (wanted, sources), form, user)

    return router


def _queue_page(desk: Desk, request: Request, wanted: Waiting, done: str) -> HTMLResponse:
    edition, say = desk.shelf.edition(), desk.language(request)
    log = _log(edition)
    found = _entries(edition, log, wanted, _reviewer(desk, request))
    shown = [
        (
            entry,
            row,
            statement(entry.table, row, say, codes_of(edition.document_row(str(row["document_id"])))),
        )
        for entry in found[:SHOWN]
        for row in edition.records(entry.table, [str(entry.row["record_id"])])
    ]
    return desk.page(
        request, "check.html", posts=True, wanted=wanted, state=wanted.state(), shown=shown, count=len(found),
        documents=edition.documents, tables=table_names(say), actions=ACTION, faults=log.faults, judged=len(log.standing),
        done=_done(log, done),
    )  # fmt: skip


def _record_page(
    desk: Desk,
    request: Request,
    record_id: str,
    wanted: Waiting,
    sources: Sources,
    *,
    done: str = "",
    given: Row | None = None,
    error: str = "",
) -> HTMLResponse:
    edition, say = desk.shelf.edition(), desk.language(request)
    table, row = _record(edition, record_id)
    log = _log(edition)
    document_row = edition.document_row(str(row["document_id"]))
    document = edition.document(document_row)
    earlier = [one for one in log.standing if one.record_id == record_id]
    claim_fields, scope = scope_fields(fields(table, {**row, **(given or {})}, say))
    return desk.page(
        request, "check_record.html", status=422 if error else 200, posts=True, wanted=wanted,
        state=wanted.state(), table=table, row=row, document=document_row,
        claim=statement(table, row, say), evidence=evidence_of(document, row) if document else None,
        sheet=sheet_of(document, row) if document and _is_at_hand(sources, document_row) else None, width=WIDTHS[1],
        claim_fields=claim_fields, scope_fields=scope, is_open=bool(error), error=error,
        earlier=[correction_view(one, PENDING, say) for one in earlier],
        next=_next(edition, log, wanted, record_id, _reviewer(desk, request)), done=_done(log, done), actions=ACTION, reviewer=_reviewer(desk, request),
        named=bool(desk.settings.user_header),
    )  # fmt: skip


def _judged(
    desk: Desk,
    request: Request,
    record_id: str,
    room: tuple[Waiting, Sources],
    form: FormData,
    user: str,
) -> Response:
    wanted, sources = room
    edition = desk.shelf.edition()
    table, row = _record(edition, record_id)
    action = _text(form, "action")
    given = given_values(table, {name: [str(v) for v in form.getlist(name)] for name in form})
    who = _who(form, user)
    try:
        values = parsed_values(table, given) if action == "edit" else {}
        if action not in ("accept", "reject", "edit"):
            raise UsageError(f"no action {action!r}")
        (made,) = _bench(edition).judge(action, table, row, values, who=who, why=_text(form, "why"))  # type: ignore[arg-type]
    except UsageError as error:
        return _record_page(desk, request, record_id, wanted, sources, given={**given}, error=str(error))
    following = _next(edition, _log(edition), wanted, record_id, _reviewer(desk, request))
    path = f"/check/{following}" if following else "/check"
    return _named(_back(path, [*wanted.state(), ("done", made.correction_id)]), form)


def _add_page(
    desk: Desk, request: Request, document_id: str, table: str, given: dict[str, Any], error: str = ""
) -> HTMLResponse:
    edition, say = desk.shelf.edition(), desk.language(request)
    row = known_row(edition, document_id)
    if table not in RECORD_TABLES:
        raise RoomError(404, N_("There is no table %(name)s."), name=table)
    if edition.document(row) is None:
        raise RoomError(
            404, N_("Nothing of %(name)s could be read, so there is no text to show."), name=document_id
        )
    claim_fields, scope = scope_fields(fields(table, given, say))
    return desk.page(
        request, "check_add.html", status=422 if error else 200, posts=True, document=row, table=table,
        tables=table_names(say), claim_fields=claim_fields, scope_fields=scope, given=given, error=error,
        reviewer=_reviewer(desk, request), named=bool(desk.settings.user_header),
    )  # fmt: skip


def _added(desk: Desk, request: Request, document_id: str, table: str, form: FormData, user: str) -> Response:
    edition = desk.shelf.edition()
    known_row(edition, document_id)
    if table not in RECORD_TABLES:
        raise RoomError(404, N_("There is no table %(name)s."), name=table)
    texts = given_values(table, {name: [str(v) for v in form.getlist(name)] for name in form})
    said = {name: text for name, text in texts.items() if text}
    words, before, page = (_text(form, name).replace("\r\n", "\n") for name in ("quote", "before", "page"))
    try:
        values = parsed_values(table, said)
        (made,) = _bench(edition).add(
            table, document_id, words, values, before=before, page=_page(page), who=_who(form, user), why=_text(form, "why"),
        )  # fmt: skip
    except UsageError as error:
        given = {**texts, "quote": words, "before": before, "page": page}
        return _add_page(desk, request, document_id, table, given, str(error))
    return _named(_back("/check/corrections", [("done", made.correction_id)]), form)


def _corrections_page(desk: Desk, request: Request, done: str) -> HTMLResponse:
    edition, say = desk.shelf.edition(), desk.language(request)
    log, states = _log(edition), read_states(edition.out)
    told = [(one, _state(one, log, states)) for one in log.corrections if one.action != "retract"]
    stamp = _stamp(edition)
    figures = edition.kept(("agreement", stamp), lambda: _agreement(edition, log))
    return desk.page(
        request, "check_corrections.html", posts=True,
        shown=[(correction_view(one, state, say), changes_of(one, say)) for one, state in told[::-1][:LISTED]],
        unfit=[correction_view(one, state, say) for one, state in told if state in UNFIT],
        count=len(told), documents=edition.documents, figures=figures, faults=log.faults, done=_done(log, done), actions=ACTION,
    )  # fmt: skip


def _agreement(edition: Edition, log: Log) -> list[Any]:
    if len({one.who for one in log.standing}) < 2:
        return []
    return agreement(log.standing, _bench(edition).places(log.standing))


def _state(one: Correction, log: Log, states: dict[str, dict[str, Any]]) -> str:
    if one.correction_id in log.retracted:
        return RETRACTED
    return str(states.get(one.correction_id, {}).get("state", PENDING))


def _is_at_hand(sources: Sources, document: Row) -> bool:
    """Whether the pages of a document can be drawn."""
    return document["media_type"] == "application/pdf" and sources.file_of(document) is not None


def _bench(edition: Edition) -> Bench:
    return Bench(edition.out, edition)


def _record(edition: Edition, record_id: str) -> tuple[str, Row]:
    for table in RECORD_TABLES:
        for row in edition.records(table, [record_id]):
            return table, row
    raise RoomError(
        404, N_("There is no record %(name)s in the dataset; perhaps it was rejected."), name=record_id
    )


def _entries(edition: Edition, log: Log, wanted: Waiting, reviewer: str) -> list[Entry]:
    """The records that wait for this reviewer; what anybody judged waits only for a second look."""
    everything: list[Entry] = edition.kept(
        "check", lambda: ordered({table: edition.rows(table, _LIGHT) for table in RECORD_TABLES})
    )
    judged = judged_by(log.standing, reviewer if wanted.second else None)
    found = [
        entry
        for entry in everything
        if wanted.table in ("", entry.table)
        and wanted.document in ("", entry.row["document_id"])
        and judged.leaves(entry.row, second=wanted.second)
    ]
    return sampled(found, wanted.seed) if wanted.by == "sample" else found


def _next(edition: Edition, log: Log, wanted: Waiting, record_id: str, reviewer: str) -> str:
    found = _entries(edition, log, wanted, reviewer)
    return next((str(e.row["record_id"]) for e in found if e.row["record_id"] != record_id), "")


def _log(edition: Edition) -> Log:
    """The corrections; files are read again when they have grown."""
    return edition.kept(("corrections", _stamp(edition)), lambda: read_log(correction_files(edition.out)))


def _stamp(edition: Edition) -> tuple[tuple[str, int, int], ...]:
    files: list[Path] = [*correction_files(edition.out), edition.out / REPORT]
    stats = [(path.name, path.stat()) for path in files if path.exists()]
    return tuple((name, stat.st_mtime_ns, stat.st_size) for name, stat in stats)


def _done(log: Log, correction_id: str) -> Correction | None:
    """The correction that was just made, to be confirmed."""
    return next((one for one in log.corrections if one.correction_id == correction_id), None)


def _reviewer(desk: Desk, request: Request) -> str:
    """Whom the proxy names, else the name that the reader gave before."""
    header = desk.settings.user_header
    return (request.headers.get(header, "") if header else unquote(request.cookies.get(REVIEWER, "")))[
        :MOST_NAME
    ]


def _who(form: FormData, user: str) -> str:
    """Whom the proxy names, else the name that the form states."""
    return user or re.sub(r"[^\w .@-]", "", _text(form, "who"))[:MOST_NAME].strip()


def _text(form: FormData, name: str) -> str:
    value = form.get(name, "")
    return value.strip() if isinstance(value, str) else ""


def _page(text: str) -> int | None:
    if text and not text.isdigit():
        raise UsageError(f"{text!r} is no page number")
    return int(text) if text else None


def _back(path: str, state: list[tuple[str, object]]) -> RedirectResponse:
    return RedirectResponse(addresses.with_state(path, state), status_code=303)


def _named(response: Response, form: FormData) -> Response:
    """Keeps the reviewer's name for the next form."""
    name = _who(form, "")
    if name:
        response.set_cookie(REVIEWER, quote(name), max_age=YEAR_SECONDS, samesite="strict", httponly=True)  # fmt: skip
    return response
