"""Times and ages: what qualifies somebody, what is promised, and what only says when."""

import re

from esfnlp.document import Span
from esfnlp.extract.targets.frame import COMMIT, Frame
from esfnlp.extract.targets.quantities import Quantity
from esfnlp.finding import TargetKind
from esfnlp.swedish.bounds import text_before
from esfnlp.swedish.numbers import find_numbers

_AVERAGE = re.compile(
    r"\b(?:medel(?:ålder|livslängd|värde|tid)\w*|genomsnitt\w*|snitt\w*|i snitt|median\w*"
    r"|livslängd\w*)\b",
    re.I,
)
_PASSING = re.compile(
    r"\b(?:senaste|kommande|närmaste|gångna|följande|nästa|första|sista|föregående|tidigare|om"
    r"|för|sedan|gånger|vartannat)(?:\s+de)?\s*$",
    re.I,
)
_MEANWHILE = re.compile(r"\b(?:på|under|i)\s*$", re.I)
_RECORD = re.compile(r"\b\w+sta\s+[\w-]+\s+på\s*$", re.I)
"""Before the time since something was as it is: "den lägsta nivån på tolv år"."""
_HAS_BEEN = re.compile(r"^(?:(?!\b(?:som|vilka|den|minst|högst)\b).)*\bhar\b(?:(?!\bsom\b).)*$", re.I)
"""What has gone on for some time, and is no condition on anybody."""
_DEADLINE = re.compile(r"^(?:(?!\bsom\b).)*\b(?:ska|skall|bör|måste)\b(?:(?!\bsom\b).)*$", re.I)
"""Words without another value in which something is to be done: "ska ha fått en plan inom fyra veckor"."""
_CHANGED = re.compile(
    r"\b(?:öka|minska|fördubbl|halver|tredubbl|försv[ia]nn|förlora|tappa|växt|vuxit|växte|stigit|steg|sjunk|sjönk"
    r"|föränd|förbättr|försämr)\w*",
    re.I,
)
"""Verbs of change; "på tio år" beside them says how long it took, and bounds nothing."""
_SHORTENED = re.compile(r"\b(?:kort|förkort|förläng|minsk|sänk|öka|höj)\w*\s+till\s*$", re.I)
_AGO = re.compile(r"\s*(?:sedan|tidigare|innan|tillbaka|framåt|i rad|gammal[at]?\s+(?:plan|program))\b", re.I)


def time_kind(text: str, quantity: Quantity, clause: Span, frame: Frame) -> TargetKind | None:
    """Ages and durations are thresholds; averages are statistics; "de senaste fem åren" says nothing.

    What is to be done in a time, or is to take a shorter one, is a target.
    """
    before, after = text[clause.start : quantity.span.start], text[quantity.span.end :]
    if _RECORD.search(text_before(text, quantity.number.span.start)):
        return None
    if (_PASSING.search(before) and quantity.comparator in ("=", "~")) or _AGO.match(after):
        return None
    if _SHORTENED.search(before) and (frame.introduces or COMMIT.search(before)):
        return "target"
    if quantity.noun.casefold() in ("åren", "årens", "månaderna") and quantity.comparator in ("=", "~"):
        return None
    if is_deadline(text, quantity, clause):
        return "target"
    if (
        quantity.comparator in ("=", "~")
        and _MEANWHILE.search(text[clause.start : quantity.number.span.start])
        and (_CHANGED.search(text[clause.start : clause.end]) or _HAS_BEEN.search(before))
    ):
        return None
    return "statistic" if _AVERAGE.search(text[clause.start : clause.end]) else "threshold"


def is_deadline(text: str, quantity: Quantity, clause: Span) -> bool:
    """Whether a time is what is promised: the only value of its clause, within which something is to be done."""
    within = quantity.comparator == "<=" and quantity.cue.casefold().startswith("inom")
    before = text[clause.start : quantity.span.start]
    alone = all(number.style == "article" for number in find_numbers(before)) if within else False
    return alone and _DEADLINE.match(before) is not None
