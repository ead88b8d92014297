"""Organisations that no list knows, by the form of their names, and municipalities named without the word."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from esfnlp.document import Span
from esfnlp.extract.patterns import Lines
from esfnlp.swedish.slugs import slug
from esfnlp.taxonomy import load_taxonomy
from esfnlp.taxonomy.places import load_places


@dataclass(frozen=True, slots=True)
class Name:
    """An organisation's name found in a text; `span` is relative to it."""

    actor: str
    name: str
    actor_type: str
    span: Span


_WORD = r"[A-ZÅÄÖ][\wåäöé&/-]*"
_PLACE = rf"(?:i\s)?{_WORD}(?:\s{_WORD})?(?:\slän)?"
_LOWER = (
    r"(?!(?:och|samt|eller|som|för|att|med|där|vilk\w+|har|ska|är|kan|bör|i|på|av|till)\b)[a-zåäö][\wåäö-]*"
)
_HEADED: tuple[tuple[str, str], ...] = (
    ("coordination_association", rf"[Ss]amordningsförbundet\s(?:Finsam\s)?{_PLACE}"
                                 rf"|{_WORD}s\ssamordningsförbund|F(?:insam|INSAM)\s(?:i\s)?{_WORD}"),
    ("region", rf"Region\s{_WORD}(?:\sHärjedalen)?(?:\slän)?|{_WORD}s\sregion|[Rr]egionförbundet\s{_PLACE}"
               rf"|[Ll]andstinget\s{_PLACE}|{_WORD}s\släns\slandsting"),
    ("county_board", rf"[Ll]änsstyrelsen\si\s{_WORD}(?:\s{_WORD})?(?:\slän)?"),
    ("municipality", rf"[Kk]ommun(?:al)?förbundet\s{_WORD}|{_WORD}\skommunalförbund"
                     rf"|(?:(?:Västra|Östra|Norra|Södra|Nya|Stora|Lilla|Övre|Nedre)\s)?{_WORD}\skommun|Jobbtorg\s{_WORD}"),
    ("network", rf"Kompetens(?:arena|råd|forum)\s{_WORD}|{_WORD}s\s[Kk]ompetens(?:råd|arena|forum)"
                rf"|nätverk(?:et)?\sför\s{_LOWER}(?:\s[\w-]*[A-ZÅÄÖ][\w-]+|\s{_LOWER}){{0,1}}(?:\si\s{_WORD})?"
                rf"|(?:[Bb]ransch|[Kk]ompetens)råd(?:et)?\sför\s{_LOWER}(?:\soch\s{_LOWER})?"
                rf"|samarbetsplattform(?:ar|en)?\s(?:för|kring)\s{_LOWER}(?:\s{_LOWER})?"),
    ("education_provider", rf"{_WORD}(?:\s{_WORD})?\s(?:universitet|högskola|folkhögskola|yrkeshögskola|lärcentrum)"
                           rf"|Högskolan\s(?:i\s)?{_WORD}|(?:Universitetsfilialen|[Ff]olkhögskolan)\s(?:i\s)?{_WORD}"
                           rf"|(?:Campus|Komvux|[Ll]ärcentrum)\s{_WORD}|[Yy]rkeshögskolan\s(?:i\s)?{_WORD}"
                           rf"|{_WORD}s\s(?:gymnasium|gymnasieskola|tekniska\shögskola|lantbruksskola|naturbruksgymnasium)"),
    ("civil_society", rf"(?:[Ss]tudieförbundet|Riksförbundet|[Ff]öreningen|[Ss]tiftelsen(?:\s{_WORD})?|Funktionsrätt)"
                      rf"\s{_WORD}|{_WORD}s\s(?:idrotts|hembygds|bildnings|bygdegårds|nykterhets)(?:förbund|distrikt)"
                      rf"|{_WORD}s\s(?:[Hh]ushållningssällskap|[Rr]iksförbund|byalag)|Hushållningssällskapet\s{_WORD}"),
    ("social_partner", rf"[Ff]ackförbundet\s{_WORD}|[Aa]rbetsgivarorganisationen\s{_WORD}"
                       rf"|(?:LO-distriktet|Företagarna)\s(?:i\s)?{_WORD}"),
    ("employer", rf"{_WORD}s?\s[Hh]andelskammare|Handelskammaren\s(?:i\s)?{_WORD}|Business\sRegion\s{_WORD}"
                 rf"|{_WORD}(?:\s{_WORD}){{0,2}}\sAB|AB\s{_WORD}|(?:[Ff]öretaget|[Bb]olaget)\s({_WORD})"),
    ("network", rf"nätverket\s({_WORD}(?:\soch\s{_LOWER}|\s{_WORD})?)|[Kk]lustret\s({_WORD})"),
    ("other", rf"(?:[Bb]ostads|[Ff]astighets|[Ee]nergi|[Uu]tvecklings)bolaget\s({_WORD})"),
    ("partnership", rf"(?:Leader|LEADER)\s(?!-|o[ch]){_WORD}(?:\s{_WORD})?"),
)  # fmt: skip
_BY_SUFFIX: tuple[tuple[str, str], ...] = (
    (
        "government_agency",
        r"(?:verket|styrelsen|inspektionen|departementet|myndigheten|delegationen|revisionen)",
    ),
    ("network", r"(?:kompetensråd(?:et)?|branschråd(?:et)?|forumet)"),
    ("civil_society", r"(?:förbundet|föreningen)"),
)
_KINDS = [kind for kind, _ in (*_HEADED, *_BY_SUFFIX)]
_FORMS = Lines(
    [rf"(?<!\w)(?:{form})(?!\w)".replace(r"\s", " ") for _, form in _HEADED]
    + [rf"(?<=[a-zåäö,(]\s)[A-ZÅÄÖ][a-zåäö-]+{ending}(?!\w)" for _, ending in _BY_SUFFIX]
)
_BRACKET = re.compile(r"\s*\(([A-ZÅÄÖ][A-ZÅÄÖ-]{1,7})\)")
_NOT_A_NAME = re.compile(
    r"""^(?:Denna|Detta|Dessa|Varje|Alla|Andra|Vår|Våra|Den|Det|De|En|Ett|Någon|Som|Till|Från|I|På|För|Med|Flera
    |Många|Olika|Ny(?:a|are)|Svenska|Nordiska|Stora|Små|Region(?:er|erna|en)|Länets|Regionens|Dess|Deras|Vars|Allas
    |När|Om|Att|Vilken|Ingen|Samma|Hela|Egen|Varannan|Respektive|Sedan|Under|Enligt|Mellan|Hos|Av|Vid|Inom|Bland|Efter
    |Genom|Utan|Och|Men|Eller|Samt|Annan|Sin|Min|Berörd|Aktuell|Större|Mindre|Glesbygds|Nämnda|Medverkande
    |Personens|Individens|Elevens|Deltagarens|Landets|Stadens)\s
    |^Region\s(?:Östra|Norra|Mellersta|Övre|Södra|Västsverige|Sydsverige|Småland)
    |\s(?:Regionala?|Programområde|Investeringsprioritet|Mål)$|ESF|EU$""",
    re.X,
)


