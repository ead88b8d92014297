"""The index: one SQLite file with passages, their full-text table and the statements found in them.

SQLite travels with Python, opens in milliseconds and ranks by BM25 in the database. LanceDB was measured
first: importing it alone takes about three seconds, which a question on the command line cannot spend; the
Parquet tables cost their library's second. A file is never changed in place: a new one is written beside it
and takes its place, so readers are undisturbed.
"""

import json
import secrets
import shutil
import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from esfnlp.errors import NothingToDoError
from esfnlp.record import Row
from esfnlp.search.entries import (
    KEPT_COLUMNS,
    LIST_COLUMNS,
    SEARCHED_COLUMNS,
    STATEMENT_COLUMNS,
    passage_entries,
    statement_entries,
)
from esfnlp.search.terms import grams

FORMAT = 1
FILE = "passages.sqlite"
_SEARCHED = ", ".join(SEARCHED_COLUMNS)
_STATEMENT_TABLES = "".join(
    f"create table {table} ({', '.join(columns)});\n"
    f"create index {table}_of_document on {table} (document_id);\n"
    for table, columns in STATEMENT_COLUMNS.items()
)
_SCHEMA = f"""
create table about (key text primary key, value text) without rowid;
create table keys (document_id text primary key, key text not null) without rowid;
create table passages (number integer primary key, {", ".join(KEPT_COLUMNS)}, {_SEARCHED});
create index passages_of_document on passages (document_id);
create virtual table searched using fts5 (
    {_SEARCHED}, content='passages', content_rowid='number',
    tokenize="unicode61 remove_diacritics 0 tokenchars ':-–.+/&''’'"
);
create virtual table vocabulary using fts5vocab (searched, row);
create table grams (gram text, word text, primary key (gram, word)) without rowid;
{_STATEMENT_TABLES}"""


@dataclass(frozen=True, slots=True)
class Statements:
    """The statements in an open index, as rows of the contract's tables."""

    connection: sqlite3.Connection

    def rows(self, table: str, column: str = "", values: Collection[str] = ()) -> list[Row]:
        """Rows with the columns of `STATEMENT_COLUMNS`; with a column, those that have one of the values in it."""
        condition = f" where {column} in ({', '.join('?' * len(values))})" if column else ""
        found = self.connection.execute(f"select * from {table}{condition}", sorted(values)).fetchall()
        return [_read_lists(dict(row)) for row in found]


def _read_lists(row: Row) -> Row:
    return {name: json.loads(str(v)) if name in LIST_COLUMNS else v for name, v in row.items()}


