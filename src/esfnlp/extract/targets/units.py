"""What a number counts: the unit that stands after it, or before it."""

import re
from dataclasses import dataclass
from functools import lru_cache

from esfnlp.document import Span
from esfnlp.finding import Unit
from esfnlp.swedish.bounds import text_before

_NOUNS = 20_000
"""Nouns kept with the unit that they stand for."""


@dataclass(frozen=True, slots=True)
class UnitReading:
    """`factor` brings the value to the base unit (mkr: 1 000 000), `noun` is the word counted."""

    unit: Unit
    factor: float
    noun: str
    span: Span


_MEASURES: tuple[tuple[Unit, float, str], ...] = (
    ("percentage_points", 1, r"procentenhet(?:er(?:na|s)?|s)?\b|%-enheter|procentpoäng"),
    ("percent", 1, r"procents?\b|proc\.|%|pct\b|per cent\b"),
    ("SEK", 1e9, r"mdkr\b|mdr kr\b|mdr kronor\b"),
    ("SEK", 1e6, r"m(?:n|ilj\.?\s?)?kr\b|msek\b|milj\.? kronor\b"),
    ("SEK", 1e3, r"t(?:kr|sek)\b|kkr\b|ksek\b"),
    ("EUR", 1e6, r"meuro?\b|m€|mn euro\b"),
    ("SEK", 1, r"(?:svenska\s+)?(?:kronor(?:na|s)?|krona|kr|sek)\b|:-"),
    ("EUR", 1, r"euro\b|eur\b|€"),
    ("months", 1, r"månad(?:er(?:na|s)?|s)?\b|mån\b\.?"),
    ("months", 6, r"halvår\w*\b"),
    ("years", 1, r"år(?:s|en|ens)?\b(?! (?:19|20)\d{2})|-?åring(?:ar(?:na)?|en)?\b"),
)
_MEASURE_PATTERNS = [
    (unit, factor, re.compile(rf"[\s-]*(?:{words})", re.I)) for unit, factor, words in _MEASURES
]
_PERSONS = re.compile(
    r"person(?:er(?:na|s)?|en)?|individ(?:er(?:na|s)?|en)?|\w*deltagar(?:e|na|es|nas)"
    r"|\w*kvinn(?:or(?:na)?|a)|män(?:nen)?|man|\w*flickor(?:na)?|\w*pojkar(?:na)?|tjejer|killar"
    r"|\w*ungdom(?:ar(?:na)?)?|unga|(?:\w*skole?)?barn(?:en)?|\w*elev(?:er(?:na)?)?"
    r"|\w*student(?:er(?:na)?)|\w*stude?rande|vuxna|äldre|\w*arbetslösa|\w*arbetssökande"
    r"|\w*anställda|\w*medarbetare|\w*invånare|människor(?:na)?|\w*medborgare|\w*anlända"
    r"|\w*flykting(?:ar(?:na)?)|\w*invandrare|migranter|asylsökande|(?:egen)?företagare|chefer"
    r"|\w*ledare|\w*lärare|\w*sjukskrivna|sysselsatta|\w*verksamma|\w*födda|\w*tagare|\w*lediga|klienter"
    r"|patienter|brukare|praktikanter|lärlingar|föräldrar|\w*mentorer|coacher|pedagoger"
    r"|\w*sköterskor|\w*biträden|funktionsnedsatta|hemmasittare|varslade|ensamkommande|inaktiva"
    r"|\w*(?:validerade|inskrivna|examinerade|utbildade|rekryterade|antagna|behöriga|akademiker|tekniker)"
    r"|\w*(?:ingenjörer|traineer|montörer|vägledare|ambassadörer|förare|lotsar|handläggare|entreprenörer)"
    r"|kursdeltagare|nyckelpersoner|ledam(?:ot|öter(?:na)?)|romer|pensionärer|tjänstemän|arbetare",
    re.I,
)
_PROJECTS = re.compile(r"\w*projekt(?:en|s)?|förstudie(?:r(?:na)?)?|\w*projektidéer", re.I)
_COUNTABLE = re.compile(
    r"\w*(?:företag(?:en)?|arbetsgivare|arbetsplatser|organisationer|kommuner|skolor|utlysningar"
    r"|insatser|aktiviteter|utbildningar|platser|jobb|arbetstillfällen|anställningar|nätverk"
    r"|metoder|modeller|avtal|överenskommelser|verksamheter|partnerskap|branscher|myndigheter"
    r"|förvaltningar|enheter|tjänster|ansökningar|kurser|timmar|veckor|dagar|föreningar|hushåll"
    r"|praktikplatser|examina|intyg|kommun|organisation|aktör(?:er)?|parter|huvudmän"
    r"|samordningsförbund)",
    re.I,
)
_STRUCTURE = re.compile(
    r"\w*(?:områden(?:a)?|typer(?:na)?|delar(?:na)?|grupper(?:na)?|steg(?:en)?|nivåer(?:na)?"
    r"|principer(?:na)?|kriterier(?:na)?|regioner(?:na)?|handlingsplaner(?:na)?"
    r"|workshop(?:s|par|ar)?|möten(?:a)?|mål(?:en)?|perspektiv(?:en)?|punkter(?:na)?"
    r"|frågor(?:na)?|kapitel|kapitlen|avsnitt(?:en)?|bilagor(?:na)?|figurer|tabeller(?:na)?"
    r"|utmaningar(?:na)?|teman|dimensioner|spår(?:en)?|faser(?:na)?|versioner|rubriker"
    r"|kategorier(?:na)?|ben|pelare|län(?:en)?|fonder(?:na)?|aspekter|sätt|prioriteringar"
    r"|inriktningar|strategier|led|plan|slag|former|roller|ord|skäl|anledningar|sidor|kolumner"
    r"|axlar|hörnstenar|program|gånger|uppdrag|läns?del(?:ar)?|dokument|exempel|alternativ|syften"
    r"|huvudsyften|trender|faktorer|slutsatser|behov|kluster)",
    re.I,
)
_NO_NOUN = re.compile(r"st|stycken|totalt|sammanlagt|årligen|vidare|fler|färre|kvar", re.I)
"""Words after a number that name nothing counted."""
_STOP: frozenset[str] = frozenset(
    {
        "i", "på", "för", "till", "från", "med", "inom", "under", "vid", "mot", "om", "via", "genom", "per",
        "och", "eller", "samt", "men", "medan", "som", "att", "än", "så", "när", "där", "den", "det", "varav",
        "vilket", "vilka", "respektive", "ska", "skall", "bör", "kan", "får", "måste", "är", "var", "har",
        "hade", "ha", "vara", "blir", "blev", "ingår", "deltar", "deltog",
    }
)  # fmt: skip
_WORD = re.compile(r"[\s-]*([^\W\d_][\w-]*)")
_OF_ALL = re.compile(
    r"\s+av\s+(?:(?:de|dessa|våra|[\w-]+s)\s+){1,2}(?:\d[\d ]*\d|\d|[a-zåäö]+)(?=\s+[^\W\d])", re.I
)
"""Between a count and what it is a part of: "120 av de 400 platserna"."""
_REACH = 5
_SCALE_WORD = r"\b(?:(?P<scale>miljoner|miljarder|tusental|tusen|milj\.?|mn)\s+)?"
_SCALE_FACTORS = {"miljoner": 1e6, "milj": 1e6, "mn": 1e6, "miljarder": 1e9, "tusen": 1e3, "tusental": 1e3}
_CURRENCIES: tuple[tuple[Unit, re.Pattern[str]], ...] = (
    ("SEK", re.compile(rf"{_SCALE_WORD}(?:kronor|kr|sek)\b", re.I)),
    ("EUR", re.compile(rf"{_SCALE_WORD}(?:euro|eur)\b", re.I)),
)
_TIMES_FROM = 8
"""Index of the first unit of time in `_MEASURES`: a header states none of them ("Målvärde år 2025")."""
_SHARE = re.compile(r"\b\w*andel(?:en|ar)?\b|\b\w*(?:frekvens|grad|kvot)(?:en)?\b", re.I)
_BEFORE = re.compile(r"(?P<unit>€|eur|sek)\s?$", re.I)


