"""What other regions say where one plan says something."""

import sqlite3
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse

from esfnlp.errors import UsageError
from esfnlp.search.counterparts import Counterparts, counterparts
from esfnlp.web.access import limited
from esfnlp.web.desk import Desk
from esfnlp.web.known import known_row
from esfnlp.web.languages import N_
from esfnlp.web.refusals import RoomError
from esfnlp.web.shelf import Edition

MOST_SHOWN = 20


def routes(desk: Desk) -> APIRouter:
    """`/plans/ID/counterparts?of=RECORD` or of a passage."""
    router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)

    @router.get("/plans/{document_id}/counterparts", dependencies=[Depends(limited(desk.searches))])
    def elsewhere(
        request: Request, document_id: str, of: Annotated[str, Query(max_length=100)]
    ) -> HTMLResponse:
        edition = desk.shelf.edition()
        row = known_row(edition, document_id)
        found = edition.kept(("counterparts", of), lambda: _found(edition, of))
        if found.document_id != row["document_id"]:
            raise _unknown(of)
        names = sorted({found.document_id, *(one.document_id for one in found.found)})
        passages = edition.rows("passages", ["passage_id", "char_start", "page"], documents=names)
        return desk.page(
            request,
            "counterparts.html",
            document=row,
            found=found,
            sentences=[one for one in found.sentences if any(map(str.isalnum, one.text))],
            documents=edition.documents,
            places={passage["passage_id"]: passage for passage in passages},
        )

    return router


def _found(edition: Edition, item: str) -> Counterparts:
    try:
        return counterparts(edition.out, item, k=MOST_SHOWN)
    except UsageError as error:
        raise _unknown(item) from error
    except sqlite3.DatabaseError as error:
        raise RoomError(
            503,
            N_(
                "The index is damaged or was made by another version of the program; `esfnlp run` makes it anew."
            ),
        ) from error


def _unknown(item: str) -> RoomError:
    return RoomError(404, N_("The plan has no record or passage %(name)s."), name=item)
