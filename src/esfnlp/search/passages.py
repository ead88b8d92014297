"""Ranks the passages of the index for a question: by words, letters, meaning and concepts."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from esfnlp.embedding import Encoder
from esfnlp.search.columns import rows_numbered
from esfnlp.search.interpretation import Interpretation
from esfnlp.search.reader import Passages, Places, Scores
from esfnlp.search.scope import Scope
from esfnlp.search.sought import Sought, sought_keys, what_is_sought
from esfnlp.search.terms import folded_words, word_key
from esfnlp.settings import SearchSettings
from esfnlp.taxonomy.concepts import load_taxonomy

NARROWER = 0.7
"""What a narrower concept counts for where a broader one is asked for."""
_MOST_HITS = 400
_MOST_BY_TEXT = 200
"""Passages kept where concepts were understood, whose statements they are weighed by, and where none was."""
_RECKONED_ANEW = 2
"""Times as many passages as are kept have their similarity reckoned exactly, where it was estimated."""
_ESTIMATE_SLACK = 0.05
"""Somewhat less than the standard error of an estimate (0.07 at 256 numbers)."""
_SHOWN = "select number, concepts, passage_id, document_id, page, section, text, char_start from passages"
_FITTING_ROLES: dict[str, frozenset[str]] = {
    "prioritises": frozenset({"target_group", "priority"}),
    "responsible": frozenset({"actor"}),
    "targets": frozenset({"quantitative_target"}),
}
_FITTING_BONUS = 1.15
_SHORTEST_INSIDE = 5
"""Letters of a key that is looked for inside other words."""
_ANY_PASSAGE = 0.5
"""Score of passages in scope where a question names nothing, or only a place or a time."""


@dataclass(frozen=True, slots=True)
class Why:
    """Why a passage was found: keys of the question that it holds, concepts asked for that it names, and the
    cosine similarity of its meaning."""

    terms: tuple[str, ...] = ()
    concepts: tuple[str, ...] = ()
    similarity: float = 0.0

    def as_json(self) -> dict[str, Any]:
        return {"terms": list(self.terms), "concepts": list(self.concepts), "similarity": self.similarity}


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that a question finds. `score` is relative to the best possible, 0-1; `concept_score` says how much
    of what is asked for the passage is known to name. `alike` are passages that say the same and are not shown."""

    passage_id: str
    document_id: str
    page: int | None
    section: str
    text: str
    char_start: int
    score: float
    concept_score: float
    why: Why = Why()
    alike: tuple[str, ...] = field(default=())

    @property
    def order(self) -> tuple[float, str, int, str]:
        """Better first, equals as they stand in the plans."""
        return (-self.score, self.document_id, self.char_start, self.passage_id)

    def as_json(self) -> dict[str, Any]:
        return {
            "passage_id": self.passage_id,
            "document_id": self.document_id,
            "page": self.page,
            "section": self.section,
            "text": self.text,
            "score": self.score,
            "why": self.why.as_json(),
            "alike": list(self.alike),
        }


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What speaks for each of some passages: BM25 of words and letters, cosine similarity, and the share of the
    concepts asked for that it names."""

    words: Scores
    letters: Scores
    similarity: Scores
    concept: Scores

    def of(self, chosen: NDArray[Any]) -> "_Evidence":
        return _Evidence(
            self.words[chosen], self.letters[chosen], self.similarity[chosen], self.concept[chosen]
        )

    def is_any(self, settings: SearchSettings, slack: float = 0.0) -> NDArray[np.bool_]:
        """Whether it is enough for a passage to be shown at all; `slack` for similarities that are estimated."""
        return np.asarray(
            (self.words > 0)
            | (self.concept > 0)
            | (self.letters >= settings.least_letters)
            | (self.similarity >= settings.least_similarity - slack)
        )


@dataclass(frozen=True, slots=True)
class _Ranked:
    """Some passages with their scores, 0-1, in no order."""

    places: Places
    total: Scores
    concept: Scores
    similarity: Scores

    def best(self, most: int) -> "_Ranked":
        """The best of them."""
        if len(self.places) <= most:
            return self
        kept = np.argpartition(-self.total, most)[:most]
        return _Ranked(self.places[kept], self.total[kept], self.concept[kept], self.similarity[kept])


def find_passages(
    connection: sqlite3.Connection,
    query: str,
    asked: Interpretation,
    scope: Scope,
    settings: SearchSettings,
    encoder: Encoder,
) -> list[Hit]:
    """The passages in scope that share words, letters, meaning or a concept with the question, best first."""
    passages = Passages(connection)
    in_scope = passages.in_force if scope.is_everything else passages.where(scope.holds)
    items = {item: narrower_concepts(item) for item in (*asked.concepts, *asked.actors)}
    concept = _concept_scores(passages, items)
    sought = what_is_sought(query, asked, items if (concept[in_scope] if items else concept).any() else {})
    roles = _FITTING_ROLES.get(asked.relation or "", frozenset())
    ranked = _rank(passages, sought, concept, in_scope, roles, settings, encoder)
    named = frozenset(c for item, below in sought.items.items() for c in (item, *below))
    hits = _hits(connection, passages.numbers(ranked.places), ranked, named)
    return sorted(hits, key=lambda hit: hit.order)


def _rank(
    passages: Passages,
    sought: Sought,
    concept: Scores,
    in_scope: NDArray[np.bool_],
    roles: frozenset[str],
    settings: SearchSettings,
    encoder: Encoder,
) -> _Ranked:
    """The best passages. In a large index all are ranked by estimated similarities, and the best by exact ones."""
    most = _MOST_HITS if sought.items else _MOST_BY_TEXT
    if not (sought.keys or sought.items):
        places = np.flatnonzero(in_scope)
        flat = np.full(len(places), _ANY_PASSAGE, np.float32) * _standing(passages, places, roles)
        zeros = np.zeros(len(places), np.float32)
        return _Ranked(places, flat, zeros, zeros).best(most)
    vector = encoder.encode([sought.text])[0]
    everywhere = _Evidence(
        passages.bm25("words", sought.keys),
        passages.bm25("grams", sought.letters),
        passages.similarity(vector) if sought.keys else np.zeros(passages.count, np.float32),
        concept,
    )
    slack = _ESTIMATE_SLACK if passages.is_large else 0.0
    places = np.flatnonzero(everywhere.is_any(settings, slack) & in_scope)
    found = everywhere.of(places)
    total = _totals(found, sought, settings) * _standing(passages, places, roles)
    ranked = _Ranked(places, total, found.concept, found.similarity)
    if not (passages.is_large and sought.keys):
        return ranked.best(most)
    places = ranked.best(_RECKONED_ANEW * most).places
    found = replace(everywhere.of(places), similarity=passages.exact_similarity(vector, places))
    kept = found.is_any(settings)
    places, found = places[kept], found.of(kept)
    total = _totals(found, sought, settings) * _standing(passages, places, roles)
    return _Ranked(places, total, found.concept, found.similarity).best(most)


def _standing(passages: Passages, places: Places, roles: frozenset[str]) -> Scores:
    """What passages count for by their kind (headings and contents pages less) and their part in the plan."""
    weight = passages.weight[places]
    if roles:
        weight = np.where(passages.of_roles(roles, places), weight, weight / np.float32(_FITTING_BONUS))
    return np.asarray(weight, np.float32)


def _totals(found: _Evidence, sought: Sought, settings: SearchSettings) -> Scores:
    """The text's score, relative to the best, set against the concepts."""
    text = _fused(found.words, found.letters, np.maximum(found.similarity, 0.0), settings)
    text /= np.float32(max(float(text.max(initial=0.0)), 1e-9))
    weights = (
        settings.text_weight if sought.keys else 0.0,
        settings.concept_weight * sought.concept_share if sought.items else 0.0,
    )
    return np.asarray((weights[0] * text + weights[1] * found.concept) / sum(weights), np.float32)


