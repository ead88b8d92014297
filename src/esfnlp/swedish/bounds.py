"""How a number is bounded: minst, högst, mer än, cirka; and the two ends of a range."""

import re
from dataclasses import dataclass, replace

from esfnlp.document import Span
from esfnlp.finding import Comparator
from esfnlp.swedish.numbers import Number, find_numbers

_BEFORE: tuple[tuple[Comparator, str], ...] = (
    ("<=", r"inte (?:mer|fler|större|högre|längre|äldre) än|(?:inte|ej) (?:över(?:stiga|stiger|skrida)?)"),
    (">=", r"inte (?:mindre|färre|lägre) än|(?:inte|ej) (?:under(?:stiga|stiger|skrida)?)"),
    ("<", r"inte (?:heller )?(?:den som |de som )?(?:har |ha |hunnit )*fyllt"),
    (">", r"(?:mer|mera|fler|större|högre|längre|äldre)(?: tid)? än|väl över|över(?:stiga|stiger|skrid(?:a|er))?|passerat|>"),
    ("<", r"(?:mindre|färre|lägre|yngre|kortare)(?: tid)? än|under(?:stiga|stiger|skrid(?:a|er))?|<"),
    (">=", r"minst|lägst|åtminstone|minimum|fr\.?\s?o\.?\s?m\.?|från(?: och med)?|fyll(?:t|er)|≥|>="),
    ("<=", r"högst|max(?:imalt|imum)?\.?|som mest|som längst|längst|upp till|till och med"
           r"|t\.?\s?o\.?\s?m\.?|inom|≤|<="),
    ("~", r"cirka|circa|ca\.?|c:a|omkring|ungefär|uppskattningsvis|drygt|dryga|knappt|knappa|nästan"
          r"|närmare|runt"
          r"|kring|närmar sig|bortåt|uppemot|inemot|närapå|nära|i storleksordningen|väl|≈|~"),
)  # fmt: skip
_FILLER = r"(?:\s+(?:totalt|sammanlagt|sammantaget|tillsammans|hela|ett|en|om|på|de|av))?"
_BEFORE_PATTERNS = [
    (comparator, re.compile(rf"(?<![\w-])(?:{words}){_FILLER}\s*$", re.I)) for comparator, words in _BEFORE
]
_AFTER: tuple[tuple[Comparator, re.Pattern[str]], ...] = (
    (
        ">=",
        re.compile(
            r"(?:\+|\s*(?:eller|och) (?:mer|fler|äldre|längre|högre|över|däröver)\b|\s*och uppåt)", re.I
        ),
    ),
    ("<=", re.compile(r"\s*(?:eller|och) (?:mindre|färre|yngre|kortare|lägre|därunder)\b", re.I)),
)
_DENIED = re.compile(
    r"\b(?:inte|ej|aldrig)\s+(?:(?:vara|bli|ligga|få|ha|kosta|ta|behöva|vänta|pågå|dröja)\s+){0,3}$", re.I
)
_NONE_OF = re.compile(r"\b(?:inget|ingen|inga)\b(?:\s+[\w-]+){0,8}\s*$", re.I)
_NOBODY = re.compile(r"\b(?:ingen|inga) som (?:är|har|hunnit)\s*$", re.I)
_REFUSED = re.compile(
    r"\b(?:avslag|avslås|utesluts|beviljas (?:[\w-]+\s)?inte|(?:beviljas|godkänns|godtas) (?:normalt )?(?:inte|ej)"
    r"|(?:får|ges) (?:normalt )?(?:inte|ej|inget) (?:något )?(?:stöd|delta|vara med)"
    r"|kan (?:inte|ej) (?:skrivas in|delta|antas|beviljas|komma i fråga|vara med|få)"
    r"|inte (?:beviljas|godkännas|godkänns|godtas|komma i fråga))\b",
    re.I,
)
"""Words that refuse what is beyond the bound: "projekt under 2 miljoner kronor beviljas inte"."""
_SIZED = re.compile(r"(?:under|över)(?:stig|skrid)|(?:mer|mera|mindre|fler|färre|större|högre|lägre)\b", re.I)
_AT_LEAST_NOT: dict[Comparator, Comparator] = {">": "<=", "<": ">="}
"""What a denied comparison says: "inget stöd som understiger" is at least."""
_REACH = 120
"""Characters before a number in which its words are looked for."""
_DASH = re.compile(r"\s?[-–—−]\s?")
_TO = re.compile(r"\s+(?:à|a|till(?: och med)?|t\.?o\.?m\.?)\s+", re.I)
_AND = re.compile(r"\s+(?:och|till)\s+", re.I)
_BETWEEN = re.compile(r"\b(?:mellan|emellan)\s+$", re.I)


