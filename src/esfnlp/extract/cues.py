"""The words that tell what a plan does with a group: give it priority, let it take part, leave it out.

Sources: annotation guidelines ("Target groups", "Groups inside measures") and the field's usual phrasings.
"""

import re
from dataclasses import dataclass

from esfnlp.document import Passage
from esfnlp.finding import Status

_PRIORITISED = r"""
    (?:ska|skall|bör|kan\ särskilt)\s(?:\w+\s){0,4}?(?:riktas|inriktas|styras|koncentreras|fokusera\w*)\b
  | \b(?:riktade?s?|riktas|riktats|riktar\ssig|rikta|inriktade?|inriktas|avsedda?|avsett?)\s(?:\w+\s){0,3}?(?:till|mot|åt|på)\b
  | \b(?:vänder|vände|vänt)\ssig\s(?:\w+\s){0,2}?till\b | \b(?:är|var)\still\sför\b | \bförbehåll\w*
  | \bmål(?:et)?\s\d\.\d\s(?:\w+\s){0,2}?(?:avser|gäller|är|handlar\som|finns)\b
  | \b(?:målet|programområdet|satsning\w*|utlysning\w*)\s(?:\w+\s){0,2}?(?:avser|gäller|gällde|avsåg|omfattade|omfattar|rörde)\b | \b(?:gällde|avsåg)\s(?:en\s)?(?:utlysning|satsning)\w*
  | \btur(?:en)?\still\b | \bbreddades\b
  | \b(?:hit|dit)\sräknas\b | \bräknas\s(?:\w+\s)?(?:hit|dit|in)\b
  | \bdeltagar(?:e|en|na)\s(?:\w+\s)?(?:är|ska\svara|måste\svara|som)\b
  | \b(?:insats|insatsen|insatser|insatserna|åtgärder|satsningar|aktiviteter|verksamhet|\w+insatser|\w+åtgärder)\s(?:\w+\s){0,2}?(?:för|till|riktade|mot)\b(?!\satt)
  | \bsatsas\spå\b | \bsatsar\spå\b
  | \b(?:särskil[dt]a?|extra|huvud|tydliga?)?\s?fokus(?:et|era|erar|eras)?\s(?:\w+\s){0,3}?(?:på|mot|är|för|ligger)\b | \bi\sfokus\b
  | \b(?:hög)?prioritera[sdt]?e?\b | \bprioriteras\b | \bföreträde\b | \bprioritet\b | \bförtur\b
  | \bsärskilt?\s(?:uppmärksam\w+|prioriter\w+|angeläg\w+|beakta\w*|viktig\w*)
  | \b(?:viktig|angelägen|central|prioriterad|primär|huvudsaklig)a?e?\s(?:\w+\s)?målgrupp\w*
  | \b(?:extremt\s|särskilt\s)?angelägna\smålgrupper\b
  | \bmålgrupp(?:en|er|erna)?\s(?:\w+\s){0,4}?(?:är|var|omfattar|omfattade|består|bestod|utgörs|innefattar)\b
  | \b(?:lyfts|lyfter)\s(?:här\s)?(?:särskilt\s)?fram\b
  | \bstörst(?:a)?\sbehov\b | \bi\sförsta\shand\b | \bberör\sfrämst\b
  | \b(?:stärka|förbättra|öka)\sförutsättningarna\sför\b
  | \bbehöver\s(?:\w+\s){0,3}?(?:in\spå|stöd|hjälp|insatser)\b
"""
_ELIGIBLE = r"""
    \bfår\s(?:även|också)\b | \bkan\s(?:\w+\s){0,2}?(?:även|också|därutöver|dessutom)\b | \b(?:även|också|dessutom)\s(?:\w+\s){0,1}?kan\b
  | \bkan\s(?:\w+\s){0,3}?(?:omfatta|ingå|inkludera\w*|komma\si\s?fråga|delta|ta\sdel|medverka|bli\saktuell\w*|vara\saktuell\w*|beviljas|erbjudas|riktas|rikta\ssig)\b
  | \b(?:tänkbar|möjlig|sekundär|kompletterande)a?\s(?:\w+\s)?målgrupp\w*
  | \bmen\säven\b | \butan\säven\b | \bmen\socks(?:å|a)\b | \bomfatta[rs]\s(?:även|också|dessutom)\b | \bär\säven\söpp\w+
  | \bmöjligt\satt\s(?:\w+\s){0,2}?(?:rikta|erbjuda|omfatta|stödja)\b | \binkludera[rs]\b
  | \bi\sandra\shand\b | \bi\smån\sav\b | \bi\sviss\sutsträckning\b
"""
_EXCLUDED = r"""
    \b(?:omfattas|ingår|prioriteras|berörs|inkluderas|innefattas|täcks|tillhör|räknas)\s(?:\w+\s){0,2}?(?:inte|ej|icke)\b
  | \b(?:inte|ej)\s(?:\w+\s){0,2}?(?:omfattas?|omfattar|ingår?|prioriteras?|berörs?|riktas?|inkluderas?|aktuell\w*|delta|stödjas)\b
  | \bomfattar\s(?:inte|ej)\b | \bgäller\s(?:inte|ej)\b | \b(?:utesluts|undantas|exkluderas|hänvisas\still|undantagna)\b
  | \bmed\sundantag\s(?:av|för)\b | \binte\sdet\sprimära\sansvaret\b | \bär\sinte\saktuell\w*
  | \bkan\s(?:inte|ej)\s(?:\w+\s){0,2}?(?:söka|delta|omfattas|ingå|få)\b
  | \bfaller\sutanför\b | \bligger\sutanför\b
"""
_ANALYSIS = r"""
    \banalysen\b | \bandelen\b | \bstatistik\w* | \bi\sjämförelse\b | \b(?:arbetslösheten|sysselsättningen)\sbland\b
  | \bhar\s(?:ökat|minskat|drabbat|inneburit)\b | \bberor\spå\b | \bpå\sgrund\sav\b | \briskerar\satt\b
  | \b(?:svårt|svårare|svårigheter)\satt\b | \bunderrepresenterade\b | \bmedverkan\sav\b
"""
CUES: dict[Status, re.Pattern[str]] = {
    "excluded": re.compile(_EXCLUDED, re.X | re.I),
    "eligible": re.compile(_ELIGIBLE, re.X | re.I),
    "prioritised": re.compile(_PRIORITISED, re.X | re.I),
}
ANALYSIS = re.compile(_ANALYSIS, re.X | re.I)

