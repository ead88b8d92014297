"""The dataset as JSON, in the shapes of the data contract, for programs.

Lists come in pages (`limit`, `offset`, a Link header to the next) and, with `format=csv` or `Accept: text/csv`, as CSV. Every answer
bears an ETag that changes when a run has ended.
"""

import csv
import hashlib
import io
import json
from collections.abc import Callable, Sequence
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import JSONResponse

from esfnlp.dataset.compare import compare
from esfnlp.dataset.diff import diff
from esfnlp.dataset.package import LIST_SEPARATOR
from esfnlp.dataset.similar import similar, similar_json
from esfnlp.errors import UsageError
from esfnlp.record import COLUMNS, RECORD_TABLES, Row
from esfnlp.review.correction import correction_to_json
from esfnlp.review.log import anonymous, correction_files, read_log
from esfnlp.review.report import PENDING, RETRACTED, read_states
from esfnlp.search.period import parse_period
from esfnlp.taxonomy.places import COUNTRY, TRAINING_REGION, load_places
from esfnlp.web import models
from esfnlp.web.access import limited
from esfnlp.web.desk import Desk
from esfnlp.web.known import known_row
from esfnlp.web.languages import N_
from esfnlp.web.questions import Code, Question, ask, codes_of
from esfnlp.web.refusals import RoomError
from esfnlp.web.shelf import Edition

PREFIX = "/api/v1"
MOST = 1000
"""Rows of one page."""
Limit = Annotated[int, Query(ge=1, le=MOST)]
Offset = Annotated[int, Query(ge=0, le=2**31)]
Form = Literal["json", "csv"]
Share = Annotated[float, Query(ge=0, le=1)]
_PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {
        "description": words,
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    for status, words in {
        400: "The question cannot be answered.", 404: "There is no such thing.", 422: "A parameter is wrong.",
        429: "Too many requests; Retry-After says when to come again.", 503: "There is no dataset.",
    }.items()
}  # fmt: skip
_SAME: dict[int | str, dict[str, Any]] = {
    304: {"description": "Nothing changed since the answer with this ETag."}
}


