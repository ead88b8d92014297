"""The words around a quantity: the clause that proves it, what is counted, the year it holds for."""

import re
from collections.abc import Sequence

from esfnlp.document import Span
from esfnlp.extract.targets.quantities import Quantity
from esfnlp.swedish.bounds import text_before
from esfnlp.swedish.dates import Year, find_years

_BOUNDARY = re.compile(
    r";\s+|\s[–—]\s|,\s+(?=(?:och|men|medan|varav|samt|vilket|vilka|dock|därav|respektive)\b)"
    r"|\s+(?=(?:medan|varav|därav)\b)",
    re.I,
)
_JOINED_CLAUSE = re.compile(
    r"\s+(?=(?:och|samt|men)\s+(?:att\s+)?(?:mellan\s+[\w-]+\s+och\s+"
    r"|(?!(?:och|samt|men)\b)[\w-]+\s+|(?<=-\s)och\s+){1,7}?(?:ska|skall|bör|var|är|uppgick"
    r"|uppgår|har|hade)\b)",
    re.I,
)
_FINITE = re.compile(
    r"(?<!som)(?<!som inte)\s(?:ska|skall|bör|är|var|har|hade|ligger|låg|uppgår|uppgick|utgör"
    r"|utgjorde|kommer|ökar|ökade|minskar|minskade|måste|kan|som ska)\b",
    re.I,
)
_RELATIVE = re.compile(r"\bsom\s+(?:\w+\s+){0,4}?(?:ska|är|var|har|hade|ligger|kan)\b", re.I)
_SHARE_SUBJECT = re.compile(
    r"\b(?:\w*andel(?:en|ar|arna)?|\w*(?:frekvens|grad|kvot|nivå|arbetslöshet)(?:en)?"
    r"|antal(?:et)?)\b.*",
    re.I | re.S,
)
_INDICATOR_WORDS = 12
_NEAR = 20
_OUT_OF_WORK = re.compile(r"\barbetslös\w*|\butan (?:arbete|jobb)|\binskriv\w*", re.I)
_ADULT_AGE = 12
"""From here on a number of years is an age, below it a duration."""
_GOAL_ONLY = re.compile(r"(?:ett |vårt |regionens )?(?:slut|del)?mål(?:et|en|värdet)?|detta|denna", re.I)
_TRIM = re.compile(
    r"^(?:[\s,.:;()–-]|(?:att|och|samt|men|varav|år|till|senast|minst|högst|cirka|ca|sammantaget"
    r"|totalt)\b)+|(?:[\s,.:;(–-]|\b(?:att|och|till|på|med|i|år|senast|minst|under|från|ska|vara"
    r"|är|inom|av|fram|jämfört))+$",
    re.I,
)
_YEAR_OF = re.compile(
    r"\b((?:19|20)\d{2}) års (?:\w+ )?\w*(?:utlysning|budget|ram|anslag|medel|fördelning|insats|mål)\w*", re.I
)
"""A year that a call or a budget is named by: "2022 års utlysningar"."""
_NEXT_VALUE = re.compile(r"\s*[:;]\s|(?:,|\s(?:och|samt|varav))\s+\d")
"""Where what is said of another value begins."""
_COMPARED = re.compile(
    r"\b(?:proposition\w* för|jämfört med|i jämförelse med|mot|än|sedan|mellan"
    r"|från)\s+(?:\w+\s+)?(?:år\s+)?$",
    re.I,
)


def last_start(pattern: re.Pattern[str], text: str) -> int:
    """Where the last match begins; -1 where there is none."""
    return max((match.start() for match in pattern.finditer(text)), default=-1)


def clause_at(text: str, span: Span, cuts: Sequence[Span]) -> Span:
    """The clause in which `span` stands; `cuts` are those of `clause_cuts`."""
    start, end = 0, len(text)
    for cut in cuts:
        if cut.end <= span.start:
            start = cut.end
        elif cut.start >= span.end:
            end = cut.start
            break
    while end > start and text[end - 1] in " ,;:–—\n\t":
        end -= 1
    return Span(start, end)


