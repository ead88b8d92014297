"""Writes the site."""

import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import get_args

from starlette.types import ASGIApp

from esfnlp.dataset.compare import By, ComparisonRow
from esfnlp.errors import UsageError
from esfnlp.store.results import DOCUMENTS
from esfnlp.web import addresses
from esfnlp.web.languages import CODES, language
from esfnlp.web.rooms import compare
from esfnlp.web.shelf import Edition
from esfnlp.web.site.app import fetched, site_app, site_desk
from esfnlp.web.site.links import relinked
from esfnlp.web.site.places import in_language, place_of, plan_addresses
from esfnlp.web.site.search_data import write_search
from esfnlp.web.views.comparison import Filters

STATIC = ("style.css", "plans.css", "page.js", "icon.svg")
OWN_STATIC = ("search.js", "site.css")
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Site:
    """What was written."""

    folder: Path
    pages: int
    documents: int


def write_site(out: Path, to: Path, progress: Progress | None = None) -> Site:
    """Writes the site of the dataset in `out` to the folder `to`, which appears when it is complete.

    The same dataset gives the same bytes. `progress` is told the address of each page.

    Raises
    ------
    UsageError : `to` is a file or holds something, or cannot be written.
    NothingToDoError : there is no dataset, or it is of a newer version.
    """
    desk = site_desk(out)
    edition = desk.shelf.edition()
    _check_place(to)
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{to.name}-", dir=to.parent) as temporary:
            folder = Path(temporary) / to.name
            folder.mkdir()
            _copy_static(folder / "static")
            write_search(edition, folder / "search", map(language, CODES))
            pages = _write_pages(site_app(desk), list(page_addresses(edition)), folder, progress)
            if to.exists():
                to.rmdir()
            folder.rename(to)
    except OSError as error:
        raise UsageError(f"--to {to}: the site cannot be written: {error}") from error
    return Site(to, pages, len(edition.documents))


def page_addresses(edition: Edition) -> Iterator[str]:
    """The addresses of all pages and downloads, in the room."""
    yield "/"
    yield "/plans"
    for document_id in sorted(edition.documents):
        has_text = (edition.out / DOCUMENTS / f"{document_id}.json").is_file()
        yield from plan_addresses(document_id, has_text=has_text)
    for path in ("/compare/targets", "/compare/likeness"):
        yield path
        yield from _downloads(path)
    for by in get_args(By):
        yield f"/compare?by={by}"
        yield from _downloads("/compare", by)
        for item in sorted({row.item for row in _comparison_rows(edition, by) if row.records}):
            yield addresses.with_state("/compare/item", [("by", by), ("item", item)])


def _comparison_rows(edition: Edition, by: str) -> Iterable[ComparisonRow]:
    return compare.compared(edition, Filters(by=by)).rows


def _downloads(path: str, by: str = "") -> Iterator[str]:
    for form in ("csv", "xlsx"):
        yield addresses.with_state(f"{path}/download.{form}", [("by", by)])


def _write_pages(app: ASGIApp, wanted: list[str], folder: Path, progress: Progress | None) -> int:
    places = {address: _known_place(address) for address in wanted}
    shared = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    made = shared | {in_language(place, code) for place in places.values() for code in CODES}
    for address, place in places.items():
        if progress:
            progress(address)
        for code in CODES:
            file = in_language(place, code)
            content = fetched(app, address, code)
            if file.endswith(".html"):
                content = relinked(content.decode(), file, code, made).encode()
            path = folder / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    return sum(place.endswith(".html") for place in places.values()) * len(CODES)


def _known_place(address: str) -> str:
    place = place_of(address)
    assert place is not None, address
    return place


def _copy_static(folder: Path) -> None:
    folder.mkdir()
    room = files("esfnlp.web")
    for source, names in ((room / "static", STATIC), (room / "site" / "static", OWN_STATIC)):
        for name in names:
            (folder / name).write_bytes((source / name).read_bytes())


def _check_place(to: Path) -> None:
    if to.exists() and not to.is_dir():
        raise UsageError(f"--to {to} is a file; name a folder that is empty or not there yet")
    if to.is_dir() and any(to.iterdir()):
        raise UsageError(f"--to {to} is not empty; name another folder, or empty it")
