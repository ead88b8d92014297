"""Versions: two documents side by side, by what they claim and by their words."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from esfnlp.dataset.diff import diff
from esfnlp.dataset.side_by_side import Fold, Line
from esfnlp.record import Row
from esfnlp.web.desk import Desk
from esfnlp.web.known import known_row
from esfnlp.web.questions import Question
from esfnlp.web.shelf import Edition
from esfnlp.web.views.versions import by_region, change_views, text_lines, version_pairs


def routes(desk: Desk) -> APIRouter:
    """`/diff`: a choice of two documents, and what changed from the older to the newer."""
    router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)

    @router.get("/diff")
    def versions(request: Request, old: Question = "", new: Question = "") -> HTMLResponse:
        edition = desk.shelf.edition()
        if old and new:
            return _diff_page(desk, request, edition, known_row(edition, old), known_row(edition, new))
        documents = edition.documents
        return desk.page(
            request,
            "diff.html",
            old=old,
            new=new,
            found=None,
            pairs=version_pairs(documents.values()),
            documents=documents,
            choices=by_region(documents.values(), desk.language(request)),
        )

    return router


def _diff_page(desk: Desk, request: Request, edition: Edition, before: Row, after: Row) -> HTMLResponse:
    say = desk.language(request)
    old, new = str(before["document_id"]), str(after["document_id"])
    found = edition.kept_large(("diff", old, new), lambda: diff(edition.dataset, old, new))
    return desk.page(
        request,
        "diff.html",
        old=old,
        new=new,
        found=found,
        pairs=(),
        documents=edition.documents,
        choices=by_region(edition.documents.values(), say),
        changes=change_views(found, say),
        lines=text_diff(edition, old, new),
    )


def text_diff(edition: Edition, old: str, new: str) -> list[Line | Fold]:
    """Both texts side by side, long same stretches folded."""
    return edition.kept_large(("text diff", old, new), lambda: _lines(edition, old, new))


def _lines(edition: Edition, old: str, new: str) -> list[Line | Fold]:
    tables = [
        tuple(edition.rows(table, documents=[name]) for table in ("passages", "sections"))
        for name in (old, new)
    ]
    return text_lines((tables[0][0], tables[0][1]), (tables[1][0], tables[1][1]))
