"""The application that the site's pages are taken from: the rooms that need no server, and two pages of its own."""

import asyncio
from functools import cache
from pathlib import Path
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import HTMLResponse
from jinja2 import ChoiceLoader, Environment, PackageLoader, PrefixLoader
from starlette.types import ASGIApp

from esfnlp.dataset.compare import ComparisonRow
from esfnlp.web import words
from esfnlp.web.desk import Desk, RoomSettings, Tab, environment
from esfnlp.web.downloads import citation
from esfnlp.web.languages import N_, Language
from esfnlp.web.questions import periods_of, regions_of
from esfnlp.web.rooms import charts, compare, diff, plans
from esfnlp.web.shelf import Edition, Shelf
from esfnlp.web.site.places import cell_anchor
from esfnlp.web.views.catalogue import in_list
from esfnlp.web.views.comparison import Filters, evidence

MOST_RECORDS = 60
"""Records of a region and period that an item's page shows; the plans' pages have them all."""
TABS = (
    Tab("/", N_("Search")),
    Tab("/compare", N_("Compare")),
    Tab("/plans", N_("Plans")),
    Tab("/diff", N_("Versions")),
)


class Unanswered(RuntimeError):
    """A page that the room has not."""


class SiteDesk(Desk):
    """A desk whose pages need no server."""

    def templates(self, code: str) -> Environment:
        return _environment(code)


@cache
def _environment(code: str) -> Environment:
    room = PackageLoader("esfnlp.web")
    own = PackageLoader("esfnlp.web", "site/templates")
    made = environment(code).overlay(loader=ChoiceLoader([own, room, PrefixLoader({"room": room})]))
    made.globals = {**made.globals, "is_site": True}
    return made


def site_desk(out: Path, sources: tuple[Path, ...] = ()) -> SiteDesk:
    return SiteDesk(Shelf(out), RoomSettings(sources=sources), TABS)


def site_app(desk: Desk) -> FastAPI:
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    app.include_router(_routes(desk))
    for room in (compare, charts, plans, diff):
        app.include_router(room.routes(desk))
    return app


def _routes(desk: Desk) -> APIRouter:
    router = APIRouter(default_response_class=HTMLResponse)

    @router.get("/")
    def start(request: Request) -> HTMLResponse:
        return desk.page(request, "start.html", **_start_values(desk.shelf.edition(), desk.language(request)))

    @router.get("/plans")
    def list_of_plans(request: Request) -> HTMLResponse:
        documents = sorted(desk.shelf.edition().documents.values(), key=in_list)
        return desk.page(
            request,
            "plans.html",
            documents=documents,
            regions=regions_of(documents),
            periods=periods_of(documents),
        )

    @router.get("/compare/item")
    def item(request: Request, by: str, item: str) -> HTMLResponse:
        values = _item_values(desk.shelf.edition(), Filters(by=by), item, desk.language(request))
        return desk.page(request, "item.html", **values)

    return router


def _start_values(edition: Edition, say: Language) -> dict[str, Any]:
    compared = [row for row in edition.documents.values() if not row["training"]]
    return {
        "count": len(compared),
        "regions": regions_of(compared),
        "periods": periods_of(compared),
        "cited": citation(edition, say(N_("all of it")), say),
    }


def _item_values(edition: Edition, chosen: Filters, item: str, say: Language) -> dict[str, Any]:
    comparison = compare.compared(edition, chosen)
    cells = sorted(
        (row for row in comparison.rows if row.item == item and row.records),
        key=lambda row: (row.region_code, row.period or ""),
    )
    return {
        "chosen": chosen,
        "label": compare.labelled(edition, comparison, chosen, say)[item],
        "meanings": words.COMPARE_STATUS[chosen.by],
        "cells": [_cell(edition, comparison.table, cell, say) for cell in cells],
    }


def _cell(edition: Edition, table: str, cell: ComparisonRow, say: Language) -> dict[str, Any]:
    records = edition.records(table, cell.records)
    return {
        "anchor": cell_anchor(cell.region_code, cell.period),
        "row": cell,
        "documents": evidence(table, records[:MOST_RECORDS], edition.documents, say),
        "more": max(0, len(records) - MOST_RECORDS),
    }


def fetched(app: ASGIApp, address: str, code: str) -> bytes:
    """What the application answers to an address, in a language.

    Raises
    ------
    Unanswered : it answers nothing.
    """
    return asyncio.run(_get(app, address, code))


async def _get(app: ASGIApp, address: str, code: str) -> bytes:
    path, _, query = address.partition("?")
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http",
        "path": path, "raw_path": path.encode(), "query_string": query.encode(), "root_path": "",
        "headers": [(b"host", b"localhost"), (b"accept-language", code.encode())],
        "client": ("127.0.0.1", 1), "server": ("localhost", 80),
    }  # fmt: skip
    status, body = 0, bytearray()

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        nonlocal status
        status = message.get("status", status)
        body.extend(message.get("body", b""))

    await app(scope, receive, send)
    if status != 200:
        raise Unanswered(f"{address} answered {status}")
    return bytes(body)
