"""Swedish places: ESF regions (NUTS 2), counties (NUTS 3) and municipalities (SCB code)."""

import re
from dataclasses import dataclass
from functools import cache

from esfnlp.errors import UsageError
from esfnlp.taxonomy.concepts import load_yaml

COUNTRY = "SE"
TRAINING_REGION = "SEZZ"


@dataclass(frozen=True, slots=True)
class Place:
    """`code` is NUTS 2 (SE12), NUTS 3 (SE125) or a four-digit municipality code (0484); `within` the code above.

    `names` holds the official name first, then other ways of writing it (without genitive -s).
    """

    code: str
    level: str
    """region, county or municipality"""
    names: tuple[str, ...]
    within: str

    @property
    def name(self) -> str:
        return self.names[0]


@dataclass(frozen=True)
class Places:
    by_code: dict[str, Place]

    def __getitem__(self, code: str) -> Place:
        try:
            return self.by_code[code]
        except KeyError:
            raise UsageError(
                f"no region {code!r}; use a NUTS code such as SE12 or SE125, a municipality code such as 0484, or SE"
            ) from None

    def level(self, level: str) -> list[Place]:
        return [place for place in self.by_code.values() if place.level == level]

    def region_of(self, code: str) -> str:
        """The ESF region (NUTS 2 code) that a place lies in; SE and SEZZ are their own."""
        while code in self.by_code and self.by_code[code].level != "region":
            code = self.by_code[code].within
        return code


@cache
def load_places() -> Places:
    """The places that travel with the package."""
    places = [
        Place(entry["code"], level, tuple(entry["names"]), entry["within"])
        for level, entries in load_yaml("places.yaml").items()
        for entry in entries
    ]
    return Places({place.code: place for place in places})


def place_name(code: str) -> str:
    """The name of a country, region, county or municipality; codes that are no place stay as they are."""
    if code == COUNTRY:
        return "Sverige"
    place = load_places().by_code.get(code)
    return place.name if place else code


@cache
def _place_patterns() -> list[tuple[re.Pattern[str], Place]]:
    patterns = []
    for place in load_places().by_code.values():
        names = "|".join(re.escape(name) for name in sorted(place.names, key=len, reverse=True))
        patterns.append(
            (re.compile(rf"(?:[\d.]+\s+)?(?:region(?:en)?\s|för\s|i\s)?(?:{names})s?", re.I), place)
        )
    return patterns


@cache
def heading_place(heading: str) -> Place | None:
    """The place that a heading consists of ("4.2 Örebro län", "Eskilstuna"), or None.

    Of a region and its only county the region is meant.
    """
    for pattern, place in _place_patterns():
        if pattern.fullmatch(heading.strip().rstrip(":.")):
            return place
    for _, place in _place_patterns():
        if place.level == "county" and re.search(rf"\b(?:i|för)\s{re.escape(place.name)}\b", heading):
            return place
    return None
