"""The dataset as JSON, in the shapes of the data contract, for programs: what every page shows, and corrections.

Lists come in pages (`limit`, `offset`, a Link header to the next) and, with `format=csv` or `Accept: text/csv`, as CSV. Every answer
bears an ETag that changes when a run has ended, or with what reviewers say.
"""

from fastapi import APIRouter

from esfnlp.web.desk import Desk
from esfnlp.web.rooms.api import comparisons, judgements, plans, records, searching
from esfnlp.web.rooms.api.answers import PREFIX, SHARED

__all__ = ["PREFIX", "routes"]
PARTS = (plans, records, comparisons, searching, judgements)


def routes(desk: Desk) -> APIRouter:
    """Everything below `PREFIX`."""
    router = APIRouter(prefix=PREFIX, responses=SHARED)
    for part in PARTS:
        router.include_router(part.routes(desk))
    return router
