"""What every room has at hand: the shelf, the settings, and pages in the reader's language."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import HTTPConnection

from esfnlp.dataset.compare import period_of
from esfnlp.dataset.views import SYMBOLS
from esfnlp.web import addresses, words
from esfnlp.web.forms import COOKIE as FORM_COOKIE
from esfnlp.web.forms import form_token
from esfnlp.web.languages import COOKIE, Language, language, language_of, own_names
from esfnlp.web.limits import Limiter, Rate
from esfnlp.web.measure import Measures
from esfnlp.web.shelf import Edition, Shelf
from esfnlp.web.turns import Turns

SEARCH_RATE = Rate(per_second=100.0, burst=200)
UPLOAD_RATE = Rate(per_second=0.1, burst=10)
YEAR_SECONDS = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class RoomSettings:
    """What whoever runs the room decides.

    `token` is a secret that whoever corrects or uploads must state, `user_header` the header in which a reverse proxy
    names its user; without either, that is open to this computer only. `hosts` are the names under which
    the room may be reached, all where none is named. `sources` are the folders that the files lie in, where they are
    not those that the run read. `allow_upload` opens the room where plans are added.
    """

    language: str = "sv"
    token: str = ""
    user_header: str = ""
    hosts: tuple[str, ...] = ()
    sources: tuple[Path, ...] = ()
    allow_upload: bool = False
    search_rate: Rate = SEARCH_RATE
    upload_rate: Rate = UPLOAD_RATE
    most_body_bytes: int = 1_000_000
    most_upload_bytes: int = 100_000_000


@dataclass(frozen=True, slots=True)
class Tab:
    """An entry of the main menu."""

    path: str
    name: str


@dataclass(frozen=True)
class Desk:
    """Given to every room. `tabs` is the main menu; `searches` and `uploads` count what clients do often, and
    `turns` lets in those that search."""

    shelf: Shelf
    settings: RoomSettings = field(default_factory=RoomSettings)
    tabs: tuple[Tab, ...] = ()
    measures: Measures = field(default_factory=Measures, repr=False)
    searches: Limiter = field(init=False, repr=False)
    uploads: Limiter = field(init=False, repr=False)
    turns: Turns = field(default_factory=Turns, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "searches", Limiter(self.settings.search_rate))
        object.__setattr__(self, "uploads", Limiter(self.settings.upload_rate))

    def language(self, request: HTTPConnection) -> Language:
        return language_of(request, self.settings.language)

    def page(
        self, request: Request, template: str, *, status: int = 200, posts: bool = False, **values: Any
    ) -> HTMLResponse:
        """A page of the package's templates; all values are escaped.

        Pages whose forms are posted say so (`posts`) and hold `{{ csrf }}` in each form.
        """
        token = form_token(request) if posts else ""
        response = self._response(
            request, self._html(request, template, {**values, "status": status, "csrf": token}), status
        )
        if posts:
            response.set_cookie(FORM_COOKIE, token, samesite="strict", httponly=True)
        return response

    def kept_page(
        self, request: Request, edition: Edition, template: str, values: Callable[[], dict[str, Any]]
    ) -> HTMLResponse:
        """The same for a page that is made of the edition and its address alone: it is kept, and `values` are asked for
        only where it is made anew."""
        key = (template, self.language(request).code, request.url.path, request.url.query)
        html = edition.pages.get(
            key, lambda: self._html(request, template, {**values(), "status": 200, "csrf": ""})
        )
        return self._response(request, html, 200)

    def _html(self, request: Request, template: str, values: Mapping[str, Any]) -> str:
        say = self.language(request)
        frame = {
            "say": say,
            "tabs": self.tabs,
            "path": request.url.path,
            "languages": _switches(request, say),
        }
        return self.templates(say.code).get_template(template).render({**frame, **values})

    def templates(self, code: str) -> Environment:
        """The templates in one language."""
        return environment(code)

    def _response(self, request: Request, html: str, status: int) -> HTMLResponse:
        say = self.language(request)
        response = HTMLResponse(html, status)
        response.headers["Vary"] = "Accept-Language, Cookie"
        response.headers["Cache-Control"] = "private, no-cache"
        if request.query_params.get("lang") == say.code:
            response.set_cookie(COOKIE, say.code, max_age=YEAR_SECONDS, samesite="lax", httponly=True)
        return response


def _switches(request: Request, say: Language) -> list[tuple[str, str, str]]:
    """Code, own name and address of this page in each other language."""
    return [
        (code, name, str(request.url.include_query_params(lang=code).replace(scheme="", netloc="")))
        for code, name in own_names().items()
        if code != say.code
    ]


@cache
def environment(code: str) -> Environment:
    """The templates in one language."""
    say = language(code)
    made = Environment(
        loader=PackageLoader("esfnlp.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    made.install_gettext_callables(say.catalogue.gettext, say.catalogue.ngettext, newstyle=True)  # type: ignore[attr-defined]
    filters: Mapping[str, Callable[..., Any]] = {
        "place": say.place, "concept": say.concept, "period": period_of, "number": say.number,
        "dash": lambda text: str(text).replace("-", "–"),
    }  # fmt: skip
    made.filters.update(filters)
    made.globals.update(words=words, symbols=SYMBOLS, addresses=addresses)
    return made
