"""A segment of the index: passages that were written together, with their postings and vectors.

A segment is never changed. Postings are arrays of places in the segment (uint32) and of how often the term stands
there, in tenths (uint8); a vector is its scale (float32) and its numbers (int8), and its signs stand apart. They are
blobs of the SQLite file, so that one rename makes them all valid together.
"""

import sqlite3
from array import array
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from esfnlp.search.entries import FIELDS, PassageEntry
from esfnlp.search.signs import signs_of

MOST_PASSAGES = 50_000
"""In one segment; more are written as several."""
TENTHS = 10
KIND_WEIGHT = {"heading": 0.4, "caption": 0.8, "footnote": 0.7}
CONTENTS_WEIGHT = 0.1
LEAD_IN_WEIGHT = 0.8
"""Of a passage that ends in a colon: what it promises stands in those that follow."""
SCHEMA = """
create table segments (
    segment integer primary key, first integer not null, passages integer not null,
    place blob not null, role blob not null, weight blob not null, word_count blob not null,
    gram_count blob not null
);
create table postings (term text, segment integer, passages integer, at blob, times blob);
create index postings_of_term on postings (term, segment, passages);
create table signs (segment integer primary key, signs blob not null);
create table vectors (number integer primary key, vector blob not null);
create table places (place integer primary key autoincrement, document_id text not null, region_code text);
create index places_of_document on places (document_id);
create table roles (role integer primary key, name text unique);
"""

Vectors = NDArray[np.float32]


def write_segment(
    connection: sqlite3.Connection, first: int, entries: Sequence[PassageEntry], vectors: Vectors
) -> None:
    """Adds the passages with numbers from `first` on; `vectors` has a row of unit length for each."""
    cursor = connection.execute(
        "insert into segments values (null, ?, ?, ?, ?, ?, ?, ?)",
        (first, len(entries), *_columns(connection, entries), *(_lengths(entries, f) for f in FIELDS[:2])),
    )
    segment = int(cursor.lastrowid or 0)
    for field in FIELDS:
        connection.executemany(
            "insert into postings values (?, ?, ?, ?, ?)",
            (
                (term_key(field, t), segment, len(times), at, times)
                for t, at, times in _inverted(entries, field)
            ),
        )
    connection.execute("insert into signs values (?, ?)", (segment, signs_of(vectors).tobytes()))
    connection.executemany("insert into vectors values (?, ?)", enumerate(_packed(vectors), start=first))


def term_key(field: str, term: str) -> str:
    """How a term of a field is named in the table of postings."""
    return f"{field[0]}{term}"


def vector_type(dim: int) -> np.dtype[np.void]:
    """How a vector is kept: it is its numbers times its scale."""
    return np.dtype([("scale", "<f4"), ("numbers", "i1", (dim,))])


def _packed(vectors: Vectors) -> list[bytes]:
    packed = np.empty(len(vectors), vector_type(vectors.shape[1]))
    packed["scale"] = np.maximum(np.abs(vectors).max(axis=1, initial=0.0), 1e-9) / 127
    packed["numbers"] = np.rint(vectors / packed["scale"][:, None])
    return [row.tobytes() for row in packed]


def _columns(connection: sqlite3.Connection, entries: Sequence[PassageEntry]) -> tuple[bytes, bytes, bytes]:
    """Place, role and weight of each passage, as arrays."""
    places: dict[tuple[str, str | None], int] = {}
    roles: dict[str, int] = {name: n for n, name in connection.execute("select role, name from roles")}
    place, role, weight = array("I"), array("B"), array("f")
    for entry in entries:
        row = entry.columns
        where = (row["document_id"], row["region_code"])
        if where not in places:
            places[where] = _inserted(connection, "insert into places values (null, ?, ?)", where)
        name = row["role"] or ""
        if name not in roles:
            roles[name] = _inserted(connection, "insert into roles values (null, ?)", (name,))
        place.append(places[where])
        role.append(roles[name])
        weight.append(_weight(row))
    return place.tobytes(), role.tobytes(), weight.tobytes()


def _weight(row: Mapping[str, Any]) -> float:
    """What a passage counts for whatever is asked."""
    weight = KIND_WEIGHT.get(row["kind"], 1.0) * (CONTENTS_WEIGHT if row["is_contents"] else 1.0)
    return weight * (LEAD_IN_WEIGHT if str(row["text"]).rstrip().endswith(":") else 1.0)


def _inserted(connection: sqlite3.Connection, statement: str, values: tuple[str | None, ...]) -> int:
    return int(connection.execute(statement, values).lastrowid or 0)


def _lengths(entries: Sequence[PassageEntry], field: str) -> bytes:
    return array("f", (sum(entry.terms[field].values()) for entry in entries)).tobytes()


def _inverted(entries: Sequence[PassageEntry], field: str) -> list[tuple[str, bytes, bytes]]:
    """Terms in order, each with where it stands and how often."""
    number: defaultdict[str, int] = defaultdict(lambda: len(number))
    terms, counts = array("I"), array("f")
    for entry in entries:
        terms.extend([number[term] for term in entry.terms[field]])
        counts.extend(entry.terms[field].values())
    lengths = [len(entry.terms[field]) for entry in entries]
    numbers = np.array(terms, np.uint32)
    order = np.argsort(numbers, kind="stable")
    at = np.repeat(np.arange(len(entries), dtype=np.uint32), lengths)[order]
    times = np.minimum(np.rint(np.array(counts, np.float32) * TENTHS), 255).astype(np.uint8)[order]
    ends = np.cumsum(np.bincount(numbers, minlength=len(number)))[:-1]
    parts = zip(number, np.split(at, ends), np.split(times, ends), strict=True)
    return (
        sorted((term, places.tobytes(), often.tobytes()) for term, places, often in parts) if number else []
    )
