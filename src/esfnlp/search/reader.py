"""An open index: scores of every passage for terms, concepts and a vector, as arrays.

Passages are counted from 0 over all segments; `numbers` are their rows in the file. BM25 is computed when it is
asked for, from counts, so an index that grew by updates answers as one that was written at once.

References
----------
Robertson & Zaragoza (2009), The probabilistic relevance framework: BM25 and beyond, sections 3.4 and 3.6.
"""

import math
import sqlite3
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import numpy as np
from numpy.typing import NDArray

from esfnlp.search.segment import TENTHS, term_key

Scores = NDArray[np.float32]
_SATURATION = 1.2
_LENGTH_SHARE = {"words": 0.75, "grams": 0.9}
_MOST_POSTINGS = 300_000
"""Read for one question and field, rarer terms first: what stands everywhere tells nothing, and takes time."""

_MOST_KEPT = 2
_EXACT_UP_TO = 50_000
_MOST_COMPARED = 20_000
"""Passages up to which a question is compared with all vectors, which takes 20 ms of processor time; in a larger index
with so many, those of the nearest cells."""


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

    at: NDArray[np.int64]
    times: Scores


@dataclass(frozen=True, slots=True)
class Columns:
    """What is the same for every question: of each passage its place, role, weight and row in the file, whether it
    is in force, and by field how often a term must stand in it to count for half; and the cells of vectors."""

    offset: Mapping[int, int]
    place: NDArray[np.uint32]
    role: NDArray[np.uint8]
    weight: Scores
    numbers: NDArray[np.int64]
    in_force: NDArray[np.bool_]
    saturation: Mapping[str, Scores]
    cells: Sequence[tuple[int, int, int]]
    centres: Scores


_KEPT: OrderedDict[str, Columns] = OrderedDict()
"""Columns of the indexes that were asked last, by their stamp; a file never changes."""


def columns_of(connection: sqlite3.Connection) -> Columns:
    """The columns of an open index, as they were read before where they were."""
    stamp = str(connection.execute("select value from about where key = 'stamp'").fetchone()[0])
    if stamp not in _KEPT:
        _KEPT[stamp] = _read_columns(connection)
        while len(_KEPT) > _MOST_KEPT:
            _KEPT.popitem(last=False)
    return _KEPT[stamp]


def _read_columns(connection: sqlite3.Connection) -> Columns:
    segments = connection.execute("select * from segments order by segment").fetchall()
    sizes = [int(row["passages"]) for row in segments]
    offsets = [0, *accumulate(sizes)]

    def column(name: str, kind: Any) -> NDArray[Any]:
        return np.concatenate([np.zeros(0, kind), *(np.frombuffer(row[name], kind) for row in segments)])

    place = column("place", np.uint32)
    known = [row[0] for row in connection.execute("select place from places")]
    in_force = np.isin(place, np.array(known, np.uint32))
    numbers = [np.arange(row["first"], row["first"] + row["passages"]) for row in segments]
    cells = connection.execute("select cell, segment, passages, centre from cells").fetchall()
    centres = np.frombuffer(b"".join(row["centre"] for row in cells), np.float32)
    return Columns(
        offset={row["segment"]: offset for row, offset in zip(segments, offsets, strict=False)},
        place=place,
        role=column("role", np.uint8),
        weight=column("weight", np.float32),
        numbers=np.concatenate([np.zeros(0, np.int64), *numbers]),
        in_force=in_force,
        saturation={
            "words": _saturation(column("word_count", np.float32), in_force, _LENGTH_SHARE["words"]),
            "grams": _saturation(column("gram_count", np.float32), in_force, _LENGTH_SHARE["grams"]),
        },
        cells=[(row["segment"], row["cell"], row["passages"]) for row in cells],
        centres=centres.reshape(len(cells), -1) if cells else centres.reshape(0, 0),
    )


def _saturation(lengths: Scores, in_force: NDArray[np.bool_], share: float) -> Scores:
    mean = float(lengths[in_force].mean()) if in_force.any() else 1.0
    return np.asarray(_SATURATION * (1 - share + share * lengths / max(mean, 1e-9)), np.float32)


