"""The words of a question: its language, what it asks of the plans, and the words that carry nothing.

The words themselves are in question_words.toml.
"""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

from esfnlp.document import Span
from esfnlp.swedish.tokens import fold

Language = Literal["sv", "en"]
Relation = Literal["prioritises", "mentions", "excludes", "responsible", "targets"]

_TABLES: dict[str, Any] = tomllib.loads(
    files("esfnlp.search").joinpath("question_words.toml").read_text(encoding="utf-8")
)


def _pattern(lines: list[str]) -> re.Pattern[str]:
    words = "|".join(line.replace(" ", r"\s") for line in lines)
    return re.compile(rf"(?<![\w-])(?:{words})(?!\w)", re.IGNORECASE)


FUNCTION_WORDS: dict[Language, frozenset[str]] = {
    language: frozenset(_TABLES["function_words"][language].split()) for language in get_args(Language)
}
"""Words that tell the language, and say nothing of what is asked for."""
RELATIONS: dict[Relation, re.Pattern[str]] = {
    relation: _pattern(lines) for relation, lines in _TABLES["relations"].items()
}
"""The words of each relation; of several in one question the first counts."""
SPELT = tuple(" ".join(_TABLES["words"].pop("spelt")).split())
"""Words of questions that are often misspelt."""
_WORDS = {name: _pattern(lines) for name, lines in _TABLES["words"].items()}
_WRITTEN_OUT = [(_pattern([short]), long) for short, long in _TABLES["written_out"].items()]
_UNITS = {unit: _pattern(lines) for unit, lines in _TABLES["units"].items()}
"""The words of each unit; of several in one question the first counts."""
_AREAS = re.compile(
    r"\b(?:(?:programområde(?:t|na)?|program(?:me)?\sareas?)\s|(?:område(?:t)?|area)\s(?=[A-F]))"
    r"([1-5]|[A-F])(?:\s?(?:,|och|and|&)\s?([1-5]|[A-F]))?(?![\w.]\w|\w)",
    re.I,
)
_WORD = re.compile(r"[^\W_]+(?:[-–:][^\W_]+)*")


@cache
def english_groups() -> dict[str, re.Pattern[str]]:
    """Everyday English for target groups by concept, beside the labels of the taxonomy."""
    return {concept_id: _pattern(lines) for concept_id, lines in _TABLES["english_groups"].items()}


def language_of(text: str) -> Language:
    """Swedish, unless more of its words are English.

    >>> language_of("which plans prioritise långtidsarbetslösa"), language_of("UVAS")
    ('en', 'sv')
    """
    words = re.findall(r"[^\W\d_]+", text)
    english = sum(_is_of(word, "en", "english") for word in words)
    swedish = sum(_is_of(word, "sv", "swedish") for word in words)
    return "en" if english > swedish else "sv"


def _is_of(word: str, language: Language, name: str) -> bool:
    is_name = word[0].isupper() and not word.isascii()
    return fold(word) in FUNCTION_WORDS[language] or (
        not is_name and _WORDS[name].fullmatch(word) is not None
    )


def relation_in(text: str) -> Relation | None:
    """What is asked of the plans, in a text whose names and groups are blanked out."""
    text = _WORDS["to_target"].sub("prioritise", " ".join(text.split()))
    text = _WORDS["counts_plans"].sub(" ", text)
    found = next((relation for relation, pattern in RELATIONS.items() if pattern.search(text)), None)
    return found or ("targets" if _WORDS["goals"].search(text) else None)


def number_in(text: str, *, of_group: bool = False) -> tuple[str | None, bool]:
    """The unit of what a question for numbers counts, and whether it asks for what is to be reached.

    Who counts a group counts persons (`of_group`; the group's own words stand no longer in the text).

    >>> number_in("hur många deltagare ska nås"), number_in("hur mycket pengar användes")
    (('persons', True), ('SEK', False))
    """
    text = " ".join(text.split())
    unit = next((unit for unit, pattern in _UNITS.items() if pattern.search(text)), None)
    if unit is None and of_group and _WORDS["counts"].search(text):
        unit = "persons"
    return unit, _WORDS["promised"].search(text) is not None


def written_out(text: str) -> str:
    """The text with what people write short written out.

    >>> written_out("hur mkt i PO3?")
    'hur mycket i programområde 3?'
    """
    for short, long in _WRITTEN_OUT:
        text = short.sub(long, text)
    return text


def compares(text: str) -> bool:
    """Whether a question sets things side by side."""
    return _WORDS["compares"].search(text) is not None


def denies(text: str) -> bool:
    """Whether a question has a word that denies.

    >>> denies("vem får inte söka?"), denies("vem får söka?")
    (True, False)
    """
    return _WORDS["denial"].search(text) is not None


def is_denied(text: str) -> bool:
    """Whether a passage denies something."""
    return _WORDS["denied"].search(text) is not None


def asks_for_silence(text: str) -> bool:
    """Whether the question is after plans that say nothing of something."""
    return _WORDS["silence"].search(" ".join(text.split())) is not None


def programme_areas_in(text: str) -> tuple[Span, tuple[str, ...]] | None:
    """Where programme areas are named, and their numbers or letters.

    >>> programme_areas_in("nås i programområde 1 och 2?")
    (Span(start=6, end=27), ('1', '2'))
    """
    match = _AREAS.search(text)
    if match is None:
        return None
    named = dict.fromkeys(part.upper() for part in match.groups() if part)
    return Span(*match.span()), tuple(named)


def without_relations(text: str) -> str:
    """The text without the words that say what is asked of the plans."""
    for pattern in RELATIONS.values():
        text = pattern.sub(" ", text)
    return text


def unframed(text: str) -> str:
    """The text without the words that ask something of plans.

    >>> unframed("Vilka planer satsar på dem som har egen firma?")
    'Vilka på dem som har egen firma'
    """
    words = (match.group() for match in _WORD.finditer(without_relations(text)))
    return " ".join(word for word in words if not _WORDS["plans"].fullmatch(word))


def words_of_weight(text: str, language: Language) -> list[str]:
    """The words that a question cannot do without: none of those that ask, bind or stand in every question."""
    parts = [match.group() for match in _WORDS["numbered"].finditer(text)]
    text = _WORDS["numbered"].sub(" ", text)
    words = (match.group() for match in _WORD.finditer(without_relations(text)))
    return parts + [
        word
        for word in words
        if len(word) > 1
        and not word.isdigit()
        and fold(word) not in FUNCTION_WORDS[language]
        and not _WORDS["carriers"].fullmatch(word)
    ]
