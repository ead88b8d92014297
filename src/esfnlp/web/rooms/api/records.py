"""Records and passages, one by one and in lists."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from esfnlp.errors import UsageError
from esfnlp.record import COLUMNS, RECORD_TABLES, Row
from esfnlp.web import models
from esfnlp.web.desk import Desk
from esfnlp.web.known import known_row
from esfnlp.web.languages import N_
from esfnlp.web.questions import Code, Question
from esfnlp.web.refusals import RoomError
from esfnlp.web.rooms.api.answers import Asked, answered, listed, rows_of, table_columns
from esfnlp.web.rooms.api.within import of_period, of_region
from esfnlp.web.shelf import Edition

Share = Annotated[float, Query(ge=0, le=1)]


def routes(desk: Desk) -> APIRouter:
    """`/records` and `/passages`."""
    router = APIRouter()

    @router.get("/records", responses=rows_of(*RECORD_TABLES))
    def records(
        request: Request, part: Asked, table: models.RecordTable, document: Question = "", region: Code = "",
        period: Code = "", concept: Question = "", actor: Question = "", status: Code = "", role: Code = "",
        kind: Code = "", min_confidence: Share = 0.0,
    ) -> Response:  # fmt: skip
        """The records of one table that have the named values, within a region and of plans of a period."""
        edition = desk.shelf.edition()
        wanted = {"concept": concept, "actor": actor, "status": status, "role": role, "kind": kind}
        asked = _asked(table, wanted)
        place = of_region(region)
        found = [
            row
            for row in edition.rows(table, documents=_documents(edition, document, period))
            if all(row[name] == value for name, value in asked.items())
            and place([str(row["region_code"])])
            and float(str(row["confidence"])) >= min_confidence
        ]
        return listed(request, edition.stamp, part, found, key="records", columns=table_columns(table))

    @router.get("/records/{record_id}", responses={200: {"model": dict[str, Any]}})
    def record(request: Request, record_id: str) -> Response:
        """One record, with the name of its table."""
        edition = desk.shelf.edition()
        table, row = known_record(edition, record_id)
        return answered(request, edition.stamp, lambda: {"table": table, **row})

    @router.get("/passages", responses=rows_of("passages"))
    def passages(request: Request, part: Asked, document: Question, role: Code = "") -> Response:
        """The passages of a document in their order."""
        edition = desk.shelf.edition()
        name = str(known_row(edition, document)["document_id"])
        found = [row for row in edition.rows("passages", documents=[name]) if role in ("", row["role"])]
        columns = table_columns("passages")
        return listed(request, edition.stamp, part, found, key="passages", columns=columns)

    @router.get("/passages/{passage_id}", responses={200: {"model": models.ROWS["passages"]}})
    def passage(request: Request, passage_id: str) -> Response:
        """One passage."""
        edition = desk.shelf.edition()
        place = edition.kept("places of passages", lambda: _places(edition)).get(passage_id)
        if place is None:
            raise RoomError(404, N_("There is no passage %(name)s in the dataset."), name=passage_id)
        return answered(request, edition.stamp, lambda: _passage(edition, place, passage_id))

    return router


def known_record(edition: Edition, record_id: str) -> tuple[str, Row]:
    """The record with the name of its table; 404 where there is none."""
    for table in RECORD_TABLES:
        for row in edition.records(table, [record_id]):
            return table, row
    raise RoomError(404, N_("There is no record %(name)s in the dataset."), name=record_id)


def _asked(table: str, wanted: dict[str, str]) -> dict[str, str]:
    """The columns that are asked for with their values; the table has to have them."""
    asked = {name: value for name, value in wanted.items() if value}
    without = sorted(asked.keys() - COLUMNS[table].keys())
    if without:
        raise UsageError(f"{table} has no column {without[0]}; it has {', '.join(COLUMNS[table])}")
    return asked


def _documents(edition: Edition, document: str, period: str) -> list[str] | None:
    """The documents that are asked for, None for all."""
    time = of_period(period)
    if document:
        row = known_row(edition, document)
        return [str(row["document_id"])] if time(row) else []
    return [name for name, row in edition.documents.items() if time(row)] if period else None


def _places(edition: Edition) -> dict[str, str]:
    """The document that each passage is in."""
    rows = edition.rows("passages", ["passage_id", "document_id"])
    return {str(row["passage_id"]): str(row["document_id"]) for row in rows}


def _passage(edition: Edition, document_id: str, passage_id: str) -> Row:
    rows = edition.rows("passages", documents=[document_id])
    return next(row for row in rows if row["passage_id"] == passage_id)
