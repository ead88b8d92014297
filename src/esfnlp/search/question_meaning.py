"""What a question describes in words of its own: groups ("de som driver eget") and themes, by the classifiers that read
the plans, and by likeness to everyday phrases.

Asked only for words that name nothing: names go before.
"""

from collections.abc import Sequence

from esfnlp.document import Span
from esfnlp.search.question_concepts import Named, blank
from esfnlp.search.question_words import Language, unframed, words_of_weight
from esfnlp.taxonomy.concepts import load_taxonomy

_FEWEST_WORDS = 2
"""Words of weight that describe a theme; a single one that names nothing is only a word."""


def with_descriptions(text: str, named: Sequence[Named]) -> list[Named]:
    """What is named, and the groups that other words of the text describe.

    A description takes the place of the group that it begins with ("anställda vars bransch försvinner").
    """
    who = [n for n in named if n.scheme != "th"]
    if not words_of_weight(blank(text, [n.span for n in who]), "sv"):
        return list(named)
    from esfnlp.extract.descriptions import descriptions

    groups = {n.concept_id for n in named if n.scheme == "tg"}
    new = [
        Named(one.concept_id, one.span)
        for one in descriptions(text)
        if one.concept_id not in groups and _says_more(text, one.span, who)
    ]
    new = [one for one in new if not any(_is_broader(one, other) for other in new)]
    kept = [n for n in named if n.scheme != "tg" or not any(_takes(one, n) for one in new)]
    return sorted([*kept, *new], key=lambda n: (n.span, n.concept_id))


_ALONE: dict[Language, float] = {"sv": 0.45, "en": 0.5}
"""Likeness from which a concept is guessed where a question names nothing; English phrases are all somewhat alike."""
_INSTEAD = 0.55
"""Likeness from which a guess takes the place of names that leave words unexplained."""


def guessed_concepts(text: str, language: Language, named: Sequence[Named]) -> tuple[str, ...]:
    """The concept that a text comes nearest to, whose names explain too little of it; empty where it is near to none.

    A guess takes the place only of names that may as well be mere words: themes, classes of actors, women, men and
    organisations.
    """
    words = [
        word for word in words_of_weight(blank(text, [n.span for n in named]), language) if " " not in word
    ]
    if len(words) < _FEWEST_WORDS or any(not _is_loose(n) for n in named):
        return ()
    from esfnlp.search.likeness import nearest_concept

    found = nearest_concept(unframed(text), _INSTEAD if named else _ALONE[language])
    return (found.concept_id,) if found and found.concept_id not in {n.concept_id for n in named} else ()


_LOOSE = frozenset({"tg:organisationer", "tg:kvinnor", "tg:man"})
"""Groups whose names often only say of whom more is told."""


def _is_loose(named: Named) -> bool:
    concept = load_taxonomy().concepts.get(named.concept_id)
    return named.scheme == "th" or named.concept_id in _LOOSE or (concept is not None and concept.is_class)


def described_themes(text: str) -> tuple[str, ...]:
    """The theme of a text that names nothing; empty where the classifier is not sure of one."""
    words = [word for word in words_of_weight(text, "sv") if " " not in word]
    if len(words) < _FEWEST_WORDS:
        return ()
    from esfnlp.extract.themes import THRESHOLD, theme_probabilities

    best = theme_probabilities(text)[:1]
    return tuple(theme for theme, probability in best if probability >= THRESHOLD)


def _says_more(text: str, span: Span, named: Sequence[Named]) -> bool:
    """Whether the stretch holds words that no name explains."""
    return bool(words_of_weight(blank(text, [n.span for n in named])[span.start : span.end], "sv"))


def _is_broader(one: Named, other: Named) -> bool:
    return one.span.overlaps(other.span) and one.concept_id in load_taxonomy().ancestors(other.concept_id)


def _takes(description: Named, named: Named) -> bool:
    return description.span.overlaps(named.span) and (
        named.span.start == description.span.start
        or named.weak
        or named.concept_id in load_taxonomy().ancestors(description.concept_id)
    )
