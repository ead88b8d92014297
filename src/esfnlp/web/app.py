"""The reading room: pages and JSON over one dataset, made on the server."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from fastapi import APIRouter, FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.middleware.trustedhost import TrustedHostMiddleware

from esfnlp import __version__
from esfnlp.web.desk import Desk, RoomSettings, Tab
from esfnlp.web.failures import add_handlers
from esfnlp.web.guard import SecurityHeaders
from esfnlp.web.languages import N_
from esfnlp.web.measure import Measured
from esfnlp.web.rooms import api, ask, charts, check, compare, diff, docs, health, plans, sign_in, upload
from esfnlp.web.shelf import Shelf


class Room(NamedTuple):
    """`tab` is its place in the main menu, if it has one; `is_open` says whether it is there at all."""

    routes: Callable[[Desk], APIRouter]
    tab: Tab | None = None
    is_open: Callable[[RoomSettings], bool] = lambda _: True


ROOMS: tuple[Room, ...] = (
    Room(ask.routes, Tab("/", N_("Ask"))),
    Room(compare.routes, Tab("/compare", N_("Compare"))),
    Room(charts.routes),
    Room(plans.routes, Tab("/plans", N_("Plans"))),
    Room(diff.routes, Tab("/diff", N_("Versions"))),
    Room(check.routes, Tab("/check", N_("Check"))),
    Room(upload.routes, Tab("/upload", N_("Add a plan")), lambda settings: settings.allow_upload),
    Room(docs.routes),
    Room(api.routes),
    Room(health.routes),
    Room(sign_in.routes),
)


def create_app(out: Path, settings: RoomSettings | None = None) -> FastAPI:
    """The reading room over the output folder `out` of `esfnlp run`; `state.shelf` holds its dataset."""
    settings = settings or RoomSettings()
    rooms = [room for room in ROOMS if room.is_open(settings)]
    tabs = tuple(room.tab for room in rooms if room.tab)
    desk = Desk(Shelf(out), settings, tabs)
    app = FastAPI(
        title="esfnlp",
        version=__version__,
        openapi_url=f"{api.PREFIX}/openapi.json",
        docs_url=None,
        redoc_url=None,
        max_body_size=settings.most_body_bytes,
    )
    app.state.shelf = desk.shelf
    if settings.hosts:
        app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(settings.hosts))
    app.add_middleware(SecurityHeaders)
    app.add_middleware(Measured, measures=desk.measures)
    add_handlers(app, desk)
    for room in rooms:
        app.include_router(room.routes(desk))
    app.mount("/static", StaticFiles(packages=[("esfnlp.web", "static")]), name="static")
    return app
