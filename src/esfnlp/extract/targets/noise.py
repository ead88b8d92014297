"""Numbers that say nothing: references, law and diary numbers, dates, programme areas, web addresses."""

import re

from esfnlp.document import Span
from esfnlp.swedish.dates import date_spans, find_years, period_spans

_NUMBERED = (
    r"sid(?:an|a|orna|or)?|s\.|kapitel|kap\.?|avsnitt(?:en|et)?|bilag(?:a|an|or|orna)"
    r"|figur(?:en)?|tabell(?:en)?|diagram(?:met)?|karta|bild|punkt(?:en|erna)?|steg|fas|etapp|del"
    r"|version|nr\.?|nummer|fotnot|not|artikel|art\.|paragraf(?:en|er|erna)?|mål|delmål|prioritering|prioritet"
    r"|utmaning|insatsområde|målområde|programområden?a?|område|po|poa"
    r"|investeringsprioritet(?:en|er)?|ip|axel|insats|åtgärd|strategi|nivå|nuts|kategori"
    r"|alternativ|årskurs|åk|grupp|spår|modul|workshop|utlysning|omgång|typ|isced|sfi|klass"
    r"|termin|dag|covid|agenda|europa|lpo|kod|ref\.?|kurs|tema|princip|kriterium|rubrik"
    r"|spec(?:ifikt|ifika)? mål|särskilt mål|behov|rum|plan|sjukskrivningsdag|utgiftsområde"
    r"|anslag|proposition|dnr|diarienummer|tel(?:efon)?\.?|postadress|box"
)
_LIST = r"\d{1,3}(?:[.:]\d+)*(?:\.[ivx]+)?(?:\s?(?:[-–,/]|och|samt|till|eller)\s?\d{1,3}(?:[.:]\d+)*)*"
_COUNTED = (
    r"(?!\d|[,.:]\d|[\u00a0\u2009\u202f ]\d{3}"
    r"|\s*(?:%|procent|personer|deltagare|projekt|kr\b|kronor|mkr|miljo|individer|år\b|elever"
    r"|ungdomar|arbetslösa|stycken|företag))"
)
"""What follows a number that is counted, not a reference: "mål 200 deltagare"."""
_PATTERNS = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"\b(?:{_NUMBERED})[\s-]?{_LIST}{_COUNTED}",
        r"\b(?:19|20)\d{2} års\b",
        r"\b\d{4}:\d+\b|\b\d+:\d+(?:[.:]\d+)*\b",
        r"\b\d{4}/\d{2,6}(?::\d+)?\b|\b(?:eu|eg|eeg)\)?\s*(?:nr\s*)?\d+/\d+",
        r"\b\d+\s?kap\.?|§§?\s?\d+(?:[-–]\d+)?|\b\d+(?:\s?[-–]\s?\d+)?\s?[a-z]?\s?§§?",
        r"https?://\S+|www\.\S+|\S+@\S+",
        r"\+46[\d\s()-]{6,}|\b0\d{1,3}\s?[-–/]\s?\d[\d\s]{4,}\d",
        r"\bcovid\W?\d+|\bcom\(\d{4}\)\s*\d+",
        r"\.{4,}\s*\d+|(?:\.\s){4,}\s*\d+",
        r"^\s*\(?\d{1,2}[.)]\s|^\s*(?-i:\d{1,3}\s+(?=[A-ZÅÄÖ]))|\(\d{1,2}\)|(?<!\S)\d{1,2}\)(?=\s)",
        r"\b\d+\.\d+\.\d+(?:\.\d+)*\b",
        r"\b(?:jan|feb|mar|apr|jun|jul|aug|sep|okt|nov|dec)\.?\s\d{1,2}\b",
        r"\b\d{3}\s\d{2}\s[A-ZÅÄÖ][a-zåäö]+",
        r"\b(?:s|så)\s?kallade?\s\d+",
        r"\b\w+(?:gatan|vägen|torget|gränd|allén|stigen)\s\d+\b",
    )
)
_WORDED = re.compile(
    r"\bvarsin halva\b|\bhalva (?:av )?bilden\b|\b(?:ena|andra) hälften\b"
    r"|\bnärmare (?:en|ett)\b|\ben och samma\b|\bett och samma\b|\ben efter en\b",
    re.I,
)
_DIGIT = re.compile(r"\d")


def noise_spans(text: str) -> list[Span]:
    """Spans in `text` whose digits are no statement.

    >>> text = "enligt lag (2001:453) och PO 1, se sidan 12"
    >>> [text[s.start:s.end] for s in noise_spans(text)]
    ['PO 1', 'sidan 12', '2001:453']
    """
    found = [Span(*match.span()) for match in _WORDED.finditer(text)]
    if _DIGIT.search(text) is None:
        return found
    found += [Span(*match.span()) for pattern in _PATTERNS for match in pattern.finditer(text)]
    return [*found, *date_spans(text), *period_spans(text), *(year.span for year in find_years(text))]