GROUP_HEADING = re.compile(r"\bmålgrupp|\bprioriterade\sgrupper|\bdeltagare\soch\smålgrupp", re.I)
NOT_PRIORITISED_HEADING = re.compile(r"omfattas\s(?:inte|ej)|undantag|ingår\sinte|prioriteras\s(?:inte|ej)", re.I)
ELIGIBLE_HEADING = re.compile(r"\b(?:övriga|möjliga|tänkbara|andra|sekundära|kompletterande)\s(?:\w+\s)?målgrupp", re.I)
MEASURE_HEADING = re.compile(r"\båtgärd|\binsats|\bförslag|\bbehov\b|\baktivitet|\bprioritera", re.I)

_CLAUSE_BREAK = re.compile(r"[;:–]\s|,\s(?:men|utan|medan|dock|däremot|samtidigt)\b|\s(?:men|medan|däremot)\s|,\s(?:som|vilka|där)\s")


@dataclass(frozen=True, slots=True)
class Decision:
    """A status, the words that decided it, and whether they stand in the sentence itself."""

    status: Status
    cue: str
    local: bool


def clause(sentence: str, position: int) -> tuple[int, int]:
    """The clause of the sentence that holds `position`, as (start, end)."""
    breaks = [match.start() for match in _CLAUSE_BREAK.finditer(sentence)]
    start = max((b for b in breaks if b <= position), default=0)
    end = min((b for b in breaks if b > position), default=len(sentence))
    return start, end


def decide(sentence: str, start: int, end: int, passage: Passage, headings: list[str]) -> Decision:
    """The status of a group that stands at [start, end) of `sentence`.

    Words of its own clause decide first, then those earlier in the sentence, then the label, the lead-in and
    the heading it stands under.
    """
    left, right = clause(sentence, start)
    for lo, hi in ((left, right), (0, right)):
        found = _in_stretch(sentence[lo:hi], start - lo, end - lo)
        if found:
            return found
    return (
        _aimed_at(sentence[:start], passage, headings)
        or _from_surroundings(passage, headings)
        or Decision("mentioned", "", False)
    )


def _aimed_at(before: str, passage: Passage, headings: list[str]) -> Decision | None:
    """An item in a list of measures that does something for the group ("starta en lärlingsskola för ...")."""
    aim = re.search(r"\b(?:för|till|åt|mot)\s(?:\w+\s){0,2}$", before)
    surroundings = (passage.label, passage.lead_in, *headings[-1:])
    if aim and passage.kind == "list_item" and any(MEASURE_HEADING.search(text) for text in surroundings):
        return Decision("prioritised", aim.group().strip(), True)
    return None


def _in_stretch(stretch: str, start: int, end: int) -> Decision | None:
    """The cue in force at [start, end): a negation anywhere, else the last cue before it, else one after it."""
    excluded = CUES["excluded"].search(stretch)
    if excluded:
        return Decision("excluded", excluded.group().strip(), True)
    cues = [
        (match.start(), status, match.group().strip())
        for status in ("eligible", "prioritised")
        for match in CUES[status].finditer(stretch)
    ]
    before = [cue for cue in cues if cue[0] <= start]
    after = [cue for cue in cues if cue[0] >= end]
    if before:
        _, status, words = max(before, key=lambda cue: (cue[0], cue[1] == "eligible"))
        return Decision(status, words, True)
    if after:
        _, status, words = min(after)
        return Decision(status, words, True)
    return None


def _from_surroundings(passage: Passage, headings: list[str]) -> Decision | None:
    """The status that the label, the lead-in and the nearest headings lend."""
    for text in (passage.label, passage.lead_in, *reversed(headings[-2:])):
        if not text:
            continue
        if NOT_PRIORITISED_HEADING.search(text):
            return Decision("excluded", text, False)
        if ELIGIBLE_HEADING.search(text):
            return Decision("eligible", text, False)
        if GROUP_HEADING.search(text):
            return Decision("prioritised", text, False)
        if text is passage.lead_in:
            inside = _in_stretch(text, len(text), len(text))
            if inside:
                return Decision(inside.status, text, False)
        if text is passage.label:
            return None
    return None
