"""The regions and the period that a question names."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from esfnlp.document import Span
from esfnlp.search.question_words import FUNCTION_WORDS
from esfnlp.swedish.tokens import fold
from esfnlp.taxonomy.places import TRAINING_REGION, Place, Places, load_places
from esfnlp.taxonomy.programmes import load_programmes

Period = tuple[int, int]
_EARLIEST = 1995
"""Sweden's first year in the European Social Fund."""
_CLOSING = 3
"""Years that a programme's targets may be reached after its period."""
_COMMON = FUNCTION_WORDS["en"] | FUNCTION_WORDS["sv"]
"""Words that are no municipality where a question is written without å, ä and ö ("Are")."""
_SHORT_NAME = 5
"""Municipalities of so few letters count only where they are written as names (Mora, Kil)."""
_PLAIN = str.maketrans("åäöéüÅÄÖÉ", "aaoeuAAOE")


def _folded(name: str) -> str:
    return re.sub(r"[\s-]+", " ", name.casefold())


_TABLES: dict[str, dict[str, list[str]]] = tomllib.loads(
    files("esfnlp.search").joinpath("areas.toml").read_text(encoding="utf-8")
)
_SEVERAL = {_folded(name): tuple(codes) for name, codes in _TABLES["areas"].items()}
"""Areas that are no place of the taxonomy, by name; each has the codes of what it consists of or lies in."""
_CODE = re.compile(r"(?<![\w:-])(?:SE(?:\d{1,3}|ZZ)|0\d{3}|[1-2]\d{3})(?![\w-])")
_YEAR = r"(?:19|20)\d\d"
_RANGE = re.compile(
    rf"(?<!\d)({_YEAR})\s?(?:[-–—/]|till(?:\soch\smed)?|t\.?o\.?m\.?|to|and|och|until)\s?((?:19|20)?\d\d)(?!\d)",
    re.I,
)
_RELATIVE: tuple[tuple[int, re.Pattern[str]], ...] = (
    (-1, re.compile(r"""\b(?:förra|föregående|tidigare|förrförra|previous|last|former|preceding)\s
                    (?:programm?e?\s?)?-?(?:program)?(?:ming\s)?(?:period\w*)""", re.X | re.I)),
    (0, re.compile(r"""\b(?:nuvarande|innevarande|aktuell[at]?|pågående|denna|den\shär|current|present|this|ongoing)\s
                   (?:programm?e?\s?)?(?:program)?(?:ming\s)?(?:period\w*)|\bESF\s?\+|\bESF\splus\b""", re.X | re.I)),
)  # fmt: skip
_BEFORE = re.compile(
    rf"\b(?:före|innan|before|prior\sto|until|fram\still)\s(?:år(?:et)?\s)?({_YEAR})\b", re.I
)
_AFTER = re.compile(
    rf"\b(efter|after|sedan|since|från(?:\soch\smed)?|fr\.?o\.?m\.?|from)\s(?:år(?:et)?\s)?({_YEAR})\b", re.I
)
_DEADLINE = re.compile(
    rf"\b(?:by|senast|till(?:\soch\smed)?|t\.?o\.?m\.?|inför)\s(?:år(?:et)?\s|the\send\sof\s|slutet\sav\s)?({_YEAR})\b", re.I
)  # fmt: skip
_SHARED_BEFORE = re.compile(r"([^\W\d_]+)-?\s(?:och|samt|eller|respektive|resp\.?|and|or)\s$", re.I)
_SINGLE = re.compile(rf"(?<![\d:.-])({_YEAR})(?![\d:-])")


@dataclass(frozen=True, slots=True)
class Where:
    """Where places are named, and for each name the codes it stands for."""

    spans: tuple[Span, ...] = ()
    codes_of_spans: tuple[tuple[str, ...], ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(code for codes in self.codes_of_spans for code in codes))

    def outside(self, taken: Sequence[Span]) -> "Where":
        """The places whose names do not stand in `taken`."""
        pairs = zip(self.spans, self.codes_of_spans, strict=True)
        kept = [(span, codes) for span, codes in pairs if not any(span.overlaps(other) for other in taken)]
        return Where(tuple(span for span, _ in kept), tuple(codes for _, codes in kept))


@dataclass(frozen=True, slots=True)
class When:
    """A period of plans, the year that a target is to be reached, and where they are named."""

    period: Period | None = None
    deadline: int | None = None
    spans: tuple[Span, ...] = ()


def find_places(text: str) -> Where:
    """Regions, counties and municipalities by name or code, in any form of their names.

    >>> find_places("Vad prioriterar Västmanlands län och Norrland?").codes
    ('SE125', 'SE32', 'SE33')
    """
    found = [*_codes(text), *_named(text)]
    found += [place for span, _ in found for place in _elliptic(text, span)]
    kept: list[tuple[Span, tuple[str, ...]]] = []
    for span, codes in sorted(found, key=lambda item: (-len(item[0]), item[0])):
        if not any(span.overlaps(other) for other, _ in kept):
            kept.append((span, codes))
    kept.sort()
    return Where(
        tuple(span for span, _ in kept),
        tuple(tuple(whole_region(code) for code in codes) for _, codes in kept),
    )


@cache
def whole_region(code: str) -> str:
    """The region of a county that is all of it; every other code is its own.

    >>> whole_region("SE110"), whole_region("SE125")
    ('SE11', 'SE125')
    """
    places = load_places()
    place = places.by_code.get(code)
    if place is None or place.level != "county":
        return code
    counties = [other for other in places.level("county") if other.within == place.within]
    return place.within if len(counties) == 1 else code


