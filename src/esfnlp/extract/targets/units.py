"""What a number counts: the unit that stands after it, or before it."""

import re
from dataclasses import dataclass

from esfnlp.document import Span
from esfnlp.finding import Unit


@dataclass(frozen=True, slots=True)
class UnitReading:
    """`factor` brings the value to the base unit (mkr: 1 000 000), `noun` is the word counted, `span` where it stands."""

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
    ("years", 1, r"år(?:s|en|ens)?\b|-?åring(?:ar(?:na)?|en)?\b"),
)
_MEASURE_PATTERNS = [
    (unit, factor, re.compile(rf"[\s-]*(?:{words})", re.I)) for unit, factor, words in _MEASURES
]
_PERSONS = re.compile(
    r"person(?:er(?:na|s)?|en)?|individ(?:er(?:na|s)?|en)?|\w*deltagar(?:e|na|es|nas)|\w*kvinn(?:or(?:na)?|a)|män(?:nen)?|man"
    r"|\w*flickor(?:na)?|\w*pojkar(?:na)?|tjejer|killar|\w*ungdom(?:ar(?:na)?)?|unga|(?:\w*skole?)?barn(?:en)?"
    r"|\w*elev(?:er(?:na)?)?|\w*student(?:er(?:na)?)|\w*stude?rande|vuxna|äldre|\w*arbetslösa|\w*arbetssökande|\w*anställda"
    r"|\w*medarbetare|\w*invånare|människor(?:na)?|\w*medborgare|\w*anlända|\w*flykting(?:ar(?:na)?)|\w*invandrare"
    r"|migranter|asylsökande|(?:egen)?företagare|chefer|\w*ledare|\w*lärare|\w*sjukskrivna|sysselsatta|\w*verksamma"
    r"|\w*födda|\w*tagare|klienter|patienter|brukare|praktikanter|lärlingar|föräldrar|\w*mentorer|coacher|pedagoger"
    r"|\w*sköterskor|\w*biträden|funktionsnedsatta|hemmasittare|varslade|ensamkommande|inaktiva|kursdeltagare|nyckelpersoner"
    r"|romer|pensionärer|tjänstemän|arbetare",
    re.I,
)
_PROJECTS = re.compile(r"\w*projekt(?:en|s)?|förstudie(?:r(?:na)?)?|\w*projektidéer", re.I)
_COUNTABLE = re.compile(
    r"\w*(?:företag(?:en)?|arbetsgivare|arbetsplatser|organisationer|kommuner|skolor|utlysningar|insatser|aktiviteter"
    r"|utbildningar|platser|jobb|arbetstillfällen|anställningar|nätverk|metoder|modeller|avtal|överenskommelser|verksamheter"
    r"|partnerskap|branscher|myndigheter|förvaltningar|enheter|tjänster|ansökningar|kurser|timmar|veckor|dagar|föreningar"
    r"|hushåll|praktikplatser|examina|intyg|kommun|organisation|aktör(?:er)?|parter|huvudmän|samordningsförbund)",
    re.I,
)
_STRUCTURE = re.compile(
    r"\w*(?:områden(?:a)?|typer(?:na)?|delar(?:na)?|grupper(?:na)?|steg(?:en)?|nivåer(?:na)?|principer(?:na)?|kriterier(?:na)?"
    r"|regioner(?:na)?|handlingsplaner(?:na)?|workshop(?:s|par|ar)?|möten(?:a)?|mål(?:en)?|perspektiv(?:en)?|punkter(?:na)?"
    r"|frågor(?:na)?|kapitel|kapitlen|avsnitt(?:en)?|bilagor(?:na)?|figurer|tabeller(?:na)?|utmaningar(?:na)?|teman|dimensioner"
    r"|spår(?:en)?|faser(?:na)?|versioner|rubriker|kategorier(?:na)?|ben|pelare|län(?:en)?|fonder(?:na)?|aspekter|sätt|prioriteringar"
    r"|inriktningar|strategier|led|plan|slag|former|roller|ord|skäl|anledningar|sidor|kolumner|axlar|hörnstenar|program|gånger"
    r"|uppdrag|läns?del(?:ar)?|dokument|exempel|alternativ|syften|huvudsyften|trender|faktorer|slutsatser|behov|kluster)",
    re.I,
)
_STOP = frozenset(
    "i på för till från med inom under vid mot om via genom som att ska skall bör kan får måste är var har hade blir blev "
    "och eller samt men medan varav den det ha vara per respektive än så när där vilket vilka ingår deltar deltog".split()
)
_WORD = re.compile(r"[\s-]*([^\W\d_][\w-]*)")
_REACH = 5
_BEFORE = re.compile(r"(?P<unit>€|eur|sek)\s?$", re.I)