def clause_cuts(text: str) -> list[Span]:
    """What stands between the clauses of a sentence; "och" parts two only where both have a finite verb.

    What stands in brackets is not parted from what stands before it.
    """
    found: list[Span] = []
    hard = [Span(*match.span()) for match in _BOUNDARY.finditer(text)]
    soft = {Span(*match.span()) for match in _JOINED_CLAUSE.finditer(text)}
    for cut in sorted({*hard, *soft}):
        begin = found[-1].end if found else 0
        complete = cut not in soft or _FINITE.search(_RELATIVE.sub(" ", text[begin : cut.start])) is not None
        if complete and text.count("(", 0, cut.start) <= text.count(")", 0, cut.start):
            found.append(cut)
    return found


def year_of(text: str, quantity: Quantity, quantities: Sequence[Quantity], clause: Span) -> int | None:
    """The year that the sentence gives the quantity: paired by order, else in its clause, else before it."""
    years = [
        year
        for year in find_years(text)
        if not _COMPARED.search(text_before(text, year.span.start)) and not quantity.span.contains(year.span)
    ]
    inside = [year for year in years if clause.contains(year.span)]
    if inside:
        siblings = [q for q in quantities if clause.contains(q.span) and not q.ends_range]
        if len(inside) == len(siblings) > 1 and quantity in siblings:
            return sorted(inside, key=lambda y: y.span)[siblings.index(quantity)].year
        return _nearest(inside, quantity.span).year
    before = [year for year in years if year.span.end <= clause.start]
    if before:
        return _nearest(before, quantity.span).year
    named = _YEAR_OF.search(text)
    if named:
        return int(named.group(1))
    later_quantity = any(q.span.start >= clause.end for q in quantities)
    return _nearest(years, quantity.span).year if years and not later_quantity else None


def _nearest(years: Sequence[Year], span: Span) -> Year:
    """The year nearest to the span; of two as near the later one."""

    def distance(year: Year) -> int:
        return year.span.start - span.end if year.span.start >= span.end else span.start - year.span.end

    return min(years, key=lambda year: (distance(year), -year.year))


def indicator_of(text: str, quantity: Quantity, clause: Span) -> str:
    """What is counted, in a few words without number and year, so that two versions can be compared."""
    if quantity.unit in ("years", "months"):
        return _time_indicator(text, quantity, clause)
    before, after = text[clause.start : quantity.span.start], text[quantity.span.end : clause.end]
    if quantity.unit in ("persons", "projects", "count") and quantity.noun:
        noun = text.find(quantity.noun, quantity.number.span.end)
        return _short(_until_verb(text[max(noun, 0) : clause.end]))
    labelled = re.search(r"([^:;.,\d]{3,})[:=]\s*$", before)
    if labelled and _short(labelled.group(1)):
        return _short(labelled.group(1))
    subject = _SHARE_SUBJECT.search(before)
    if subject:
        return _short(_until_verb(subject.group()))
    if re.match(r"\s+av\b", after, re.I):
        return _short(_FINITE.sub(" ", after))
    if _FINITE.search(before) and not _GOAL_ONLY.fullmatch(_short(_until_verb(before))):
        return _short(_until_verb(before))
    earlier = _SHARE_SUBJECT.search(text[: clause.start])
    if earlier:
        return _short(_until_verb(earlier.group()))
    return _short(_until_verb(after)) or _short(before) or _short(text)


def _time_indicator(text: str, quantity: Quantity, clause: Span) -> str:
    """Age, time out of work, or just time: by the words at the number, and the size of it or of its range."""
    near = text[max(clause.start, quantity.span.start - _NEAR) : min(clause.end, quantity.span.end + _NEAR)]
    ends = re.findall(r"\d+", text[quantity.span.start : quantity.span.end]) if quantity.ends_range else []
    largest = max([quantity.value, *map(float, ends)])
    if quantity.unit == "years" and (largest >= _ADULT_AGE or re.search(r"\bålder", near, re.I)):
        return "ålder"
    return "tid i arbetslöshet" if _OUT_OF_WORK.search(text[clause.start : clause.end]) else "tid"


def _until_verb(text: str) -> str:
    """The words up to the finite verb; a verb inside a relative clause ends it too."""
    match = _FINITE.search(text)
    return text[: match.start()] if match and match.start() > 3 else text


def _short(text: str) -> str:
    text = _NEXT_VALUE.split(text, maxsplit=1)[0] or text
    text = re.sub(r"\b(?:år\s+)?(?:19|20)\d{2}\b|\s*\([^)]*\)?", " ", text)
    words = " ".join(re.sub(r"\s+", " ", text).split()[:_INDICATOR_WORDS])
    previous = None
    while previous != words:
        previous, words = words, _TRIM.sub("", words)
    return words
