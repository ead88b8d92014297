"""What reviewers say of records: read, and said, under the rules of the pages."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Body, Depends, Query, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from esfnlp.record import RECORD_TABLES, Row
from esfnlp.review.bench import Bench
from esfnlp.review.columns import typed_values
from esfnlp.review.correction import Correction, correction_to_json
from esfnlp.review.log import anonymous
from esfnlp.review.queue import Entry
from esfnlp.review.replay import UNFIT
from esfnlp.review.report import PENDING
from esfnlp.web import models
from esfnlp.web.access import author
from esfnlp.web.desk import Desk
from esfnlp.web.forms import is_own
from esfnlp.web.known import known_row
from esfnlp.web.languages import N_
from esfnlp.web.questions import Question
from esfnlp.web.refusals import RoomError
from esfnlp.web.reviewing import Waiting, agreed, bench_of, entries, reviewer_name, stamp_of, told
from esfnlp.web.rooms.api.answers import (
    PREFIX,
    Asked,
    Responses,
    answered,
    digest,
    listed,
    listed_as,
    problems,
    rows_of,
    table_columns,
)
from esfnlp.web.rooms.api.records import known_record
from esfnlp.web.shelf import Edition

_COLUMNS = ("id", "when", "action", "state", "table", "document_id", "record_id", "quote", "values", "why",
            "record", "target", "document")  # fmt: skip
_AGREEMENT = ("table", "concept", "units", "kappa", "alpha", "f1")

Line = Annotated[str, StringConstraints(max_length=500)]
Value = Annotated[str, StringConstraints(max_length=5000)] | int | float | list[Line] | None
Values = Annotated[dict[Line, Value], Field(max_length=40)]


class _Said(BaseModel):
    """`who` counts where no reverse proxy names the user, and stays out of every answer."""

    model_config = ConfigDict(extra="forbid")
    who: Line = ""
    why: Line = ""


class Judgement(_Said):
    """A record is right, or should not be there."""

    action: Literal["accept", "reject"]
    record_id: Line


class Edit(_Said):
    """A record should say `values` (columns of its table) instead."""

    action: Literal["edit"]
    record_id: Line
    values: Values


class Addition(_Said):
    """A record that was not found: its claim, and the words that prove it as they stand in the plan.

    `before` are words right before the quote, and `page` its page, where it stands twice. Its scope is that of the
    passage where `values` state none.
    """

    action: Literal["add"]
    table: models.RecordTable
    document_id: Line
    quote: Annotated[str, StringConstraints(min_length=1, max_length=5000)]
    values: Values
    before: Line = ""
    page: Annotated[int, Field(ge=1)] | None = None


class Retraction(_Said):
    """An earlier correction is taken back."""

    action: Literal["retract"]
    correction_id: Line


New = Annotated[Judgement | Edit | Addition | Retraction, Field(discriminator="action")]
_MADE: Responses = {
    201: {"model": dict[str, Any], "description": "Kept; Location says where it stands."},
    **problems(401, 403, 415),
}


def _own(request: Request) -> None:
    """Refuses what another site's page sends: its browser says so, and cannot send JSON without asking first."""
    if not is_own(request):
        raise RoomError(403, N_("The request came from another site."))
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise RoomError(415, N_("Send the correction as application/json."))


def _waiting(
    by: Literal["uncertainty", "sample"] = "uncertainty",
    table: models.RecordTable | None = None,
    document: Question = "",
    seed: Annotated[int, Query(ge=0, le=10**9)] = 0,
    second: bool = False,
) -> Waiting:
    return Waiting(by, table or "", document, seed, second)


