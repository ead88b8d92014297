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
    r"|bör|måste|(?:åtar|åtagit|förbinder|förbundit) sig|siktar|eftersträva[sr]?|strävar|planera[rs]|avser"
    r"|(?:är|var) (?:tänkta?|avsikten) att|är avsed(?:d|da|tt) för|ha(?:r|de) (?:kommit överens|enats) om"
    r"|(?:öronmärk|vik|reserver(?:a)?)(?:s|ts|as|ats)|(?:ut)?lova(?:r|de|t|ts|s|des)|önskvärt|rimligt att|realistiskt att"
    r"|(?:vi|regionen|länet|partnerskapet|kommun(?:en|erna)|projektet|programmet) vill"
    r"(?!\s+(?:veta|framhålla|påpeka|betona|understryka|peka|påminna|lyfta fram)\b)"
    r"|vill (?:vi|regionen|länet|partnerskapet|kommun(?:en|erna)|projektet|programmet)"
    r"|(?:tanken|förhoppningen|avsikten|strävan|löftet) är|dimensionera\w* för"
    r"|(?:tanken|planen|syftet|förhoppningen|avsikten|visionen|strävan|löftet)\b[^.,;:]{0,80}?\s(?:är|var) att)\b",
    re.I,
)
MILESTONE = re.compile(
    r"\b(?:delmål|etappmål|milstolp|mellanmål|avstämningsmål|halvtidsmål|vid halvtid|halvvägs|vid (?:projektets|programmets|periodens) mitt)\w*",
    re.I,
)
GOAL = re.compile(
    r"\b(?:slutmål\w*|målvärde\w*|måltal\w*|målnivå\w*|målsättning\w*|målbild\w*|volymmål\w*"
    r"|resultatmål\w*|effektmål\w*|projektmål\w*|åtagande\w*|ambition\w*|målet|målen"
    r"|mål(?!\s*\d{1,2}(?:[.:]|(?!\d))))\b|\bmålsatt\w*",
    re.I,
)
OUTCOME = re.compile(
    r"\b(?:utfall(?!sindikator|smål)\w*|nuläge\w*|utgångsvärde\w*|utgångsläge\w*|basvärde\w*|basår\w*|baslinje\w*"
    r"|startvärde\w*|referensvärde\w*|faktisk\w*|hittills|överträffa\w*|nåddes|uppnåddes|uppnått|uppnådd\w*|nådd\w*|är nått|nulägesanalys)\b",
    re.I,
)
_GOAL_HEADING = re.compile(
    r"\b(?:kvantitativa (?:mål|indikator)\w*|mål(?:värde|tal|nivå|sättning)\w*|slutmål\w*"
    r"|volymmål\w*|resultatmål\w*|indikatorer(?:na)?|resultat- och aktivitetsmål|mätbara mål)\b"
    r"|^mål$|^mål och \w+$|^(?:regionens |regionala |våra )?mål (?:för|till|år)\b"
    r"|\bmål(?: för| till| år)* (?:19|20)\d{2}\b|\((?:slut)?mål\)|^volym(?:er)?$",
    re.I,
)
_LISTS_GOALS = re.compile(
    r"(?:[\d.]+\s+)?(?:(?:indikatorer|syfte|resultat|inriktning) och\s+)?(?:(?:våra|regionens|projektens|programmets|kvantitativa|mätbara)\s+)*"
    r"(?:(?:slut|del|etapp|resultat|effekt)?mål(?:en|et)?|målvärden?|måltal)\b(?!\s*\d+[.:])[^.]{0,40}$",
    re.I,
)
"""Headings whose lists hold goals, whatever tense the items stand in."""
_PROMISES = re.compile(
    r"\b(?:ska|skall|bör|siktar|räknar|vill)\b.*\b(?:uppnå|nå|uppnått|nått|åstadkomma|åstadkommit|leda till"
    r"|lett till|resultera|resulterat)\b",
    re.I,
)
_CONDITIONS = re.compile(
    r"\b(?:\w*krav(?:en|et)?|\w*villkor(?:en|et)?|förutsättning(?:ar)?|kräver vi|hur väljer vi|vem kan söka|vilka kan söka|så söker (?:du|ni)"
    r"|(?:ansökan|projektet|projekt) (?:ska|skall|måste))\b",
    re.I,
)
_OPEN = re.compile(r"\batt\s*$", re.I)
"""What the items of a list end as a sentence: "ska regionen kunna visa att"."""
_QUALITATIVE = re.compile(r"\bkvalitativ\w*", re.I)
_ALSO_GOALS = re.compile(r"\bslutmål|\bmål och (?:del|etapp)mål|(?:del|etapp)mål och mål", re.I)
_BUDGET_HEADING = re.compile(
    r"\b(?:budget\w*|finansiering\w*|finansiella? (?:plan|ram)\w*|finansplan\w*"
    r"|medelsfördelning\w*|fördelning av medel|ekonomisk(?:a)? ram\w*|utlyst belopp"
    r"|(?:medlen|pengarna|potten|ramen|beloppet) (?:\w+ )?fördel\w+|beslutade medel|medelstilldelning)\b",
    re.I,
)


_TITLE = 80
"""Characters of a heading at the most."""
_TEXTS = 1024
"""Texts kept with what they say; headings and lead-ins come again and again."""


@dataclass(frozen=True, slots=True)
class Frame:
    """`kind` is the kind that the words above give a bare number, `unit` what they count, `year` their year.

    `introduces` says that a lead-in or label right above gives the kind, and not just a heading; `dates` that it
    names the year; `conditions` that what stands below is required of an application.
    """

    kind: TargetKind | None = None
    year: int | None = None
    unit: Unit | None = None
    words: str = ""
    introduces: bool = False
    dates: bool = False
    conditions: bool = False


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
        passage.kind == "list_item"
        and near_kind is None
        and headings
        and (_LISTS_GOALS.match(headings[0]) or _PROMISES.search(headings[0]))
    )
    conditions = any(map(_CONDITIONS.search, [*near, *headings[:1]]))
    introduces = near_kind is not None or (bool(listed) and kind in ("target", "milestone"))
    dates = any(map(single_year, near))
    return Frame(kind, year, stated[0] if stated else None, " ".join(near), introduces, dates, conditions)


@lru_cache(maxsize=_TEXTS)
def framing_kind(text: str) -> TargetKind | None:
    """The kind of the numbers that stand under `text`, or None where it does not say.

    >>> [framing_kind(text) for text in ("Slutmålet år 2023 är:", "Delmål 2024", "Finansiering", "Metod")]
    ['target', 'milestone', 'budget', None]
    """
    if _QUALITATIVE.search(text):
        return None
    if MILESTONE.search(text) and not _ALSO_GOALS.search(text):
        return "milestone"
    end = text.rstrip()[-1:]
    goal = (end == ":" and GOAL.search(text)) or (_OPEN.search(text) and COMMIT.search(text))
    promise = (end == ":" or (len(text) <= _TITLE and end not in (".", "?"))) and _PROMISES.search(text)
    if goal or promise or _GOAL_HEADING.search(text):
        return "target"
    if _BUDGET_HEADING.search(text):
        return "budget"
    return "statistic" if OUTCOME.search(text) else None


@lru_cache(maxsize=_TEXTS)
def single_year(text: str) -> int | None:
    """The year that `text` names, where it names one alone."""
    years = {year.year for year in find_years(text)}
    return years.pop() if len(years) == 1 else None
