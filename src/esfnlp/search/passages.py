"""Ranks the passages of the index for a question: by their words, by words that look alike, by their concepts."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from esfnlp.search.interpretation import Interpretation
from esfnlp.search.question_concepts import blank
from esfnlp.search.question_words import words_of_weight
from esfnlp.search.scope import Scope
from esfnlp.search.terms import grams, text_keys
from esfnlp.search.where_and_when import find_period, find_places
from esfnlp.settings import SearchSettings
from esfnlp.taxonomy.concepts import load_taxonomy

NARROWER = 0.7
"""What a narrower concept counts for where a broader one is asked for."""
_ALIKE = 0.6
"""Share of letter trigrams (Dice) from which two words are alike: compounds with their heads, slips of the pen."""
_MOST_ALIKE = 12
_COLUMN_WEIGHTS = "bm25(searched, 1.0, 0.5, 0.4, 0.0)"
_KIND_WEIGHT = {"heading": 0.4, "caption": 0.8, "footnote": 0.7}
_CONTENTS_WEIGHT = 0.1
_FITTING_ROLES: dict[str, frozenset[str]] = {
    "prioritises": frozenset({"target_group", "priority"}),
    "responsible": frozenset({"actor"}),
    "targets": frozenset({"quantitative_target"}),
}
_FITTING_BONUS = 1.15
_ANY_PASSAGE = 0.5
"""Score of passages in scope where a question names nothing, or only a place or a time."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that a question finds. `score` is relative to the best possible, 0-1; `concept_score` says how much
    of what is asked for the passage is known to name."""

    passage_id: str
    document_id: str
    page: int | None
    section: str
    text: str
    char_start: int
    score: float
    concept_score: float

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
        }


def find_passages(
    connection: sqlite3.Connection,
    query: str,
    asked: Interpretation,
    scope: Scope,
    settings: SearchSettings,
) -> list[Hit]:
    """All passages in scope that share a word or a concept with the question, best first."""
    keys = question_keys(query, asked)
    items = {item: narrower_concepts(item) for item in (*asked.concepts, *asked.actors)}
    lexical = _bm25(connection, "words parts around", keys)
    alike = _bm25(connection, "words", alike_words(connection, keys))
    named = _matching(
        connection, sorted(items.keys() | {below for several in items.values() for below in several})
    )
    numbers = lexical.keys() | alike.keys() | named
    if not (keys or items):
        numbers = {row[0] for row in connection.execute("select number from passages")}
    hits = []
    for row in _rows(connection, numbers):
        if scope.holds(row):
            concept_score = _concept_score(row["concepts"], items)
            parts = (
                (settings.lexical_weight if keys else 0.0, lexical.get(row["number"], 0.0)),
                (settings.ngram_weight if keys else 0.0, alike.get(row["number"], 0.0)),
                (settings.concept_weight if items else 0.0, concept_score),
            )
            score = _fused(parts) if keys or items else _ANY_PASSAGE
            hits.append(_hit(row, score * _fit(row, asked), concept_score))
    return sorted(hits, key=lambda hit: hit.order)


def question_keys(query: str, asked: Interpretation) -> list[str]:
    """Keys of the words of weight in a question, without its places and times.

    What was understood in English is looked up by its Swedish name too.
    """
    taken = [*find_period(query).spans, *(find_places(query).spans if asked.regions else ())]
    words = words_of_weight(blank(query, taken), asked.language)
    items = (*asked.concepts, *asked.actors) if asked.language == "en" else ()
    labels = words_of_weight(" ".join(_label(item) for item in items), "sv")
    return list(dict.fromkeys(text_keys(" ".join([*words, *labels]))))


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


def alike_words(connection: sqlite3.Connection, keys: Iterable[str]) -> list[str]:
    """Words of the passages that look like one of the keys, and are none of them."""
    keys = list(keys)
    found: dict[str, float] = {}
    for key in keys:
        own = sorted(grams(key))
        if len(own) < 3 or not key.isalpha():
            continue
        marks = ", ".join("?" * len(own))
        rows = connection.execute(
            f"select word, count(*) from grams where gram in ({marks}) group by word having count(*) > ?",
            (*own, len(own) * _ALIKE / 2),
        )
        likeness = {word: 2 * shared / (len(own) + len(grams(word))) for word, shared in rows}
        near = sorted(
            (word for word in likeness if likeness[word] >= _ALIKE), key=lambda w: (-likeness[w], w)
        )
        found |= {word: likeness[word] for word in near[:_MOST_ALIKE]}
    return sorted(found.keys() - set(keys))


def _quoted(terms: Iterable[str]) -> str:
    return " OR ".join('"' + term.replace('"', '""') + '"' for term in terms)


def _bm25(connection: sqlite3.Connection, columns: str, terms: Sequence[str]) -> dict[int, float]:
    """BM25 by passage number, the best being 1."""
    if not terms:
        return {}
    rows = connection.execute(
        f"select rowid, {_COLUMN_WEIGHTS} from searched where searched match ?",
        (f"{{{columns}}} : ({_quoted(terms)})",),
    ).fetchall()
    best = max((-score for _, score in rows), default=0.0)
    return {number: max(-score, 0.0) / best for number, score in rows} if best > 0 else {}


def _matching(connection: sqlite3.Connection, concepts: Sequence[str]) -> set[int]:
    if not concepts:
        return set()
    rows = connection.execute(
        "select rowid from searched where searched match ?", (f"{{concepts}} : ({_quoted(concepts)})",)
    )
    return {row[0] for row in rows}


def _rows(connection: sqlite3.Connection, numbers: Iterable[int]) -> Iterator[dict[str, Any]]:
    connection.execute("create temp table if not exists wanted (number integer primary key)")
    connection.execute("delete from wanted")
    connection.executemany("insert into wanted values (?)", ((number,) for number in sorted(numbers)))
    for row in connection.execute("select passages.* from passages join wanted using (number)"):
        yield dict(row)


def _concept_score(concepts: str, items: Mapping[str, frozenset[str]]) -> float:
    """The share of what is asked for that a passage names; a narrower concept counts for less."""
    named = set(concepts.split())
    values = (
        1.0 if item in named else NARROWER if not named.isdisjoint(below) else 0.0
        for item, below in items.items()
    )
    return sum(values) / len(items) if items else 0.0


def _fused(parts: Iterable[tuple[float, float]]) -> float:
    parts = list(parts)
    weight = sum(weight for weight, _ in parts)
    return sum(weight * value for weight, value in parts) / weight if weight else 0.0


def _fit(row: Mapping[str, Any], asked: Interpretation) -> float:
    """Less for headings and tables of contents, more for a passage whose part in the plan is what is asked for."""
    weight = _KIND_WEIGHT.get(row["kind"], 1.0) * (_CONTENTS_WEIGHT if row["is_contents"] else 1.0)
    fits = row["role"] in _FITTING_ROLES.get(asked.relation or "", frozenset())
    return weight * (1.0 if fits else 1.0 / _FITTING_BONUS)


def _hit(row: Mapping[str, Any], score: float, concept_score: float) -> Hit:
    return Hit(
        passage_id=row["passage_id"],
        document_id=row["document_id"],
        page=row["page"],
        section=row["section"],
        text=row["text"],
        char_start=row["char_start"],
        score=round(min(score, 1.0), 4),
        concept_score=round(concept_score, 4),
    )
