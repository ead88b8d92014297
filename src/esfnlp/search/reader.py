"""An open index: scores of every passage for terms, concepts and a vector, as arrays.

Passages are counted from 0 over all segments. BM25 is computed when it is asked for, from counts, so an index that
grew by updates answers as one that was written at once.

References
----------
Robertson & Zaragoza (2009), The probabilistic relevance framework: BM25 and beyond, sections 3.4 and 3.6.
"""

import math
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import numpy as np
from numpy.typing import NDArray

from esfnlp.search.columns import SATURATION, Columns, columns_of, rows_numbered
from esfnlp.search.segment import TENTHS, term_key, vector_type
from esfnlp.search.signs import estimated_similarity

Scores = NDArray[np.float32]
Places = NDArray[np.int64]
_MOST_POSTINGS = 200_000
"""Read for one question and field, rarer terms first: what stands everywhere tells nothing, and takes time."""


def _rarest(counts: Mapping[str, int]) -> list[str]:
    """The rarest terms, as many as may be read; at least one."""
    order = sorted(counts, key=lambda term: (counts[term], term))
    read = accumulate(counts[term] for term in order)
    return [
        t for n, (t, total) in enumerate(zip(order, read, strict=True)) if not n or total <= _MOST_POSTINGS
    ]


@dataclass(frozen=True, slots=True)
class Posting:
    """Where a term stands, counted over all segments, and how often."""

    term: str
    at: Places
    times: Scores


class Passages:
    """The passages of an open index that are in force; those of documents that were replaced are not.

    `is_large` says that similarities are estimated, and exact only where `exact_similarity` is asked for.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self._columns: Columns = columns_of(connection)
        self.count = len(self._columns.place)
        self.weight = self._columns.weight
        self.in_force = self._columns.in_force
        self.count_in_force = self._columns.count_in_force
        self.is_large = self._columns.is_large

    def numbers(self, places: Places) -> list[int]:
        """The rows in the file of some passages."""
        return self._columns.numbers(places)

    def where(self, holds: Callable[[Mapping[str, Any]], bool]) -> NDArray[np.bool_]:
        """The passages whose document_id and region_code fit."""
        rows = self._columns.places
        fits = np.zeros(max((row["place"] for row in rows), default=0) + 1, bool)
        for row in rows:
            fits[row["place"]] = holds(row)
        return fits[np.minimum(self._columns.place, len(fits) - 1)] & self.in_force

    def documents_of(self, chosen: NDArray[np.bool_]) -> set[str]:
        """The documents of some passages that are in force."""
        held = set(np.unique(self._columns.place[chosen & self.in_force]).tolist())
        return {str(row["document_id"]) for row in self._columns.places if row["place"] in held}

    def of_roles(self, names: Iterable[str], places: Places) -> NDArray[np.bool_]:
        """Which of some passages have one of these parts in the plan."""
        known = dict(self.connection.execute("select name, role from roles").fetchall())
        wanted = [known[name] for name in names if name in known]
        return np.isin(self._columns.role[places], wanted)

    def bm25(self, field: str, terms: Sequence[str]) -> Scores:
        """BM25 of every passage, relative to a passage of mean length that holds each term once."""
        scores = np.zeros(self.count, np.float32)
        counts = self._counts(field, terms)
        saturation = self._columns.saturation[field]
        rarest = _rarest(counts)
        most = sum(self._rarity(0) for term in set(terms) - counts.keys())
        for posting in self._postings(field, rarest):
            seen = counts[posting.term]
            if self.count_in_force < self.count:
                seen = int(self.in_force[posting.at].sum())
            weight = self._rarity(seen)
            most += weight
            part = saturation[posting.at]
            part += posting.times
            np.divide(posting.times, part, out=part)
            part *= np.float32(weight * (SATURATION + 1))
            scores[posting.at] += part
        scores /= np.float32(max(most, 1e-9))
        return scores

    def _rarity(self, seen: int) -> float:
        """What a term that stands in so many passages counts for."""
        return math.log1p((self.count_in_force - min(seen, self.count_in_force) + 0.5) / (seen + 0.5))

    def _counts(self, field: str, terms: Sequence[str]) -> dict[str, int]:
        """In how many passages each term stands; only those that stand somewhere."""
        keys = sorted({term_key(field, term) for term in terms})
        marks = ", ".join("?" * len(keys))
        rows = self.connection.execute(
            f"select term, sum(passages) from postings where term in ({marks}) group by term", keys
        )
        return {row[0][1:]: int(row[1]) for row in rows}

    def holding(self, field: str, term_weights: Mapping[str, float]) -> Scores:
        """The greatest weight of the terms that a passage holds, times what they count for there; 0 for none."""
        scores = np.zeros(self.count, np.float32)
        for posting in self._postings(field, list(term_weights)):
            weighed = np.float32(term_weights[posting.term]) * posting.times
            scores[posting.at] = np.maximum(scores[posting.at], weighed)
        return scores

    def _postings(self, field: str, terms: Sequence[str]) -> Iterator[Posting]:
        """The postings of the terms, those of all segments together."""
        query = "select segment, at, times from postings where term = ? order by segment"
        for term in sorted(set(terms)):
            rows = self.connection.execute(query, (term_key(field, term),)).fetchall()
            if rows:
                at = np.frombuffer(b"".join([row[1] for row in rows]), np.uint32).astype(np.int64)
                if len(self._columns.offset) > 1:
                    begins = [self._columns.offset[row[0]] for row in rows]
                    at += np.repeat(begins, [len(row[2]) for row in rows])
                times = np.frombuffer(b"".join([row[2] for row in rows]), np.uint8).astype(np.float32)
                times /= np.float32(TENTHS)
                yield Posting(term, at, times)

    def similarity(self, vector: Scores) -> Scores:
        """Cosine similarity of every passage to a vector of unit length; estimated in a large index."""
        if self.is_large:
            return estimated_similarity(self._columns.signs, vector)
        vectors = self._columns.vectors
        return vectors @ vector if len(vectors) else np.zeros(self.count, np.float32)

    def exact_similarity(self, vector: Scores, places: Places) -> Scores:
        """Cosine similarity of some passages to a vector of unit length."""
        if not self.is_large:
            return np.asarray(self._columns.vectors[places] @ vector, np.float32)
        numbers = self.numbers(places)
        rows = dict(rows_numbered(self.connection, "select number, vector from vectors", numbers))
        packed = np.frombuffer(b"".join([rows[n] for n in numbers]), vector_type(len(vector)))
        return np.asarray((packed["numbers"].astype(np.float32) @ vector) * packed["scale"], np.float32)
