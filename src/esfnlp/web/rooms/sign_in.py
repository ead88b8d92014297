"""Sign in: where the room is started with a token, readers state it here once, to correct records and add plans."""

import hmac
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.datastructures import FormData

from esfnlp.web.access import TOKEN_COOKIE, TOKEN_TRIES, is_encrypted, limited
from esfnlp.web.desk import YEAR_SECONDS, Desk
from esfnlp.web.forms import posted
from esfnlp.web.languages import N_
from esfnlp.web.limits import Limiter
from esfnlp.web.refusals import RoomError


def routes(desk: Desk) -> APIRouter:
    """`/sign-in`; a room without a token has none."""
    router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)
    tries = Depends(limited(Limiter(TOKEN_TRIES)))

    @router.get("/sign-in")
    def form(request: Request) -> HTMLResponse:
        _demand_token(desk)
        return desk.page(request, "sign_in.html", posts=True)

    @router.post("/sign-in", dependencies=[tries])
    def sign_in(request: Request, form: Annotated[FormData, Depends(posted)]) -> Response:
        token = _demand_token(desk)
        given = str(form.get("token", "")).strip()
        if not hmac.compare_digest(given.encode(), token.encode()):
            raise RoomError(403, N_("This is not the token of the room."))
        response = RedirectResponse("/", status_code=303)
        response.set_cookie(
            TOKEN_COOKIE, given, max_age=YEAR_SECONDS, samesite="strict", httponly=True,
            secure=is_encrypted(request),
        )  # fmt: skip
        return response

    return router


def _demand_token(desk: Desk) -> str:
    """The room's token; 404 where it has none."""
    if not desk.settings.token:
        raise RoomError(404, N_("The room has no token to sign in with."))
    return desk.settings.token
