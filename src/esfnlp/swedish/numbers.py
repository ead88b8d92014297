"""Numbers as Swedish text writes them: digits, words, fractions, and verbs that double or halve."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from esfnlp.document import Span, without_overlaps

Style = Literal["digits", "words", "article", "fraction", "change"]

SPACE = "[ \u00a0\u2007\u2009\u202f]"
"""Spaces that may stand between the thousands of a number."""
_DIGITS = re.compile(
    rf"(?<![\w,.:/+&])(?:\d{{1,3}}(?:{SPACE}\d{{3}})+(?![\d]|{SPACE}?\d)"
    rf"|\d{{1,3}}(?:\.\d{{3}})+(?![\d.])|\d+)"
    r"(?:[,.]\d+)?(?!\w|:(?!-)|[.,/]\d|-tal)"
)
_UNITS = {
    "noll": 0, "en": 1, "ett": 1, "två": 2, "tre": 3, "fyra": 4, "fem": 5, "sex": 6, "sju": 7, "åtta": 8,
    "nio": 9, "tio": 10, "elva": 11, "tolv": 12, "tretton": 13, "fjorton": 14, "femton": 15, "sexton": 16,
    "sjutton": 17, "arton": 18, "aderton": 18, "nitton": 19,
}  # fmt: skip
_TENS = {
    "tjugo": 20, "trettio": 30, "fyrtio": 40, "femtio": 50, "sextio": 60, "sjuttio": 70,
    "åttio": 80, "nittio": 90,
}  # fmt: skip
_ORDINALS = {
    "tredje": 3, "fjärde": 4, "femte": 5, "sjätte": 6, "sjunde": 7, "åttonde": 8, "nionde": 9, "tionde": 10,
    "tolfte": 12, "femtonde": 15, "tjugonde": 20,
}  # fmt: skip
_PARTS = {
    "tredjedel": 3, "fjärdedel": 4, "femtedel": 5, "sjättedel": 6, "sjundedel": 7, "åttondel": 8,
    "åttondedel": 8, "niondel": 9, "niondedel": 9, "tiondel": 10, "tiondedel": 10, "tjugondel": 20,
}  # fmt: skip
_SCALES = {"tusen": 1e3, "miljon": 1e6, "milj": 1e6, "mn": 1e6, "miljard": 1e9, "mdr": 1e9}
_CHANGES = (
    (re.compile(r"\bhalver\w*", re.I), -50.0),
    (re.compile(r"(?:(?<=\bbli )|(?<=\bblivit ))hälften så \w+", re.I), -50.0),
    (re.compile(r"(?:(?<=\bbli )|(?<=\bblivit ))dubbelt så \w+", re.I), 100.0),
    (re.compile(r"(?:(?<=\bbli )|(?<=\bblivit ))tre gånger så \w+", re.I), 200.0),
    (re.compile(r"\b(?:för)?dubbl(?:as?|ats?|ades?|erar?|eras|ing(?:en)?)\b", re.I), 100.0),
    (re.compile(r"(?<!\bdet )\btredubbl(?:as?|ats?|ades?|ing(?:en)?)\b", re.I), 200.0),
)
_CHANGE_HINTS = ("halver", "dubbl", "dubbelt", "hälften så", "gånger så")
_UNIT_WORDS = "|".join(sorted(_UNITS, key=len, reverse=True))
_SUB_100 = rf"(?:(?:{'|'.join(_TENS)})(?:ett|en|två|tre|fyra|fem|sex|sju|åtta|nio)?|{_UNIT_WORDS})"
_WORDS = re.compile(
    rf"\b(?=e[lnt]|tv|tr|t[iouj]|f[yej]|s[ej]|å|n[io]|hu|a[rd])(?:(?:{_SUB_100}{SPACE}?)?(?:hundra{SPACE}?)?(?:{_SUB_100}{SPACE}?|et)?tusen{SPACE}?)?(?:(?:{_SUB_100}{SPACE}?)?hundra{SPACE}?)?(?:{_SUB_100})?\b(?<!{SPACE})",
    re.I,
)
_CARDINAL = rf"(?:\d+|{_UNIT_WORDS})"
_ROUND_WHOLES = (12, 20, 100)
"""Beyond ten, what a share is told of in words; "14 av 19" are two counts."""
_NOT_A_FREQUENCY = r"\b(?!\s+(?:år|månad|vecka|dag|termin|gång|timme)\w*)"
_SHARES: tuple[tuple[tuple[str, ...], re.Pattern[str]], ...] = (
    (
        ("hälften", "halva", "annan", "annat"),
        re.compile(rf"\b(?P<half>hälften|halva|varannan|vartannat){_NOT_A_FREQUENCY}", re.I),
    ),
    (("var",), re.compile(rf"\bvart?\s+(?P<ordinal>{'|'.join(_ORDINALS)}){_NOT_A_FREQUENCY}", re.I)),
    (
        ("del",),
        re.compile(rf"\b(?:(?P<top>{_CARDINAL})\s+)?(?P<part>{'|'.join(_PARTS)})(?:ar|en|arna|s)?\b", re.I),
    ),
    (("/",), re.compile(r"(?<![\d/.,:])(?P<over>[1-9])/(?P<under>[2-9]|10)(?=\s+(?:av|delar)\b)")),
    (
        (" av ",),
        re.compile(rf"\b(?P<of>{_CARDINAL})\s+av\s+(?P<all>{_CARDINAL})\b(?!\s*(?:%|procent))", re.I),
    ),
)
_SCALE = re.compile(
    rf"(?:{SPACE}|-)*(?P<scale>miljarder|miljard|miljoner|miljon|milj\.?|mn|mdr|tusen)(?![\w-])", re.I
)
_HALF = re.compile(r"\b(?:(?P<whole>en|ett|två|tre|fyra|fem) och )?en?(?:tt)? halvt?(?=\s)", re.I)
_TENFOLD = re.compile(rf"\bett\s+(?P<base>\d{{1,3}}-|{'|'.join(_TENS)}|tio|hundra|tusen)tal(?:et)?\b", re.I)
_ROUND = {"par hundra": 200.0, "par tusen": 2000.0, "dussin": 12.0, "tjog": 20.0}
_ROUNDED = re.compile(rf"\bett\s+(?P<round>{'|'.join(_ROUND)})\b", re.I)


@dataclass(frozen=True, slots=True)
class Number:
    """A number and where it stands; scale words ("miljoner") are part of it, units are not.

    `value` is a percentage for the styles fraction ("var tredje": 33.33) and change ("halveras": -50).
    Style article is a bare en or ett, a number only where a unit and a bound say so. `scale` is what a scale
    word multiplied the value by. `approximate` marks "ett tjugotal". `plain` marks digits without separators.
    """

    value: float
    span: Span
    style: Style
    scale: float = 1.0
    approximate: bool = False
    plain: bool = False


def parse_number(text: str) -> float:
    """Value of a number in digits.

    >>> parse_number("23 921"), parse_number("1.200"), parse_number("2,5"), parse_number("6.3")
    (23921.0, 1200.0, 2.5, 6.3)
    """
    compact = re.sub(SPACE, "", text)
    if re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d+)?", compact):
        compact = compact.replace(".", "")
    return float(compact.replace(",", "."))


@cache
def _simple(word: str) -> int:
    if word in _UNITS:
        return _UNITS[word]
    ten = next((t for t in _TENS if word.startswith(t)), None)
    if ten is None:
        raise ValueError(f"not a number word: {word!r}")
    return _TENS[ten] + (_UNITS[word[len(ten) :]] if len(word) > len(ten) else 0)


def parse_words(text: str) -> float:
    """Value of a number in words.

    >>> parse_words("tjugotre"), parse_words("två tusen"), parse_words("etthundrafemtio")
    (23.0, 2000.0, 150.0)
    """
    word = re.sub(r"\bettusen", "etttusen", re.sub(SPACE, "", text.casefold()))
    total = 0
    for name, size in (("tusen", 1000), ("hundra", 100)):
        before, found, after = word.partition(name)
        if found:
            total += size * (int(parse_words(before)) if before else 1)
            word = after
    return float(total + (_simple(word) if word else 0))


def find_numbers(text: str) -> list[Number]:
    """Numbers in `text` in order; of two that overlap the longer one.

    >>> [(n.value, n.style) for n in find_numbers("var tredje av 1 200 och en halv miljon")]
    [(33.33, 'fraction'), (1200.0, 'digits'), (500000.0, 'words')]
    """
    found = [*_shares(text), *_changes(text), *_tenfolds(text), *_cardinals(text)]
    return without_overlaps(sorted(found, key=lambda n: n.span), lambda n: n.span)


def _cardinals(text: str) -> list[Number]:
    found = []
    for match in _DIGITS.finditer(text):
        plain = match.group().isdigit()
        found.append(
            _scaled(text, Number(parse_number(match.group()), Span(*match.span()), "digits", plain=plain))
        )
    for match in _HALF.finditer(text):
        whole = match.group("whole")
        value = 0.5 + (parse_words(whole) if whole else 0.0)
        found.append(_scaled(text, Number(value, Span(*match.span()), "words")))
    for match in _WORDS.finditer(text):
        if match.group():
            style: Style = "article" if match.group().casefold() in ("en", "ett") else "words"
            found.append(_scaled(text, Number(parse_words(match.group()), Span(*match.span()), style)))
    return found


def _scaled(text: str, number: Number) -> Number:
    """The number with the scale word that follows it."""
    match = _SCALE.match(text, number.span.end)
    if match is None:
        return number
    word = match.group("scale").casefold().rstrip(".").removesuffix("er")
    scale = _SCALES[word]
    style: Style = "words" if number.style == "article" else number.style
    value = round(number.value * scale, 3)
    return Number(value, Span(number.span.start, match.end("scale")), style, scale)


def _shares(text: str) -> list[Number]:
    found = []
    folded = text.casefold()
    for hints, pattern in _SHARES:
        for match in pattern.finditer(text) if any(hint in folded for hint in hints) else ():
            share = _share(match.groupdict())
            if share is not None:
                found.append(Number(round(share, 2), Span(*match.span()), "fraction"))
    return found


def _share(parts: dict[str, str | None]) -> float | None:
    """Percentage of a matched fraction, or None where it is none ("5 av 2")."""
    if parts.get("half"):
        return 50.0
    if parts.get("ordinal"):
        return 100.0 / _ORDINALS[str(parts["ordinal"]).casefold()]
    if parts.get("part"):
        return 100.0 * _cardinal(parts.get("top") or "en") / _PARTS[str(parts["part"]).casefold()]
    top = _cardinal(str(parts.get("of") or parts.get("over")))
    whole = _cardinal(str(parts.get("all") or parts.get("under")))
    return 100.0 * top / whole if 0 < top < whole and (whole <= 10 or whole in _ROUND_WHOLES) else None


def _cardinal(text: str) -> float:
    return float(text) if text.isdigit() else parse_words(text)


def _changes(text: str) -> list[Number]:
    folded = text.casefold()
    if not any(hint in folded for hint in _CHANGE_HINTS):
        return []
    return [
        Number(value, Span(*match.span()), "change")
        for pattern, value in _CHANGES
        for match in pattern.finditer(text)
    ]


def _tenfolds(text: str) -> list[Number]:
    """Round numbers such as "ett tjugotal", "ett 30-tal" and "ett par hundra"; decades ("90-talet") are none."""
    found = [
        Number(_ROUND[match.group("round").casefold()], Span(*match.span()), "words", approximate=True)
        for match in _ROUNDED.finditer(text)
    ]
    for match in _TENFOLD.finditer(text):
        base = match.group("base").rstrip("-")
        value = float(base) if base.isdigit() else parse_words(base)
        found.append(Number(value, Span(*match.span()), "words", approximate=True))
    return found
