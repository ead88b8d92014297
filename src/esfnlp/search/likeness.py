"""The group or theme that a question's own words come nearest to in meaning: a guess, shown as one.

The question is likened by the shipped word vectors to everyday phrases (everyday.toml) and to the labels and
definitions of the taxonomy.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from esfnlp.embedding import Encoder, load
from esfnlp.taxonomy.concepts import load_taxonomy

_LEAD = 0.05
"""By which a concept is to be nearer than any that is neither broader nor narrower."""
_SYNTAX = re.compile(r"[()*=?|.\d]")


@dataclass(frozen=True, slots=True)
class Likeness:
    """A concept and the cosine similarity of its nearest phrase."""

    concept_id: str
    similarity: float


@dataclass(frozen=True, slots=True)
class _Phrases:
    encoder: Encoder
    concepts: tuple[str, ...]
    vectors: NDArray[np.float32]


def nearest_concept(text: str, least: float) -> Likeness | None:
    """The concept that a text comes nearest to; None where it is not as near as `least`, or two are."""
    known = _phrases()
    similarities = known.vectors @ known.encoder.encode([text])[0]
    best: dict[str, float] = {}
    for place in np.flatnonzero(similarities >= least - _LEAD):
        concept = known.concepts[int(place)]
        best[concept] = max(best.get(concept, 0.0), float(similarities[place]))
    ordered = sorted(best.items(), key=lambda item: (-item[1], item[0]))
    if not ordered or ordered[0][1] < least:
        return None
    first, similarity = ordered[0]
    rivals = (value for concept, value in ordered[1:] if not _are_related(first, concept))
    return Likeness(first, round(similarity, 4)) if similarity - max(rivals, default=0.0) >= _LEAD else None


def _are_related(one: str, other: str) -> bool:
    ancestors = load_taxonomy().ancestors
    return one in ancestors(other) or other in ancestors(one)


@cache
def _phrases() -> _Phrases:
    """Every phrase with its concept; encoded once, in a tenth of a second."""
    pairs = list(dict.fromkeys([*_everyday(), *_of_taxonomy()]))
    encoder = load()
    return _Phrases(
        encoder, tuple(concept for concept, _ in pairs), encoder.encode([text for _, text in pairs])
    )


def _everyday() -> Iterator[tuple[str, str]]:
    tables = tomllib.loads(files("esfnlp.search").joinpath("everyday.toml").read_text(encoding="utf-8"))
    for concepts in tables.values():
        for concept, phrases in concepts.items():
            yield from ((concept, phrase) for phrase in phrases)


def _of_taxonomy() -> Iterator[tuple[str, str]]:
    """Definitions, and the labels that are plain words."""
    for concept in load_taxonomy().concepts.values():
        if concept.scheme in ("tg", "th"):
            for language in ("sv", "en"):
                plain = [label for label in concept.labels.get(language, ()) if not _SYNTAX.search(label)]
                defined = concept.definition.get(language)
                yield from ((concept.concept_id, text) for text in (*plain, *([defined] if defined else ())))
