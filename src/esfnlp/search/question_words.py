"""The words of a question: its language, what it asks of the plans, and the words that carry nothing."""

import re
from typing import Literal

from esfnlp.swedish.tokens import fold

Language = Literal["sv", "en"]
Relation = Literal["prioritises", "mentions", "excludes", "responsible", "targets"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


FUNCTION_WORDS: dict[Language, frozenset[str]] = {
    "sv": _words("""alla allt andra att av bara bland blir blivit bör både de dem den denna dess dessa det detta du där då
        efter ej eller en enligt er ett ett finns flera flest från får får för före ge genom ger gör göra ha hade
        han har hela hos hur i in inga ingen inget innan inte inom ja jag kan kring kunna man med mellan men mer mest
        mot många må nej ni nog nu någon något några när och också om oss på sig sin sina sitt ska skall skulle som
        står särskilt så sådana tas till tillsammans under upp ur ut utan utav vad var vara varför varit vars vart
        vem vems vi vid vilka vilken vilket vill visa åt är även över år tack hej finna hitta lista säger säga sagt
        sägs skriver står gäller gällande just idag ta tar tror borde kanske respektive samt resp"""),
    "en": _words("""a about all also an and any are as at be been between both but by can could did do does doing done each going
        every find for from get give gives had has have having he how i if in include includes into is it its
        just less list many me more most much must my no nor not of off on one only or other our out over per
        please say said says shall she should show so some such tell than that the their them there these they this
        those through to under up upon us was we were what when where which while who whom whose why will with
        within without would you your state states stated according regarding concerning whether anything something
        s don doesn t"""),
}
"""Words that tell the language, and say nothing of what is asked for."""

_CARRIERS = re.compile(
    r"""(?:handlings|region|utvecklings)?plan(?:er|en|erna|ens|ernas|s)?|(?:region|handlings|utvecklings)planer\w*
    |dokument\w*|documents?|texts?|text(?:er|en|erna)?|versions?|versionen|region(?:er|en|erna|ernas|ens|s|al|ala)?
    |l[äa]n(?:et|en|ens)?|county|counties|municipalit(?:y|ies)|kommun(?:er|en|erna)?|area|areas|område\w*|sweden|sverige\w*
    |swedish|svenska|esf|esf-?rådets?|socialfond\w*|social|fund|european|europeiska|programm?e?\w*|period\w*|person(?:er|s)?|people
    |individ\w*|individuals?|grupp(?:er|en|erna)?|groups?|m[åa]lgrupp\w*|målen|mål|insats(?:er|en|erna)?|measures?|actors?
    |aktör\w*|organisation\w*|organization\w*|projekt\w*|projects?|question|fråga\w*|work|working|arbet[ae]r?|åtgärd\w*
    |help|hjälp\w*|stöd\w*|support\w*|kind|kinds|sort\w*|slags?|typ\w*|type\w*|exempel|roll(?:er|en)?|roles?|nå[srt]?|ser|se|lova\w*|promis\w*|utlova\w*|om|exempel|example\w*|status|evidence|stycken|antal
    |number\w*|year|years|deltagare|participants?|set|sätter|satt|anger|ange|anges|namn\w*|named?|call(?:ed|s)?|dessutom|senast
    |new|nya|latest|senaste|want|veta|know|swedens?|same|samma|different|olika|how|common|vanlig\w*|any(?:one|body)|nobody|wants?
    """,
    re.X,
)
"""Words of a question about plans that need no answer of their own."""

_RELATIONS: tuple[tuple[Relation, str], ...] = (
    ("excludes", r"""utesl[uo]t\w*|utelämna\w*|exkluder\w*|undanta\w*|bortprioriter\w*|nedprioriter\w*|lämna[rst]*\sutanför
        |(?:omfatta|inkludera|innefatta|prioritera|täck|ingå|rikta)\w*\s(?:\w+\s){0,3}?(?:inte|ej)\b
        |(?:inte|ej)\s(?:\w+\s){0,2}?(?:omfatta|inkludera|innefatta|prioritera|täck|ingå|rikta)\w*
        |(?:inga?|ingen)\s+prioriterad\w*|ställ\w+\sutanför|faller\sutanför
        |exclu\w+|leav(?:e|es|ing)\s(?:\w+\s){0,4}?out\b|left\sout|rul(?:e|es|ed|ing)\sout|deprioriti[sz]\w*|ineligible
        |(?:\w+n['’]t|not|never)\s(?:be\s|being\s)?(?:cover|includ|prioriti[sz]|target|eligib|focus)\w*
        |(?:cannot|can't)\s(?:take\spart|participate)"""),
    ("targets", r"""hur\s(?:många|mycket|stor(?:a|t)?)|i\ssiffror|siffror\w*|kvantitativ\w*|kvantifier\w*|målvärde\w*|mål(?:nivå|tal|siffr)\w*
        |mätbara?|antal(?:et)?|hur\sstor\sandel|andel(?:en|ar)?|numerisk\w*|budget\w*|delmål\w*|milstolp\w*
        |how\s(?:many|much|large|big)|in\snumbers|(?:the\s|what\s)?numbers?|figures|quantit\w+|quantif\w+|numeric\w*|target\svalues?
        |milestones?|indicators?|indikator\w*|percentages?|measurable
        |(?:the|what|which|whose|its|their|any|set|sets|have|has|no|numerical|specific|concrete|regional|plan's)\stargets?(?!\sgroups?)(?=\s(?!(?:the|young|people|women|men)\b)|\W|$)
        |targets?\s(?:for|of|on|by|about|regarding|to\sbe|are|is|does|do|did|has|have|in)\b"""),
    ("responsible", r"""ansvar(?:ar|a|et|ig|iga|igt|at|as|ade)?|huvudansvar\w*|led(?:er|a|s)(?!\still)|ägs?\sfrågan|äger\sfrågan|håller\si|bär\sansvar\w*
        |vem\s(?:ska|skall|bör|gör|är\sdet\ssom|driver)|vilka\s(?:aktörer|organisationer|myndigheter)\s(?:ska|skall|bör|driver|genomför|gör)
        |sköter|driver|samordnar(?=\s)|responsib\w+|in\scharge|who\s(?:is\sto|should|will|shall|runs?|leads?|does|manages?|owns?|must|coordinates?)
        |leads?\b|led\sby|accountable|manages?|ran\sby|run\sby"""),
    ("prioritises", r"""(?:hög)?prior(?:it)?er\w*|prioritet\w*|prio\b|satsa\w*|särskilda?\ssatsning\w*|satsning\w*|rikta[rdts]*(?:\s\w+){0,3}?\s(?:till|mot)|riktade?
        |riktas|rikta[rs]?\b|vänd(?:er|a)\s(?:\w+\s)?sig\s(?:\w+\s)?till|fokus\w*|i\sfokus|inrikt\w+|målgrupp\w*|sätter\s(?:\w+\s){1,3}främst|lägger\s(?:särskild\s)?(?:vikt|tonvikt)\w*
        |tonvikt\w*|prioriti[sz]\w*|priorit(?:y|ies)|target(?:s|ed|ing)?|focus\w*|aim(?:s|ed|ing)?\s(?:at|for)|direct(?:s|ed)\s(?:at|to|towards)|emphasi[sz]\w*|invest\w*
        |concentrat\w+|put\w*\s(?:\w+\s){1,3}first|address(?:es|ed)?|go(?:es)?\sfor"""),
    ("mentions", r"""nämn\w*|omnämn\w*|ta[rs]?\s(?:\w+\s)?upp|diskuter\w*|beskriv\w*|mention\w*|discuss\w*|refer(?:s|red|ring)?\sto|bring(?:s)?\sup|brought\sup|describ\w+
        |talar\som|pratar\som|skriver\som|berör(?:s)?|omtala\w*|talk(?:s|ing)?\sabout|touch(?:es)?\son|note[sd]?\b"""),
)  # fmt: skip
_GOALS = re.compile(r"(?<![\w-])mål(?:et|en|ens)?(?!\w)", re.I)
"""Goals of any kind; they are asked for in numbers where nothing else is asked."""
_TO_TARGET = re.compile(
    r"""(?<!\w)(?:plans?|documents?|regions?|they|that|it|to|versions?|also|programm?es?|which|does\s\w+)\s(?:also\s)?
    targets?(?=\s(?!for\b|values?\b|of\b|are\b|is\b|does\b|do\b|did\b|has\b|have\b|on\b))""",
    re.X | re.I,
)
"""The verb: a plan that targets a group prioritises it."""
_COUNTS_PLANS = re.compile(
    r"(?:hur\smånga|how\smany|antalet)\s(?:av\sde\s|of\sthe\s)?(?:olika\s)?(?:plan|region|dokument|document|version)\w*", re.I
)  # fmt: skip
"""How many plans there are is no number of theirs."""
RELATIONS: tuple[tuple[Relation, re.Pattern[str]], ...] = tuple(
    (relation, re.compile(rf"(?<![\w-])(?:{words})(?!\w)", re.I | re.X)) for relation, words in _RELATIONS
)
"""The words of each relation; of several in one question the first named here counts."""

_WORD = re.compile(r"[^\W_]+(?:[-–:][^\W_]+)*")
_SILENCE = re.compile(
    r"""(?<!\w)(?:(?:nämner|omnämner|säger|tar\supp|skriver)\s(?:\w+\s){0,4}?(?:inte|ej|inget|ingenting)
    |(?:inte|ej|inget)\s(?:\w+\s){0,2}?(?:nämn|omnämn|ta[rs]?\supp)\w*|tiger|tyst[an]*\som|saknar\s
    |(?:\w+n['’]t|not|never)\s(?:even\s)?(?:mention|say|discuss|refer|talk)\w*|silent|say(?:s)?\snothing|fail(?:s)?\sto\smention)(?!\w)""",
    re.X | re.I,
)


def language_of(text: str) -> Language:
    """Swedish, unless more of its small words are English."""
    words = re.findall(r"[^\W\d_]+", fold(text))
    counts = {name: sum(word in known for word in words) for name, known in FUNCTION_WORDS.items()}
    accents = 2 * len(re.findall("[åäö]", fold(text)))
    return "en" if counts["en"] > counts["sv"] + (accents if counts["en"] < 3 else 0) else "sv"


def relation_in(text: str) -> Relation | None:
    """What is asked of the plans, in a text whose names and groups are blanked out."""
    text = _COUNTS_PLANS.sub(" ", _TO_TARGET.sub("prioritise", text))
    found = next((relation for relation, pattern in RELATIONS if pattern.search(text)), None)
    return found or ("targets" if _GOALS.search(text) else None)


def asks_for_silence(text: str) -> bool:
    """Whether the question is after plans that say nothing of something."""
    return _SILENCE.search(text) is not None


def words_of_weight(text: str, language: Language) -> list[str]:
    """The words that a question cannot do without: none of those that ask, bind or stand in every question."""
    for _, pattern in RELATIONS:
        text = pattern.sub(" ", text)
    words = [match.group() for match in _WORD.finditer(text)]
    return [
        word
        for word in words
        if len(word) > 1
        and not word.isdigit()
        and fold(word) not in FUNCTION_WORDS[language]
        and not _CARRIERS.fullmatch(fold(word))
    ]
