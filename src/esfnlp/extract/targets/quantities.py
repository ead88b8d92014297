"""The quantities of a sentence: number, comparator and unit together."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from esfnlp.document import Span, merged, overlaps_any
from esfnlp.extract.targets.bare import goes_on, is_part, labelled_unit
from esfnlp.extract.targets.limits import THE_GOAL, noun_limit, says_again
from esfnlp.extract.targets.noise import noise_spans
from esfnlp.extract.targets.units import (
    UnitReading,
    counts_structure,
    noun_unit,
    unit_after,
    unit_before,
)
from esfnlp.finding import Comparator, Measure, Unit
from esfnlp.swedish.bounds import Bounded, comparator_after, find_bounded, text_before
from esfnlp.swedish.numbers import Number

_AGE_GROUP = re.compile(
    r"(?:\b(?:unga|ungdom\w*|ålder\w*|åldrar\w*|\w*åldersgrupp\w*|vuxna|äldre|barn|personer"
    r"|individer|kvinnor|män|deltagare|elever|befolkning\w*|dem|de|medarbetare|anställda"
    r"|unga vuxna|mellan|gruppen)\W{1,3}(?:i åldern\s|mellan\s|från\s)?)$",
    re.I,
)
_BARE_AGE = re.compile(
    r"\b(?:yngre|äldre) än\s*$|\b(?:personer|ungdomar|deltagare|kvinnor|män|alla|vuxna|unga"
    r"|arbetslösa|företagare|medarbetare|invånare|anställda|procent(?: (?:är|vara|ska vara))?) (?:över|under)\s*$"
    r"|\bpasserat\s*$|\b(?:som är|vara|den|dem|många|någon|alla) (?:över|under)\s*$"
    r"|\b(?:ha|har|hade|hunnit|inte)?\s*fyll(?:t|er)\s*$",
    re.I,
)
_JOINED = re.compile(
    r"\s*(?:,|och|eller|respektive|samt|till|/|,\s*respektive)\s*(?:resterande|återstående|övriga)?\s*$", re.I
)
_DURING = re.compile(r"\b(?:under|över)(?:\s+(?:ett|en))?\s*$", re.I)
_EXCEEDED = re.compile(r"(?:\(|\b(?:i|sedan|sen|arbetslösa|arbetslösa?))\s*över\s*$", re.I)
"""Over a time that has passed, not during it: "arbetslös i över ett år"."""
_RECENT = re.compile(r"\bsom\s[^.,;:]{3,60}\bde senaste\s*$", re.I)
"""A condition on what somebody has lately been through: "den som fått tillstånd de senaste tre åren"."""
_ADJECTIVE = 18
"""Characters of an adjective between "en" and what it counts ("minst en idéburen organisation")."""
_PLUS_FROM = 40
"""Ages are written 55+ from here on; 3+ is none."""
_AGE_FROM = 12
"""From this many years "under N år" is an age, below it a time during which something goes on."""
_TIMES = frozenset({"years", "months"})
_MOST = 40
"""Numbers of one sentence beyond which it is a run of figures that states nothing; plans have seven at most."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value in base units. `span` runs from the comparator's words to the unit's.

    `noun` is the word counted, `ends_range` marks the ends of a range, `baseline` is where a change starts.
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
    """Quantities of one sentence in order, none of a run of figures. `inherited` is the unit of a number without one ("varav 200 …").

    >>> [(q.value, q.comparator, q.unit) for q in read_quantities("minst 63 mkr, 20 procent av ramen")]
    [(63000000.0, '>=', 'SEK'), (20.0, '=', 'percent')]
    """
    noise = merged(noise_spans(text))
    bounded = [b for b in find_bounded(text) if not overlaps_any(b.number.span, noise)]
    if len(bounded) > _MOST:
        return []
    found: list[Quantity] = []
    for i, item in enumerate(bounded):
        last = next((q for q in reversed(found) if q.unit not in _TIMES), found[-1] if found else None)
        reading = _unit_of(text, bounded, i)
        if last and reading and noun_unit(reading.noun) is None and reading.unit == "count":
            reading = None if is_part(text_before(text, item.span.start)) else reading
        known = labelled_unit(text_before(text, item.span.start)) or (
            last.unit if last and _goes_on(text, item, last) else inherited
        )
        quantity = _quantity(text, item, reading, known, last.number.scale if last else 1.0)
        if quantity is not None:
            found.append(replace(quantity, comparator=_from_around(text, quantity, last)))
    return found


def _from_around(text: str, quantity: Quantity, last: Quantity | None) -> Comparator:
    """The comparator of a bare value from a noun that limits it, or from the same value said before."""
    if THE_GOAL.match(text, quantity.number.span.end):
        return "="
    if quantity.comparator != "=" or quantity.ends_range:
        return quantity.comparator
    if last is not None and says_again(text[last.span.end : quantity.span.start]):
        return last.comparator if not last.ends_range else "="
    return noun_limit(text_before(text, quantity.span.start))


def _goes_on(text: str, item: Bounded, last: Quantity) -> bool:
    """Whether a bare number counts what `last` counts; a value that is halved or doubled counts nothing."""
    if last.number.style == "change":
        return False
    before, after = text_before(text, item.span.start), text[item.number.span.end :]
    return goes_on(
        before, after, text[last.span.end : item.span.start], last.unit, last.noun, item.number.value
    )


