"""Stretches that may describe a group of people without naming it ("den som varken har jobb eller går i skolan").

A description is a head that stands for people with what is said of them; where it ends is left open, so that
each head gives several candidates and the one that is most surely a group is taken. Which group it is, a
classifier tells; its card is models/descriptions.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from esfnlp.document import Span
from esfnlp.extract.features import meanings, wording
from esfnlp.extract.linear import Features, WithVectors, shipped_model
from esfnlp.extract.patterns import patterns

_WORDS = patterns("descriptions")
THRESHOLD = 0.55
"""The probability from which on a stretch describes a group."""
_LONGEST = 16
"""Words of the longest description."""


def candidates(sentence: str) -> list[Span]:
    """Stretches from the beginning of a head to each place where the description can end."""
    found: list[Span] = []
    for head in _WORDS["head"].finditer(sentence):
        found += [Span(head.start(), end) for end in _ends(sentence, head.start(), head.end())]
    return [span for span in dict.fromkeys(found) if len(span) > 0]


def _ends(sentence: str, start: int, least: int) -> Iterator[int]:
    words = [match.end() for match in re.finditer(r"\S+", sentence[start:])][:_LONGEST]
    last = start + words[-1] if words else least
    for stop in _WORDS["end"].finditer(sentence, least, last):
        yield start + len(sentence[start : stop.start()].rstrip(" .,;:(–"))
    yield start + len(sentence[start:last].rstrip(" .,;:"))


@dataclass(frozen=True, slots=True)
class Description:
    """A group that a stretch of a sentence describes; `span` is relative to the sentence."""

    concept_id: str
    span: Span
    probability: float


def description_features(texts: Sequence[str]) -> list[Features]:
    """What the classifier sees of each stretch: its words, pieces of them, and its meaning."""
    return [
        WithVectors(wording(text), {"meaning": vector})
        for text, vector in zip(texts, meanings(texts), strict=True)
    ]


def descriptions(sentence: str) -> list[Description]:
    """The groups that a sentence describes: of the stretches from one head the one that is most surely a group."""
    return descriptions_in_each([sentence])[0]


def descriptions_in_each(sentences: Sequence[str]) -> list[list[Description]]:
    """The same for several sentences."""
    found = [candidates(sentence) for sentence in sentences]
    texts = [
        s[span.start : span.end] for s, several in zip(sentences, found, strict=True) for span in several
    ]
    model = shipped_model("descriptions")
    rows = iter(model.probabilities(description_features(texts)))
    return [_surest(several, [next(rows) for _ in several], model.labels) for several in found]


def _surest(
    found: Sequence[Span], rows: Sequence[NDArray[np.float64]], labels: Sequence[str]
) -> list[Description]:
    surest: dict[int, int] = {}
    for number, span in enumerate(found):
        held = surest.get(span.start)
        if held is None or rows[number].max() > rows[held].max():
            surest[span.start] = number
    best: dict[str, Description] = {}
    for number in surest.values():
        for concept, probability in zip(labels, rows[number].tolist(), strict=True):
            if probability >= THRESHOLD and (concept not in best or probability > best[concept].probability):
                best[concept] = Description(concept, found[number], probability)
    return sorted(best.values(), key=lambda one: (one.span, one.concept_id))
