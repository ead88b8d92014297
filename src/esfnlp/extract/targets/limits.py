"""Bounds that do not stand at the number: nouns that limit it, and the same value said before."""

import re

from esfnlp.finding import Comparator

_EQUALS = re.compile(
    r"[^;.\d]{0,30}(?:,|\()\s*(?:eller|det vill säga|dvs\.?|d\.v\.s\.|alltså|(?:vilket )?motsvarande"
    r"|vilket motsvarar)\s*$",
    re.I,
)
"""Words that say the same value once more: "60 procent, eller 540 personer"."""
_LIMIT_NOUNS = (
    r"(?:\w*belopp|\w*stöd|\w*ålder|\w*längd|\w*tid|\w*finansiering|\w*nivå|antal|budget)(?:en|et|n|s)?"
)
_LIMITS: tuple[tuple[Comparator, re.Pattern[str]], ...] = (
    (
        ">=",
        re.compile(
            rf"\b(?:(?:minsta|lägsta)\s+(?:[\w-]+\s+)?{_LIMIT_NOUNS}|minimi\w+|(?:nedre|undre) \w*gräns\w*)"
            r"\b[^.;,\d]{0,40}(?:är|:|på|till|vid|om)\s*$",
            re.I,
        ),
    ),
    (
        "<=",
        re.compile(
            rf"\b(?:(?:högsta|största|maximal[ta]?)\s+(?:[\w-]+\s+)?{_LIMIT_NOUNS}|max\w+|\w*taket"
            r"|(?:(?:övre )?\w*gräns(?:en)?))\b[^.;,\d]{0,40}(?:är|:|på|till|vid|om)\s*$",
            re.I,
        ),
    ),
)
"""Nouns that bound the value: "minsta stödbelopp är", "åldersgränsen höjdes till"."""
THE_GOAL = re.compile(
    r"\s*(?:som (?:är|var|sattes som|utgör|utgjorde) (?:(?:slut|del)?mål|tänkta?|planera(?:t|d|de))|\((?:slut|del)?mål)",
    re.I,
)
"""What makes of a value the goal itself: "de 400 som var målet"."""


def says_again(between: str) -> bool:
    """Whether what stands between two values says that the second is the first in other words.

    >>> says_again(" av deltagarna, eller "), says_again(" av deltagarna och ")
    (True, False)
    """
    return _EQUALS.fullmatch(between) is not None


def noun_limit(before: str) -> Comparator:
    """The bound that a noun before a value gives it; "=" where none does.

    >>> noun_limit("Det minsta stödbeloppet är "), noun_limit("Stödbeloppet är ")
    ('>=', '=')
    """
    return next((comparator for comparator, noun in _LIMITS if noun.search(before)), "=")