def routes(desk: Desk) -> APIRouter:
    """Plans, records, passages, comparison, differences, similar plans and answers below `PREFIX`."""
    router = APIRouter(prefix=PREFIX, responses={**_PROBLEMS, **_SAME, 500: {"model": models.Problem}})

    @router.get("/plans", responses=_rows("documents"))
    def plans(
        request: Request, region: Code = "", period: Code = "", limit: Limit = 100, offset: Offset = 0,
        format: Form = "json",
    ) -> Response:  # fmt: skip
        """The documents of the dataset, those of a region or period where one is named."""
        edition = desk.shelf.edition()
        within = _within(region, period)
        found = [row for row in edition.documents.values() if within(row)]
        return _page(request, edition, "documents", found, limit, offset, format, key="plans")

    @router.get("/plans/{document_id}", responses={200: {"model": models.ROWS["documents"]}})
    def plan(request: Request, document_id: str) -> Response:
        """One document."""
        edition = desk.shelf.edition()
        return _answered(request, edition, lambda: known_row(edition, document_id))

    @router.get("/records", responses=_rows(*RECORD_TABLES))
    def records(
        request: Request, table: models.RecordTable, document: Question = "", region: Code = "",
        concept: Question = "", actor: Question = "", status: Code = "", role: Code = "", kind: Code = "",
        min_confidence: Share = 0.0, limit: Limit = 100, offset: Offset = 0, format: Form = "json",
    ) -> Response:  # fmt: skip
        """The records of one table that have the named values."""
        edition = desk.shelf.edition()
        wanted = {"concept": concept, "actor": actor, "status": status, "role": role, "kind": kind}
        asked = {name: value for name, value in wanted.items() if value}
        without = sorted(asked.keys() - COLUMNS[table].keys())
        if without:
            raise UsageError(f"{table} has no column {without[0]}; it has {', '.join(COLUMNS[table])}")
        documents = [str(known_row(edition, document)["document_id"])] if document else None
        place = _place(region)
        found = [
            row
            for row in edition.rows(table, documents=documents)
            if all(row[name] == value for name, value in asked.items())
            and place([str(row["region_code"])])
            and float(str(row["confidence"])) >= min_confidence
        ]
        return _page(request, edition, table, found, limit, offset, format, key="records")

    @router.get("/records/{record_id}", responses={200: {"model": dict[str, Any]}})
    def record(request: Request, record_id: str) -> Response:
        """One record, with the name of its table."""
        edition = desk.shelf.edition()
        found = ((table, row) for table in RECORD_TABLES for row in edition.records(table, [record_id]))
        table, row = next(found, ("", None))
        if row is None:
            raise RoomError(404, N_("There is no record %(name)s in the dataset."), name=record_id)
        return _answered(request, edition, lambda: {"table": table, **row})

    @router.get("/passages", responses=_rows("passages"))
    def passages(
        request: Request, document: Question, role: Code = "", limit: Limit = 100, offset: Offset = 0,
        format: Form = "json",
    ) -> Response:  # fmt: skip
        """The passages of a document in their order."""
        edition = desk.shelf.edition()
        name = str(known_row(edition, document)["document_id"])
        found = [row for row in edition.rows("passages", documents=[name]) if role in ("", row["role"])]
        return _page(request, edition, "passages", found, limit, offset, format, key="passages")

    @router.get("/compare", responses={200: {"model": models.Comparison}})
    def comparison(request: Request, by: Code = "target-groups") -> Response:
        """What each region and period says of each item, silence included."""
        edition = desk.shelf.edition()
        return _answered(
            request,
            edition,
            lambda: edition.kept(("compare json", by), lambda: compare(edition.dataset, by).to_json()),
        )

    @router.get("/diff", responses={200: {"model": models.Difference}})
    def difference(request: Request, old: Question, new: Question) -> Response:
        """What changed in meaning from one document to another, what is only reworded, and what moved."""
        edition = desk.shelf.edition()
        names = [str(known_row(edition, name)["document_id"]) for name in (old, new)]
        return _answered(
            request,
            edition,
            lambda: edition.kept(("diff", *names), lambda: diff(edition.dataset, *names)).to_json(),
        )

    @router.get("/similar/{document_id}", responses={200: {"model": models.Similar}})
    def alike(request: Request, document_id: str) -> Response:
        """The other documents, the most similar first."""
        edition = desk.shelf.edition()
        name = str(known_row(edition, document_id)["document_id"])
        found = edition.kept(("similar", name), lambda: similar(edition.dataset, name))
        return _answered(request, edition, lambda: similar_json(name, found))

    @router.get("/corrections", responses={200: {"model": models.Corrections}})
    def corrections(
        request: Request, document: Question = "", record: Question = "", limit: Limit = 100, offset: Offset = 0
    ) -> Response:  # fmt: skip
        """The corrections of reviewers, oldest first and without names; `state` is what the last run made of each."""
        edition = desk.shelf.edition()
        found = [
            one
            for one in _corrections(edition)
            if document in ("", one["document"].get("document_id")) and record in ("", one["record_id"])
        ]
        stamp = hashlib.sha256(json.dumps(found, sort_keys=True).encode()).hexdigest()[:16]
        shown = found[offset : offset + limit]
        content = {"corrections": shown, "total": len(found), "limit": limit, "offset": offset}
        headers = _next_page(request, len(found), limit, offset)
        return _answered(request, edition, lambda: content, headers, stamp=f"{edition.stamp}-{stamp}")

    @router.get(
        "/search", dependencies=[Depends(limited(desk.searches))], responses={200: {"model": models.Answer}}
    )
    def search(
        request: Request, q: Question, region: Code = "", period: Code = "", k: Annotated[int, Query(ge=1, le=MOST)] = 10
    ) -> Response:  # fmt: skip
        """Plans and passages that answer a question in Swedish or English, best first."""
        if not q.strip():
            raise UsageError("an empty question; give one as q")
        edition = desk.shelf.edition()
        return _answered(
            request, edition, lambda: ask(edition, q.strip(), region=region, period=period, k=k).as_json()
        )

    return router


