"""The common indicators of the funds, by their codes and by their names.

Those of ESF+ stand in Regulation (EU) 2021/1057, annex I, those of 2014-2020 in Regulation (EU) 1304/2013, annex I.
"""

import re

CODE = re.compile(r"\b(?:EE)?C[OR]\s?\d{2}\b")
_AFTER = r"\s+(?:efter|när)\s+(?:\w+\s+){0,2}?(?:avslut|deltagande|insats|åtgärd)"
_HALF_YEAR = r".*\b(?:sex|6)\s+månader\s+efter"
_NAMES: tuple[tuple[str, str], ...] = (
    ("EECO01", r"totalt antal deltagare|antal deltagare totalt|deltagare,? totalt antal"),
    ("EECO02", r"arbetslösa(?: deltagare)?,? \(?(?:inklusive|inbegripet|inkl\.?) långtidsarbetslösa\)?"),
    ("EECO03", r"långtidsarbetslösa(?: deltagare)?"),
    ("EECO04", r"(?:icke[- ]förvärvsarbetande|(?:ekonomiskt )?inaktiva)(?: deltagare| personer)?"),
    ("EECO05", r"(?:anställda|sysselsatta),? \(?(?:inklusive|inbegripet|inkl\.?) egenföretagare\)?"),
    ("EECO06", r"(?:antal )?barn under 18 år"),
    ("EECO07", r"(?:unga|ungdomar|deltagare)(?: mellan| i åldern)? 18\s?(?:[-–]|och|till)\s?29 år"),
    ("EECO08", r"(?:deltagare )?(?:som är )?55 år (?:eller|och) äldre"),
    ("EECO12", r"(?:deltagare|personer) med funktionsnedsättning"),
    ("EECO13", r"tredjelandsmedborgare"),
    ("EECO14", r"(?:deltagare|personer) med utländsk bakgrund"),
    ("EECO17", r"deltagare från landsbygdsområden"),
    ("EECR05", rf"deltagare i (?:sysselsättning|arbete)\b{_HALF_YEAR}.*"),
    ("EECR06", rf"deltagare med (?:en )?(?:bättre|förbättrad)\b{_HALF_YEAR}.*"),
    ("EECR01", rf"deltagare som (?:påbörjar arbetssökande|börjar söka arbete){_AFTER}.*"),
    ("EECR02", rf"deltagare i (?:utbildning|studier)\b.*{_AFTER}.*"),
    ("EECR03", r"deltagare som (?:erhåller|erhållit|får|fått|uppnår) en (?:kvalifikation|examen)\b.*"),
    ("EECR04", rf"deltagare i (?:sysselsättning|arbete)\b.*{_AFTER}.*"),
)
_NAMES_2014: tuple[tuple[str, str], ...] = (
    ("CO01", r"arbetslösa(?: deltagare)?,? \(?(?:även|inklusive|inbegripet|inkl\.?) långtidsarbetslösa\)?"),
    ("CO02", r"långtidsarbetslösa(?: deltagare)?"),
    ("CO03", r"(?:icke[- ]förvärvsarbetande|(?:ekonomiskt )?inaktiva)(?: deltagare| personer)?"),
    ("CO05", r"(?:anställda|sysselsatta),? \(?(?:även|inklusive|inbegripet|inkl\.?) egenföretagare\)?"),
    ("CO06", r"(?:deltagare |personer )?(?:som är )?(?:under|yngre än) 25 år"),
    ("CO07", r"(?:deltagare |personer )?(?:som är )?(?:över|äldre än) 54 år"),
    ("CO16", r"(?:deltagare|personer) med funktionsnedsättning(?:ar)?"),
    ("CO18", r"hemlösa(?: (?:deltagare|personer))?.*"),
    ("CO19", r"(?:deltagare )?från landsbygdsområden"),
    ("CR06", rf"deltagare i (?:sysselsättning|arbete)\b{_HALF_YEAR}.*"),
    ("CR07", rf"deltagare med (?:en )?(?:bättre|förbättrad)\b{_HALF_YEAR}.*"),
    (
        "CR01",
        rf"(?:icke[- ]förvärvsarbetande )?deltagare som (?:påbörjar arbetssökande|börjar söka arbete){_AFTER}.*",
    ),
    ("CR02", rf"deltagare i (?:utbildning|studier)\b.*{_AFTER}.*"),
    ("CR03", r"deltagare som (?:erhåller|erhållit|får|fått|uppnår) en (?:kvalifikation|examen)\b.*"),
    ("CR04", rf"deltagare i (?:sysselsättning|arbete)\b.*{_AFTER}.*"),
)
_PATTERNS = {
    first_year: [(code, re.compile(name, re.I)) for code, name in names]
    for first_year, names in ((2014, _NAMES_2014), (2021, _NAMES))
}
"""By the first year of the programme period."""
_LONGEST = 160
_FILLER = re.compile(r"^(?:varav|antal(?:et)?|andel(?:en)?)\s+", re.I)


def with_code(indicator: str, words: str) -> str:
    """The indicator with the one code that `words` name in front.

    >>> with_code("Totalt antal deltagare", "EECO01 | 1 500"), with_code("deltagare", "EECO01 och EECO02")
    ('EECO01 Totalt antal deltagare', 'deltagare')
    """
    codes = list(dict.fromkeys(code.replace(" ", "") for code in CODE.findall(words)))
    if len(codes) != 1 or codes[0] in indicator.replace(" ", ""):
        return indicator
    return f"{codes[0]} {indicator}".strip()


def named_code(indicator: str, period_start: int | None = 2021) -> str | None:
    """The code of the period's common indicator that is called so, in these or nearly these words.

    >>> named_code("Antal tredjelandsmedborgare"), named_code("Deltagare i arbete")
    ('EECO13', None)
    >>> named_code("Långtidsarbetslösa", 2014), named_code("Långtidsarbetslösa", 2007)
    ('CO02', None)
    """
    words = re.sub(r"\s+", " ", indicator).strip(" ,.:;")
    if len(words) > _LONGEST:
        return None
    names = (words, _FILLER.sub("", words))
    patterns = _PATTERNS.get(period_start or 0, [])
    return next((code for code, name in patterns if any(map(name.fullmatch, names))), None)
