"""Which pages the reading room has, by its own routes: a new one cannot be forgotten."""

from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from fastapi.routing import iter_route_contexts


def pages_of(app: FastAPI) -> set[str]:
    """The paths that are answered with a page."""
    return {
        str(route.path)
        for route in iter_route_contexts(app.routes)
        if "GET" in (getattr(route, "methods", None) or ())
        and route.endpoint.__annotations__.get("return") is HTMLResponse
    }