def _rows(*tables: str) -> dict[int | str, dict[str, Any]]:
    """The description of a page of rows: JSON, or CSV with the table's columns."""
    return {200: {"content": {"application/json": {}, "text/csv": {}}, "model": models.Rows,
                  "description": f"Rows of {' or '.join(tables)}."}}  # fmt: skip


def _within(region: str, period: str) -> Callable[[Row], bool]:
    """Whether a document is of a region and reaches into a period."""
    place, years = _place(region), parse_period(period)

    def test(row: Row) -> bool:
        start, end = row["period_start"], row["period_end"]
        if years and not (isinstance(start, int) and isinstance(end, int)):
            return False
        meets = not years or (int(str(start)) <= years[1] and years[0] <= int(str(end)))
        return meets and place(codes_of(row))

    return test


def _place(region: str) -> Callable[[Sequence[str]], bool]:
    """Whether one of some codes is the region or lies in it; with no region, always."""
    if not region:
        return lambda _: True
    places = load_places()
    if region not in (COUNTRY, TRAINING_REGION):
        places[region]

    def lies_within(code: str) -> bool:
        while code != region and code in places.by_code:
            code = places.by_code[code].within
        return code == region

    return lambda codes: any(map(lies_within, codes))


def _page(
    request: Request, edition: Edition, table: str, rows: Sequence[Row], limit: int, offset: int, form: Form, *, key: str
) -> Response:  # fmt: skip
    """A page of rows, with the number of all in `total`."""
    shown = rows[offset : offset + limit]
    headers = _next_page(request, len(rows), limit, offset)
    if form == "csv" or request.headers.get("accept", "").startswith("text/csv"):
        return _answered(request, edition, lambda: _csv(table, shown), headers, media_type="text/csv")
    content = {key: list(shown), "total": len(rows), "limit": limit, "offset": offset}
    return _answered(request, edition, lambda: content, headers)


def _next_page(request: Request, total: int, limit: int, offset: int) -> dict[str, str]:
    """The header that links to the next page, where there is one."""
    if offset + limit >= total:
        return {}
    following = request.url.include_query_params(offset=offset + limit, limit=limit)
    return {"Link": f'<{following.path}?{following.query}>; rel="next"'}


def _corrections(edition: Edition) -> list[dict[str, Any]]:
    """Every correction but retractions, which stand in the state of what they took back."""
    log, states = read_log(correction_files(edition.out)), read_states(edition.out)
    return [
        {
            "document": {},
            "record_id": "",
            **correction_to_json(one),
            "state": RETRACTED
            if one.correction_id in log.retracted
            else str(states.get(one.correction_id, {}).get("state", PENDING)),
        }
        for one in anonymous(log.corrections)
        if one.action != "retract"
    ]


def _csv(table: str, rows: Sequence[Row]) -> str:
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(COLUMNS[table])
    writer.writerows([_cell(row[name]) for name in COLUMNS[table]] for row in rows)
    return lines.getvalue()


def _cell(value: object) -> object:
    return LIST_SEPARATOR.join(map(str, value)) if isinstance(value, list) else value


def _answered(
    request: Request,
    edition: Edition,
    make: Callable[[], Any],
    headers: dict[str, str] | None = None,
    media_type: str = "application/json",
    *,
    stamp: str = "",
) -> Response:
    """What `make` gives, or 304 where the client has it: an address gives the same as long as the edition is the same,
    or the stamp of what does not hang on the edition alone."""
    tag = f'"{stamp or edition.stamp}"'
    headers = {**(headers or {}), "ETag": tag, "Vary": "Accept", "Cache-Control": "private, no-cache"}
    known = [one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")]
    if tag in known or "*" in known:
        return Response(status_code=304, headers=headers)
    content = make()
    if media_type == "application/json":
        return JSONResponse(content, headers=headers)
    return Response(content, headers=headers, media_type=f"{media_type}; charset=utf-8")
