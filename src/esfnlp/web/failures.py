"""What a reader is told when something cannot be done: a page, or problem details (RFC 9457) where JSON is asked for."""

import logging
from collections.abc import Mapping
from http import HTTPStatus

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.routing import iter_route_contexts
from starlette.exceptions import HTTPException
from starlette.routing import compile_path

from esfnlp.errors import BusyError, EsfnlpError, NothingToDoError
from esfnlp.web.desk import Desk
from esfnlp.web.guard import HEADERS
from esfnlp.web.languages import N_
from esfnlp.web.refusals import RoomError

API = "/api/"
_LOG = logging.getLogger(__name__)

_TITLES = {
    400: N_("The question cannot be answered"),
    401: N_("You need to sign in"),
    403: N_("This is not allowed"),
    404: N_("There is no such page"),
    405: N_("The page cannot be used like this"),
    409: N_("Not now"),
    413: N_("Too large"),
    422: N_("The question cannot be read"),
    429: N_("Too many questions at once"),
    500: N_("Something went wrong"),
    501: N_("A part of the program is not installed"),
    503: N_("There is no dataset"),
}


_STATUS: Mapping[type[EsfnlpError], int] = {NothingToDoError: 503, BusyError: 409}
"""Of the program's errors; others are the reader's."""
RETRY_SECONDS = 30


def add_handlers(app: FastAPI, desk: Desk) -> None:
    """No reader ever meets a traceback; those of unexpected errors go to the log."""

    def on_esfnlp_error(request: Request, error: Exception) -> Response:
        status = next((code for kind, code in _STATUS.items() if isinstance(error, kind)), 400)
        headers = {"Retry-After": str(RETRY_SECONDS)} if status == 409 else None
        return failed(desk, request, status, detail=str(error), headers=headers)

    def on_http_error(request: Request, error: Exception) -> Response:
        known = error if isinstance(error, HTTPException) else HTTPException(500)
        detail = "" if known.detail == HTTPStatus(known.status_code).phrase else str(known.detail)
        values = known.values if isinstance(known, RoomError) else {}
        say = desk.language(request)
        said = say(detail, **values)
        headers = {"Allow": _allowed(request)} if known.status_code == 405 else known.headers
        return failed(desk, request, known.status_code, said=said, headers=headers)

    def on_invalid_request(request: Request, error: Exception) -> Response:
        found = error.errors() if isinstance(error, RequestValidationError) else []
        reasons = "; ".join(f"{problem['loc'][-1]}: {problem['msg']}" for problem in found)
        return failed(desk, request, 422, detail=reasons)

    def on_unexpected(request: Request, error: Exception) -> Response:
        _LOG.error("%s %s: %r", request.method, request.url.path, error)
        return failed(desk, request, 500, headers=HEADERS)

    app.add_exception_handler(EsfnlpError, on_esfnlp_error)
    app.add_exception_handler(HTTPException, on_http_error)
    app.add_exception_handler(RequestValidationError, on_invalid_request)
    app.add_exception_handler(Exception, on_unexpected)


def _allowed(request: Request) -> str:
    """The methods that the address takes, of all routes: the framework names those of the first one only."""
    path = request.url.path
    routes = (route for route in iter_route_contexts(request.app.routes) if route.path and route.methods)
    methods = {
        m for route in routes if compile_path(route.path or "")[0].match(path) for m in route.methods or ()
    }
    return ", ".join(sorted(methods))


def failed(
    desk: Desk,
    request: Request,
    status: int,
    *,
    said: str = "",
    detail: str = "",
    headers: Mapping[str, str] | None = None,
) -> Response:
    """The refusal; `said` is in the reader's language, `detail` is the program's own English."""
    title = _TITLES.get(status, HTTPStatus(status).phrase)
    if request.url.path.startswith(API):
        problem = {"type": "about:blank", "title": title, "status": status, "detail": said or detail or title}
        return JSONResponse(problem, status, headers, media_type="application/problem+json")
    response = desk.page(request, "error.html", status=status, title=title, said=said, detail=detail)
    response.headers.update(headers or {})
    return response
