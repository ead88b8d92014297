"""Misspelt names of groups and places and words of questions: the nearest word that is known."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import groupby
from operator import itemgetter

from esfnlp.search.question_words import SPELT
from esfnlp.swedish.lexicon import frequency
from esfnlp.swedish.tokens import fold
from esfnlp.taxonomy.concepts import load_taxonomy
from esfnlp.taxonomy.places import load_places

_SHORTEST = 6
_LIKENESS = 84
"""Out of 100. Decided on words of one or two letters' difference: långtidarbetslösa, ukrainans, funktionsnedsätning."""
_COMMON = 3
"""A word that policy text uses so often is no slip."""


def corrected(text: str, words: Iterable[str]) -> str:
    """The text with those of the words that are nearly a label's word written as it is."""
    for word in words:
        near = None if " " in word else _nearest(fold(word))
        if near:
            text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", near, text)
    return text


@lru_cache(maxsize=200_000)
def _nearest(word: str) -> str | None:
    if len(word) < _SHORTEST:
        return None
    from rapidfuzz import fuzz, process

    candidates = [known for known in _label_words().get(word[0], ()) if abs(len(known) - len(word)) < 3]
    near = process.extractOne(word, candidates, scorer=fuzz.ratio, score_cutoff=_LIKENESS)
    return near[0] if near and near[0] != word and frequency(word) < _COMMON else None


@cache
def _label_words() -> dict[str, list[str]]:
    """By first letter, in order, the words that the labels of groups, themes and classes of actors spell out, and those of
    places and questions."""
    concepts = (c for c in load_taxonomy().concepts.values() if c.scheme != "ac" or c.is_class)
    labels = (label for concept in concepts for several in concept.labels.values() for label in several)
    spelt_out = {word for label in labels for word in re.findall(r"[^\W\d_]{6,}", fold(label))}
    places = (name for place in load_places().by_code.values() for name in place.names)
    named = {word for name in places for word in re.findall(r"[^\W\d_]{7,}", fold(name))}
    known = sorted({*spelt_out, *named, *SPELT})
    return {letter: list(words) for letter, words in groupby(known, key=itemgetter(0))}
