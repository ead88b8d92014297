"""Changes: "från A till B" is one quantity with a baseline, "öka med N" is a change by N."""

import re
from dataclasses import replace

from esfnlp.document import Span
from esfnlp.extract.targets.frame import COMMIT, GOAL
from esfnlp.extract.targets.quantities import Quantity
from esfnlp.extract.targets.wording import last_start
from esfnlp.finding import Comparator, Measure
from esfnlp.swedish.bounds import text_before

_RISE = re.compile(
    r"\b(?:öka|höj|stig|steg|växa|växer|växt|förbättra|stärk|tillväxt|lyft|förläng)\w*|\bupp\b", re.I
)
_EXPECTED = re.compile(r"\b(?:förväntas|beräknas|väntas)\b", re.I)
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
_FALL = re.compile(r"\b(?:minsk|sänk|sjunk|sjönk|reducer|fall|krymp|kort|förkort)\w*|\bne[dr]\b", re.I)
_COMPARED_NOW = re.compile(
    r"[^.;\d]{0,100}(?:(?:19|20)\d{2}[^.;\d]{0,20})?\b(?:att jämföra med|jämfört med|i jämförelse med|att ställa mot|mot|från)"
    r"\s+(?P<now>(?:dagens|nuvarande|de nuvarande)\s+)?",
    re.I,
)
"""Between a value to be reached and the one that it is compared with."""
_BRACKETED_NOW = re.compile(
    r"[^.;\d()]{0,80}(?:(?:19|20)\d{2}\s*)?\((?:(?:nu|i dag|idag|nuläge\w*|utgångs\w*|basvärde\w*|baslinje\w*|från|mot)\b\D{0,12}"
    r"(?:(?:19|20)\d{2})?|(?:år\s+)?(?:19|20)\d{2})\s*[:,=]?\s*(?:ca |cirka |drygt |knappt )?",
    re.I,
)
"""Between a value to be reached and the present one in brackets: "70 procent 2026 (2022: 45 procent)"."""
_AT_PRESENT = re.compile(r"\s*(?:i dag|idag|i nuläget|(?:år\s+)?(?:19|20)\d{2}\b)", re.I)


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
            and last.number.style != "change"
            and _COUNTED_FROM.search(before)
        ):
            found[-1] = replace(last, baseline=quantity.value, span=Span(last.span.start, quantity.span.end))
            continue
        if last is not None and _is_present_value(text, last, quantity):
            found[-1] = replace(last, baseline=quantity.value)
            continue
        found.append(replace(quantity, measure=_measure(before, quantity)))
    return found


def _is_present_value(text: str, goal: Quantity, quantity: Quantity) -> bool:
    """Whether a value is what `goal` is today: "65 procent, jämfört med dagens 48"."""
    if (
        goal.unit != quantity.unit
        or goal.baseline is not None
        or goal.measure in ("increase_by", "decrease_by")
    ):
        return False
    between = text[goal.span.end : quantity.number.span.start]
    compared = _COMPARED_NOW.fullmatch(between)
    now = compared and (compared.group("now") or _AT_PRESENT.match(text, quantity.span.end))
    if not now and _BRACKETED_NOW.fullmatch(between) is None:
        return False
    before = text[: goal.span.start]
    return (COMMIT.search(before) or GOAL.search(before) or _EXPECTED.search(before)) is not None


def _plain(quantity: Quantity, baseline: Quantity) -> Comparator:
    return "=" if quantity.ends_range and baseline.ends_range else quantity.comparator


def _changes_from(text: str, low: Quantity, high: Quantity) -> bool:
    before = text_before(text, low.number.span.start)
    moves = _RISE.search(before) or _FALL.search(before)
    if low.unit != high.unit or (low.unit in ("years", "months") and not moves):
        return False
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
    changes = moves or COMMIT.search(before) or not (low.ends_range and high.ends_range)
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