def unlisted_names(text: str) -> Iterator[Name]:
    """Names of organisations by their form, whether or not a list has them."""
    for number in sorted(_FORMS.that_may_match(text)):
        for match in _FORMS[number].finditer(text):
            if not _NOT_A_NAME.search(match.group()):
                own = next((words for words in match.groups() if words), match.group())
                yield _name(own, _KINDS[number], Span(*match.span()))


def named_abbreviations(text: str) -> dict[str, Name]:
    """Abbreviations that the text gives in brackets right after a name of `unlisted_names`."""
    found: dict[str, Name] = {}
    for name in unlisted_names(text):
        bracket = _BRACKET.match(text, name.span.end)
        if bracket:
            found.setdefault(bracket.group(1), name)
    return found


def _name(words: str, kind: str, span: Span) -> Name:
    if kind == "region" and words.startswith("Region "):
        words = words.removesuffix("s")
    lasting = re.sub(r"^(nätverk|samarbetsplattform)(?:et|en)\b", r"\1", words)
    canonical = lasting if lasting[0].islower() and kind == "network" else lasting[0].upper() + lasting[1:]
    return Name(f"ac:{slug(canonical)}", canonical, kind, span)


_ADJECTIVES: Mapping[str, str] = {
    "offentlig": "public",
    "privat": "private",
    "ideell": "civil",
    "idébur": "civil",
}
_CIVIL = "ac:civilsamhallets-organisationer"
_BODIES: Mapping[str, Mapping[str, str]] = {
    "sektor": {"public": "ac:offentlig-sektor", "private": "ac:naringslivet", "civil": _CIVIL},
    "aktör": {"public": "ac:offentliga-aktorer", "private": "ac:privata-aktorer", "civil": _CIVIL},
}
_ADJECTIVE = (
    r"(?:offentlig[at]?|privata?|ideella?|idébur(?:en|na)|kooperativa|lokala|andra|kommunala|statliga)"
)
_JOINED = (
    r"(?:\s?,\s?(?:och\s|eller\s)?|\s(?:och|eller|samt|som|såväl\ssom|respektive)\s)"
    rf"(?:den\s|det\s|i\s)?{_ADJECTIVE}"
)
_SECTORS = re.compile(
    rf"\b{_ADJECTIVE}(?:{_JOINED})+\s(?:{_ADJECTIVE}\s)?"
    r"(?P<head>sektor(?:n|er|erna)?|(?:aktör|organisation|verksamhet)(?:er|erna)?|parter|arbetsplatser)\b",
    re.I,
)


def sector_names(text: str) -> Iterator[Name]:
    """The actors of coordinated sectors ("offentliga, privata och ideella aktörer"), at their adjectives.

    The last adjective takes the noun with it.
    """
    for match in _SECTORS.finditer(text):
        bodies = _BODIES["sektor" if match["head"].casefold().startswith("sektor") else "aktör"]
        for word in re.compile(_ADJECTIVE, re.I).finditer(text, match.start(), match.start("head")):
            sector = next((s for a, s in _ADJECTIVES.items() if word.group().casefold().startswith(a)), None)
            if sector:
                concept = load_taxonomy()[bodies[sector]]
                end = match.end() if word.end() + 1 == match.start("head") else word.end()
                span = Span(word.start(), end)
                yield Name(concept.concept_id, concept.label(), concept.actor_type or "other", span)


