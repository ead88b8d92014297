"""What a number counts that has no word for it at its side: what a label says, or what the value before counts."""

import re

from esfnlp.extract.targets.limits import THE_GOAL
from esfnlp.extract.targets.units import stated_unit
from esfnlp.finding import Unit

_SAME_KIND = re.compile(
    r"\b(?:(?:slut|del|etapp)?mål\w*|utfall\w*|utgångsvärde|varav|därav|totalt|kvinnor|män"
    r"|flickor|pojkar)\W*(?:(?:år\s)?(?:19|20)\d{2})?[\s:(=]*$",
    re.I,
)
_LABELLED = re.compile(
    r"(?P<label>[^.;]{3,80}?)\s*[:=]\s*$"
    r"|\b(?P<counted>antal(?:et)?\s(?!(?:ha|ska|skall|bör|vara|bli|öka|minska|är|var)\b)[^.;,:]{3,80}?,?)\s(?:är|var|vara|bli|blir|till|med|från|nå|nått)\s*$",
    re.I,
)
_ANAPHORIC = re.compile(
    r"\b(?:de|dessa|antalet|det|siffran|motsvarande (?:antal|siffra)|andelen)\s+(?:ska\s+)?"
    r"(?:vara|är|var|bli|blir|blev|uppgå till|ha ökat till|ha minskat till)\s*$",
    re.I,
)
"""What takes up the quantity before: "till 2027 ska de vara 120"."""
_SHARED_OUT = re.compile(r"(?:,|\s+och|,\s+och)\s+(?:till|för|åt|i|på)\s+[\w\s-]{2,40}\s*")
"""What parts the sums of one amount: "55 miljoner kronor, till inkludering 80"."""
_MORE_OF_THEM = re.compile(r"[^.;:,\d]{0,40}\s(?:och|samt)\s*", re.I)
_WITHOUT_NOUN = re.compile(r"\s+(?:i|på|som|hos|inom|utan)\s", re.I)
_MANY = 10
"""From here on a bare number after a count of people counts people too: "640 personer arbetslösa och 410 i program"."""


def labelled_unit(before: str) -> Unit | None:
    """The unit that the words before a bare number state.

    >>> labelled_unit("Antal deltagare: "), labelled_unit("Antalet avtal ska öka med "), labelled_unit("cirka ")
    ('persons', 'count', None)
    """
    may_be_labelled = before.rstrip().endswith((":", "=")) or "antal" in before.casefold()
    match = _LABELLED.search(before) if may_be_labelled else None
    if match is None:
        return None
    stated = stated_unit(match.group("label") or match.group("counted"))
    return stated[0] if stated else ("count" if match.group("counted") else None)


def goes_on(before: str, after: str, between: str, unit: Unit, noun: str, value: float) -> bool:
    """Whether a bare number counts what the one before it counts.

    `before` and `after` stand around it, `between` parts it from the one before, whose unit and noun are given.
    """
    if _SAME_KIND.search(before) or _ANAPHORIC.search(before) or THE_GOAL.match(after):
        return True
    if unit in ("SEK", "EUR") and _SHARED_OUT.fullmatch(between):
        return True
    if (
        unit == "persons"
        and value >= _MANY
        and _MORE_OF_THEM.fullmatch(between)
        and _WITHOUT_NOUN.match(after)
    ):
        return True
    return not noun and re.fullmatch(r"[^.;:]{0,40}(?:,|och|respektive|samt)\s*", between) is not None
