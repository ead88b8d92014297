"""Where a page of the reading room stands in the site."""

import hashlib
import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, unquote, urlsplit

from esfnlp.swedish.slugs import slug
from esfnlp.web.languages import CODES

MAIN_LANGUAGE = CODES[0]
"""Its pages stand at the top, those of other languages in folders of their own."""
_SHARED = ("static/", "search/", "pictures/")
_PLAN = re.compile(r"/plans/([^/]+)(?:/(text|similar|pages/(\d+)))?")
_PAGE = re.compile(r"/plans/([^/]+)/pages/(\d+)(\.png)?")
_DOWNLOAD = re.compile(r"/compare(/targets|/likeness)?/download\.(csv|xlsx)")
_COMPARED = {"/compare/targets": "over-time", "/compare/likeness": "likeness"}


def place_of(address: str) -> str | None:
    """The file, with its fragment, that holds an address of the room; None where the site has no such page.

    >>> place_of("/plans/sydsverige/pages/3#c1203"), place_of("/plans/sydsverige/pages/3")
    ('plans/sydsverige/text.html#c1203', 'plans/sydsverige/text.html#page-3')
    >>> place_of("/compare/cell?by=themes&at=SE22&when=2014-2020&item=th:ungdom")
    'compare/themes/th-ungdom.html#SE22-2014-2020'
    """
    parts = urlsplit(address)
    query = {name: value for name, value in parse_qsl(parts.query) if name != "lang"}
    file = (
        _static(parts.path)
        or _plan(parts.path, parts.fragment)
        or _compare(parts.path, query)
        or _diff(parts.path, query)
    )
    return file if file is None or "#" in file or not parts.fragment else f"{file}#{parts.fragment}"


def page_place(address: str) -> str | None:
    """The file of a plan's page or of its picture, which the site has for pages that could be drawn.

    >>> page_place("/plans/sydsverige/pages/3#c1203"), page_place("/plans/sydsverige/pages/3.png?width=960")
    ('plans/sydsverige/page-3.html#c1203', 'pictures/sydsverige/3.webp')
    """
    parts = urlsplit(address)
    found = _PAGE.fullmatch(parts.path)
    if not found:
        return None
    if found[3]:
        return picture_file(unquote(found[1]), int(found[2]))
    anchor = f"#{parts.fragment}" if parts.fragment else ""
    return f"{plan_folder(unquote(found[1]))}/page-{found[2]}.html{anchor}"


def picture_file(document_id: str, number: int) -> str:
    return f"pictures/{slug(document_id)}/{number}.webp"


def in_language(place: str, code: str) -> str:
    """The place of a page in a language; what is not a page is shared by all."""
    return place if code == MAIN_LANGUAGE or place.startswith(_SHARED) else f"{code}/{place}"


def item_file(by: str, item: str) -> str:
    """The page of a compared item; what is no code has a hash of its name in the file's.

    >>> item_file("target-groups", "tg:uvas")
    'compare/target-groups/tg-uvas.html'
    """
    name = slug(item)[:60]
    if name != item.replace(":", "-"):
        name = f"{name}-{hashlib.sha256(item.encode()).hexdigest()[:8]}"
    return f"compare/{by}/{name}.html"


def cell_anchor(region: str, period: str | None) -> str:
    return f"{region}-{period or 'x'}"


def plan_folder(document_id: str) -> str:
    return f"plans/{slug(document_id)}"


def plan_addresses(document_id: str, *, has_text: bool) -> Iterator[str]:
    """The pages of a plan that the site has."""
    yield f"/plans/{document_id}"
    yield f"/plans/{document_id}/similar"
    if has_text:
        yield f"/plans/{document_id}/text"


def _static(path: str) -> str | None:
    pages = {"/": "index.html", "/plans": "plans.html"}
    return path[1:] if path.startswith(tuple(f"/{folder}" for folder in _SHARED)) else pages.get(path)


def _plan(path: str, fragment: str) -> str | None:
    found = _PLAN.fullmatch(path)
    if not found:
        return None
    folder = plan_folder(unquote(found[1]))
    if found[3]:
        return f"{folder}/text.html#{fragment or f'page-{found[3]}'}"
    return f"{folder}/{found[2] or 'plan'}.html"


def _diff(path: str, query: dict[str, str]) -> str | None:
    if path != "/diff" or query.keys() not in (set(), {"old", "new"}):
        return None
    if not query:
        return "versions.html"
    return f"versions/{slug(query['old'])}--{slug(query['new'])}.html"


def _compare(path: str, query: dict[str, str]) -> str | None:
    by = query.pop("by", "target-groups")
    if path == "/compare/cell" and query.keys() <= {"at", "when", "item"}:
        return f"{item_file(by, query['item'])}#{cell_anchor(query['at'], query.get('when'))}"
    if path == "/compare/item":
        return item_file(by, query["item"])
    if path == "/compare/region" and query.keys() <= {"at", "period"}:
        return f"compare/region/{'-'.join([by, *(query[name] for name in ('at', 'period') if name in query)])}.html"
    if query:
        return None
    download = _DOWNLOAD.fullmatch(path)
    if download:
        return f"compare/{_COMPARED.get(f'/compare{download[1]}', by)}.{download[2]}"
    if path == "/compare":
        return f"compare/{by}.html"
    return f"compare/{_COMPARED[path]}.html" if path in _COMPARED else None
