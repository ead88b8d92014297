"""Changes: "från A till B" is one quantity with a baseline, "öka med N" is a change by N."""

import re
from dataclasses import replace

from esfnlp.document import Span
from esfnlp.extract.targets.quantities import Quantity
from esfnlp.extract.targets.wording import last_start
from esfnlp.finding import Comparator, Measure
from esfnlp.swedish.bounds import text_before

_RISE = re.compile(r"\b(?:öka|höj|stig|växa|växer|växt|förbättra|stärk|tillväxt)\w*", re.I)
_FAR = 90
_CHANGED_TO = re.compile(
    r"[^,;.]*\b(?:öka|höj|stig|steg|minsk|sänk|sjunk|nå|kom|gå)\w*\b[^,;.]{0,30}?\btill\s+"
    r"(?:(?:minst|cirka|ca|högst|över|drygt|knappt|mer än|uppemot)\s+)*",
    re.I,
)
_COUNTED_FROM = re.compile(
    r"\b(?:räknat från|jämfört med|från)\s+(?:(?:dagens|nuvarande|cirka|ca|drygt|knappt)\s+)?$", re.I
)
"""Before the value that a change is counted from: "öka med åtta procentenheter, räknat från 72 procent"."""
_FALL = re.compile(r"\b(?:minsk|sänk|sjunk|reducer|fall|krymp|gå ner|gått ner)\w*", re.I)


def with_changes(text: str, quantities: list[Quantity]) -> list[Quantity]:
    """Joins "från A till B" to one quantity with a baseline, and marks "öka med N"."""
    found: list[Quantity] = []
    for quantity in quantities:
        before = text_before(text, quantity.number.span.start)
        last = found[-1] if found else None
        if last is not None and _changes_from(text, last, quantity):
            found[-1] = replace(
                quantity, baseline=last.value, comparator=_plain(quantity, last), measure="level",
                span=Span(last.span.start, quantity.span.end), ends_range=False,
            )  # fmt: skip
            continue
        if (
            last is not None
            and last.measure in ("increase_by", "decrease_by")
            and _COUNTED_FROM.search(before)
        ):
            found[-1] = replace(last, baseline=quantity.value, span=Span(last.span.start, quantity.span.end))
            continue
        found.append(replace(quantity, measure=_measure(before, quantity)))
    return found


def _plain(quantity: Quantity, baseline: Quantity) -> Comparator:
    return "=" if quantity.ends_range and baseline.ends_range else quantity.comparator


def _changes_from(text: str, low: Quantity, high: Quantity) -> bool:
    if low.unit != high.unit or low.unit in ("years", "months"):
        return False
    before = text_before(text, low.number.span.start)
    between = text[low.number.span.end : high.number.span.start]
    opens = (
        re.search(r"\bfrån\s+(?:(?:cirka|ca|drygt|knappt|dagens|nuvarande)\s+)?$", before, re.I) is not None
    )
    joins = re.fullmatch(
        r"[^,;.]{0,40}?\btill\s+(?:(?:minst|cirka|ca|högst|över|drygt|knappt|mer än|uppemot)\s+)*",
        between,
        re.I,
    )
    far = _CHANGED_TO.fullmatch(between) if len(between) <= _FAR else None
    changes = _RISE.search(before) or _FALL.search(before) or not (low.ends_range and high.ends_range)
    return opens and (far is not None or (joins is not None and bool(changes)))


def _measure(before: str, quantity: Quantity) -> Measure | None:
    if quantity.number.style == "change":
        return quantity.measure
    tail = before[-60:]
    if re.search(r"\bmed\s+(?:\w+\s+){0,3}$", tail, re.I) or quantity.unit == "percentage_points":
        rise, fall = last_start(_RISE, tail), last_start(_FALL, tail)
        if max(rise, fall) >= 0:
            return "increase_by" if rise > fall else "decrease_by"
    return quantity.measure