def update_index(folder: Path, rows: Mapping[str, list[Row]], keys: Mapping[str, str]) -> None:
    """Brings the index in `folder` to what `rows` say.

    Parameters
    ----------
    rows : rows of the contract's tables.
    keys : for every document a hash of all that its rows were made from. A document whose key is the indexed
        one is left as it is; one that is not among the keys leaves the index.

    Raises
    ------
    NothingToDoError : a newer version of esfnlp wrote the index.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / FILE
    indexed = _indexed_keys(path)
    if indexed == dict(keys):
        return
    try:
        _replace(path, rows, keys, indexed)
    except sqlite3.DatabaseError:
        if indexed is None:
            raise
        _replace(path, rows, keys, None)


def open_index(folder: Path) -> sqlite3.Connection:
    """The index in `folder`, to be read.

    Raises
    ------
    NothingToDoError : there is none, it is damaged, or a newer version of esfnlp wrote it.
    """
    path = folder / FILE
    if not path.is_file():
        raise NothingToDoError(f"no index at {folder}; run `esfnlp run` first")
    connection = _connect(path)
    version = _format_of(connection)
    if version != FORMAT:
        connection.close()
        raise NothingToDoError(_why_not(path, version))
    return connection


def _connect(path: Path) -> sqlite3.Connection:
    """Reads without locks and without writing beside the file, so the folder may be read-only."""
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    connection.row_factory = sqlite3.Row
    return connection


def _why_not(path: Path, version: int | None) -> str:
    if version is not None and version > FORMAT:
        return f"{path}: index format {version}, and this esfnlp reads up to {FORMAT}; upgrade esfnlp"
    return f"{path}: not an index of this esfnlp; make it again with `esfnlp run`"


def _format_of(connection: sqlite3.Connection) -> int | None:
    """The format that the file states, or None for a file that is no index."""
    try:
        row = connection.execute("select value from about where key = 'format'").fetchone()
        return int(row[0])
    except (sqlite3.Error, TypeError, ValueError):
        return None


def _indexed_keys(path: Path) -> dict[str, str] | None:
    """Keys by document in the index that is there; None where a new one is to be written."""
    if not path.is_file():
        return None
    with closing(_connect(path)) as connection:
        version = _format_of(connection)
        if version is not None and version > FORMAT:
            raise NothingToDoError(_why_not(path, version))
        if version != FORMAT:
            return None
        return {row[0]: row[1] for row in connection.execute("select document_id, key from keys")}


def _replace(
    path: Path, rows: Mapping[str, list[Row]], keys: Mapping[str, str], indexed: Mapping[str, str] | None
) -> None:
    """Writes the new file beside the old one, from it where `indexed` says what is in it, and swaps them."""
    for leftover in path.parent.glob(f".{FILE}.*"):
        leftover.unlink(missing_ok=True)
    temporary = path.with_name(f".{FILE}.{secrets.token_hex(6)}")
    try:
        if indexed is not None:
            shutil.copyfile(path, temporary)
        with closing(sqlite3.connect(temporary)) as connection:
            connection.execute("pragma journal_mode = memory")
            _write(connection, rows, keys, indexed)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _write(
    connection: sqlite3.Connection,
    rows: Mapping[str, list[Row]],
    keys: Mapping[str, str],
    indexed: Mapping[str, str] | None,
) -> None:
    if indexed is None:
        connection.executescript(_SCHEMA)
        connection.execute("insert into about values ('format', ?)", (str(FORMAT),))
    before = indexed or {}
    changed = {document_id for document_id, key in keys.items() if before.get(document_id) != key}
    with connection:
        for document_id in sorted((before.keys() - keys.keys()) | (before.keys() & changed)):
            _delete(connection, document_id)
        _insert_passages(connection, passage_entries(rows, changed))
        for table, columns in STATEMENT_COLUMNS.items():
            statement = f"insert into {table} values ({_parameters(columns)})"
            connection.executemany(statement, statement_entries(rows, table, changed))
        connection.executemany("insert into keys values (?, ?)", sorted((d, keys[d]) for d in changed))
        _write_grams(connection)


def _delete(connection: sqlite3.Connection, document_id: str) -> None:
    connection.execute(
        f"insert into searched (searched, rowid, {_SEARCHED}) "
        f"select 'delete', number, {_SEARCHED} from passages where document_id = ?",
        (document_id,),
    )
    for table in ("passages", "keys", *STATEMENT_COLUMNS):
        connection.execute(f"delete from {table} where document_id = ?", (document_id,))


def _insert_passages(connection: sqlite3.Connection, entries: Iterable[Mapping[str, Any]]) -> None:
    columns = (*KEPT_COLUMNS, *SEARCHED_COLUMNS)
    keep = f"insert into passages ({', '.join(columns)}) values ({_parameters(columns)})"
    search = f"insert into searched (rowid, {_SEARCHED}) values (:number, {_parameters(SEARCHED_COLUMNS)})"
    for entry in entries:
        number = connection.execute(keep, entry).lastrowid
        connection.execute(search, {**entry, "number": number})


def _parameters(columns: Sequence[str]) -> str:
    return ", ".join(f":{column}" for column in columns)


def _write_grams(connection: sqlite3.Connection) -> None:
    """The letters of the words that are new; those of words that left do no harm."""
    new = connection.execute(
        "select term from vocabulary where term not in (select word from grams)"
    ).fetchall()
    words = (word for (word,) in new if word.isalpha())
    connection.executemany(
        "insert into grams values (?, ?)", ((gram, word) for word in words for gram in sorted(grams(word)))
    )
