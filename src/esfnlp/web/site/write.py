"""Writes the site."""

import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import get_args

from starlette.types import ASGIApp

from esfnlp.dataset.compare import By, ComparisonRow, read_cells
from esfnlp.errors import UsageError
from esfnlp.store.results import DOCUMENTS
from esfnlp.taxonomy.places import COUNTRY
from esfnlp.web import addresses
from esfnlp.web.languages import CODES, language
from esfnlp.web.rooms import compare
from esfnlp.web.shelf import Edition
from esfnlp.web.site.app import fetched, site_app, site_desk
from esfnlp.web.site.links import relinked
from esfnlp.web.site.pictures import write_pictures
from esfnlp.web.site.places import in_language, page_place, place_of, plan_addresses
from esfnlp.web.site.search_data import write_search
from esfnlp.web.sources import Sources
from esfnlp.web.views.apart import BY
from esfnlp.web.views.comparison import Filters
from esfnlp.web.views.versions import version_pairs

STATIC = ("style.css", "plans.css", "page.js", "icon.svg")
OWN_STATIC = ("search.js", "filters.js", "site.css")
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Site:
    """What was written; `pictures` counts pictures of pages, `size` all bytes."""

    folder: Path
    pages: int
    documents: int
    pictures: int
    size: int


def write_site(
    out: Path,
    to: Path,
    progress: Progress | None = None,
    *,
    with_pictures: bool = True,
    sources: tuple[Path, ...] = (),
) -> Site:
    """Writes the site of the dataset in `out` to the folder `to`, which appears when it is complete.

    The same dataset gives the same bytes. `progress` is told the address of each page. `with_pictures` adds the pages
    that hold evidence as pictures, where the files lie below `sources` or where the run read them.

    Raises
    ------
    UsageError : `to` is a file or holds something, or cannot be written.
    NothingToDoError : there is no dataset, or it is of a newer version.
    """
    desk = site_desk(out, sources)
    app = site_app(desk)
    edition = desk.shelf.edition()
    _check_place(to)
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{to.name}-", dir=to.parent) as temporary:
            folder = Path(temporary) / to.name
            folder.mkdir()
            _copy_static(folder / "static")
            write_search(edition, folder / "search", map(language, CODES))
            drawn = write_pictures(app, edition, Sources(out, sources), folder) if with_pictures else []
            wanted = [*page_addresses(edition), *(addresses.page(*page) for page in drawn)]
            pages = _write_pages(app, wanted, folder, progress)
            size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
            if to.exists():
                to.rmdir()
            folder.rename(to)
    except OSError as error:
        raise UsageError(f"--to {to}: the site cannot be written: {error}") from error
    return Site(to, pages, len(edition.documents), len(drawn), size)


def page_addresses(edition: Edition) -> Iterator[str]:
    """The addresses of all pages and downloads, in the room."""
    yield "/"
    yield "/plans"
    for document_id in sorted(edition.documents):
        has_text = (edition.out / DOCUMENTS / f"{document_id}.json").is_file()
        yield from plan_addresses(document_id, has_text=has_text)
    yield "/diff"
    for old, new in version_pairs(edition.documents.values()):
        yield addresses.with_state("/diff", [("old", old["document_id"]), ("new", new["document_id"])])
    yield from _region_addresses(edition)
    for path in ("/compare/targets", "/compare/likeness"):
        yield path
        yield from _downloads(path)
    for by in get_args(By):
        yield f"/compare?by={by}"
        yield from _downloads("/compare", by)
        for item in sorted({row.item for row in _comparison_rows(edition, by) if row.records}):
            yield addresses.with_state("/compare/item", [("by", by), ("item", item)])


def _region_addresses(edition: Edition) -> Iterator[str]:
    """What sets each region apart, in all periods and in each that it has plans of."""
    cells = sorted(
        (region, period or "")
        for region, period in read_cells(row for row in edition.documents.values() if not row["training"])
    )
    regions = ["", *sorted({region for region, _ in cells if region != COUNTRY})]
    for by in BY:
        for region in regions:
            for period in ["", *(own for code, own in cells if code == region and own)]:
                yield addresses.with_state(
                    "/compare/region", [("by", by), ("period", period), ("at", region)]
                )


def _comparison_rows(edition: Edition, by: str) -> Iterable[ComparisonRow]:
    return compare.compared(edition, Filters(by=by)).rows


def _downloads(path: str, by: str = "") -> Iterator[str]:
    for form in ("csv", "xlsx"):
        yield addresses.with_state(f"{path}/download.{form}", [("by", by)])


def _write_pages(app: ASGIApp, wanted: list[str], folder: Path, progress: Progress | None) -> int:
    places = {address: page_place(address) or _known_place(address) for address in wanted}
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