def find_period(text: str) -> When:
    """The period a question is about.

    >>> find_period("planerna för 2014–20").period
    (2014, 2020)
    >>> find_period("hur många ska i arbete senast 2023?").deadline
    2023
    """
    named = [read(match) for pattern, read in _PERIODS[:3] for match in pattern.finditer(text)]
    several = [when for when in named if when]
    if len(several) > 1:
        return _both(several)
    for pattern, read in _PERIODS:
        match = pattern.search(text)
        when = read(match) if match else None
        if when:
            return when
    return When()


def _codes(text: str) -> Iterator[tuple[Span, tuple[str, ...]]]:
    known = load_places().by_code
    for match in _CODE.finditer(text):
        code = match.group()
        is_year = code.isdigit() and 1950 <= int(code) < 2040
        if code == TRAINING_REGION or (code in known and not is_year):
            yield Span(*match.span()), (code,)


def _named(text: str) -> Iterator[tuple[Span, tuple[str, ...]]]:
    is_plain = text.translate(_PLAIN) == text
    for match in _name_pattern(is_plain).finditer(text):
        name = match["name"]
        codes = _names(is_plain)[_folded(name)]
        is_small = len(name) <= _SHORT_NAME and not name[0].isupper()
        is_common = is_plain and fold(name) in _COMMON
        if not (codes[0].isdigit() and (is_small or is_common)):
            yield Span(*match.span()), codes


def _elliptic(text: str, span: Span) -> Iterator[tuple[Span, tuple[str, ...]]]:
    """The place before one that it shares its last word with ("Mellersta och Övre Norrland")."""
    before = _SHARED_BEFORE.search(text[: span.start])
    last = re.split(r"[\s-]", text[span.start : span.end])[-1].removesuffix("s")
    if before:
        names = _names(text.translate(_PLAIN) == text)
        codes = names.get(_folded(f"{before[1]} {last}")) or names.get(_folded(f"{before[1]}{last}"))
        if codes:
            yield Span(*before.span(1)), codes


@cache
def _names(is_plain: bool) -> dict[str, tuple[str, ...]]:
    """Codes by folded name; also names without å, ä and ö: of regions and counties always, else in a question
    that has none of these letters."""
    names = dict(_SEVERAL)
    for code, name in _all_names(load_places()):
        names.setdefault(_folded(name), (code,))
    for name, codes in list(names.items()):
        if is_plain or not codes[0].isdigit():
            names.setdefault(name.translate(_PLAIN), codes)
    return names


def _all_names(places: Places) -> Iterator[tuple[str, str]]:
    for place in places.by_code.values():
        for name in (*place.names, *_english_county(place), *_TABLES["more_names"].get(place.code, ())):
            yield place.code, name


def _english_county(place: Place) -> Iterator[str]:
    """Uppsala County, Dalarna county."""
    if place.level == "county":
        bare = place.name.removesuffix(" län")
        yield f"{bare} county"
        yield f"{bare.removesuffix('s')} county"


@cache
def _name_pattern(is_plain: bool) -> re.Pattern[str]:
    names = sorted(_names(is_plain), key=len, reverse=True)
    written = "|".join(re.escape(name).replace(r"\ ", r"[\s-]+") for name in names)
    return re.compile(
        rf"(?<![\w-])(?:(?:the\s)?region(?:en)?\s(?:of\s)?)?(?P<name>{written})(?:'s|’s|:s|s)?(?:\sregion(?:en)?s?)?(?![\w])",
        re.I,
    )


def _range(match: re.Match[str]) -> When | None:
    start, end = int(match[1]), match[2]
    last = int(end) if len(end) == 4 else start // 100 * 100 + int(end)
    return When((start, last), spans=(Span(*match.span()),)) if start <= last else None


def _both(ranges: Sequence[When]) -> When:
    """From the first year of several periods to the last."""
    periods = [when.period for when in ranges if when.period]
    spans = tuple(span for when in ranges for span in when.spans)
    return When((min(start for start, _ in periods), max(end for _, end in periods)), spans=spans)


def _relative(offset: int) -> Period:
    programmes = load_programmes()
    programme = programmes[len(programmes) - 1 + offset]
    return programme.period_start, programme.period_end


def _before(match: re.Match[str]) -> When:
    return When((_EARLIEST, int(match[1]) - 1), spans=(Span(*match.span()),))


def _after(match: re.Match[str]) -> When:
    """After a year begins with the next one, since a year with itself."""
    first = int(match[2]) + (match[1].casefold() in ("efter", "after"))
    return When((first, max(first, load_programmes()[-1].period_end)), spans=(Span(*match.span()),))


def _deadline(match: re.Match[str]) -> When:
    return When(deadline=int(match[1]), spans=(Span(*match.span()),))


def _single(match: re.Match[str]) -> When | None:
    """A year that no programme reaches belongs to a name ("Vision 2050")."""
    if int(match[1]) > load_programmes()[-1].period_end + _CLOSING:
        return None
    return When((int(match[1]), int(match[1])), spans=(Span(*match.span()),))


def _previous(match: re.Match[str]) -> When:
    return When(_relative(-1), spans=(Span(*match.span()),))


def _current(match: re.Match[str]) -> When:
    return When(_relative(0), spans=(Span(*match.span()),))


_PERIODS = (
    (_RANGE, _range),
    (_RELATIVE[0][1], _previous),
    (_RELATIVE[1][1], _current),
    (_BEFORE, _before),
    (_AFTER, _after),
    (_DEADLINE, _deadline),
    (_SINGLE, _single),
)
