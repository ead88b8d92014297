"""What the rooms for reviewers share: who reviews, what a form says, and where it leads."""

from typing import Annotated
from urllib.parse import quote, unquote

from fastapi import Depends, Query, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData

from esfnlp.review.correction import Correction
from esfnlp.review.log import Log
from esfnlp.web import addresses
from esfnlp.web.desk import YEAR_SECONDS, Desk
from esfnlp.web.forms import posted
from esfnlp.web.reviewing import MOST_NAME, reviewer_name

REVIEWER = "reviewer"
"""The cookie with the name that a reviewer gave."""

Short = Annotated[str, Query(max_length=200)]
Document = Annotated[str, Query(max_length=300)]
Form = Annotated[FormData, Depends(posted)]


def reviewer_of(desk: Desk, request: Request) -> str:
    """Whom the proxy names, else the name that the reader gave before."""
    header = desk.settings.user_header
    stated = request.headers.get(header, "") if header else unquote(request.cookies.get(REVIEWER, ""))
    return stated[:MOST_NAME]


def who_of(form: FormData, user: str) -> str:
    """Whom the proxy names, else the name that the form states."""
    return reviewer_name(user, text_of(form, "who"))


def text_of(form: FormData, name: str) -> str:
    value = form.get(name, "")
    return value.strip().replace("\r\n", "\n") if isinstance(value, str) else ""


def texts_of(form: FormData) -> dict[str, list[str]]:
    """All values of all fields."""
    return {name: [str(value) for value in form.getlist(name)] for name in form}


def back(path: str, state: list[tuple[str, object]]) -> RedirectResponse:
    return RedirectResponse(addresses.with_state(path, state), status_code=303)


def remembered(response: Response, form: FormData) -> Response:
    """Keeps the reviewer's name for the next form."""
    name = who_of(form, "")
    if name:
        response.set_cookie(REVIEWER, quote(name), max_age=YEAR_SECONDS, samesite="strict", httponly=True)
    return response


def just_made(log: Log, correction_id: str) -> Correction | None:
    """The correction that was just made, to be confirmed."""
    return next((one for one in log.corrections if one.correction_id == correction_id), None)
