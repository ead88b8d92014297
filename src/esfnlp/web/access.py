"""Who may change something, and how often anybody may ask."""

import hmac
import math
from collections.abc import Callable

from fastapi import Request

from esfnlp.web.desk import Desk
from esfnlp.web.languages import N_
from esfnlp.web.limits import Limiter
from esfnlp.web.refusals import RoomError

TOKEN_COOKIE = "token"
LOCAL = frozenset({"127.0.0.1", "::1", "testclient"})
LOCAL_USER = ""


def client_of(request: Request) -> str:
    return request.client.host if request.client else ""


def limited(limiter: Limiter) -> Callable[[Request], None]:
    """A dependency that refuses clients that ask too often (429, with Retry-After)."""

    def within(request: Request) -> None:
        wait = limiter.wait(client_of(request))
        if wait:
            seconds = math.ceil(wait)
            raise RoomError(
                429,
                N_("Too many requests; try again in %(n)s seconds."),
                {"Retry-After": str(seconds)},
                n=seconds,
            )

    return within


def author(desk: Desk) -> Callable[[Request], str]:
    """A dependency that gives the name of who changes something, "" where it is not known.

    With `user_header`, whoever the reverse proxy on this computer names; with `token`, whoever states it; with neither,
    everybody on this computer.

    Raises
    ------
    RoomError : 401 or 403, not from here.
    """

    def allowed(request: Request) -> str:
        settings = desk.settings
        is_local = client_of(request) in LOCAL
        if settings.user_header and is_local and (user := request.headers.get(settings.user_header, "")):
            return user
        if settings.token and _states(request, settings.token):
            return LOCAL_USER
        if settings.user_header or settings.token:
            raise RoomError(401, N_("Only those who have signed in may change something."))
        if not is_local:
            raise RoomError(
                403, N_("Changes are open to this computer only, unless the room is started with a token.")
            )
        return LOCAL_USER

    return allowed


def _states(request: Request, token: str) -> bool:
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    stated = given if scheme.lower() == "bearer" else request.cookies.get(TOKEN_COOKIE, "")
    return hmac.compare_digest(stated.encode(), token.encode())
