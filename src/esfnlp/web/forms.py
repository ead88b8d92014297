"""Forms that change something: only those that this room gave out are taken (double submit), from this room."""

import hmac
import secrets
from urllib.parse import urlsplit

from fastapi import Request
from starlette.datastructures import FormData

from esfnlp.web.languages import N_
from esfnlp.web.refusals import RoomError

COOKIE = "form"
FIELD = "csrf"
HEADER = "x-csrf-token"


def form_token(request: Request) -> str:
    """The secret that a form and the reader's cookie both hold; the one that the reader has, else a new one."""
    known = request.cookies.get(COOKIE, "")
    return known if len(known) >= 32 else secrets.token_urlsafe(32)


async def posted(request: Request) -> FormData:
    """The fields of a form that was posted from a page of this room; for `Depends`.

    Raises
    ------
    RoomError : 403, the form came from another site or without the secret of its page.
    """
    form = await request.form()
    given = request.headers.get(HEADER) or str(form.get(FIELD, ""))
    known = request.cookies.get(COOKIE, "")
    if not known or not hmac.compare_digest(given.encode(), known.encode()) or not is_own(request):
        raise RoomError(
            403, N_("The form is too old or came from another site. Open the page again and retry.")
        )
    return form


def is_own(request: Request) -> bool:
    """Whether the browser says that the request comes from this site, as far as it says anything.

    Where it does not compare the origins itself, the origin has to be the name in the address; a reverse proxy may
    have put that into a header of its own, which no other site can send.
    """
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("origin")
    names = (request.headers.get("host", ""), request.headers.get("x-forwarded-host", ""))
    return origin is None or urlsplit(origin).netloc in filter(None, names)