def unit_after(text: str, end: int) -> UnitReading | None:
    """The unit after the number that ends at `end`; of what can be counted the first noun that is known.

    >>> unit_after("200 unika deltagare ska", 3).unit, unit_after("63 mkr", 2).factor
    ('persons', 1000000.0)
    """
    for unit, factor, pattern in _MEASURE_PATTERNS:
        match = pattern.match(text, end)
        if match:
            return UnitReading(unit, float(factor), match.group().strip(" -"), Span(end, match.end()))
    return _counted_noun(text, end)


def _counted_noun(text: str, end: int) -> UnitReading | None:
    of_all = _OF_ALL.match(text, end)
    position, first = of_all.end() if of_all else end, None
    for _ in range(_REACH):
        match = _WORD.match(text, position)
        if match is None or match.group(1).casefold() in _STOP:
            break
        word, span = match.group(1), Span(match.start(1), match.end(1))
        unit = noun_unit(word)
        if _NO_NOUN.fullmatch(word):
            position = match.end()
            continue
        if unit is not None:
            return UnitReading(unit, 1.0, word, span)
        first = first or UnitReading("count", 1.0, word, span)
        position = match.end()
    return first


@lru_cache(maxsize=_NOUNS)
def noun_unit(word: str) -> Unit | None:
    """The unit that a counted noun stands for, or None where the noun is not known.

    >>> noun_unit("deltagare"), noun_unit("förstudier"), noun_unit("utlysningar"), noun_unit("tankar")
    ('persons', 'projects', 'count', None)
    """
    if _PERSONS.fullmatch(word):
        return "persons"
    if _PROJECTS.fullmatch(word):
        return "projects"
    return "count" if _COUNTABLE.fullmatch(word) else None


