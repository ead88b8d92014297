"""Which regions a document is about."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache

from esfnlp.swedish.slugs import slug
from esfnlp.taxonomy.places import COUNTRY, Place, load_places

_LEADS = 0.6
_SEVERAL = 3


def region_codes(title: str, file_name: str, headings: Sequence[str], text: str) -> tuple[str, ...]:
    """NUTS 2 codes, NUTS 3 for a document about one county, SE for one about the country, none where unknown.

    The title and the file name decide; then the places that have headings of their own; then what is named
    most.
    """
    for named in (title, file_name.replace("-", " ")):
        codes = _named(named)
        if codes:
            return codes
    headed = [place for heading in headings if (place := _place_of_heading(heading)) is not None]
    return _common(headed) or _most_named(text)


def _named(text: str) -> tuple[str, ...]:
    """The regions, else the county, that a title or a file name names."""
    key = f"-{slug(text)}-"
    for level in ("region", "county", "municipality"):
        codes = {code for name, code in _slugs(level) if f"-{name}-" in key}
        if codes:
            return _shortest(codes)
    return ()


@cache
def _slugs(level: str) -> list[tuple[str, str]]:
    """Names of a level as slugs, also in the genitive, each with its code."""
    found = []
    for place in load_places().level(level):
        for name in place.names:
            if len(name) > 3 or level == "region":
                found += [(slug(name), place.code), (slug(f"{name}s"), place.code)]
    return found


def _place_of_heading(heading: str) -> Place | None:
    bare = re.sub(r"^[\d.]+\s+|\s*\([^)]*\)$|\s+kommun$", "", heading.strip(" :")).casefold()
    return _by_name().get(bare)


@cache
def _by_name() -> dict[str, Place]:
    places = load_places()
    levels = ("municipality", "county", "region")
    return {
        name.casefold(): place for level in levels for place in places.level(level) for name in place.names
    }


def _common(places: Sequence[Place]) -> tuple[str, ...]:
    """What the places with headings have in common: their county, their region, or the regions themselves."""
    if not places:
        return ()
    regions = sorted({place.code for place in places if place.level == "region"})
    if len(regions) >= _SEVERAL:
        return tuple(regions)
    return _shortest(place.code for place in places) if len({p.code for p in places}) > 1 else ()


def _shortest(codes: Iterable[str]) -> tuple[str, ...]:
    """The county that holds all the places, else their regions; a region of one county keeps its own code."""
    places = load_places()
    known = set(codes)
    counties = {_county_of(code) for code in known}
    if len(counties) == 1 and (county := next(iter(counties))) is not None:
        region = places[county].within
        alone = sum(place.within == region for place in places.level("county")) == 1
        return (region,) if alone else (county,)
    return tuple(sorted({places.region_of(code) for code in known}))


def _county_of(code: str) -> str | None:
    place = load_places()[code]
    return {"region": None, "county": place.code, "municipality": place.within}[place.level]


def _most_named(text: str) -> tuple[str, ...]:
    """The region that most of the named regions and counties lie in; the country where none leads."""
    places = load_places()
    counts: Counter[str] = Counter()
    for match in _names_pattern().finditer(text):
        counts[places.region_of(_by_name()[match.group(1).casefold()].code)] += 1
    if not counts:
        return (COUNTRY,) if re.search(r"\bi (?:hela )?Sverige\b|\bhela landet\b", text) else ()
    region, times = counts.most_common(1)[0]
    return (region,) if times >= _LEADS * counts.total() else (COUNTRY,)


@cache
def _names_pattern() -> re.Pattern[str]:
    """Names of regions and counties, with or without genitive; municipalities are too many and too common."""
    names = [n for level in ("region", "county") for place in load_places().level(level) for n in place.names]
    ordered = sorted(names, key=len, reverse=True)
    return re.compile(rf"(?<!\w)({'|'.join(map(re.escape, ordered))})s?(?!\w)")
