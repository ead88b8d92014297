"""The quantities of a sentence: number, comparator and unit together, changes with their baseline."""

import re
from dataclasses import dataclass, replace

from esfnlp.document import Span
from esfnlp.extract.targets.noise import noise_spans
from esfnlp.extract.targets.units import UnitReading, counts_structure, noun_unit, unit_after, unit_before
from esfnlp.finding import Comparator, Measure, Unit
from esfnlp.swedish.bounds import Bounded, comparator_after, find_bounded
from esfnlp.swedish.numbers import Number

_AGE_GROUP = re.compile(
    r"(?:\b(?:unga|ungdom\w*|ålder\w*|åldrar\w*|\w*åldersgrupp\w*|vuxna|äldre|barn|personer|individer|kvinnor|män|deltagare|elever"
    r"|befolkning\w*|dem|de|medarbetare|anställda|unga vuxna|mellan|gruppen)\W{1,3}(?:i åldern\s|mellan\s|från\s)?)$",
    re.I,
)
_BARE_AGE = re.compile(r"\b(?:yngre|äldre) än\s*$|\b(?:personer|ungdomar|deltagare|kvinnor|män|alla|anställda) (?:över|under)\s*$", re.I)
_JOINED = re.compile(r"\s*(?:,|och|eller|respektive|samt|till|/|,\s*respektive)\s*$", re.I)
_RISE = re.compile(r"\b(?:öka|höj|stig|växa|växer|växt|förbättra|stärk|tillväxt)\w*", re.I)
_FALL = re.compile(r"\b(?:minsk|sänk|sjunk|reducer|fall|gå ner|gått ner)\w*", re.I)
_DURING = re.compile(r"\b(?:under|över)(?:\s+(?:ett|en))?\s*$", re.I)
_AGE_FROM = 12
"""From this many years "under N år" is an age, below it a time during which something goes on."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value in base units. `span` runs from the comparator's words to the unit's.

    `noun` is the word counted. `ends_range` marks the two ends of a range. `baseline` is what the value changes from.
    """

    value: float
    comparator: Comparator
    unit: Unit
    span: Span
    number: Number
    noun: str = ""
    cue: str = ""
    ends_range: bool = False
    baseline: float | None = None
    measure: Measure | None = None


def read_quantities(text: str, inherited: Unit | None = None) -> list[Quantity]:
    """Quantities of one sentence in order. `inherited` is the unit of a number without one ("varav 200 inom …").

    >>> [(q.value, q.comparator, q.unit) for q in read_quantities("minst 63 mkr eller 20 procent av ramen")]
    [(63000000.0, '>=', 'SEK'), (20.0, '=', 'percent')]
    """
    noise = noise_spans(text)
    bounded = [b for b in find_bounded(text) if not any(b.number.span.overlaps(span) for span in noise)]
    found: list[Quantity] = []
    for i, item in enumerate(bounded):
        reading = _unit_of(text, item, bounded[i + 1] if i + 1 < len(bounded) else None)
        quantity = _quantity(text, item, reading, inherited)
        if quantity is not None:
            found.append(quantity)
    return _with_changes(text, found)


def _unit_of(text: str, item: Bounded, following: Bounded | None) -> UnitReading | None:
    """The unit at the number, at the end of its range, or at the number that it is joined to."""
    end = item.pair.end if item.pair else item.number.span.end
    reading = unit_after(text, end) or unit_before(text, item.number.span.start)
    known = reading is not None and (reading.unit != "count" or noun_unit(reading.noun) is not None)
    if known or following is None or following.pair == item.pair is not None:
        return reading
    if _JOINED.fullmatch(text[end : following.number.span.start]) and following.number.style != "fraction":
        next_reading = unit_after(text, following.pair.end if following.pair else following.number.span.end)
        if next_reading is not None and next_reading.unit != "count":
            return next_reading
    return reading


def _quantity(text: str, item: Bounded, reading: UnitReading | None, inherited: Unit | None) -> Quantity | None:
    number = item.number
    if number.style in ("fraction", "change"):
        return _share_or_change(text, item)
    age = _bare_age(text, item, reading)
    if age is not None:
        return age
    if number.style == "article" and (reading is None or not _article_counts(item, reading)):
        return None
    if counts_structure(text, item.pair.end if item.pair else number.span.end):
        return None
    if reading is None:
        return _without_unit(item, inherited)
    return _with_unit(text, item, reading)


def _with_unit(text: str, item: Bounded, reading: UnitReading) -> Quantity:
    start, end = min(item.span.start, reading.span.start), max(item.span.end, reading.span.end)
    comparator = _comparator(text, item, reading)
    unit, factor = reading.unit, reading.factor
    if unit == "count" and item.number.scale >= 1e6 and noun_unit(reading.noun) is None:
        unit = "SEK"
    return Quantity(
        round(item.number.value * factor, 6), comparator, unit, Span(start, end), item.number, reading.noun, item.cue,
        ends_range=item.pair is not None,
    )  # fmt: skip


