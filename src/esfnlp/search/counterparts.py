"""What other regions say where one plan says something: the counterparts of a passage or record, and what of its
wording regions share.

Plans are written from common templates: a sentence that several regions have is boilerplate, the rest is the region's own.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from esfnlp.errors import UsageError
from esfnlp.search.columns import rows_numbered
from esfnlp.search.encoder import encoder_of
from esfnlp.search.entries import text_terms
from esfnlp.search.index import Statements, open_index
from esfnlp.search.reader import Passages, Places, Scores
from esfnlp.search.scope import Scope, scope_of
from esfnlp.search.terms import folded_words
from esfnlp.swedish.sentences import sentences
from esfnlp.taxonomy.places import load_places

WEIGHTS = {"meaning": 0.5, "words": 0.3, "concepts": 0.2}
"""Of the parts of a counterpart's score."""
_LOOKED_AT = 300
_OF_ONE_DOCUMENT = 2
_LEAST = 0.3
"""Score below which a passage speaks of something else."""
_SHORT = 8
_LEAST_OF_SHORT = 0.25
_LEAST_WORDS = 0.1
"""Score and words in common from which a passage speaks of the same as one of at most so many words, whose score is lower
for want of words."""
_RUN = 4
_SHARED = 0.6
"""Share of a sentence's runs of four words from which another passage has the sentence too."""
_RECORDS = ("target_groups", "actors", "priorities", "targets")
_COLUMNS = (
    "select number, passage_id, document_id, page, section, text, concepts, kind, is_contents from passages"
)


@dataclass(frozen=True, slots=True)
class Counterpart:
    """A passage of another region; `parts` are what it shares with the one asked for, 0-1 each, and `wording` the
    share of the asked passage's runs of four words that it has too."""

    passage_id: str
    document_id: str
    region_codes: tuple[str, ...]
    page: int | None
    section: str
    text: str
    score: float
    parts: Mapping[str, float]
    wording: float

    def as_json(self) -> dict[str, Any]:
        return {
            "passage_id": self.passage_id, "document_id": self.document_id,
            "region_codes": list(self.region_codes), "page": self.page, "section": self.section,
            "text": self.text, "score": self.score, "parts": dict(self.parts), "wording": self.wording,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class SharedSentence:
    """A sentence of the passage asked for, and the other regions whose plans have it too; none where it is its own."""

    text: str
    regions: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        return {"text": self.text, "regions": list(self.regions)}


@dataclass(frozen=True, slots=True)
class Counterparts:
    """The passage asked for, sentence by sentence, and its counterparts, best first."""

    passage_id: str
    document_id: str
    sentences: tuple[SharedSentence, ...]
    found: tuple[Counterpart, ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "passage_id": self.passage_id,
            "document_id": self.document_id,
            "sentences": [sentence.as_json() for sentence in self.sentences],
            "similar": [counterpart.as_json() for counterpart in self.found],
        }


def counterparts(out: Path, item: str, *, k: int = 10, embedder: str | None = None) -> Counterparts:
    """The passages of other regions that are most like a passage, or like the one that a record stands in.

    Raises
    ------
    UsageError : there is neither a passage nor a record of that id, or the encoder is not the one of the index.
    NothingToDoError : there is no index.
    """
    with closing(open_index(out / "index")) as connection:
        encoder_of(connection, embedder)
        row = _passage(connection, item)
        documents = Statements(connection).rows("documents")
        regions = {str(d["document_id"]): _regions(d) for d in documents}
        own = regions.get(row["document_id"], frozenset())
        scope = scope_of(documents, (), None)
        others = {d for d in scope.documents if not regions[d] & own}
        candidates = list(_candidates(connection, row, scope, others))
    shared = tuple(_shared_sentences(row["text"], candidates, regions))
    best = sorted(candidates, key=lambda c: (-c.score, c.document_id, c.passage_id))
    return Counterparts(row["passage_id"], row["document_id"], shared, tuple(_best(best, k, row["text"])))


def _regions(document: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(load_places().region_of(code) for code in document["region_codes"] or ())


def _passage(connection: sqlite3.Connection, item: str) -> dict[str, Any]:
    """The passage of that id, or the one that holds the record of that id."""
    passage_id = item
    for table in _RECORDS:
        found = connection.execute(f"select passage_id from {table} where record_id = ?", (item,)).fetchone()
        passage_id = found[0] if found else passage_id
    row = connection.execute("select * from passages where passage_id = ?", (passage_id,)).fetchone()
    if row is None:
        raise UsageError(f"no document, passage or record {item!r} in the dataset; ids stand in its tables")
    return dict(row)


def _candidates(
    connection: sqlite3.Connection, row: Mapping[str, Any], scope: Scope, others: set[str]
) -> Iterator[Counterpart]:
    """The passages of other documents that share most words and meaning with the passage, with their scores."""
    passages = Passages(connection)
    here = passages.where(lambda place: scope.holds(place) and place["document_id"] in others)
    words = passages.bm25("words", list(text_terms(row["text"])["words"]))
    vector = _vector(connection, int(row["number"]))
    words /= np.float32(max(float(words.max(initial=0.0)), 1e-9))
    rough = words + passages.similarity(vector)
    places = np.flatnonzero(here)
    places = places[np.argsort(-rough[places], kind="stable")[:_LOOKED_AT]]
    yield from _scored(connection, passages, row, scope, places, words, vector)


def _vector(connection: sqlite3.Connection, number: int) -> Scores:
    """The vector of a passage, of unit length."""
    blob = connection.execute("select vector from vectors where number = ?", (number,)).fetchone()[0]
    vector = np.frombuffer(blob, np.int8, offset=4).astype(np.float32)
    return np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-9), np.float32)


