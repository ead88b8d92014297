"""Years, periods and dates in Swedish text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from esfnlp.document import Span, merged, overlaps_any

_MONTH = r"(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december)"
_FULL_YEAR = r"(?:19|20)\d{2}"
_PERIOD = re.compile(
    rf"(?<![\d.,:/–-]){_FULL_YEAR}\s?(?:(?:[-–—/]|till(?: och med)?|t\.?o\.?m\.?)\s?{_FULL_YEAR}|[-–—/]\s?\d{{2}})"
    r"(?![\d.,:/-]\d|\d)"
)
_NAMED = re.compile(
    rf"\b(?:agenda|rufs|europa|horisont|horizon|vision|strategi|utvecklingsstrategi|sverige"
    rf"|målbild|färdplan|rus|rup|reviderad)\s+{_FULL_YEAR}\b",
    re.I,
)
_DATE = re.compile(
    rf"\b(?:den\s+)?\d{{1,2}}(?:\s?(?:[-–]|och|till)\s?\d{{1,2}})?\s+{_MONTH}\b"
    rf"|\b{_FULL_YEAR}-\d{{2}}(?:-\d{{2}})?\b"
    rf"|\b(?:kl\.?|klockan)\s?\d{{1,2}}(?:[.:]\d{{2}})?(?:\s?[-–]\s?\d{{1,2}}[.:]\d{{2}})?"
    r"|\bden\s+\d{1,2}/\d{1,2}\b|\b(?:vecka|v\.)\s?\d{1,2}(?:\s?[-–]\s?\d{1,2})?\b",
    re.I,
)
_YEAR = re.compile(
    rf"(?<![\d.,:/\w])(?<!\w-){_FULL_YEAR}(?![\d\w%]|[:/]\d|[.,]\d|-\d| ?%| \d{{3}}\b(?! \d{{3}})| års\b)"
)
_YEAR_CUE = re.compile(
    rf"(?:\b(?:år|åren|år:et|under|till|senast|sedan|före|efter|i|från|hösten|våren|sommaren"
    rf"|vintern|årsskiftet|utgången av|slutet av|början av|med|och|fram|av|{_MONTH})|[(])\s*$",
    re.I,
)
_COUNTED = re.compile(
    r"\s*(?:kr|kronor|euro|personer|deltagare|individer|ungdomar|elever|projekt|arbetslösa"
    r"|anställda|platser|företag|kvinnor|procent|st|stycken|invånare|tkr|mkr)\b",
    re.I,
)


_TEXTS = 1024
"""Texts kept with their years, which several readings of a sentence ask for."""


@dataclass(frozen=True, slots=True)
class Year:
    year: int
    span: Span


@lru_cache(maxsize=_TEXTS)
def find_years(text: str) -> Sequence[Year]:
    """Years that stand for themselves: not ends of a period, parts of a name, or counts.

    >>> [y.year for y in find_years("Enligt Agenda 2030 ska 2000 personer nås till år 2026 (2021–2027)")]
    [2026]
    """
    hidden = merged(period_spans(text))
    return tuple(
        Year(int(match.group()), Span(*match.span()))
        for match in _YEAR.finditer(text)
        if not overlaps_any(Span(*match.span()), hidden) and not _counts(text, match)
    )


def _counts(text: str, match: re.Match[str]) -> bool:
    counted = _COUNTED.match(text, match.end()) is not None
    return counted and _YEAR_CUE.search(text[max(0, match.start() - 20) : match.start()]) is None


def period_spans(text: str) -> list[Span]:
    """Spans of periods (2021–2027) and of names that end in a year (Agenda 2030)."""
    return [Span(*match.span()) for pattern in (_PERIOD, _NAMED) for match in pattern.finditer(text)]


def date_spans(text: str) -> list[Span]:
    """Spans of dates (the year after a month's name not included), times of day and weeks."""
    return [Span(*match.span()) for match in _DATE.finditer(text)]
