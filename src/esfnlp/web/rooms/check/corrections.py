"""The corrections so far, what became of them, and how far reviewers agree."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, Response

from esfnlp.review.replay import UNFIT
from esfnlp.web.access import author
from esfnlp.web.desk import Desk
from esfnlp.web.reviewing import agreed, bench_of, log_of, told
from esfnlp.web.rooms.check.forms import Form, Short, back, just_made, text_of, who_of
from esfnlp.web.views.corrections import ACTION, changes_of, correction_view

LISTED = 200


def routes(desk: Desk) -> APIRouter:
    """`/check/corrections`, where they are also taken back."""
    router = APIRouter()

    @router.get("/check/corrections")
    def corrections(request: Request, done: Short = "") -> HTMLResponse:
        return _corrections_page(desk, request, done)

    @router.post("/check/corrections")
    def retract(form: Form, user: Annotated[str, Depends(author(desk))]) -> Response:
        bench = bench_of(desk.shelf.edition())
        (made,) = bench.retract([text_of(form, "retract")], who=who_of(form, user))
        return back("/check/corrections", [("done", made.correction_id)])

    return router


def _corrections_page(desk: Desk, request: Request, done: str) -> HTMLResponse:
    edition, say = desk.shelf.edition(), desk.language(request)
    log, found = log_of(edition), told(edition)
    return desk.page(
        request, "check_corrections.html", posts=True,
        shown=[(correction_view(one, state, say), changes_of(one, say)) for one, state in found[::-1][:LISTED]],
        unfit=[correction_view(one, state, say) for one, state in found if state in UNFIT],
        count=len(found), documents=edition.documents, figures=agreed(edition), faults=log.faults,
        done=just_made(log, done), actions=ACTION,
    )  # fmt: skip
