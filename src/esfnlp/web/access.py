"""Who may change something, and how often anybody may ask."""

import hmac
import math
from collections.abc import AsyncIterator, Awaitable, Callable
from ipaddress import ip_address
from urllib.parse import urlsplit

from fastapi import Request

from esfnlp.web.desk import Desk
from esfnlp.web.languages import N_
from esfnlp.web.limits import Limiter, Rate
from esfnlp.web.refusals import RoomError
from esfnlp.web.turns import NoTurn

TOKEN_COOKIE = "token"
LOCAL = frozenset({"127.0.0.1", "::1", "testclient"})
LOCAL_USER = ""
TOKEN_TRIES = Rate(per_second=0.1, burst=5)
"""So many wrong tokens a client may state."""
_FORWARDED = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip")
"""Headers by which a reverse proxy says that it passes on what somebody else asks."""
_LONGEST_ADDRESS = 64
_SECONDS_OF_A_QUEUE = 10
"""After which so many questions are answered that others may come."""


def client_of(request: Request) -> str:
    """The address of who asks; behind a reverse proxy on this computer the one that the proxy added last."""
    peer = _peer_of(request)
    passed_on = request.headers.get("x-forwarded-for", "") if peer in LOCAL else ""
    return passed_on.rpartition(",")[2].strip()[:_LONGEST_ADDRESS] or peer


def is_encrypted(request: Request) -> bool:
    """Whether the browser speaks HTTPS, to the room or to a reverse proxy on this computer."""
    proxied = request.headers.get("x-forwarded-proto", "") if _peer_of(request) in LOCAL else ""
    return "https" in (request.url.scheme, proxied)


def _peer_of(request: Request) -> str:
    return request.client.host if request.client else ""


def _is_from_here(request: Request, desk: Desk) -> bool:
    """Whether somebody on this computer asks: not a reverse proxy for somebody else, and not a site that has made its
    own name point here (DNS rebinding), which the name in the address gives away."""
    if _peer_of(request) not in LOCAL or any(name in request.headers for name in _FORWARDED):
        return False
    return bool(desk.settings.hosts) or _is_no_sites_name(request.headers.get("host", ""))


def _is_no_sites_name(host: str) -> bool:
    """Whether a host is an address or a name without dots, which nobody can register.

    >>> [_is_no_sites_name(one) for one in ("localhost:8000", "127.0.0.1", "[::1]:80", "site.example:8000")]
    [True, True, True, False]
    """
    try:
        name = urlsplit(f"//{host}").hostname or ""
        return "." not in name or bool(ip_address(name))
    except ValueError:
        return False


def limited(limiter: Limiter) -> Callable[[Request], Awaitable[None]]:
    """A dependency that refuses clients that ask too often (429, with Retry-After).

    It counts requests as they come: in the event loop, where they wait for no thread.
    """

    async def within(request: Request) -> None:
        wait = limiter.wait(client_of(request))
        if wait:
            raise _too_many(math.ceil(wait))

    return within


def in_turn(desk: Desk) -> Callable[[Request], AsyncIterator[None]]:
    """A dependency of what searches: it waits for the client's turn, and refuses where too many wait (429). To be used
    with `scope="function"`: else somebody who reads slowly keeps a turn."""

    async def waited(request: Request) -> AsyncIterator[None]:
        try:
            async with desk.turns.turn(client_of(request)):
                yield
        except NoTurn:
            raise _too_many(_SECONDS_OF_A_QUEUE) from None

    return waited


def _too_many(seconds: int) -> RoomError:
    return RoomError(
        429, N_("Too many requests; try again in %(n)s seconds."), {"Retry-After": str(seconds)}, n=seconds
    )


def author(desk: Desk) -> Callable[[Request], str]:
    """A dependency that gives the name of who changes something, "" where it is not known.

    With `user_header`, whoever the reverse proxy on this computer names; with `token`, whoever states it; with neither,
    everybody on this computer, but nobody whose request a reverse proxy passes on.

    Raises
    ------
    RoomError : 401 or 403, not from here; 429, too many wrong tokens.
    """
    tries = Limiter(TOKEN_TRIES)

    def allowed(request: Request) -> str:
        settings, client = desk.settings, client_of(request)
        is_proxy = _peer_of(request) in LOCAL
        if settings.user_header and is_proxy and (user := request.headers.get(settings.user_header, "")):
            return user
        if settings.token and (stated := _stated_token(request)):
            if wait := tries.due(client):
                raise _too_many(math.ceil(wait))
            if hmac.compare_digest(stated.encode(), settings.token.encode()):
                return LOCAL_USER
            tries.wait(client)
        if settings.user_header or settings.token:
            raise RoomError(401, N_("Only those who have signed in may change something."))
        if not _is_from_here(request, desk):
            raise RoomError(
                403, N_("Changes are open to this computer only, unless the room is started with a token.")
            )
        return LOCAL_USER

    return allowed


def _stated_token(request: Request) -> str:
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    return given if scheme.lower() == "bearer" else request.cookies.get(TOKEN_COOKIE, "")
