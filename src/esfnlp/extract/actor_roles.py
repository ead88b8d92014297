"""The part that a plan gives an actor, from the words around its name.

Tight cues (the actor is the subject of a verb, or its agent) decide first; partnership is what a sentence or
the label over it says of all actors in it. Source: annotation guidelines ("Actors") and usual phrasings.
"""

import re
from dataclasses import dataclass

from esfnlp.document import Passage
from esfnlp.finding import Role

_FEW = r"(?:[\w,/-]+\s+){0,4}?"

_DUTY = r"""
    ansvarar\b | ansvarig(?:a|t)?\sför\b | bär\sansvaret\b | leder\b | beslutar\b | fattar\sbeslut\b
  | fastställer\b | förvaltar\b | prioriterar\b | bedömer\b | godkänner\b | formulerar\b | administrerar\b
  | samordnar\b | håller\s(?:samman|ihop)\b | driver\spå\b | t(?:ar|og)\sfram\b | utarbetar\b | utfärdar\b
  | äger\b | finansierar\b | utlyser\b | genomför\b | genomförde\b | beviljar\b | utser\b | är\svärd\b
  | är\s(?:huvudman|projektägare)\b
  | (?:ska|bör|får)\s(?:leda|samordna|besluta|prioritera|ansvara|fastställa)\b
  | ska\s(?:kunna\s)?(?:göra\sprioriteringar|prioritera|mobilisera|utlysa)\b
  | har\s(?:beviljats|tagit\sfram|utarbetat|beslutat|utformat|fastställt|lett)\b
  | har\s(?:ett\s|det\s|i\s|en\s|också\s|även\s|som\s)?(?:[\w-]+\s){0,6}?
    (?:(?:huvud)?ansvar(?:et)?|uppdrag(?:et)?(?!\stillsammans)|nyckelroll|ledande\sroll|samordnande\b[\w\s]*?roll
    |huvudmannaskap(?:et)?)\b
  | får\si\suppdrag\b | fick\si\suppdrag\b | har\sfått\si\suppdrag\b | är\sansvarig\w*
  | får\s(?:ofta\s)?(?:ta\s)?(?:ett\s)?(?:större\s)?ansvar\b | tar\s(?:ett\s)?(?:\w+\s)?ansvar\b
"""
_AFTER_NAME = r"^\s*(?:\([^)]*\)\s*)?,?\s*(?:i\s[\w\s]{1,40}?\s)?"
_SUBJECT = re.compile(
    rf"{_AFTER_NAME}(?:vilka\s)?(?!som\s|när\s|där\s)(?:[\w-]+\s+){{0,2}}?(?:{_DUTY})", re.X | re.I
)
_RELATIVE = re.compile(
    rf"{_AFTER_NAME}(?:som|vilken|vilket|när\sde|för\satt\sde)\s+(?:[\w-]+\s+){{0,2}}?(?:{_DUTY})",
    re.X | re.I,
)
_VERB_FIRST = re.compile(
    r"""\b(?:ansvarar|leder|beslutar|förvaltar|prioriterar|bedömer|godkänner|samordnar|administrerar|fastställer
    |utlyser)\s(?:också\s|även\s|den\s)?$""",
    re.X | re.I,
)
_INVERTED = re.compile(r"\b(?:har|bär|får|tar|ger|gav|gett)\s(?:[\w,]+\s){0,6}?$", re.I)
_INVERTED_OBJECT = re.compile(
    rf"^[\s,]*{_FEW}(?:(?:huvud)?ansvar\w*|nyckelroll|(?:ledande|samordnande)\sroll|i\suppdrag|huvudmannaskap\w*)\b",
    re.I,
)
_AGENT = re.compile(
    rf"""\b(?:beslut(?:a[ts]|ades)?|fatta[ts]|led[sd]a?|äg[sd]|förvalta[ts]|samordna[ts]|utarbeta[ts]|genomför[st]
    |bedöm[st]|prioritera[ts]|administrera[ts]|tas\sfram|tagits\sfram|togs\sfram|framtagen|fastställ[st]|utse[st]?
    |utlys[st]|formulera[ts]|godkän[nt]s?|ägd|ledd)\s
    {_FEW}av\s(?:den\s|de\s)?{_FEW}$""",
    re.X | re.I,
)
_DUTY_OF = re.compile(
    r"""\buppdra(?:r|gits?|s)\såt\s[^.;]{0,80}$
    |\bansvar(?:et)?\b[^.;]{0,60}?\b(?:ligger|vilar|delas|delat|finns)\b[^.;]{0,25}?
     \b(?:hos|på|mellan|av)\b[^.;]{0,60}$""",
    re.X | re.I,
)
_GENITIVE_DUTY = re.compile(r"^\s*(?:[\w-]+\s){0,1}?(?:ansvar(?:et)?|huvudansvar|ansvarsområde)\b", re.I)
_ADDRESSED_LEFT = re.compile(
    rf"""(?:\b(?:vänder|riktar)\ssig\s{_FEW}(?:till|mot)|\b(?:riktas|riktade?|rikta)\s{_FEW}(?:till|mot|åt)
    |\bsökas\s{_FEW}av|\bmålgrupp(?:en|er|erna)?\s(?:är|omfattar|utgörs\sav|består\sav)
    |\bförutsättningar\shos|\buppman(?:as?|ar))\s*[^.;]{{0,120}}$
    |\b(?:stöd|vägledning|medel)\s(?:ges\s)?till\s$""",
    re.X | re.I,
)
_ADDRESSED_RIGHT = re.compile(
    rf"^\s*(?:\([^)]*\)\s*)?(?:som\s)?{_FEW}(?:kan|får|uppmanas\satt|har\smöjlighet\satt)\s{_FEW}"
    r"(?:söka|få\sstöd|ansöka|beviljas|inkomma)\b",
    re.I,
)
_CONSULTED = re.compile(
    r"""\b(?:referensgrupp\w*|remiss\w*|hearing\w*|rådslag\w*|samrådsmöte\w*|inspel\b|synpunkter\b|skriftliga\ssvar
    |(?:dialog|\w*-\soch\sdialog)?(?:möten?|workshops?|seminari\w+|träffar)\s(?:har\s)?(?:\w+\s){0,4}?med
    |dialog(?:möte\w*|workshop\w*|tillfäll\w+)|förankring\w*\s(?:har|hos|med)|har\s(?:haft|fört)\s(?:en\s)?dialog
    |dialog\smed\s(?:företrädare|representanter)|dialog\soch\s(?:utbyte|information)\smed|information\soch\sdialog
    |intervju\w*|enkät\w*|(?:har|hade)\sdeltagit|deltog|medverkade|har\smedverkat|har\shörts|rådfrågat?s?
    |lyssna\sin)""",
    re.X | re.I,
)
_STILL_TO_COME = re.compile(r"\b(?:ska|skall|bör|behöver|kommer\satt|kan)\b", re.I)
_PARTNER = re.compile(
    r"""\b(?:samverk\w+|samarbet\w+|samhandling\w*|\w*samverkan|partnerskap\b(?!et)|tillsammans\b|gemensam\w*
    |samspel\w*|samråd\w*|i\ssamförstånd|samordn\w+\smellan|medverka\w*|involvera\w*|engagera\w*
    |delta(?:r|ga|gande)?\b|bidra(?:r|ga)?\b
    |(?:potentiella|viktig\w*|betydelsefull\w*|centrala?|relevanta|nödvändiga|tänkbara|avgörande|regionala|andra)\s
      (?:\w+\s)?(?:aktör\w*|part(?:er|erna)?|samverkanspart\w*|roll\w*|uppgift\w*|organisation\w*|samarbetspart\w*|resurs\w*)
    |nyckelaktör\w*|spela\w*\s(?:en|ett)\s|dialog\w*|kontakt(?:er)?\smed|med\sstöd\sav|möt(?:as|er)\b
    |initiera\b|motivera\b|företrä(?:dare|der)\b|representant\w*|sammansättning\b
    |(?:aktörer|parter)\s(?:är|som|inom|såsom|till\sexempel)\b|komplettera\w*|knyta\s(?:an|ihop)|mötesplats\w*
    |stärka\sbanden|koppling\w*|för\satt\s¤+\soch\s¤+\sska\b|stöd(?:ja|jer|strukturer)\b
    |skapar\sförutsättningar|ta\semot\b|mottag\w+)""",
    re.X | re.I,
)
_PARTNER_LABEL = re.compile(
    r"\b(?:aktör(?:er)?|samverkanspart\w*|samarbetspart\w*|parter|samverkan|partnerskap)\b", re.I
)
_CONSULTED_LABEL = re.compile(
    r"referensgrupp|remiss|samråd|arbetsprocess|har\s(?:deltagit|tagits\sfram)|förankring", re.I
)
_ADDRESSED_LABEL = re.compile(r"sökande|(?:vem|vilka)\skan\ssöka|stödmottagare|målgrupp", re.I)
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


def _responsible(before: str, after: str, genitive: bool) -> re.Match[str] | None:
    if genitive:
        return _GENITIVE_DUTY.search(after)
    inverted = _INVERTED.search(before) and _INVERTED_OBJECT.search(after)
    others = _APPOSITION.sub("", before)
    verb_first = None if BLANK in others else _VERB_FIRST.search(others)
    return (
        _SUBJECT.search(after) or inverted or verb_first or _AGENT.search(before) or _DUTY_OF.search(before)
    )


def role_from_surroundings(passage: Passage, headings: list[str]) -> Decision | None:
    """The role that the label, the lead-in, the table header or the nearest heading lends to all actors."""
    for text in (passage.label, passage.lead_in, passage.context, *headings[-1:]):
        if _CONSULTED_LABEL.search(text):
            return Decision("consulted", text)
        if text and text == passage.label and _ADDRESSED_LABEL.search(text):
            return Decision("addressed", text)
        if _PARTNER_LABEL.search(text):
            return Decision("partner", text)
    return None


def _words(match: re.Match[str]) -> str:
    return re.sub(r"\s+", " ", match.group()).strip(" ,;:")[:80]
