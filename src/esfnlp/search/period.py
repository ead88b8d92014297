"""A period as users write it in options and addresses."""

import re

from esfnlp.errors import UsageError


def parse_period(text: str | None) -> tuple[int, int] | None:
    """Two years, or one.

    >>> parse_period("2014-2020"), parse_period("2021"), parse_period(None)
    ((2014, 2020), (2021, 2021), None)

    Raises
    ------
    UsageError : the text is neither.
    """
    if not text:
        return None
    match = re.fullmatch(r"(\d{4})(?:[-–](\d{4}))?", text)
    if match is None or match[1] > (match[2] or match[1]):
        raise UsageError(f"no period {text!r}; write two years, such as 2014-2020")
    return int(match[1]), int(match[2] or match[1])
