"""The part that a plan gives an actor, from the words around its name.

Tight cues (the actor is the subject of a verb, or its agent) decide first; partnership is what a sentence or
the label over it says of all actors in it. Source: annotation guidelines ("Actors") and usual phrasings.
"""

import re
from dataclasses import dataclass

from esfnlp.document import Passage
from esfnlp.extract.actor_verbs import FINITE, INFINITIVE, PASSIVE
from esfnlp.finding import Role

_FEW = r"(?:[\w,/-]+\s+){0,4}?"

_DUTY = rf"""(?:
    (?:{FINITE})\b
  | (?:ska|skall|bör|får|måste|kommer\satt)\s(?:[\w-]+\s){{0,3}}?(?:{INFINITIVE})\b
  | bär\sansvar\w* | fattar?\sbeslut\b | är\s(?:\w+\s)?(?:ansvarig|värd|huvudman|projektägare
    |förvaltande\smyndighet|regionalt)\w*
  | (?:har|hade)\s(?:\w+\s)?(?:beviljats|fått)\s(?:\w+\s)?(?:medel|stöd|projekt\w*)\b
  | (?:får|fick|har\sfått)\si\suppdrag\b | tar\semot\sansökning\w*
  | (?:har|hade|får|fick|tar|tog)\s(?:[\w-]+\s){{0,6}}?(?:(?:huvud)?ansvar(?:et)?|uppdrag(?:et)?|nyckelroll
    |ledande\sroll|samordnande\b[\w\s]*?roll|huvudmannaskap(?:et)?)\b
)"""
_ASIDE = r"(?:,\s[^,.;]{1,45},|(?:för|i|vid|på|med)\s[\w\s+-]{1,40}?)"
_AFTER_NAME = rf"^\s*+(?:\([^)]*\)\s*+)?(?:{_ASIDE}\s*+)?,?\s*+"
_SUBJECT = re.compile(
    rf"{_AFTER_NAME}(?:vilka\s)?(?!som\s|när\s|där\s)(?:[\w-]+\s+){{0,2}}?{_DUTY}", re.X | re.I
)
_RELATIVE = re.compile(
    rf"{_AFTER_NAME}(?:som|vilken|vilket|när\s(?:de|det|den)|för\satt\sde)\s+(?:[\w-]+\s+){{0,2}}?{_DUTY}",
    re.X | re.I,
)
_VERB_FIRST = re.compile(rf"\b(?:{FINITE})\s(?:också\s|även\s|den\s|de\s)?$", re.X | re.I)
_INVERTED = re.compile(r"\b(?:har|bär|får|tar|ger|gav|gett)\s(?:[\w,]+\s){0,6}?$", re.I)
_INVERTED_OBJECT = re.compile(
    rf"^[\s,]*{_FEW}(?:(?:huvud)?ansvar\w*|nyckelroll|(?:ledande|samordnande)\sroll|i\suppdrag|huvudmannaskap\w*)\b",
    re.I,
)
_AGENT = re.compile(
    rf"\b(?:{PASSIVE})\s{_FEW}av\s(?!vad\b|att\b|hur\b|om\b)(?:den\s|de\s|det\s)?{_FEW}$", re.X | re.I
)
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
_GENITIVE_DUTY = re.compile(r"^\s*(?:[\w-]+\s)?(?:(?:huvud)?ansvar(?:et)?|ansvarsområde|beslut)\b", re.I)
_ADDRESSED_LEFT = re.compile(
    rf"""(?:\b(?:vänder|riktar)\ssig\s{_FEW}(?:till|mot)|\b(?:riktas|riktade?|rikta)\s{_FEW}(?:till|mot|åt)
    |\bsökas\s{_FEW}av|\bmålgrupp(?:en|er|erna)?\s(?:är|omfattar|utgörs\sav|består\sav)
    |\buppman(?:as?|ar)|\b(?:sökande|stödsökande)\s(?:kan\svara|är)
    |\bkan\s(?:ansöka|söka)\s(?:\w+\s)?(?:hör|är))\s*[^.;]{{0,120}}$
    |\b(?:stöd|vägledning|medel)\s(?:ges\s)?till\s$""",
    re.X | re.I,
)
_ADDRESSED_RIGHT = re.compile(
    rf"^\s*(?:\([^)]*\)\s*)?(?:som\s)?{_FEW}"
    rf"(?:(?:kan|kunde|får|uppman(?:as|ades)\satt|uppmuntras\satt|har\smöjlighet\satt)\s{_FEW}"
    r"(?:söka|få\sstöd|ansöka|beviljas|inkomma)|som\s(?:är|utgör)\smålgrupp)\b",
    re.I,
)
_CONSULTED = re.compile(
    r"""\b(?:referensgrupp\w*|remiss\w*|hearing\w*|rådslag\w*|samrådsmöte\w*|inspel\b|synpunkter\b|skriftliga\ssvar
    |(?:dialog|\w*-\soch\sdialog)?(?:möten?|workshops?|seminari\w+|träffar)\s(?:har\s)?(?:\w+\s){0,4}?med
    |dialog(?:möte\w*|workshop\w*|tillfäll\w+)|förankring\w*\s(?:har|skedde|hos|med)|har\s(?:haft|fört)\s(?:en\s)?dialog
    |dialog\smed\s(?:företrädare|representanter)|dialog\soch\s(?:utbyte|information)\smed|information\soch\sdialog
    |intervju\w*|enkät\w*|(?:har|hade)\sdeltagit|deltog|medverkade|har\smedverkat|har\shörts|rådfrågat?s?)""",
    re.X | re.I,
)
_STILL_TO_COME = re.compile(r"\b(?:ska|skall|bör|behöver|kommer\satt|kan)\b", re.I)
_PARTNER = re.compile(
    r"""\b(?:samverk\w+|samarbet\w+|samhandling\w*|\w*samverkan|partnerskap\b(?!et)|tillsammans\b|gemensam\w*
    |samspel\w*|samråd\w*|i\ssamförstånd|samordn\w+\smellan|medverka\w*|involvera\w*|engagera\w*
    |delta(?:r|ga|gande)?\b|bidra(?:r|ga)?\b
    |(?:potentiella|viktig\w*|betydelsefull\w*|centrala?|relevanta|nödvändiga|tänkbara|avgörande|regionala|andra)\s
      (?:\w+\s)?(?:aktör\w*|part(?:er|erna)?|samverkanspart\w*|roll\w*|uppgift\w*|organisation\w*|samarbetspart\w*|resurs\w*)
    |nyckelaktör\w*|spela\w*\s(?:en|ett)\s|dialog\w*|kontakt(?:er)?\smed|med\sstöd\sav
    |företrä(?:dare|der)\b|representant\w*|ing(?:å(?:r|tt)?|ick)\b
    |plats(?:er)?\s(?:i|för)\b|haft\splats|ledamöter|ledamot|majoritet|sitter\b|består\sav|behövs\b|ihop\smed
    |samla[rs]?\b
    |(?:aktörer|parter)\s(?:är|som|inom|såsom|till\sexempel)\b|komplettera\w*|knyta\s(?:an|ihop)|mötesplats\w*
    |koppling\w*|stöd(?:ja|jer)\b)""",
    re.X | re.I,
)
_PARTNER_LABEL = re.compile(
    r"\b(?:aktör(?:er)?|samverkanspart\w*|samarbetspart\w*|parter|samverkan|partnerskap)\b", re.I
)
_CONSULTED_LABEL = re.compile(
    r"referensgrupp|remiss|samråd|arbetsprocess|har\s(?:deltagit|tagits\sfram)|förankring", re.I
)
_ADDRESSED_LABEL = re.compile(r"sökande|(?:vem|vilka)\skan\ssöka|stödmottagare|målgrupp", re.I)
_WORKPLACE = re.compile(
    r"""\b(?:anställd[ae]?|verksamma|sysselsatta|yrkesverksamma|personal|medarbetare|arbetar|jobb|anställning(?:ar)?
    |chefer|praktik)\b[^.;]{0,70}?\b(?:i|inom|på|hos|vid)\s[^.;]{0,60}$""",
    re.X | re.I,
)
_BREAK = re.compile(r";|:\s|\s[–-]\s|,\s(?:men|medan|dock|däremot|samtidigt\ssom)\s|\smedan\s")

