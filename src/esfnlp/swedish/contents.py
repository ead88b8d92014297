"""Tables of contents, which name much and state nothing."""

import re
from collections.abc import Sequence

_HEADINGS = ("innehåll", "innehållsförteckning", "contents", "table of contents")
_LEADERS = re.compile(r"(?:\.\s?){5}|…\s?…|(?:[.…·_]\s?){3,}\d{1,3}\s*$", re.M)


def is_contents(text: str, headings: Sequence[str]) -> bool:
    """Whether a passage belongs to a table of contents: lines with leaders, or under the heading of one.

    >>> is_contents("2.1 Nuläget . . . . . 14", []), is_contents("Vi vill mer ... 14 kommuner deltar.", [])
    (True, False)
    """
    last = headings[-1].strip(" .:0123456789").casefold() if headings else ""
    return _LEADERS.search(text) is not None or last in _HEADINGS
