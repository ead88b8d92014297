"""Ranks the passages of the index for a question: by words, letters, meaning and concepts."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from esfnlp.embedding import Encoder
from esfnlp.search.interpretation import Interpretation
from esfnlp.search.question_concepts import blank
from esfnlp.search.question_words import FUNCTION_WORDS, swedish_words, words_of_weight
from esfnlp.search.reader import Passages, Scores
from esfnlp.search.scope import Scope
from esfnlp.search.terms import folded_words, grams, text_keys, word_key
from esfnlp.search.where_and_when import find_period, find_places
from esfnlp.settings import SearchSettings
from esfnlp.taxonomy.concepts import load_taxonomy

NARROWER = 0.7
"""What a narrower concept counts for where a broader one is asked for."""
_MOST_HITS = 1000
_MOST_BY_TEXT = 200
"""Passages kept where concepts were understood, whose statements they are weighed by, and where none was."""
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
class Sought:
    """What passages are looked up by: keys of words, runs of letters, text for its meaning, and the concepts, each
    with those narrower."""

    keys: tuple[str, ...]
    letters: tuple[str, ...]
    text: str
    items: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class _Scored:
    """Scores of all passages, 0-1; `found` tells which may be shown at all."""

    total: Scores
    concept: Scores
    similarity: Scores
    found: NDArray[np.bool_]


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
    in_scope = passages.where(scope.holds)
    sure = [item for item in (*asked.concepts, *asked.actors) if item not in asked.guessed]
    items = {item: narrower_concepts(item) for item in sure}
    concept = _concept_scores(passages, items)
    sought = what_is_sought(query, asked, items if concept[in_scope].any() else {})
    scored = _score(passages, sought, concept, in_scope, settings, encoder)
    fits = passages.of_roles(_FITTING_ROLES.get(asked.relation or "", frozenset()))
    total = scored.total * passages.weight * np.where(fits, 1.0, 1.0 / _FITTING_BONUS).astype(np.float32)
    chosen = _best(total, scored.found, _MOST_HITS if sought.items else _MOST_BY_TEXT)
    rows = _rows(connection, passages.numbers[chosen].tolist())
    hits = [
        _hit(rows[int(passages.numbers[i])], float(total[i]), scored, int(i), sought)
        for i in chosen
        if int(passages.numbers[i]) in rows
    ]
    return sorted(hits, key=lambda hit: hit.order)


def what_is_sought(query: str, asked: Interpretation, items: Mapping[str, frozenset[str]]) -> Sought:
    """What a question is looked up by, where passages name `items`; where none does, plain search takes over."""
    words = question_words(query, asked, is_plain=not items)
    text = " ".join(words)
    return Sought(
        keys=tuple(dict.fromkeys(text_keys(text))),
        letters=tuple(dict.fromkeys(gram for word in folded_words(text) for gram in grams(word))),
        text=text if items else query,
        items=items,
    )


def _score(
    passages: Passages,
    sought: Sought,
    concept: Scores,
    in_scope: NDArray[np.bool_],
    settings: SearchSettings,
    encoder: Encoder,
) -> _Scored:
    zeros = np.zeros(passages.count, np.float32)
    if not (sought.keys or sought.items):
        return _Scored(zeros + np.float32(_ANY_PASSAGE), zeros, zeros, in_scope)
    words = passages.bm25("words", sought.keys)
    letters = passages.bm25("grams", sought.letters)
    similarity = passages.similarity(encoder.encode([sought.text])[0]) if sought.keys else zeros
    text = _fused(words, letters, np.maximum(similarity, 0.0), settings)
    best = float(text[in_scope].max(initial=0.0))
    text = text / np.float32(best) if best > 0 else text
    weights = (settings.text_weight if sought.keys else 0.0, settings.concept_weight if sought.items else 0.0)
    total = (weights[0] * text + weights[1] * concept) / sum(weights)
    found = (
        (words > 0)
        | (concept > 0)
        | (letters >= settings.least_letters)
        | (similarity >= settings.least_similarity)
    )
    return _Scored(total.astype(np.float32), concept, similarity, found & in_scope)


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


def _best(scores: Scores, found: NDArray[np.bool_], most: int) -> NDArray[np.int64]:
    places = np.flatnonzero(found)
    if len(places) > most:
        places = places[np.argpartition(-scores[places], most)[:most]]
    return places


def question_words(query: str, asked: Interpretation, *, is_plain: bool) -> list[str]:
    """The words that a question is looked up by, without its places and times.

    Where passages name a concept that was understood, what the question asks of the plans and what stands in every
    question says nothing more; in plain search all but function words count. What was understood is
    looked up by its name too, and English words by Swedish ones.
    """
    query = asked.corrected or query
    taken = [*find_period(query).spans, *(find_places(query).spans if asked.regions else ())]
    text = blank(query, taken)
    words = words_of_weight(text, asked.language)
    if is_plain and words:
        words = [word for word in folded_words(text) if word not in FUNCTION_WORDS[asked.language]]
    labels = " ".join(_label(item) for item in (*asked.concepts, *asked.actors))
    return [
        *words,
        *words_of_weight(labels, "sv"),
        *(swedish_words(text) if asked.language == "en" else ()),
    ]


def _label(concept_id: str) -> str:
    concept = load_taxonomy().concepts.get(concept_id)
    return concept.label("sv") if concept else concept_id.partition(":")[2]


@cache
def narrower_concepts(concept_id: str) -> frozenset[str]:
    taxonomy = load_taxonomy()
    return frozenset(taxonomy.narrower(concept_id) if concept_id in taxonomy.concepts else ())


def wanted_concepts(asked: Iterable[str]) -> dict[str, float]:
    """The concepts asked for and those narrower, each with what it counts for."""
    asked = list(asked)
    narrower = {other for concept in asked for other in narrower_concepts(concept)}
    return dict.fromkeys(narrower, NARROWER) | dict.fromkeys(asked, 1.0)


def _rows(connection: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, dict[str, Any]]:
    found: dict[int, dict[str, Any]] = {}
    for begin in range(0, len(numbers), 500):
        part = numbers[begin : begin + 500]
        marks = ", ".join("?" * len(part))
        rows = connection.execute(f"select * from passages where number in ({marks})", part)
        found |= {row["number"]: dict(row) for row in rows}
    return found


def _hit(row: Mapping[str, Any], score: float, scored: _Scored, place: int, sought: Sought) -> Hit:
    named = set(str(row["concepts"]).split())
    return Hit(
        passage_id=row["passage_id"],
        document_id=row["document_id"],
        page=row["page"],
        section=row["section"],
        text=row["text"],
        char_start=row["char_start"],
        score=round(min(score, 1.0), 4),
        concept_score=round(float(scored.concept[place]), 4),
        why=Why(
            concepts=tuple(
                sorted(named & {c for item, below in sought.items.items() for c in (item, *below)})
            ),
            similarity=round(float(scored.similarity[place]), 4),
        ),
    )


def with_terms(hit: Hit, query: str, asked: Interpretation) -> Hit:
    """The hit with the words of the question that it holds, as it holds them, alone or inside a compound."""
    keys = set(text_keys(" ".join(question_words(query, asked, is_plain=False))))
    long = [key for key in keys if len(key) >= _SHORTEST_INSIDE]
    words = dict.fromkeys(folded_words(f"{hit.text}\n{hit.section}"))
    held = tuple(w for w in words if word_key(w) in keys or any(key in w for key in long))
    return replace(hit, why=replace(hit.why, terms=held))
