"""Check: records beside their evidence, for a reviewer who accepts, rejects, edits or adds them.

Corrections are added to OUT/corrections and take effect with the next run. Everything works without script.
"""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from esfnlp.web.desk import Desk
from esfnlp.web.rooms.check import adding, corrections, queue, record


def routes(desk: Desk) -> APIRouter:
    """`/check` with the queue, a page for each record, one to add records, and the corrections so far."""
    router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)
    for part in (queue, corrections, adding, record):  # the address of a record would take the others'
        router.include_router(part.routes(desk))
    return router