_SOURCE = re.compile(
    r"""\b(?:enligt|källa:?|(?:statistik|uppgifter|siffror|data)\sfrån
    |(?:inskrivna|inskriven|anmälda|registrerade)\s(?:\w+\s){0,3}?(?:på|vid|hos|i))\s(?:den\s)?$""",
    re.X | re.I,
)
_NEGATED = re.compile(r"\b(?:inte|ej|inget|ingen|aldrig)\b", re.I)
BLANK = "¤"
_APPOSITION = re.compile(rf"\bsom\s{BLANK}+\s", re.I)

ONLY_BACKGROUND = frozenset(
    f"ac:{name}"
    for name in (
        *("regeringen", "riksdagen", "europeiska-unionen", "europeiska-kommissionen", "europaparlamentet"),
        *("europeiska-radet", "europeiska-unionens-rad", "fn", "oecd", "who", "ilo", "projektagare"),
    )
)
"""Those who set the frame: a sentence on cooperation does not make them partners."""


@dataclass(frozen=True, slots=True)
class Decision:
    role: Role
    cue: str


def clause_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The clause that holds [start, end) of a sentence, as (start, end)."""
    breaks = [match.span() for match in _BREAK.finditer(text)]
    left = max((stop for _, stop in breaks if stop <= start), default=0)
    right = min((begin for begin, _ in breaks if begin >= end), default=len(text))
    return left, right


def decide_role(
    text: str, start: int, end: int, *, last: bool, genitive: bool, background: bool
) -> Decision | None:
    """The role that a sentence gives the enumeration of actors at [start, end), or None.

    In `text` the names themselves are blanked out with `BLANK`, so that no name is its own cue. `last`: the
    actor closes its enumeration, so a relative clause that follows is about it.
    """
    lo, hi = clause_around(text, start, end)
    before, after = text[lo:start], text[end:hi]
    source = _SOURCE.search(before)
    if source:
        return Decision("mentioned", _words(source))
    if is_workplace(before):
        return Decision("mentioned", "")
    responsible = (last and _RELATIVE.search(after)) or _responsible(before, after, genitive)
    if responsible and not _NEGATED.search(responsible.group()):
        return Decision("responsible", _words(responsible))
    addressed = _ADDRESSED_RIGHT.search(after) or _ADDRESSED_LEFT.search(before)
    if addressed and not _NEGATED.search(addressed.group()):
        return Decision("addressed", _words(addressed))
    if background:
        return None
    consulted = _CONSULTED.search(text)
    if consulted and not _STILL_TO_COME.search(text):
        return Decision("consulted", _words(consulted))
    partner = _PARTNER.search(text)
    return Decision("partner", _words(partner)) if partner else None


def is_workplace(before: str) -> bool:
    """Whether the words before a name say that it is where people work ("anställda i ...")."""
    return bool(_WORKPLACE.search(before))


def _responsible(before: str, after: str, genitive: bool) -> re.Match[str] | None:
    if genitive:
        return _GENITIVE_DUTY.search(after)
    inverted = _INVERTED.search(before) and _INVERTED_OBJECT.search(after)
    others = _APPOSITION.sub("", before)
    verb_first = None if BLANK in others else _VERB_FIRST.search(others)
    return (
        _SUBJECT.search(after)
        or inverted
        or verb_first
        or _AGENT.search(before)
        or _OWNERS.search(before)
        or _DUTY_OF.search(before)
    )


def role_from_surroundings(passage: Passage, headings: list[str], *, first: bool) -> Decision | None:
    """The role that the label, the lead-in, the table header or the nearest heading lends to all actors.

    `first`: the actor opens the passage, as an item of the list that the label announces.
    """
    for text in (passage.label, passage.lead_in, passage.context, *headings[-1:]):
        if _CONSULTED_LABEL.search(text):
            return Decision("consulted", text)
        if text == passage.label and first and _ADDRESSED_LABEL.search(text):
            return Decision("addressed", text)
        if _PARTNER_LABEL.search(text):
            return Decision("partner", text)
    return None


def _words(match: re.Match[str]) -> str:
    return re.sub(r"\s+", " ", match.group()).strip(" ,;:")[:80]
