"""Quantitative claims of one sentence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from esfnlp.document import Span
from esfnlp.extract.targets.changes import with_changes
from esfnlp.extract.targets.frame import Frame
from esfnlp.extract.targets.indicators import with_code
from esfnlp.extract.targets.kinds import kind_of
from esfnlp.extract.targets.population import Groups, concepts_in, population_of
from esfnlp.extract.targets.quantities import Quantity, read_quantities
from esfnlp.extract.targets.units import noun_unit
from esfnlp.extract.targets.wording import clause_at, clause_cuts, indicator_of, year_of
from esfnlp.finding import Measure, TargetClaim, TargetKind, Unit

_TAKES_UP = re.compile(
    r"\bmål(?:et|värdet)?\s+(?:är|vore|var|blir|borde vara|sattes till|har satts till)\b"
    r"|\bantalet\s+(?:(?:ska|skall|bör|väntas|beräknas)\s+)?(?:ha\s+)?(?:öka|minska|vara|bli|stiga|uppgå|nå)\w*\b",
    re.I,
)
"""A count of what the sentence before counted: "då ska antalet ha ökat till 900"."""
_SAME_YEAR = re.compile(
    r"\b(?:samma|det|detta) år(?:et)?\b|\b(?:vid|under) samma tid(?:punkt)?\b"
    r"|^\W*då\s+\w+(?:de|te|r)\b|^\W*[\w-]+\s\w+(?:de|te)\s+då\b",
    re.I,
)
_INHERITS = re.compile(r"^\W*(?:varav|därav|av (?:dem|dessa|deltagarna)|bland dem|därutöver)\b", re.I)


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim and the stretch of its sentence that proves it."""

    claim: TargetClaim
    span: Span


@dataclass(frozen=True, slots=True)
class Carried:
    """What the sentence before hands on to one that goes on with "av dem" or "varav"."""

    year: int | None = None
    unit: Unit | None = None
    kind: TargetKind | None = None


def read_statements(
    text: str, frame: Frame, groups: Groups, carried: Carried | None = None
) -> Iterator[Statement]:
    """Statements of the sentence `text` in order."""
    going_on = carried if carried is not None and _INHERITS.match(text) else None
    counted = carried if carried is not None and _TAKES_UP.search(text) else going_on
    quantities = with_changes(text, read_quantities(text, counted.unit if counted else frame.unit))
    cuts = clause_cuts(text)
    for quantity in quantities:
        clause = clause_at(text, quantity.span, cuts)
        kind = kind_of(text, quantity, clause, frame)
        if kind is None or not _says_something(quantity, kind, frame):
            continue
        year = (
            None
            if kind == "threshold"
            else _year(text, quantity, quantities, clause, frame, going_on, carried, kind)
        )
        claim = TargetClaim(
            kind=kind,
            indicator=_indicator(text, quantity, clause, kind),
            value=quantity.value,
            comparator=quantity.comparator,
            unit=quantity.unit,
            year=year,
            baseline=quantity.baseline,
            measure=_measure(text, quantity, clause),
            population=population_of(text, quantity, quantities, clause, groups)
            or concepts_in(frame.words, groups),
            cue=quantity.cue,
        )
        yield Statement(claim, clause)


def _indicator(text: str, quantity: Quantity, clause: Span, kind: TargetKind) -> str:
    indicator = indicator_of(text, quantity, clause)
    return indicator if kind in ("threshold", "budget") else with_code(indicator, text)


def _year(
    text: str,
    quantity: Quantity,
    quantities: list[Quantity],
    clause: Span,
    frame: Frame,
    going_on: Carried | None,
    carried: Carried | None,
    kind: TargetKind,
) -> int | None:
    year = year_of(text, quantity, quantities, clause)
    if year is None and going_on is not None:
        return going_on.year
    if year is None and carried is not None and _SAME_YEAR.search(text):
        return carried.year
    holds = frame.introduces or frame.dates or kind != "statistic"
    return frame.year if year is None and holds else year


def _says_something(quantity: Quantity, kind: TargetKind, frame: Frame) -> bool:
    """Counts of unknown things are kept where the text commits to them or counts many of them."""
    if quantity.unit != "count":
        return True
    known = bool(quantity.noun) and noun_unit(quantity.noun) is not None
    if kind in ("target", "milestone"):
        return (
            known
            or not quantity.noun
            or (quantity.number.style == "digits" and (quantity.value >= 3 or frame.kind is not None))
        )
    if kind == "threshold" and known:
        return True
    return quantity.number.style == "digits" and quantity.value >= (10 if known else 20)


def _measure(text: str, quantity: Quantity, clause: Span) -> Measure | None:
    if quantity.measure is not None or quantity.unit != "percent":
        return quantity.measure
    after = text[quantity.span.end : clause.end]
    composed = re.match(r"\s+(?:av\b|\w*kvinnor|\w*män\b|flickor|pojkar)", after, re.I)
    return "share" if composed else "level"