class Passages:
    """The passages of an open index that are in force; those of documents that were replaced are not."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self._columns = columns_of(connection)
        self.count = len(self._columns.place)
        self.weight = self._columns.weight
        self.numbers = self._columns.numbers
        self.in_force = self._columns.in_force
        self.count_in_force = int(self.in_force.sum())

    def where(self, holds: Callable[[Mapping[str, Any]], bool]) -> NDArray[np.bool_]:
        """The passages whose document_id and region_code fit."""
        rows = self.connection.execute("select place, document_id, region_code from places").fetchall()
        fits = np.zeros(max((row["place"] for row in rows), default=0) + 1, bool)
        for row in rows:
            fits[row["place"]] = holds(row)
        place = self._columns.place
        return fits[np.minimum(place, len(fits) - 1)] & (place < len(fits))

    def of_roles(self, names: Iterable[str]) -> NDArray[np.bool_]:
        """The passages whose part in the plan is one of these."""
        known = dict(self.connection.execute("select name, role from roles").fetchall())
        wanted = [known[name] for name in names if name in known]
        return np.isin(self._columns.role, wanted)

    def bm25(self, field: str, terms: Sequence[str]) -> Scores:
        """BM25 of every passage, relative to a passage of mean length that holds each term once."""
        scores = np.zeros(self.count, np.float32)
        counts = self._counts(field, terms)
        postings = self._postings(field, _rarest(counts))
        saturation = self._columns.saturation[field]
        most = 0.0
        for term in dict.fromkeys(terms):
            posting = postings.get(term)
            seen = counts.get(term, 0)
            if posting is not None and self.count_in_force < self.count:
                seen = int(self.in_force[posting.at].sum())
            weight = math.log1p((self.count_in_force - min(seen, self.count_in_force) + 0.5) / (seen + 0.5))
            if posting is not None:
                part = posting.times / (posting.times + saturation[posting.at])
                scores[posting.at] += np.float32(weight * (_SATURATION + 1)) * part
            if posting is not None or not seen:
                most += weight
        return scores / np.float32(max(most, 1e-9))

    def _counts(self, field: str, terms: Sequence[str]) -> dict[str, int]:
        """In how many passages each term stands."""
        keys = sorted({term_key(field, term) for term in terms})
        marks = ", ".join("?" * len(keys))
        rows = self.connection.execute(
            f"select term, sum(length(times)) from postings where term in ({marks}) group by term", keys
        )
        return {row[0][1:]: int(row[1]) for row in rows}

    def holding(self, field: str, term_weights: Mapping[str, float]) -> Scores:
        """The greatest weight of the terms that a passage holds, times what they count for there; 0 for none."""
        scores = np.zeros(self.count, np.float32)
        for term, posting in self._postings(field, list(term_weights)).items():
            scores[posting.at] = np.maximum(
                scores[posting.at], np.float32(term_weights[term]) * posting.times
            )
        return scores

    def _postings(self, field: str, terms: Sequence[str]) -> dict[str, Posting]:
        keys = sorted({term_key(field, term) for term in terms})
        marks = ", ".join("?" * len(keys))
        rows = self.connection.execute(
            f"select term, segment, at, times from postings where term in ({marks}) order by term, segment",
            keys,
        )
        parts: dict[str, list[tuple[NDArray[np.int64], Scores]]] = {}
        for row in rows:
            at = np.frombuffer(row["at"], np.uint32) + np.int64(self._columns.offset[row["segment"]])
            times = np.frombuffer(row["times"], np.uint8).astype(np.float32) / np.float32(TENTHS)
            parts.setdefault(row["term"][1:], []).append((at, times))
        return {
            term: Posting(np.concatenate([at for at, _ in several]), np.concatenate([t for _, t in several]))
            for term, several in parts.items()
        }

    def similarity(self, vector: Scores) -> Scores:
        """Cosine similarity of the passages to a vector of unit length; of a large index only of those in the cells
        that are nearest to it, and 0 of the rest."""
        scores = np.zeros(self.count, np.float32)
        for segment, cell in self._nearest_cells(vector):
            row = self.connection.execute("select * from vectors where cell = ?", (cell,)).fetchone()
            at = np.frombuffer(row["at"], np.uint32) + np.int64(self._columns.offset[segment])
            vectors = np.frombuffer(row["vectors"], np.int8).reshape(len(at), -1).astype(np.float32)
            scores[at] = (vectors @ vector) * np.frombuffer(row["scale"], np.float32)
        return scores

    def _nearest_cells(self, vector: Scores) -> list[tuple[int, int]]:
        """Segment and number of the cells to be read: blocks without a centre, and the nearest of the others."""
        cells, centres = self._columns.cells, self._columns.centres
        if not cells:
            return []
        always = np.asarray(~centres.any(axis=1))
        order = np.argsort(-np.where(always, 2.0, centres @ vector), kind="stable")
        read = np.cumsum([0 if always[i] else cells[i][2] for i in order])
        most = self.count if self.count <= _EXACT_UP_TO else _MOST_COMPARED
        return [cells[i][:2] for i, total in zip(order, read, strict=True) if total <= most]
