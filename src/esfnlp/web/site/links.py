"""Links of the room's pages, turned into links between files."""

import html
import posixpath
import re
from collections.abc import Collection
from urllib.parse import parse_qs, urlsplit

from esfnlp.web.site.places import in_language, page_place, place_of

_LINK = re.compile(r' (href|src|action|data-folder)="([^"]*)"')
_HTMX = re.compile(r' hx-[a-z-]+="[^"]*"')


def relinked(page: str, here: str, code: str, made: Collection[str]) -> str:
    """The page at the file `here`, its links relative; those that lead out of the site, to no file of `made`, are taken
    away and their words stay.

    The page is one of the room's templates, in which quotation marks of values are escaped.
    """

    def link(found: re.Match[str]) -> str:
        target = html.unescape(found[2])
        if not target.startswith("/"):
            return found[0]
        known = (file for file in _files(target, code) if file.partition("#")[0] in made)
        file = next(known, None)
        if file is None:
            return ""
        return f' {found[1]}="{html.escape(relative(file, here))}"'

    return _LINK.sub(link, _HTMX.sub("", page))


def relative(file: str, here: str) -> str:
    """The way from one file of the site to another.

    >>> relative("en/plans.html", "compare/themes.html")
    '../en/plans.html'
    """
    name, hash_sign, fragment = file.partition("#")
    way = posixpath.relpath(name, posixpath.dirname(here) or ".")
    return f"#{fragment}" if name == here and fragment else f"{way}{hash_sign}{fragment}"


def _files(address: str, code: str) -> list[str]:
    """The files that may hold an address, the better first."""
    other = parse_qs(urlsplit(address).query).get("lang", [code])[0]
    places = (page_place(address), place_of(address))
    return [in_language(place, other) for place in places if place is not None]
