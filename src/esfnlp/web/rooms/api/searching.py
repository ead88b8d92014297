"""Questions, and what a reader who is typing may mean."""

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response

from esfnlp.errors import UsageError
from esfnlp.web import models
from esfnlp.web.access import in_turn, limited
from esfnlp.web.desk import Desk
from esfnlp.web.questions import Code, Question, ask, regions_of
from esfnlp.web.rooms.api import shapes
from esfnlp.web.rooms.api.answers import MOST, answered
from esfnlp.web.shelf import Edition
from esfnlp.web.views.answers import silent_plans
from esfnlp.web.views.suggestions import suggestions

Count = Annotated[int, Query(ge=1, le=MOST)]


def routes(desk: Desk) -> APIRouter:
    """`/search` and `/suggest`."""
    router = APIRouter(dependencies=[Depends(limited(desk.searches))])

    @router.get(
        "/search",
        dependencies=[Depends(in_turn(desk), scope="function")],
        responses={200: {"model": models.Answer}},
    )
    def search(
        request: Request, q: Question, region: Code = "", period: Code = "", k: Count = 10, silence: bool = False
    ) -> Response:  # fmt: skip
        """Plans and passages that answer a question in Swedish or English, best first.

        With `silence` also `silent`, the plans that were read and say nothing of it, and `unread`, what could not be
        read of those that may.
        """
        if not q.strip():
            raise UsageError("an empty question; give one as q")
        edition = desk.shelf.edition()
        make = _whole_answer if silence else _answer
        return answered(request, edition.stamp, lambda: make(edition, q.strip(), region, period, k))

    @router.get("/suggest", responses={200: {"model": shapes.Suggestions}})
    def suggest(request: Request, q: Question = "") -> Response:
        """Concepts, actors and regions that begin like the last words of a question, in the reader's language."""
        edition, say = desk.shelf.edition(), desk.language(request)
        regions = edition.kept("regions", lambda: regions_of(edition.documents.values()))
        return answered(
            request, f"{edition.stamp}-{say.code}",
            lambda: {"suggestions": [asdict(one) for one in suggestions(q, regions, say)]},
            {"Vary": "Accept, Accept-Language, Cookie"},
        )  # fmt: skip

    return router


def _answer(edition: Edition, question: str, region: str, period: str, k: int) -> dict[str, Any]:
    return ask(edition, question, region=region, period=period, k=k).as_json()


def _whole_answer(edition: Edition, question: str, region: str, period: str, k: int) -> dict[str, Any]:
    rows = list(edition.documents.values())
    found = ask(edition, question, region=region, period=period, k=k, plans=len(rows))
    silence = silent_plans(found, rows)
    content = found.as_json()
    return {
        **content,
        "plans": content["plans"][:k],
        "silent": [row["document_id"] for row in silence.read],
        "unread": {document: list(reasons) for document, reasons in found.unread.items() if reasons},
    }