def routes(desk: Desk) -> APIRouter:
    """`/corrections`, `/queue` and `/agreement`."""
    router = APIRouter()

    @router.get("/corrections", responses=rows_of("corrections", model=models.Corrections))
    def corrections(
        request: Request, part: Asked, document: Question = "", record: Question = "", unfit: bool = False
    ) -> Response:
        """The corrections of reviewers, oldest first and without names; `state` is what the last run made of each.

        `unfit` are those alone that fit the plans no more.
        """
        edition = desk.shelf.edition()
        found = [
            _as_row(one, state)
            for one, state in told(edition)
            if document in ("", one.document_id)
            and record in ("", one.record_id)
            and (state in UNFIT or not unfit)
        ]
        return listed(request, _stamp(edition), part, found, key="corrections", columns=_COLUMNS)

    @router.get("/corrections/{correction_id}", responses={200: {"model": dict[str, Any]}})
    def correction(request: Request, correction_id: str) -> Response:
        """One correction."""
        edition = desk.shelf.edition()
        row = next(
            (_as_row(one, state) for one, state in told(edition) if one.correction_id == correction_id), None
        )
        if row is None:
            raise RoomError(404, N_("There is no correction %(name)s."), name=correction_id)
        return answered(request, _stamp(edition), lambda: row)

    @router.post("/corrections", status_code=201, responses=_MADE, dependencies=[Depends(_own)])
    def correct(said: Annotated[New, Body()], user: Annotated[str, Depends(author(desk))]) -> Response:
        """Accept, reject, edit or add a record, or take a correction back; it takes effect with the next run.

        Where the room has a token, `Authorization: Bearer TOKEN` states it; without one only this computer may.
        """
        made = _made(desk.shelf.edition(), said, reviewer_name(user, said.who))
        return JSONResponse(_as_row(made, PENDING), 201, {"Location": _address(made)})

    @router.get("/queue", responses=rows_of(*RECORD_TABLES))
    def queue(
        request: Request, part: Asked, wanted: Annotated[Waiting, Depends(_waiting)], who: Question = ""
    ) -> Response:
        """The records that wait for a reviewer, with how uncertain each is; with `second` those that others than `who`
        have judged."""
        edition = desk.shelf.edition()
        return listed_as(
            request, _stamp(edition), part, entries(edition, wanted, who), key="records",
            columns=["table", "uncertainty", *table_columns(*RECORD_TABLES)[1:]],
            row_of=lambda one: _queued(edition, one),
        )  # fmt: skip

    @router.get("/agreement", responses=rows_of("figures"))
    def agreement(request: Request, part: Asked) -> Response:
        """How far reviewers agree on what at least two of them judged: Cohen's kappa, Krippendorff's alpha, and F1 of the
        records that they left standing, in all, by table and by concept."""
        edition = desk.shelf.edition()
        figures: list[Row] = [one.to_json() for one in agreed(edition)]
        return listed(request, _stamp(edition), part, figures, key="agreement", columns=_AGREEMENT)

    return router


def _address(made: Correction) -> str:
    """Where a correction stands; a retraction stands in what it took back."""
    return f"{PREFIX}/corrections/{made.retracts or made.correction_id}"


def _queued(edition: Edition, one: Entry) -> Row:
    (row,) = edition.records(one.table, [str(one.row["record_id"])])
    return {"table": one.table, "uncertainty": round(one.uncertainty, 4), **row}


def _made(edition: Edition, said: New, who: str) -> Correction:
    bench: Bench = bench_of(edition)
    if isinstance(said, Retraction):
        (made,) = bench.retract([said.correction_id], who=who, why=said.why)
    elif isinstance(said, Addition):
        document = str(known_row(edition, said.document_id)["document_id"])
        values = typed_values(said.table, said.values)
        (made,) = bench.add(
            said.table, document, said.quote, values, before=said.before, page=said.page, who=who, why=said.why
        )  # fmt: skip
    else:
        table, row = known_record(edition, said.record_id)
        values = typed_values(table, said.values) if isinstance(said, Edit) else {}
        (made,) = bench.judge(said.action, table, row, values, who=who, why=said.why)
    return made


def _as_row(one: Correction, state: str) -> Row:
    """The correction as a file of them holds it, without who made it, and with its state."""
    content = correction_to_json(anonymous([one])[0])
    return {
        "document": {}, "record_id": "", "document_id": one.document_id, "quote": one.selector.exact, **content,
        "state": state,
    }  # fmt: skip


def _stamp(edition: Edition) -> str:
    return f"{edition.stamp}-{digest(stamp_of(edition))}"
