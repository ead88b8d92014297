"""The dataset's tables in memory: as Arrow, which is compact; they become rows where they are shown."""

import threading
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from esfnlp.dataset.tables import Dataset
from esfnlp.record import COLUMNS, RECORD_TABLES, Row
from esfnlp.taxonomy.places import load_places

_REPEATED = frozenset(
    {"document_id", "region_code", "programme_area", "investment_priority", "objective", "thematic_area",
     "section_id", "concept", "status", "gender", "cue", "actor", "name", "actor_type", "role", "kind", "unit",
     "comparator", "method", "label", "context"}
)  # fmt: skip
"""Text columns with few different values, kept as numbers into a list of them."""


@dataclass(frozen=True)
class KeptDataset(Dataset):
    """A dataset whose tables are read once; rows of a document are found without looking at the others."""

    _tables: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)
    _places: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)
    _lock: threading.RLock = field(default_factory=threading.RLock, repr=False, compare=False)

    def rows(
        self, table: str, columns: Sequence[str] | None = None, *, documents: Sequence[str] | None = None
    ) -> list[Row]:
        found = self._table(table) if columns is None else self._table(table).select(list(columns))
        if documents is None:
            rows: list[Row] = found.to_pylist()
            return rows
        runs = (self._run(table, name) for name in sorted(set(documents)))
        return [row for begin, length in runs for row in found.slice(begin, length).to_pylist()]

    def records(self, table: str, record_ids: Iterable[str]) -> list[Row]:
        """The records with these ids, in the order of the table; unknown ids are passed over."""
        known = self._known(f"records of {table}", lambda: _places_of(self._table(table)["record_id"]))
        places = sorted(known[record] for record in set(record_ids) if record in known)
        rows: list[Row] = self._table(table).take(places).to_pylist() if places else []
        return rows

    def read_all(self) -> "KeptDataset":
        """The dataset with every table in memory but the mentions, so that a later run changes nothing of it."""
        for name in COLUMNS:
            if name != "mentions":
                self._table(name)
        return self

    def narrowed(
        self, *, least: float = 0.0, documents: Collection[str] | None = None, regions: Collection[str] = ()
    ) -> "KeptDataset":
        """The dataset without records that are less sure than `least` or, where regions (NUTS 2 codes, SE) are named,
        on others; with the named documents only, where some are named."""
        if least <= 0 and documents is None and not regions:
            return self
        tables = {name: self._table(name) for name in COLUMNS if name != "mentions"}
        if documents is not None:
            kept = pa.array(sorted(documents), pa.string())
            tables = {name: t.filter(pc.is_in(t["document_id"], kept)) for name, t in tables.items()}
        for name in RECORD_TABLES:
            table = tables[name].filter(pc.greater_equal(tables[name]["confidence"], least))
            tables[name] = table.filter(_within(table["region_code"], regions)) if regions else table
        return KeptDataset(self.folder, _tables=tables)

    def wordless(self) -> "KeptDataset":
        """The dataset without the words of its plans, where claims alone count."""
        tables = {name: self._table(name) for name in COLUMNS if name not in ("mentions", "passages")}
        return KeptDataset(self.folder, _tables={**tables, "passages": self._table("passages").slice(0, 0)})

    def _table(self, name: str) -> Any:
        with self._lock:
            if name not in self._tables:
                self._tables[name] = _compact(self._read(name), name)
            return self._tables[name]

    def _run(self, table: str, document_id: str) -> tuple[int, int]:
        """Where the document's rows begin, and how many they are: tables stand in the order of their documents."""
        names = self._known(f"documents of {table}", lambda: self._table(table)["document_id"].to_pylist())
        begin = bisect_left(names, document_id)
        return begin, bisect_right(names, document_id, begin) - begin

    def _known(self, key: str, make: Any) -> Any:
        with self._lock:
            if key not in self._places:
                self._places[key] = make()
            return self._places[key]


def _places_of(column: Any) -> dict[str, int]:
    return {str(record): place for place, record in enumerate(column.to_pylist())}


def _within(column: Any, regions: Collection[str]) -> Any:
    """Whether each place is one of the regions or lies in one."""
    region_of = load_places().region_of
    codes = pc.unique(column).to_pylist()
    return pc.is_in(column, pa.array([c for c in codes if c and region_of(c) in regions], pa.string()))


def _compact(table: Any, name: str) -> Any:
    for number, column in enumerate(table.column_names):
        if column in _REPEATED and COLUMNS[name].get(column) == "string":
            table = table.set_column(number, column, pc.dictionary_encode(table[column]))
    return table.replace_schema_metadata(None).combine_chunks()
