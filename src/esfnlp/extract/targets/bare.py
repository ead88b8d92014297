"""What a number counts that has no word for it at its side: what a label says, or what the value before counts."""

import re

from esfnlp.extract.targets.limits import THE_GOAL, says_again
from esfnlp.extract.targets.units import stated_unit
from esfnlp.finding import Unit

_SAME_KIND = re.compile(
    r"\b(?:(?:slut|del|etapp)?mål\w*|utfall\w*|utgångsvärde|varav|därav|av (?:vilka|dem|dessa)|totalt|sammanlagt|sammantaget|samtliga|kvinnor|män"
    r"|(?:planera|beräkna|förvänta|budgetera)(?:t|d|de)"
    r"|flickor|pojkar)\W*(?:(?:år\s)?(?:19|20)\d{2})?[\s:(=]*$",
    re.I,
)
_LABELLED = re.compile(
    r"(?P<label>[^.;]{3,80}?)\s*[:=]\s*$"
    r"|\b(?P<counted>antal(?:et)?\s(?!(?:ha|ska|skall|bör|vara|bli|öka|minska|är|var)\b)[^.;,:]{3,80}?,?)\s(?:är|var|vara|bli|blir|till|med|från|nå|nått)\s*$",
    re.I,
)
_TURNED = re.compile(
    r"(?:halver|dubbl)\w*\s+(?P<counted>antalet\s[^.;,:]{3,80}?),\s*$"
    r"|\b(?P<doubled>antalet\s[^.;,:]{3,80}?)\s\w*(?:halver|dubbl)\w*,\s*$",
    re.I,
)
_ANAPHORIC = re.compile(
    r"\b(?:de|dessa|antalet|det|siffran|motsvarande (?:antal|siffra)|andelen)\s+(?:ska\s+)?"
    r"(?:vara|är|var|bli|blir|blev|uppgå till|ha ökat till|ha minskat till)\s*$",
    re.I,
)
"""What takes up the quantity before: "till 2027 ska de vara 120"."""
_PART_OF = re.compile(r"\b(?:varav|därav|av (?:vilka|dem|dessa))\s*$", re.I)
"""Right before a number of those that were just counted; what follows it is what they do."""
_OUT_OF = re.compile(r"\bav (?:de |dessa |totalt )?\d[\d\s]*(?:[\w-]+\s+){2,4}$", re.I)
"""Before the number of some of those that were just counted: "av 412 deltagare gick"."""
_INSTEAD = re.compile(
    r"[^.;:\d]{0,40}\b(?:i ?stället för|jämfört med|att jämföra med|mot)\s+(?:dagens\s+)?", re.I
)
_RATE = re.compile(r"\b(?:växel)?kurs(?:en)?(?:\s(?:på|om|är|var|med))?\s*$", re.I)
_SHARED_OUT = re.compile(r"(?:,|\s+och|,\s+och)\s+(?:till|för|åt|i|på)\s+[\w\s-]{2,40}\s*")
"""What parts the sums of one amount: "55 miljoner kronor, till inkludering 80"."""
_MORE_OF_THEM = re.compile(r"[^.;:,\d]{0,40}\s(?:och|samt)\s*", re.I)
_WITHOUT_NOUN = re.compile(r"\s+(?:i|på|som|hos|inom|utan)\s", re.I)
_MUCH = 10_000
"""From here on a bare number after money is money too."""
_MANY = 10
"""From here on a bare number after a count of people counts people too: "640 personer arbetslösa och 410 i program"."""


def labelled_unit(before: str) -> Unit | None:
    """The unit that the words before a bare number state.

    >>> labelled_unit("Antal deltagare: "), labelled_unit("Antalet avtal ska öka med "), labelled_unit("cirka ")
    ('persons', 'count', None)
    """
    if _RATE.search(before):
        return "SEK"
    may_be_labelled = before.rstrip().endswith((":", "=")) or "antal" in before.casefold()
    match = (_LABELLED.search(before) or _TURNED.search(before)) if may_be_labelled else None
    if match is None:
        return None
    named = match.groupdict()
    label = named.get("label")
    stated = stated_unit(label or named.get("counted") or named.get("doubled") or "")
    return stated[0] if stated else (None if label else "count")


def is_part(before: str) -> bool:
    """Whether a number with `before` in front of it is a part of the one just told.

    >>> is_part("29 projekt, av vilka "), is_part("29 projekt och ")
    (True, False)
    """
    return _PART_OF.search(before) is not None


def goes_on(before: str, after: str, between: str, unit: Unit, noun: str, value: float) -> bool:
    """Whether a bare number counts what the one before it counts.

    `before` and `after` stand around it, `between` parts it from the one before, whose unit and noun are given.
    """
    if _SAME_KIND.search(before) or _ANAPHORIC.search(before) or THE_GOAL.match(after):
        return True
    if says_again(between) or _INSTEAD.fullmatch(between) or _OUT_OF.search(before):
        return True
    if unit in ("SEK", "EUR") and (_SHARED_OUT.fullmatch(between) or value >= _MUCH):
        return True
    if (
        unit == "persons"
        and value >= _MANY
        and _MORE_OF_THEM.fullmatch(between)
        and _WITHOUT_NOUN.match(after)
    ):
        return True
    return not noun and re.fullmatch(r"[^.;:]{0,40}(?:,|och|respektive|samt|till)\s*", between) is not None