def unit_after(text: str, end: int) -> UnitReading | None:
    """The unit after the number that ends at `end`; of people, projects and things the first noun that is known.

    >>> unit_after("200 unika deltagare ska", 3).unit, unit_after("63 mkr", 2).factor
    ('persons', 1000000.0)
    """
    for unit, factor, pattern in _MEASURE_PATTERNS:
        match = pattern.match(text, end)
        if match:
            return UnitReading(unit, float(factor), match.group().strip(" -"), Span(end, match.end()))
    return _counted_noun(text, end)


def _counted_noun(text: str, end: int) -> UnitReading | None:
    position, first = end, None
    for _ in range(_REACH):
        match = _WORD.match(text, position)
        if match is None or match.group(1).casefold() in _STOP:
            break
        word, span = match.group(1), Span(match.start(1), match.end(1))
        unit = noun_unit(word)
        if unit is not None:
            return UnitReading(unit, 1.0, word, span)
        first = first or UnitReading("count", 1.0, word, span)
        position = match.end()
    return first


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
    match = _BEFORE.search(text[:start])
    if match is None:
        return None
    unit: Unit = "SEK" if match.group("unit").casefold() == "sek" else "EUR"
    return UnitReading(unit, 1.0, match.group("unit"), Span(*match.span()))


def counts_structure(text: str, end: int) -> bool:
    """Whether the number that ends at `end` counts parts of the document or of a scheme ("fem programområden").

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
    """The unit that a heading, header cell or caption states ("Budget (mkr)", "Andel kvinnor"), with its factor.

    >>> stated_unit("Finansiering, miljoner kronor"), stated_unit("Andel kvinnor"), stated_unit("Antal projekt")
    (('SEK', 1000000.0), ('percent', 1.0), ('projects', 1.0))
    """
    money = re.search(r"\b(?:(?P<scale>miljoner|miljarder|tusen|tusental|milj\.?|mn)\s+)?(?:kronor|kr|sek)\b", text, re.I)
    euro = re.search(r"\b(?:(?P<scale>miljoner|miljarder|tusen|mn)\s+)?(?:euro|eur)\b", text, re.I)
    for unit, match in (("SEK", money), ("EUR", euro)):
        if match:
            scale = (match.group("scale") or "").casefold()
            factor = next((f for word, f in (("milja", 1e9), ("mi", 1e6), ("mn", 1e6), ("tus", 1e3)) if scale.startswith(word)), 1.0)
            return ("SEK" if unit == "SEK" else "EUR"), factor
    for name, factor, pattern in _MEASURE_PATTERNS[:8]:
        if re.search(rf"(?<!\w)(?:{pattern.pattern})", text, re.I):
            return name, float(factor)
    if re.search(r"\b\w*andel(?:en|ar)?\b|\b\w*(?:frekvens|grad|kvot)(?:en)?\b", text, re.I):
        return "percent", 1.0
    return _first_noun(text)


def _first_noun(text: str) -> tuple[Unit, float] | None:
    for word in re.findall(r"[^\W\d_][\w-]*", text):
        unit = noun_unit(word)
        if unit is not None:
            return unit, 1.0
    return None
