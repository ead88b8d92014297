"""Age, duration and gender of a target group, read from the words beside it."""

import re
from dataclasses import dataclass
from typing import Literal

_DASH = r"\s?[-–—]\s?|\s(?:till|och)\s"
_AGE_RANGE = re.compile(rf"\b(\d{{1,2}})(?:{_DASH})(\d{{2}})(?:[-\s]?(?:år\w*|åring\w*)|\b(?=\)))", re.I)
_AGE_FROM = re.compile(
    r"\b(?:över|fyllda|från|lägst|minst)\s(\d{2})\s?år|\b(\d{2})\s?(?:\+|år\s(?:och|eller)\säldre)", re.I
)
_AGE_TO = re.compile(
    r"\b(?:under|upp till|högst|yngre än)\s(\d{2})\s?år|\b(\d{2})\s?år\s(?:och|eller)\syngre", re.I
)
_NUMBERS = {
    "ett": 1, "två": 2, "tre": 3, "fyra": 4, "fem": 5, "sex": 6, "sju": 7, "åtta": 8, "nio": 9, "tio": 10,
    "elva": 11, "tolv": 12, "arton": 18, "tjugofyra": 24,
}  # fmt: skip
_DURATION = re.compile(
    rf"\b(?:minst|mer än|längre än|över|sedan|i)\s(?:minst\s|mer\sän\s)?(\d{{1,2}}|{'|'.join(_NUMBERS)})\s(månad\w*|år)\b",
    re.I,
)
_REACH = 60


@dataclass(frozen=True, slots=True)
class Attributes:
    age_min: int | None = None
    age_max: int | None = None
    duration_min_months: int | None = None
    gender: Literal["women", "men"] | None = None


def attributes(sentence: str, start: int, end: int, *, concept: str) -> Attributes:
    """What is said of the group at [start, end): ages (years), shortest duration (months), gender.

    >>> attributes("unga (15–24 år)", 0, 4, concept="tg:unga")
    Attributes(age_min=15, age_max=24, duration_min_months=None, gender=None)
    """
    near = _near(sentence, start, end)
    age_min, age_max = _ages(near)
    return Attributes(age_min, age_max, _duration(near, concept), _gender(sentence[start:end], concept))


def _near(sentence: str, start: int, end: int) -> str:
    """The group's words and what follows up to the next comma or conjunction outside brackets."""
    after = sentence[end : end + _REACH]
    stop = re.match(r"\s?\([^)]*\)|[^,;.(]*?(?=,|;|\.|\s(?:och|eller|samt)\s(?!\d|äldre|yngre)|$)", after)
    return sentence[start:end] + (stop.group() if stop else "")


def _ages(near: str) -> tuple[int | None, int | None]:
    both = _AGE_RANGE.search(near)
    if both:
        return int(both.group(1)), int(both.group(2))
    low, high = _AGE_FROM.search(near), _AGE_TO.search(near)
    return (
        int(low.group(1) or low.group(2)) if low else None,
        int(high.group(1) or high.group(2)) if high else None,
    )


def _duration(near: str, concept: str) -> int | None:
    found = _DURATION.search(near)
    if not found or concept not in {
        "tg:langtidsarbetslosa",
        "tg:unga-arbetslosa",
        "tg:arbetslosa",
        "tg:sjukskrivna",
    }:
        return None
    number = found.group(1).casefold()
    value = int(number) if number.isdigit() else _NUMBERS[number]
    return value if found.group(2).casefold().startswith("månad") else value * 12


def _gender(surface: str, concept: str) -> Literal["women", "men"] | None:
    women = "kvinnor" in concept or re.search(r"\b(?:kvinn|flick)\w*", surface, re.I)
    men = concept == "tg:man" or re.search(r"\b(?:män|männen|pojk\w*)\b", surface, re.I)
    if women and not men:
        return "women"
    return "men" if men and not women else None
