"""The part that a plan gives an actor, from the words around its name.

What is said of the actor itself decides first (`actor_cues`), then the label right before it, then what the sentence
says of all actors in it. Source: annotation guidelines ("Actors") and usual phrasings.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from esfnlp.document import Passage, Span
from esfnlp.extract.actor_cues import Cue, nearest_cue, unknown_deed
from esfnlp.extract.patterns import Pattern, patterns
from esfnlp.finding import Role

_LABELS = cast(Mapping[Role, Pattern], patterns("actors", "label"))
_SENTENCE = patterns("actors", "sentence")
_OWNERS = re.compile(
    r"""\b(?:projektägar\w*|stödmottagar\w*|f(?:ått|ick)\s(?:stöd|medel)|beviljats\s\w+|regionalt\s\w+ansvariga?)
    [^.;]{0,25}?(?:\b(?:finns|är|var)\b|:)[^.;]*$""",
    re.X | re.I,
)
_DUTY_OF = re.compile(
    r"""\buppdra(?:r|gits?|s)\såt\s[^.;]{0,80}$
    |\bansvar(?:et)?\b[^.;]{0,60}?\b(?:ligger|vilar|delas|delat|finns)\b[^.;]{0,25}?
     \b(?:hos|på|mellan|av)\b[^.;]{0,60}$""",
    re.X | re.I,
)
_OPEN_TO = re.compile(
    r"""\b(?:(?:vänder|riktar)\ssig|rikta(?:s|d|de|t)?)\s(?:[\w,/-]+\s){0,4}?(?:till|mot|åt)\b[^.;]{0,120}$
    |\b(?:sökas|målgrupp(?:en|er|erna)?\s(?:är|omfattar|utgörs\sav|består\sav)|kan\s(?:ansöka|söka)\s(?:\w+\s)?(?:hör|är))
     \b[^.;]{0,120}$""",
    re.X | re.I,
)
"""These reach over a whole enumeration in which other names stand."""
_BREAK = re.compile(r";|:\s|\s[–-]\s|,\s(?:men|medan|dock|däremot|samtidigt\ssom)\s|\smedan\s")
_SOURCE = re.compile(
    r"""\b(?:enligt|källa:?|(?:statistik|uppgifter|siffror|data)\sfrån
    |(?:inskrivna|inskriven|anmälda|registrerade)\s(?:\w+\s){0,3}?(?:på|vid|hos|i))\s(?:den\s)?$""",
    re.X | re.I,
)
_LABEL_BEFORE = re.compile(r"(?:^|[.;|!]\s*)(?P<label>[^.;:|!?]{3,60})[:?]\s*(?:\w+\s){0,2}$")
_TOOK_PART = re.compile(r"\b(?:deltog|deltagit|medverkade|medverkat)\b", re.I)
_MEETING = re.compile(
    r"\b(?:mötet?|möten|workshop|samråd|beredning|framtagand|arbetsprocess|dialog|hearing|träff|seminari|rådslag|rundabord)",
    re.I,
)
_STILL_TO_COME = re.compile(r"\b(?:ska|skall|bör|behöver|kommer\satt|kan)\b", re.I)
_NEGATED = re.compile(r"\b(?:inte|ej|inget|ingen|aldrig)\b", re.I)


@dataclass(frozen=True, slots=True)
class Decision:
    """`own`: the words that decide are about the actor itself, not about all that the sentence names."""

    role: Role
    cue: str
    own: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """How a name stands in its sentence, and who it is.

    `last`: it closes its enumeration, so a relative clause that follows is about it. `background`: it sets the frame
    (the government, the EU). `market`: a class of companies, which do much outside the plan. `in_charge`: it runs the
    fund or a region, so what it does is its part in the plan.
    """

    last: bool = True
    genitive: bool = False
    background: bool = False
    market: bool = False
    in_charge: bool = False


def clause_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The clause that holds [start, end) of a sentence, as (start, end)."""
    breaks = [match.span() for match in _BREAK.finditer(text)]
    left = max((stop for _, stop in breaks if stop <= start), default=0)
    right = min((begin for begin, _ in breaks if begin >= end), default=len(text))
    return left, right