def _without_unit(item: Bounded, inherited: Unit | None) -> Quantity | None:
    """A number with no word to count: money where it has a scale ("51,8 miljoner"), else what the frame says."""
    unit: Unit | None = "SEK" if item.number.scale >= 1e6 else inherited
    if unit is None:
        return None
    value, number = item.number.value, item.number
    return Quantity(value, item.comparator, unit, item.span, number, "", item.cue, ends_range=item.pair is not None)


def _comparator(text: str, item: Bounded, reading: UnitReading) -> Comparator:
    if item.pair is not None:
        return item.comparator
    if reading.unit in ("years", "months"):
        during = _DURING.search(text[: item.number.span.start])
        if during and item.number.value < (_AGE_FROM if reading.unit == "years" else 1e9):
            return "="
    if item.comparator in ("=", "~"):
        return comparator_after(text, reading.span.end) or item.comparator
    return item.comparator


def _share_or_change(text: str, item: Bounded) -> Quantity | None:
    value = item.number.value
    if item.number.style == "fraction":
        if counts_structure(text, item.number.span.end):
            return None
        return Quantity(value, item.comparator, "percent", item.span, item.number, "", item.cue, measure="share")
    measure: Measure = "decrease_by" if value < 0 else "increase_by"
    return Quantity(abs(value), item.comparator, "percent", item.span, item.number, "", item.cue, measure=measure)


def _article_counts(item: Bounded, reading: UnitReading) -> bool:
    """Whether en or ett is a number: before percent always, before a person or a time only where it is bounded."""
    if reading.unit in ("percent", "percentage_points"):
        return True
    bounded = item.comparator != "=" or item.pair is not None
    direct = reading.span.start - item.number.span.end <= 1
    if reading.unit in ("years", "months", "persons", "projects"):
        return bounded and direct
    return bounded and direct and item.comparator in (">=", "<=") and noun_unit(reading.noun) is not None


def _bare_age(text: str, item: Bounded, reading: UnitReading | None) -> Quantity | None:
    """Ages without the word år: a range or a 55+ after a word for people."""
    number = item.number
    if not (number.plain and 3 <= number.value <= 99) or (reading is not None and reading.unit not in ("count", "persons")):
        return None
    before = text[: item.span.start]
    plus = text[number.span.end : number.span.end + 1] == "+" and number.value >= 40
    ranged = item.pair is not None and _AGE_GROUP.search(before) is not None and (reading is None or reading.unit != "persons")
    if not (plus or ranged or _BARE_AGE.search(text[: number.span.start])):
        return None
    if _BARE_AGE.search(text[: number.span.start]) and reading is not None and noun_unit(reading.noun):
        return None
    span = Span(item.span.start, number.span.end + 1) if plus else item.span
    return Quantity(number.value, item.comparator, "years", span, number, "", item.cue, ends_range=item.pair is not None)


def _with_changes(text: str, quantities: list[Quantity]) -> list[Quantity]:
    """Joins "från A till B" to one quantity with a baseline, and marks "öka med N"."""
    found: list[Quantity] = []
    for quantity in quantities:
        before = text[: quantity.number.span.start]
        last = found[-1] if found else None
        if last is not None and _changes_from(text, last, quantity):
            found[-1] = replace(
                quantity, baseline=last.value, comparator=_plain(quantity, last), measure="level",
                span=Span(last.span.start, quantity.span.end), ends_range=False,
            )  # fmt: skip
            continue
        found.append(replace(quantity, measure=_measure(before, quantity)))
    return found


def _plain(quantity: Quantity, baseline: Quantity) -> Comparator:
    return "=" if quantity.ends_range and baseline.ends_range else quantity.comparator


def _changes_from(text: str, low: Quantity, high: Quantity) -> bool:
    if low.unit != high.unit or low.unit in ("years", "months"):
        return False
    before = text[: low.number.span.start]
    between = text[low.number.span.end : high.number.span.start]
    opens = re.search(r"\bfrån\s+(?:(?:cirka|ca|drygt|knappt|dagens|nuvarande)\s+)?$", before, re.I) is not None
    joins = re.fullmatch(r"[^,;.]{0,40}?\btill\s+(?:(?:minst|cirka|ca|högst|över|drygt|knappt|mer än|uppemot)\s+)*", between, re.I)
    changes = _RISE.search(before) or _FALL.search(before) or not (low.ends_range and high.ends_range)
    return opens and joins is not None and bool(changes)


def _measure(before: str, quantity: Quantity) -> Measure | None:
    if quantity.measure is not None:
        return quantity.measure
    tail = before[-60:]
    if re.search(r"\bmed\s+(?:\w+\s+){0,3}$", tail, re.I) or quantity.unit == "percentage_points":
        rise, fall = _last(_RISE, tail), _last(_FALL, tail)
        if max(rise, fall) >= 0:
            return "increase_by" if rise > fall else "decrease_by"
    return None


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((match.start() for match in pattern.finditer(text)), default=-1)