def unit_before(text: str, start: int) -> UnitReading | None:
    """A currency sign or code right before the number (€ 5 miljoner)."""
    match = _BEFORE.search(text_before(text, start))
    if match is None:
        return None
    unit: Unit = "SEK" if match.group("unit").casefold() == "sek" else "EUR"
    return UnitReading(unit, 1.0, match.group("unit"), Span(start - len(match.group()), start))


def counts_structure(text: str, end: int) -> bool:
    """Whether the number that ends at `end` counts parts of the document ("fem programområden").

    >>> counts_structure("fem tematiska målområden", 3), counts_structure("fem deltagare", 3)
    (True, False)
    """
    position = end
    for _ in range(4):
        match = _WORD.match(text, position)
        if match is None or match.group(1).casefold() in _STOP - {"av"}:
            return False
        if _STRUCTURE.fullmatch(match.group(1)):
            return True
        if noun_unit(match.group(1)) is not None:
            return False
        position = match.end()
    return False


def stated_unit(text: str) -> tuple[Unit, float] | None:
    """The unit that a heading, header cell or caption states ("Budget (mkr)"), with its factor.

    >>> stated_unit("Finansiering, miljoner kronor"), stated_unit("Andel kvinnor")
    (('SEK', 1000000.0), ('percent', 1.0))
    """
    for unit, currency in _CURRENCIES:
        match = currency.search(text)
        if match:
            return unit, _SCALE_FACTORS.get((match.group("scale") or "").casefold().rstrip("."), 1.0)
    for unit, factor, pattern in _MEASURES[:_TIMES_FROM]:
        if re.search(rf"(?<!\w)(?:{pattern})", text, re.I):
            return unit, float(factor)
    if _SHARE.search(text):
        return "percent", 1.0
    units = (noun_unit(word) for word in re.findall(r"[^\W\d_][\w-]*", text))
    return next(((unit, 1.0) for unit in units if unit is not None), None)