def _scored(
    connection: sqlite3.Connection,
    passages: Passages,
    row: Mapping[str, Any],
    scope: Scope,
    places: Places,
    words: Scores,
    vector: Scores,
) -> Iterator[Counterpart]:
    numbers = passages.numbers(places)
    meaning = dict(zip(numbers, passages.exact_similarity(vector, places).tolist(), strict=True))
    shared = dict(zip(numbers, words[places].tolist(), strict=True))
    concepts, runs = set(row["concepts"].split()), _runs(row["text"])
    for number, passage_id, document, page, section, text, named, kind, is_contents in rows_numbered(
        connection, _COLUMNS, numbers
    ):
        if kind == "heading" or is_contents:
            continue
        parts = {
            "meaning": max(meaning[number], 0.0),
            "words": shared[number],
            "concepts": _jaccard(concepts, set(named.split())),
        }
        score = sum(WEIGHTS[name] * value for name, value in parts.items())
        yield Counterpart(
            passage_id, document, tuple(scope.documents[document]["region_codes"] or ()), page, section, text, round(score, 4),
            {name: round(value, 4) for name, value in parts.items()},
            round(len(runs & _runs(text)) / max(len(runs), 1), 4),
        )  # fmt: skip


def _jaccard(left: set[str], right: set[str]) -> float:
    return len(left & right) / len(left | right) if left | right else 0.0


def _runs(text: str) -> set[tuple[str, ...]]:
    words = folded_words(text)
    return {tuple(words[i : i + _RUN]) for i in range(max(1, len(words) - _RUN + 1))}


def _shared_sentences(
    text: str, candidates: Sequence[Counterpart], regions: Mapping[str, frozenset[str]]
) -> Iterator[SharedSentence]:
    """The sentences of a text, each with the regions that have it in much the same words."""
    held = [(_runs(candidate.text), regions[candidate.document_id]) for candidate in candidates]
    for span in sentences(text):
        sentence = text[span.start : span.end]
        runs = _runs(sentence)
        having = [codes for other, codes in held if len(runs & other) >= _SHARED * len(runs)]
        yield SharedSentence(sentence, tuple(sorted(frozenset().union(*having))))


def _best(ordered: Sequence[Counterpart], k: int, text: str) -> list[Counterpart]:
    """The best, no more than a few of one document."""
    is_short = len(folded_words(text)) <= _SHORT
    taken: dict[str, int] = {}
    kept: list[Counterpart] = []
    for counterpart in ordered:
        taken[counterpart.document_id] = taken.get(counterpart.document_id, 0) + 1
        if taken[counterpart.document_id] <= _OF_ONE_DOCUMENT and _is_alike(counterpart, is_short):
            kept.append(counterpart)
    return kept[:k]


def _is_alike(counterpart: Counterpart, is_short: bool) -> bool:
    return counterpart.score >= _LEAST or (
        is_short and counterpart.score >= _LEAST_OF_SHORT and counterpart.parts["words"] >= _LEAST_WORDS
    )