_APPLICANTS = re.compile(
    r"""\b(?:kan|får)\s(?:nu\s)?(?P<you>ni|du)\s(?:[\w]+\s){0,3}?(?:söka|ansöka)\b(?!\s(?:jobb|arbete|sig))
    |\b(?P<they>ni|(?:den|de|ni)\ssom)\b[^.;:?!]{0,80}?\b(?:kan|får|vill|avser\satt|tänker)\s(?:[\w]+\s){0,2}?(?:söka|ansöka\som)\s
     (?:stöd|medel|pengar|bidrag|projekt\w*)\b""",
    re.X | re.I,
)


def applicants(text: str) -> Iterator[Name]:
    """Those who may apply, where the text turns to them without a name ("ni kan söka stöd")."""
    concept = load_taxonomy()["ac:projektsokande"]
    for match in _APPLICANTS.finditer(text):
        group = "you" if match["you"] else "they"
        yield Name(concept.concept_id, concept.label(), "other", Span(*match.span(group)))


_UNIONS = {
    name: f"ac:{slug(name)}" for name in ("Unionen", "Kommunal", "Vision", "Ledarna", "Byggnads", "Forena")
}
_UNION_IN_LIST = re.compile(
    rf"(?:,|\boch|\bsamt)\s(?P<name>{'|'.join(_UNIONS)})(?=\s?(?:,|\(|\.|\boch\b|\bsamt\b|$))"
)


def unions_in_lists(text: str) -> Iterator[Name]:
    """Trade unions whose names are also common words, where they stand as items of a list."""
    for match in _UNION_IN_LIST.finditer(text):
        concept = load_taxonomy()[_UNIONS[match["name"]]]
        yield Name(concept.concept_id, concept.label(), "social_partner", Span(*match.span("name")))


_LISTS_MUNICIPALITIES = re.compile(
    r"""\b(?:(?:företrädare|representant(?:er|erna)?)\sf(?:ör|rån)|kommunerna|deltagare\sfrån|deltog|deltagit
    |medverka\w+|referensgrupp\w*|möten?\smed|besök\w*\s(?:i|hos)|politiker\s(?:i|från)|svar\sfrån|remiss\w*
    |medlem\w*)\b""",
    re.X | re.I,
)
_CAPITALISED = re.compile(r"(?<![\w-])[A-ZÅÄÖ][\wåäöé-]+(?:\s[A-ZÅÄÖ][\wåäöé-]+)?")
_NEXT_IN_LIST = re.compile(
    rf"(?:\s?,\s|\s(?:och|samt|eller)\s)(?:{_WORD}(?:\s[a-zåäö]+)?(?:\s?,\s|\s(?:och|samt)\s)){{0,3}}"
)
_REACH = 80
_KOMMUNER_FOLLOWS = re.compile(r"^\s(?:kommuner|städer)\b")


@cache
def municipalities() -> Mapping[str, tuple[str, str]]:
    """Bare name to (actor id, official name); genitives too ("Danderyds, Täby och Vallentuna kommuner")."""
    ids = {c.label(): c.concept_id for c in load_taxonomy().scheme("ac") if c.actor_type == "municipality"}
    found: dict[str, tuple[str, str]] = {}
    for place in load_places().level("municipality"):
        official = next((name for name in place.names if name in ids), None)
        if official:
            bare = place.names[0] if place.names[0] != official else official.split()[0].removesuffix("s")
            found[bare] = found.setdefault(f"{bare}s", (ids[official], official))
    return found


def bare_municipalities(text: str) -> Iterator[Name]:
    """Municipalities named without "kommun", where two or more stand in a list of those who take part."""
    hits = [
        Span(match.start(), match.start() + len(word))
        for match in _CAPITALISED.finditer(text)
        for word in _parts(match.group())
        if word in municipalities()
    ]
    for run in _runs(text, hits):
        before, after = text[max(0, run[0].start - _REACH) : run[0].start], text[run[-1].end :]
        if len(run) > 1 and (_LISTS_MUNICIPALITIES.search(before) or _KOMMUNER_FOLLOWS.search(after)):
            for span in run:
                actor, official = municipalities()[text[span.start : span.end]]
                yield Name(actor, official, "municipality", span)


def _runs(text: str, spans: list[Span]) -> list[list[Span]]:
    """Spans that follow each other with nothing but a comma, "och" or another capitalised name between."""
    runs: list[list[Span]] = []
    for span in spans:
        if runs and _NEXT_IN_LIST.fullmatch(text[runs[-1][-1].end : span.start]):
            runs[-1].append(span)
        else:
            runs.append([span])
    return runs


def _parts(words: str) -> list[str]:
    """The two words together or the first of them, whichever is tried first."""
    return list(dict.fromkeys([words, words.split()[0]]))[:2]
