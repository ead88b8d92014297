"""What is the same for every question: columns of all passages as arrays, read once for an index and kept."""

import sqlite3
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Any

import numpy as np
from numpy.typing import NDArray

from esfnlp.search.segment import vector_type
from esfnlp.search.signs import Signs, joined

Scores = NDArray[np.float32]
EXACT_UP_TO = 20_000
"""Passages up to which a question is compared with all vectors themselves (2 ms and 1 kB of memory a passage at 256
numbers); of more passages with their signs, and then with the vectors of the best."""
SATURATION = 1.2
_LENGTH_SHARE = {"words": 0.75, "grams": 0.9}
_MOST_KEPT = 2
_AT_A_TIME = 500
"""Rows asked for at a time: the parameters that any SQLite takes."""


@dataclass(frozen=True)
class Columns:
    """Of each passage its place, role and weight, whether it is in force, and by field how often a term must stand in
    it to count for half. `offset` and `first` are where each segment begins, in passages and in rows of the file;
    `places` are the rows of the documents and regions that passages stand in. `vectors` are empty in a large index,
    and `signs` in a small one."""

    offset: Mapping[int, int]
    first: tuple[int, ...]
    place: NDArray[np.uint32]
    role: NDArray[np.uint8]
    weight: Scores
    in_force: NDArray[np.bool_]
    saturation: Mapping[str, Scores]
    places: Sequence[Mapping[str, Any]]
    vectors: Scores
    signs: Signs

    @property
    def is_large(self) -> bool:
        return len(self.place) > EXACT_UP_TO

    @cached_property
    def count_in_force(self) -> int:
        return int(self.in_force.sum())

    def numbers(self, at: NDArray[np.int64]) -> list[int]:
        """The rows in the file of the passages at some places."""
        begins = np.array(list(self.offset.values()), np.int64)
        segment = np.searchsorted(begins, at, side="right") - 1
        return [int(n) for n in at - begins[segment] + np.array(self.first, np.int64)[segment]]


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
    segments = [
        row for row in connection.execute("select * from segments order by segment") if row["passages"]
    ]
    sizes = [int(row["passages"]) for row in segments]

    def column(name: str, kind: Any) -> NDArray[Any]:
        return np.concatenate([np.zeros(0, kind), *(np.frombuffer(row[name], kind) for row in segments)])

    places = [dict(row) for row in connection.execute("select * from places")]
    place = column("place", np.uint32)
    in_force = np.isin(place, np.array([row["place"] for row in places], np.uint32))
    is_large = len(place) > EXACT_UP_TO
    return Columns(
        offset={row["segment"]: at for row, at in zip(segments, accumulate([0, *sizes]), strict=False)},
        first=tuple(row["first"] for row in segments),
        place=place,
        role=column("role", np.uint8),
        weight=column("weight", np.float32),
        in_force=in_force,
        saturation={
            "words": _saturation(column("word_count", np.float32), in_force, _LENGTH_SHARE["words"]),
            "grams": _saturation(column("gram_count", np.float32), in_force, _LENGTH_SHARE["grams"]),
        },
        places=places,
        vectors=np.zeros((0, 0), np.float32) if is_large else _read_vectors(connection),
        signs=_read_signs(connection, sizes) if is_large else np.zeros((0, 0), np.uint64),
    )


def _read_vectors(connection: sqlite3.Connection) -> Scores:
    rows = [row[0] for row in connection.execute("select vector from vectors order by number")]
    if not rows:
        return np.zeros((0, 0), np.float32)
    packed = np.frombuffer(b"".join(rows), vector_type(len(rows[0]) - 4))
    return np.asarray(packed["numbers"] * packed["scale"][:, None], np.float32)


def _read_signs(connection: sqlite3.Connection, sizes: Sequence[int]) -> Signs:
    blobs = [row[0] for row in connection.execute("select signs from signs order by segment")]
    return joined([(size, blob) for size, blob in zip(sizes, (b for b in blobs if b), strict=True)])


def _saturation(lengths: Scores, in_force: NDArray[np.bool_], share: float) -> Scores:
    mean = float(lengths[in_force].mean()) if in_force.any() else 1.0
    return np.asarray(SATURATION * (1 - share + share * lengths / max(mean, 1e-9)), np.float32)


def rows_numbered(
    connection: sqlite3.Connection, query: str, numbers: Sequence[int]
) -> Iterator[tuple[Any, ...]]:
    """The rows of a table whose `number` is one of these, in the order of the file."""
    cursor = connection.cursor()
    cursor.row_factory = None
    ordered = sorted(numbers)
    for begin in range(0, len(ordered), _AT_A_TIME):
        part = ordered[begin : begin + _AT_A_TIME]
        marks = ", ".join("?" * len(part))
        yield from cursor.execute(f"{query} where number in ({marks})", part)
