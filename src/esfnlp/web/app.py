"""The reading room: pages and JSON over one dataset, made on the server, without scripts."""

from collections.abc import Awaitable, Callable
from http import HTTPStatus
from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from esfnlp import __version__
from esfnlp.errors import EsfnlpError, NothingToDoError
from esfnlp.web.api import api_routes
from esfnlp.web.pages import page_routes, render
from esfnlp.web.shelf import Shelf

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}

API = "/api/v1"


def create_app(out: Path) -> FastAPI:
    """The reading room over the output folder `out` of `esfnlp run`."""
    app = FastAPI(
        title="esfnlp",
        version=__version__,
        openapi_url=f"{API}/openapi.json",
        docs_url=None,
        redoc_url=None,
    )
    shelf = Shelf(out)
    app.middleware("http")(_with_headers)
    app.add_exception_handler(EsfnlpError, _on_esfnlp_error)
    app.add_exception_handler(HTTPException, _on_http_error)
    app.add_exception_handler(RequestValidationError, _on_invalid_request)
    app.include_router(api_routes(shelf), prefix=API)
    app.include_router(page_routes(shelf))
    app.mount("/static", StaticFiles(packages=[("esfnlp.web", "static")]), name="static")
    return app


async def _with_headers(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
    response = await call_next(request)
    response.headers.update(HEADERS)
    return response


async def _on_esfnlp_error(request: Request, error: Exception) -> Response:
    return _failed(request, 503 if isinstance(error, NothingToDoError) else 400, str(error))


async def _on_http_error(request: Request, error: Exception) -> Response:
    known = error if isinstance(error, HTTPException) else HTTPException(500)
    return _failed(request, known.status_code, str(known.detail))


async def _on_invalid_request(request: Request, error: Exception) -> Response:
    found = error.errors() if isinstance(error, RequestValidationError) else []
    reasons = "; ".join(f"{problem['loc'][-1]}: {problem['msg']}" for problem in found)
    return _failed(request, 422, reasons)


def _failed(request: Request, status: int, reason: str) -> Response:
    if request.url.path.startswith(API):
        return JSONResponse({"error": reason}, status_code=status)
    title = _TITLES.get(status, "Något gick fel")
    said = "" if reason == HTTPStatus(status).phrase else reason
    return render("error.html", status=status, title=title, reason=said)


_TITLES = {
    400: "Frågan kan inte besvaras",
    404: "Sidan finns inte",
    405: "Så kan sidan inte användas",
    422: "Frågan kan inte läsas",
    503: "Det finns ingen datamängd",
}
