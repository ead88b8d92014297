"""The tables as one SQLite database, with keys, references and the codebook."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

from esfnlp.dataset.package import FOREIGN_KEYS, PRIMARY_KEYS
from esfnlp.release.tables import Table

_TYPES = {"int": "INTEGER", "float": "REAL", "bool": "INTEGER"}
"""Booleans are 0 and 1, lists JSON arrays; the rest is text."""


def connect(path: str) -> sqlite3.Connection:
    """A new database that is complete when it is committed; nothing else writes to it meanwhile."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode=OFF")
    connection.execute("PRAGMA synchronous=OFF")
    return connection


def add_table(connection: sqlite3.Connection, table: Table) -> None:
    """The table with its rows, and an index over the documents it refers to."""
    lines = [_column(table, name, kind) for name, kind in table.columns.items()]
    lines += [
        f'FOREIGN KEY ("{column}") REFERENCES "{other or table.name}" ("{key}")'
        for column, other, key in FOREIGN_KEYS.get(table.name, ())
    ]
    connection.execute(f'CREATE TABLE "{table.name}" ({", ".join(lines)})')
    columns = [_values(table, name) for name in table.columns]
    _insert(connection, table.name, len(columns), zip(*columns, strict=True))
    for column in ("document_id", "concept", "actor", "passage_id"):
        if column in table.columns and PRIMARY_KEYS.get(table.name) != column:
            name = f"{table.name}_{column}"
            connection.execute(f'CREATE INDEX "{name}" ON "{table.name}" ("{column}")')


def add_texts(
    connection: sqlite3.Connection, name: str, header: Sequence[str], rows: Iterable[Sequence[str]]
) -> None:
    """A table of texts alone."""
    columns = ", ".join(f'"{column}" TEXT' for column in header)
    connection.execute(f'CREATE TABLE "{name}" ({columns})')
    _insert(connection, name, len(header), rows)


def _column(table: Table, name: str, kind: str) -> str:
    key = " PRIMARY KEY" if PRIMARY_KEYS.get(table.name) == name else ""
    return f'"{name}" {_TYPES.get(kind, "TEXT")}{key}'


def _values(table: Table, name: str) -> list[Any]:
    values = table.values(name)
    if table.columns[name] == "list":
        return [json.dumps(list(items or ()), ensure_ascii=False) for items in values]
    return values


def _insert(connection: sqlite3.Connection, name: str, width: int, rows: Iterable[Sequence[Any]]) -> None:
    marks = ", ".join("?" * width)
    connection.executemany(f'INSERT INTO "{name}" VALUES ({marks})', rows)