def _fused(words: Scores, letters: Scores, similarity: Scores, settings: SearchSettings) -> Scores:
    return np.asarray(
        settings.lexical_weight * words
        + settings.ngram_weight * letters
        + settings.similarity_weight * similarity,
        np.float32,
    )


def _concept_scores(passages: Passages, items: Mapping[str, frozenset[str]]) -> Scores:
    """The share of what is asked for that a passage names; a narrower concept counts for less."""
    scores = np.zeros(passages.count, np.float32)
    for item, below in items.items():
        scores += passages.holding("concepts", dict.fromkeys(sorted(below), NARROWER) | {item: 1.0})
    return scores / np.float32(max(len(items), 1))


@cache
def narrower_concepts(concept_id: str) -> frozenset[str]:
    taxonomy = load_taxonomy()
    return frozenset(taxonomy.narrower(concept_id) if concept_id in taxonomy.concepts else ())


def wanted_concepts(asked: Iterable[str]) -> dict[str, float]:
    """The concepts asked for and those narrower, each with what it counts for."""
    asked = list(asked)
    narrower = {other for concept in asked for other in narrower_concepts(concept)}
    return dict.fromkeys(narrower, NARROWER) | dict.fromkeys(asked, 1.0)


def _hits(
    connection: sqlite3.Connection, numbers: Sequence[int], ranked: _Ranked, named: frozenset[str]
) -> Iterator[Hit]:
    """The ranked passages as they are shown; `named` are the concepts asked for and those narrower."""
    columns = (np.minimum(ranked.total, 1.0), ranked.concept, ranked.similarity)
    rounded = [np.round(column.astype(np.float64), 4).tolist() for column in columns]
    scores = dict(zip(numbers, zip(*rounded, strict=True), strict=True))
    for number, concepts, passage_id, document_id, page, section, text, char_start in rows_numbered(
        connection, _SHOWN, numbers
    ):
        total, concept, similarity = scores[number]
        about = tuple(c for c in concepts.split() if c in named) if named and concepts else ()
        yield Hit(
            passage_id,
            document_id,
            page,
            section,
            text,
            char_start,
            score=total,
            concept_score=concept,
            why=Why(concepts=about, similarity=similarity),
        )


def with_terms(hit: Hit, query: str, asked: Interpretation) -> Hit:
    """The hit with the words of the question that it holds, as it holds them, alone or inside a compound."""
    keys = sought_keys(query, asked)
    long = [key for key in keys if len(key) >= _SHORTEST_INSIDE]
    words = dict.fromkeys(folded_words(f"{hit.text}\n{hit.section}"))
    held = tuple(w for w in words if word_key(w) in keys or any(key in w for key in long))
    return replace(hit, why=replace(hit.why, terms=held))
