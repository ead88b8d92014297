"""What stands over a sentence and decides what its numbers are: lead-in, label and headings."""

import re
from dataclasses import dataclass
from functools import lru_cache

from esfnlp.document import Document, Passage
from esfnlp.extract.targets.units import stated_unit
from esfnlp.finding import TargetKind, Unit
from esfnlp.swedish.dates import find_years

COMMIT = re.compile(
    r"\b(?:(?:ska|skall)(?!\s+(?:\w+\s+)?(?:jämföras|ses|ställas|noteras|sättas i relation)\b)"
    r"|bör|måste|åtar sig|siktar|eftersträva[sr]?|strävar|planera[rs]|avser"
    r"|(?:är|var) (?:tänkt|avsikten) att)\b",
    re.I,
)
MILESTONE = re.compile(
    r"\b(?:delmål|etappmål|milstolp|mellanmål|avstämningsmål|halvtidsmål|vid halvtid)\w*", re.I
)
GOAL = re.compile(
    r"\b(?:slutmål\w*|målvärde\w*|måltal\w*|målnivå\w*|målsättning\w*|målbild\w*|volymmål\w*"
    r"|resultatmål\w*|effektmål\w*|projektmål\w*|åtagande\w*|ambition\w*|målet|målen"
    r"|mål(?!\s*\d+[.:]))\b",
    re.I,
)
OUTCOME = re.compile(
    r"\b(?:utfall\w*|nuläge\w*|utgångsvärde\w*|utgångsläge\w*|basvärde\w*|basår\w*|baslinje\w*"
    r"|startvärde\w*|referensvärde\w*|faktisk\w*|hittills|uppnått|uppnådd\w*|nådd\w*|nulägesanalys)\b",
    re.I,
)
_GOAL_HEADING = re.compile(
    r"\b(?:kvantitativa (?:mål|indikator)\w*|mål(?:värde|tal|nivå|sättning)\w*|slutmål\w*"
    r"|volymmål\w*|resultatmål\w*|indikatorer(?:na)?|resultat- och aktivitetsmål|mätbara mål)\b"
    r"|^mål$|^mål och \w+$|^(?:regionens |regionala |våra )?mål (?:för|till|år)\b",
    re.I,
)
_LISTS_GOALS = re.compile(
    r"(?:[\d.]+\s+)?(?:(?:våra|regionens|projektens|programmets|kvantitativa|mätbara)\s+)*"
    r"(?:(?:slut|del|etapp|resultat|effekt)?mål(?:en|et)?|målvärden?|måltal)\b(?!\s*\d+[.:])[^.]{0,40}$",
    re.I,
)
"""Headings whose lists hold goals, whatever tense the items stand in."""
_PROMISES = re.compile(
    r"\b(?:ska|skall|bör|siktar|räknar)\b.*\b(?:uppnå|nå|uppnått|nått|åstadkomma|åstadkommit|leda till"
    r"|lett till|resultera|resulterat)\b",
    re.I,
)
_QUALITATIVE = re.compile(r"\bkvalitativ\w*", re.I)
_BUDGET_HEADING = re.compile(
    r"\b(?:budget\w*|finansiering\w*|finansiella? (?:plan|ram)\w*|finansplan\w*"
    r"|medelsfördelning\w*|fördelning av medel|ekonomisk(?:a)? ram\w*|utlyst belopp"
    r"|beslutade medel|medelstilldelning)\b",
    re.I,
)


_TEXTS = 1024
"""Texts kept with what they say; headings and lead-ins come again and again."""


@dataclass(frozen=True, slots=True)
class Frame:
    """`kind` is the kind that the words above give a bare number, `unit` what they count, `year` their year.

    `introduces` says that a lead-in or label right above gives the kind, and not just a heading.
    """

    kind: TargetKind | None = None
    year: int | None = None
    unit: Unit | None = None
    words: str = ""
    introduces: bool = False


def frame_of(document: Document, passage: Passage) -> Frame:
    """The frame of a passage; the nearest words decide: lead-in, label, heading, then the one above it."""
    headings = document.heading_path(passage.section_id)[-2:][::-1]
    near = [text for text in (passage.lead_in, passage.label) if text]
    near_kind = next((k for k in map(framing_kind, near) if k is not None), None)
    kind = near_kind or next((k for k in map(framing_kind, headings) if k is not None), None)
    announcing = [heading for heading in headings if framing_kind(heading) is not None]
    year = next((y for y in map(single_year, [*near, *announcing]) if y is not None), None)
    stated = (
        stated_unit(passage.lead_in)
        if re.search(r"\bantal\w*\b|\bandel\w*\b", passage.lead_in, re.I)
        else None
    )
    listed = (
        passage.kind == "list_item" and near_kind is None and headings and _LISTS_GOALS.match(headings[0])
    )
    introduces = near_kind is not None or (bool(listed) and kind in ("target", "milestone"))
    return Frame(kind, year, stated[0] if stated else None, " ".join(near), introduces)


@lru_cache(maxsize=_TEXTS)
def framing_kind(text: str) -> TargetKind | None:
    """The kind of the numbers that stand under `text`, or None where it does not say.

    >>> [framing_kind(text) for text in ("Slutmålet år 2023 är:", "Delmål 2024", "Finansiering", "Metod")]
    ['target', 'milestone', 'budget', None]
    """
    if _QUALITATIVE.search(text):
        return None
    if MILESTONE.search(text) and not re.search(r"\bslutmål", text, re.I):
        return "milestone"
    lead_in = text.rstrip().endswith(":") and (GOAL.search(text) or _PROMISES.search(text))
    if lead_in or _GOAL_HEADING.search(text):
        return "target"
    if _BUDGET_HEADING.search(text):
        return "budget"
    return "statistic" if OUTCOME.search(text) else None


@lru_cache(maxsize=_TEXTS)
def single_year(text: str) -> int | None:
    """The year that `text` names, where it names one alone."""
    years = {year.year for year in find_years(text)}
    return years.pop() if len(years) == 1 else None
