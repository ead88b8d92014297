"""Cells of a table that hold numbers and nothing else."""

import re

from esfnlp.swedish.bounds import Bounded, find_bounded
from esfnlp.swedish.dates import date_spans

_CELL_WORDS = re.compile(
    r"minst|lägst|högst|max|cirka|ca\.?|drygt|knappt|mer än|över|under|st\.?|stycken|personer"
    r"|deltagare|projekt|procent(?:enheter)?|kronor|kr|mkr|mnkr|tkr|msek|sek|euro|eur|meur"
    r"|miljoner|miljarder|år|månader|kvinnor|män|totalt|[%€+≥≤<>~≈*=()–—:,.\s-]",
    re.I,
)


_LONGEST = 200
"""Characters beyond which a cell holds more than a number with its unit and bound."""


def cell_numbers(text: str) -> list[Bounded]:
    """Numbers of a cell that holds nothing else but a unit and a bound; none for a date or a cell of words.

    >>> [b.number.value for b in cell_numbers("minst 1 200 personer")], cell_numbers("Barn (6–17 år)")
    ([1200.0], [])
    """
    if len(text) > _LONGEST or date_spans(text):
        return []
    found = find_bounded(text)
    rest = text
    for item in found[::-1]:
        rest = rest[: item.number.span.start] + " " + rest[item.number.span.end :]
    return found if found and not _CELL_WORDS.sub("", rest).strip() else []
