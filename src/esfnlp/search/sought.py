"""What passages are looked up by for a question: its words, their letters, its meaning, and what it names."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from esfnlp.search.interpretation import Interpretation
from esfnlp.search.question_concepts import blank
from esfnlp.search.question_words import FUNCTION_WORDS, words_of_weight
from esfnlp.search.terms import folded_words, grams, text_keys
from esfnlp.search.translation import translated
from esfnlp.search.where_and_when import find_period, find_places
from esfnlp.swedish.tokens import fold
from esfnlp.taxonomy.concepts import load_taxonomy


@dataclass(frozen=True, slots=True)
class Sought:
    """Keys of words, runs of letters, text for its meaning, and the concepts, each with those narrower.

    `concept_share` is what naming the concepts counts for beside the text: less where a question also has words that
    name nothing.
    """

    keys: tuple[str, ...]
    letters: tuple[str, ...]
    text: str
    items: Mapping[str, frozenset[str]]
    concept_share: float = 1.0


_COUNTED = {
    "persons": "deltagare personer deltagit", "projects": "projekt", "SEK": "miljoner kronor", "percent": "procent",
    "months": "månader",
}  # fmt: skip
"""Words beside a number, by its unit."""
_THEME, _GUESS = 0.6, 0.4
_UNKNOWN_WORD = 1.0
"""What a word that names nothing counts for beside a concept that is named."""


def what_is_sought(query: str, asked: Interpretation, items: Mapping[str, frozenset[str]]) -> Sought:
    """What a question is looked up by, where passages name `items`; where none does, or they are guesses, plain search
    takes over."""
    is_plain = not any(item not in asked.guessed and not item.startswith("th:") for item in items)
    words = [*question_words(query, asked, is_plain=is_plain), *_labels(set(items) & {*asked.guessed})]
    text = " ".join(words)
    return Sought(
        keys=tuple(dict.fromkeys(text_keys(text))),
        letters=tuple(dict.fromkeys(gram for word in folded_words(text) for gram in grams(word))),
        text=query if is_plain and asked.language == "sv" else text,
        items=items,
        concept_share=_concept_share(items, asked),
    )


def _concept_share(items: Iterable[str], asked: Interpretation) -> float:
    """What naming the concepts counts for: themes are wide, and words that name nothing may be what is asked for."""
    weights = [
        _GUESS if item in asked.guessed else _THEME if item.startswith("th:") else 1.0 for item in items
    ]
    return sum(weights) / (len(weights) + _UNKNOWN_WORD * len(asked.unknown)) if weights else 0.0


@lru_cache(maxsize=100)
def sought_keys(query: str, asked: Interpretation) -> frozenset[str]:
    """Keys of the words that a question is looked up by, as far as they say what it is about."""
    return frozenset(text_keys(" ".join(question_words(query, asked, is_plain=False))))


def question_words(query: str, asked: Interpretation, *, is_plain: bool) -> list[str]:
    """The words that a question is looked up by, without its times and its places, but for municipalities.

    Where passages name a concept that was understood, what the question asks of the plans and what stands in every
    question says nothing more; in plain search all but function words count, and so they do where a question that denies, or
    asks for numbers, has nothing else. Groups and actors are looked up by their names too, and English words by Swedish ones.
    """
    text = _without_places(asked.corrected or query, asked)
    words = _own_words(text, asked, is_plain)
    named = [item for item in (*asked.concepts, *asked.actors) if not item.startswith("th:")]
    areas = [f"programområde {area}" for area in asked.programme_areas if asked.language == "en"]
    counted = _COUNTED.get(asked.unit or "", "").split()
    return [*words, *_labels(set(named) - {*asked.guessed}), *areas, *counted]


def _without_places(text: str, asked: Interpretation) -> str:
    """The text without what says when and where; the name of a municipality may stand in a passage."""
    where = find_places(text)
    pairs = zip(where.spans, where.codes_of_spans, strict=True)
    large = [span for span, codes in pairs if asked.regions and not codes[0].isdigit()]
    return blank(text, [*find_period(text).spans, *large])


def _own_words(text: str, asked: Interpretation, is_plain: bool) -> list[str]:
    of_weight = words_of_weight(text, asked.language)
    if asked.language == "en":
        return _in_swedish(text, {fold(word) for word in of_weight}) or _in_swedish(text, None)
    is_more = asked.denies or asked.relation in ("targets", "excludes")
    nothing_else = is_more and not (of_weight or asked.groups or asked.actors)
    if (is_plain and of_weight) or nothing_else:
        return [word for word in folded_words(text) if word not in FUNCTION_WORDS["sv"]]
    return of_weight


def _in_swedish(text: str, counted: Container[str] | None) -> list[str]:
    """Swedish for the phrases and the words that count; words that have none as they stand, since they may be names."""
    found: list[str] = []
    for span, swedish in translated(text):
        english = text[span.start : span.end]
        if " " in english or counted is None or fold(english) in counted:
            found += swedish or _names(english)
    return found


def _names(english: str) -> Iterable[str]:
    return [word for word in folded_words(english) if word not in FUNCTION_WORDS["en"]]


def _labels(concept_ids: Iterable[str]) -> list[str]:
    """The words of weight of the names of some concepts."""
    return words_of_weight(" ".join(_label(concept_id) for concept_id in sorted(concept_ids)), "sv")


def _label(concept_id: str) -> str:
    concept = load_taxonomy().concepts.get(concept_id)
    return concept.label("sv") if concept else concept_id.partition(":")[2]
