"""The dataset's files: every table as Parquet and as CSV, and the data package that describes them."""

import csv
import hashlib
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from esfnlp.dataset.package import FORMAT, LIST_SEPARATOR, descriptor
from esfnlp.errors import NothingToDoError
from esfnlp.record import COLUMNS, Row

if TYPE_CHECKING:
    import pandas as pd

DESCRIPTOR = "datapackage.json"

ARROW_TYPES: dict[str, Any] = {
    "string": pa.string(), "int": pa.int64(), "float": pa.float64(), "bool": pa.bool_(),
    "date": pa.string(), "list": pa.list_(pa.string()), "json": pa.string(),
}  # fmt: skip


@dataclass(frozen=True)
class Dataset:
    """The tables in a folder; each is read when it is first asked for."""

    folder: Path
    _frames: dict[str, "pd.DataFrame"] = field(default_factory=dict, repr=False, compare=False)

    def __getitem__(self, table: str) -> "pd.DataFrame":
        """The table as a frame; integers are nullable (`Int64`).

        Raises
        ------
        KeyError : the contract has no such table.
        """
        if table not in self._frames:
            self._frames[table] = self._read(table).to_pandas()
        return self._frames[table]

    def __getattr__(self, table: str) -> "pd.DataFrame":
        if table in COLUMNS:
            return self[table]
        raise AttributeError(table)

    def rows(
        self, table: str, columns: Sequence[str] | None = None, *, documents: Sequence[str] | None = None
    ) -> list[Row]:
        """The table, or the rows of some documents, in its order; empty cells are None, lists are lists."""
        found = self._read(table, columns, documents)
        rows: list[Row] = found.to_pylist()
        return rows

    def document_ids(self) -> list[str]:
        return [str(row["document_id"]) for row in self.rows("documents", ["document_id"])]

    def _read(
        self, table: str, columns: Sequence[str] | None = None, documents: Sequence[str] | None = None
    ) -> Any:
        wanted = None if documents is None else [("document_id", "in", list(documents))]
        path = self.folder / f"{table}.parquet"
        if table not in COLUMNS:
            raise KeyError(f"no table {table!r}; tables: {', '.join(COLUMNS)}")
        try:
            return pq.read_table(path, columns=list(columns) if columns else None, filters=wanted)
        except (OSError, pa.ArrowInvalid) as error:
            raise NothingToDoError(
                f"{path}: cannot be read; make the dataset again with `esfnlp run`"
            ) from error


def write_tables(rows: Mapping[str, Iterable[Row]], folder: Path) -> None:
    """Writes all tables of the contract to `folder`; a table that `rows` does not name is empty.

    The same rows give the same bytes. Files are complete under temporary names before any takes its place;
    the descriptor comes last.

    Raises
    ------
    ValueError : a row has a column that the contract does not know, or a value of another type.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    files: dict[str, dict[str, Any]] = {}
    for table, columns in COLUMNS.items():
        ordered = sorted(rows.get(table, ()), key=partial(_sort_key, table))
        _check_columns(table, ordered)
        written.append(_write_temporary(folder / f"{table}.parquet", _parquet_bytes(ordered, columns)))
        content = _csv_bytes(ordered, columns)
        files[table] = {"bytes": len(content), "hash": f"sha256:{hashlib.sha256(content).hexdigest()}"}
        written.append(_write_temporary(folder / f"{table}.csv", content))
    package = json.dumps(descriptor(files), ensure_ascii=False, indent=1) + "\n"
    written.append(_write_temporary(folder / DESCRIPTOR, package.encode("utf-8")))
    for path in written:
        path.replace(path.with_name(path.name.removeprefix(".").removesuffix(".tmp")))


def read_tables(folder: Path) -> Dataset:
    """The dataset in `folder`.

    Raises
    ------
    NothingToDoError : there is none, it is damaged, or a newer version of esfnlp wrote it.
    """
    path = folder / DESCRIPTOR
    if not path.is_file():
        raise NothingToDoError(f"no dataset in {folder}; make one with `esfnlp run INPUT... --out OUT`")
    try:
        version = int(json.loads(path.read_text(encoding="utf-8"))["esfnlp_format"])
    except (ValueError, KeyError, TypeError) as error:
        raise NothingToDoError(f"{path}: not a dataset of esfnlp; make it again with `esfnlp run`") from error
    if version > FORMAT:
        raise NothingToDoError(
            f"{folder}: dataset format {version}, and this esfnlp reads up to {FORMAT}; upgrade esfnlp"
        )
    return Dataset(folder)


def _sort_key(table: str, row: Row) -> tuple[Any, ...]:
    """Document by document in reading order; sections come in it already."""
    if table in ("documents", "sections"):
        return (row["document_id"],)
    identity = row.get("record_id") or row.get("passage_id") or ""
    return (row["document_id"], row["char_start"], row["char_end"], identity, str(row.get("concept") or ""))


def _check_columns(table: str, rows: Iterable[Row]) -> None:
    for row in rows:
        unknown = row.keys() - COLUMNS[table].keys()
        if unknown:
            raise ValueError(f"{table}: columns {sorted(unknown)} are not in the contract")


def _write_temporary(path: Path, content: bytes) -> Path:
    temporary = path.with_name(f".{path.name}.tmp")
    temporary.write_bytes(content)
    return temporary


def _parquet_bytes(rows: Sequence[Row], columns: Mapping[str, str]) -> bytes:
    arrays = [
        pa.array([_stored(row.get(column), kind) for row in rows], ARROW_TYPES[kind])
        for column, kind in columns.items()
    ]
    table = pa.Table.from_arrays(arrays, names=list(columns))
    buffer = io.BytesIO()
    pq.write_table(table.replace_schema_metadata(_pandas_metadata(columns)), buffer, compression="zstd")
    return buffer.getvalue()


def _pandas_metadata(columns: Mapping[str, str]) -> dict[str, str]:
    """Tells pandas that integers may be missing, so that a year does not become 2023.0."""
    nullable = {"int": ("int64", "Int64"), "bool": ("bool", "boolean")}
    described = [
        {
            "name": name, "field_name": name, "metadata": None,
            "pandas_type": nullable.get(kind, ("unicode", ""))[0], "numpy_type": nullable[kind][1],
        }
        for name, kind in columns.items()
        if kind in nullable
    ]  # fmt: skip
    return {"pandas": json.dumps({"index_columns": [], "column_indexes": [], "columns": described})}


def _stored(value: Any, kind: str) -> Any:
    if kind == "list":
        return list(value or ())
    if kind == "json":
        return None if value is None else json.dumps(value)
    return float(value) if kind == "float" and value is not None else value


def _csv_bytes(rows: Iterable[Row], columns: Mapping[str, str]) -> bytes:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow(_CELL[kind](row.get(column)) for column, kind in columns.items())
    return buffer.getvalue().encode("utf-8")


def _plain_cell(value: Any) -> str:
    return "" if value is None else str(value)


def _list_cell(value: Any) -> str:
    return LIST_SEPARATOR.join(item.replace(LIST_SEPARATOR, "/") for item in value or ())


_CELL: dict[str, Callable[[Any], str]] = {
    **dict.fromkeys(ARROW_TYPES, _plain_cell),
    "bool": lambda value: "" if value is None else str(bool(value)).lower(),
    "float": lambda value: "" if value is None else repr(float(value)),
    "json": lambda value: "" if value is None else json.dumps(value),
    "list": _list_cell,
}