def _unit_of(text: str, bounded: Sequence[Bounded], at: int) -> UnitReading | None:
    """The unit at a number, at the end of its range, or at the last of the numbers that it is joined to."""
    item = bounded[at]
    end = item.pair.end if item.pair else item.number.span.end
    reading = unit_after(text, end) or unit_before(text, item.number.span.start)
    known = reading is not None and (reading.unit != "count" or noun_unit(reading.noun) is not None)
    if known or at + 1 == len(bounded) or bounded[at + 1].pair == item.pair is not None:
        return reading
    following = bounded[at + 1]
    if _JOINED.fullmatch(text[end : following.number.span.start]) and following.number.style != "fraction":
        next_reading = _unit_of(text, bounded, at + 1)
        if next_reading is not None and next_reading.unit != "count":
            scale = following.number.scale if item.number.scale == 1 else 1.0
            return replace(next_reading, factor=next_reading.factor * scale)
    return reading


def _quantity(
    text: str, item: Bounded, reading: UnitReading | None, inherited: Unit | None, scale: float
) -> Quantity | None:
    number = item.number
    if number.style in ("fraction", "change"):
        return _share_or_change(text, item)
    age = _bare_age(text, item, reading)
    if age is not None:
        return age
    if number.style == "article" and (reading is None or not _article_counts(text, item, reading)):
        return None
    measured = reading is not None and reading.unit not in ("count", "persons", "projects")
    if not measured and counts_structure(text, item.pair.end if item.pair else number.span.end):
        return None
    if reading is None:
        return _without_unit(item, inherited, scale)
    return _with_unit(text, item, reading)


def _with_unit(text: str, item: Bounded, reading: UnitReading) -> Quantity:
    unit = reading.unit
    if unit == "count" and item.number.scale >= 1e6 and noun_unit(reading.noun) is None:
        unit = "SEK"
    return Quantity(
        value=round(item.number.value * reading.factor, 3),
        comparator=_comparator(text, item, reading),
        unit=unit,
        span=Span(min(item.span.start, reading.span.start), max(item.span.end, reading.span.end)),
        number=item.number,
        noun=reading.noun,
        cue=item.cue,
        ends_range=item.pair is not None,
    )


def _without_unit(item: Bounded, inherited: Unit | None, scale: float) -> Quantity | None:
    """A number with no word to count: money where it has a scale ("51,8 miljoner"), else `inherited`.

    `scale` is that of the amount before, which holds for it too ("10 miljoner till en, 15 till en annan").
    """
    number = item.number
    unit: Unit | None = "SEK" if number.scale >= 1e6 else inherited
    if unit is None:
        return None
    if unit in ("SEK", "EUR") and number.scale == 1 and number.value < scale:
        number = replace(number, value=round(number.value * scale, 3), scale=scale)
    return Quantity(
        number.value, item.comparator, unit, item.span, number, "", item.cue, ends_range=item.pair is not None
    )


def _comparator(text: str, item: Bounded, reading: UnitReading) -> Comparator:
    if item.pair is not None:
        return item.comparator
    if reading.unit in ("years", "months"):
        during = _DURING.search(text_before(text, item.number.span.start))
        if _RECENT.search(text_before(text, item.number.span.start)):
            return "<="
        if during and _EXCEEDED.search(text_before(text, item.number.span.start)):
            return ">"
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
        return Quantity(
            value, item.comparator, "percent", item.span, item.number, "", item.cue, measure="share"
        )
    measure: Measure = "decrease_by" if value < 0 else "increase_by"
    return Quantity(
        abs(value), item.comparator, "percent", item.span, item.number, "", item.cue, measure=measure
    )


def _article_counts(text: str, item: Bounded, reading: UnitReading) -> bool:
    """Whether en or ett is a number: before percent always, before a person or a time where it is bounded."""
    if reading.unit in ("percent", "percentage_points"):
        return True
    passing = ("från",) if reading.unit in ("years", "months") else ("från", "inom")
    if item.cue.casefold() in passing:
        return False
    after = comparator_after(text, reading.span.end)
    bounded = item.comparator != "=" or item.pair is not None or after is not None
    direct = reading.span.start - item.number.span.end <= 1
    if reading.unit in ("years", "months", "persons", "projects"):
        return bounded and direct
    near = reading.span.start - item.number.span.end <= _ADJECTIVE
    return bounded and near and item.comparator in (">=", "<=") and noun_unit(reading.noun) is not None


def _bare_age(text: str, item: Bounded, reading: UnitReading | None) -> Quantity | None:
    """Ages without the word år: 55+, a range after a word for people, "personer över 50"."""
    number = item.number
    borrowed = reading is not None and re.search(r"\d", text[number.span.end : reading.span.start])
    counted = (
        reading is not None
        and not borrowed
        and (reading.unit not in ("count", "persons") or bool(noun_unit(reading.noun)))
    )
    if not (number.plain or number.style == "words") or not 3 <= number.value <= 99:
        return None
    plus = number.value >= _PLUS_FROM and text[number.span.end : number.span.end + 1] == "+"
    ranged = item.pair is not None and _AGE_GROUP.search(text_before(text, item.span.start)) is not None
    bounded = _BARE_AGE.search(text_before(text, number.span.start)) is not None
    if not plus and (counted or not (ranged or bounded)):
        return None
    span = Span(item.span.start, number.span.end + 1) if plus else item.span
    ends_range = item.pair is not None
    return Quantity(number.value, item.comparator, "years", span, number, "", item.cue, ends_range=ends_range)