@dataclass(frozen=True, slots=True)
class Bounded:
    """A number with its comparator. `span` includes the words of the comparator before the number.

    `cue` holds those words; `pair` is set on the ends of a range, and is the range's whole span.
    """

    number: Number
    comparator: Comparator
    span: Span
    cue: str = ""
    pair: Span | None = None


def find_bounded(text: str) -> list[Bounded]:
    """Numbers in `text` with their comparators; a range gives two.

    >>> [(b.number.value, b.comparator) for b in find_bounded("unga (15–24), minst 200, högst hälften")]
    [(15.0, '>='), (24.0, '<='), (200.0, '>='), (50.0, '<=')]
    """
    numbers = find_numbers(text)
    found: list[Bounded] = []
    skip = False
    for i, number in enumerate(numbers):
        if skip:
            skip = False
            continue
        following = numbers[i + 1] if i + 1 < len(numbers) else None
        if following is not None and _is_range(text, number, following):
            found += _ends(text, number, following)
            skip = True
        else:
            found.append(bound(text, number))
    return found


def bound(text: str, number: Number) -> Bounded:
    """The number with the comparator that its surroundings give it; "=" where they give none."""
    comparator, start = comparator_before(text, number.span.start)
    after = comparator_after(text, number.span.end)
    if comparator is None or comparator == "~":
        comparator = after or comparator
    if comparator is None:
        comparator = "~" if number.approximate else "="
    cue = text[start : number.span.start].strip()
    return Bounded(number, comparator, Span(start, number.span.end), cue)


def text_before(text: str, end: int) -> str:
    """The characters right before `end`, as many as can bear on what stands there."""
    return text[max(0, end - _REACH) : end]


def comparator_before(text: str, end: int) -> tuple[Comparator | None, int]:
    """The comparator whose words stand right before `end`, and where they begin.

    An approximation gives way to a bound before it ("minst cirka 200").
    """
    window = text_before(text, end)
    if window.rstrip()[-1:].isdigit():
        return None, end
    for comparator, pattern in _BEFORE_PATTERNS:
        match = pattern.search(window)
        if match is None:
            continue
        start = end - len(window) + match.start()
        if comparator == "~":
            outer, outer_start = comparator_before(text, start) if start else (None, start)
            return (outer, outer_start) if outer else (comparator, start)
        if comparator in _AT_LEAST_NOT and _is_denied(text, start):
            return _AT_LEAST_NOT[comparator], start
        return comparator, start
    return None, end


def _is_denied(text: str, start: int) -> bool:
    """Whether the comparison that begins at `start` is denied; "inga unga under 25 år" still is under 25."""
    before = text_before(text, start)
    if _NOBODY.search(before) or _REFUSED.search(text):
        return True
    none_of = _SIZED.match(text, start) is not None and _NONE_OF.search(before) is not None
    return none_of or _DENIED.search(before) is not None


def comparator_after(text: str, start: int) -> Comparator | None:
    """The comparator whose words stand right after `start` ("eller fler", "+")."""
    return next((comparator for comparator, pattern in _AFTER if pattern.match(text, start)), None)


def _is_range(text: str, low: Number, high: Number) -> bool:
    """Whether two neighbouring numbers are the ends of a range, or a value that changes (från 5 till 8)."""
    if {low.style, high.style} & {"fraction", "change"} or low.value * (
        high.scale if low.scale == 1 else 1
    ) >= high.value:
        return False
    between = text[low.span.end : high.span.start]
    if _DASH.fullmatch(between) or _TO.fullmatch(between):
        return not (low.plain and high.plain and "article" in (low.style, high.style))
    return bool(_AND.fullmatch(between) and _BETWEEN.search(text_before(text, low.span.start)))


def _ends(text: str, low: Number, high: Number) -> list[Bounded]:
    """The two ends of a range; the scale of the second holds for both ("5–7 miljoner")."""
    if low.scale == 1 and high.scale != 1 and low.value < high.value / high.scale:
        low = replace(low, value=low.value * high.scale, scale=high.scale)
    opening = re.search(r"\b(?:mellan|från|cirka|ca\.?)\s+$", text_before(text, low.span.start), re.I)
    start = low.span.start - len(opening.group()) if opening else low.span.start
    pair = Span(start, high.span.end)
    cue = text[start : low.span.start].strip()
    return [Bounded(low, ">=", pair, cue, pair), Bounded(high, "<=", pair, cue, pair)]