def decide_role(text: str, start: int, end: int, standing: Standing) -> Decision | None:
    """The role that a sentence gives the enumeration of actors at [start, end), or None.

    In `text` the names themselves are blanked out (`actor_cues.BLANK`), so that no name is its own cue.
    """
    lo, hi = clause_around(text, start, end)
    before, after = text[lo:start], text[end:hi]
    source = _SOURCE.search(before)
    if source:
        return Decision("mentioned", _words(source.group()))
    if is_workplace(before):
        return Decision("mentioned", "")
    cue = nearest_cue(before, after, last=standing.last, genitive=standing.genitive)
    if cue:
        return _from_cue(cue, text, standing)
    return (
        _from_label_before(text[:start])
        or _from_afar(before)
        or _from_sentence(text, standing)
        or _from_deed(before, after, standing)
    )


def is_workplace(before: str) -> bool:
    """Whether the words before a name say that it is where people work ("anställda i ...")."""
    return bool(_SENTENCE["workplace"].search(before))


def _from_cue(cue: Cue, text: str, standing: Standing) -> Decision:
    """The role of a cue; who sets the frame is only responsible where it decides or does something itself."""
    words = _words(cue.words)
    frames_only = standing.background and (cue.role in ("partner", "consulted") or "uppdrag" in words)
    if cue.negated or frames_only:
        return Decision("mentioned", words, own=True)
    if cue.role == "partner" and _TOOK_PART.search(words) and _MEETING.search(text):
        return Decision("consulted", words, own=True)
    return Decision(cue.role, words, own=True)


def _from_label_before(before: str) -> Decision | None:
    """A label in the sentence itself ("Ansvarig: ...")."""
    match = _LABEL_BEFORE.search(before)
    role = _label_role(match["label"]) if match else None
    return Decision(role, _words(match["label"])) if match and role else None


def _from_afar(before: str) -> Decision | None:
    """Words that govern an enumeration from its beginning."""
    for role, pattern in _GOVERNING:
        match = pattern.search(before)
        if match and not _NEGATED.search(match.group()):
            return Decision(role, _words(match.group()))
    return None


_GOVERNING: tuple[tuple[Role, re.Pattern[str]], ...] = (
    ("responsible", _OWNERS),
    ("responsible", _DUTY_OF),
    ("addressed", _OPEN_TO),
)


def _from_sentence(text: str, standing: Standing) -> Decision | None:
    if standing.background:
        return None
    consulted = _SENTENCE["consulted"].search(text)
    if consulted and not _STILL_TO_COME.search(text):
        return Decision("consulted", _words(consulted.group()))
    partner = _SENTENCE["partner"].search(text)
    return Decision("partner", _words(partner.group())) if partner else None


def _from_deed(before: str, after: str, standing: Standing) -> Decision | None:
    """What an actor does has a part in the plan, also where the verb is not known."""
    if standing.genitive or standing.market or standing.background:
        return None
    deed = unknown_deed(before, after)
    return Decision("responsible" if standing.in_charge else "partner", deed) if deed else None


def role_from_surroundings(
    passage: Passage, headings: list[str], *, first: bool, header: str = ""
) -> Decision | None:
    """The role that the label, the lead-in, the table header or the nearest heading lends to all actors.

    `first`: the actor opens the passage, as an item of the list that the label announces; only such an actor is
    the one in charge or the one that may apply. `header` is that of the actor's own column, in a table.
    """
    if header:
        return Decision(role, header) if (role := _label_role(header)) else None
    for text in (passage.label, passage.lead_in, passage.context, *headings[-1:]):
        role = _label_role(text)
        if role and (first or role in ("consulted", "partner")):
            return Decision(role, text)
    return None


def column_header(row: str, name: Span, passage: Passage) -> str:
    """The header of the column that a name stands in, where the passage is a table row, else nothing."""
    if passage.kind != "table_row":
        return ""
    headers = [cell.strip() for cell in passage.context.split("|")]
    place = row.count("\t", 0, name.start)
    return headers[place] if place < len(headers) else ""


def _label_role(label: str) -> Role | None:
    return next((role for role, pattern in _LABELS.items() if pattern.search(label)), None)


def _words(cue: str) -> str:
    return re.sub(r"\s+", " ", cue).strip(" ,;:")[:80]
