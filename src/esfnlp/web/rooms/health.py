"""For those who run the room: whether it works, and what it counts."""

from typing import Any

from fastapi import APIRouter, Depends, Response
from prometheus_client import CONTENT_TYPE_LATEST

from esfnlp import __version__
from esfnlp.web.access import author
from esfnlp.web.desk import Desk


def routes(desk: Desk) -> APIRouter:
    """`/health` for everybody, `/metrics` for those who may change something."""
    router = APIRouter(include_in_schema=False)

    @router.get("/health")
    def health() -> dict[str, Any]:
        """503 where there is no dataset."""
        edition = desk.shelf.edition()
        return {
            "status": "ok",
            "version": __version__,
            "dataset": edition.version,
            "documents": len(edition.documents),
        }

    @router.get("/metrics", dependencies=[Depends(author(desk))])
    def metrics() -> Response:
        desk.measures.documents.set(len(desk.shelf.edition().documents))
        return Response(desk.measures.text(), headers={"Content-Type": CONTENT_TYPE_LATEST})

    return router
