"""The index: one SQLite file with passages, what they are looked up by, their vectors, and the statements.

SQLite travels with Python and opens in milliseconds. LanceDB was measured twice: importing it takes ten times as
long as numpy, which a question on the command line cannot spend; the Parquet tables cost their library's second.
SQLite's own full-text table ranks too slowly for runs of letters in a million passages, so postings are arrays
(`segment.py`). A file is never changed in place: a new one is written beside it and takes its place, so readers
are undisturbed.
"""

import json
import secrets
import shutil
import sqlite3
from collections import OrderedDict
from collections.abc import Collection, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path

from esfnlp.embedding import Encoder, load
from esfnlp.errors import NothingToDoError
from esfnlp.record import Row
from esfnlp.search.entries import (
    KEPT_COLUMNS,
    LIST_COLUMNS,
    STATEMENT_COLUMNS,
    passage_entries,
    statement_entries,
)
from esfnlp.search.segment import MOST_PASSAGES, SCHEMA, write_segment

FORMAT = 4
FILE = "passages.sqlite"
_MOST_UPDATES = 8
"""An index that was updated more often than this is written anew, so that what was replaced leaves the file."""
_STATEMENT_TABLES = "".join(
    f"create table {table} ({', '.join(columns)});\n"
    f"create index {table}_of_document on {table} (document_id);\n"
    for table, columns in STATEMENT_COLUMNS.items()
)
_SCHEMA = f"""
pragma page_size = 8192;
create table about (key text primary key, value text) without rowid;
create table keys (document_id text primary key, key text not null) without rowid;
create table passages (number integer primary key, {", ".join(KEPT_COLUMNS)});
create index passages_of_document on passages (document_id);
{SCHEMA}{_STATEMENT_TABLES}"""


@dataclass(frozen=True, slots=True)
class Statements:
    """The statements in an open index, as rows of the contract's tables."""

    connection: sqlite3.Connection

    def rows(self, table: str, column: str = "", values: Collection[str] = ()) -> list[Row]:
        """Rows with the columns of `STATEMENT_COLUMNS`; with a column, those that have one of the values in it, or
        in a list there."""
        if table == "documents" and not column:
            return _documents(self.connection)
        wanted = sorted(values)
        if not column:
            condition = ""
        elif column in LIST_COLUMNS:
            condition = f" where {' or '.join([f'{column} like ?'] * len(wanted)) or '0'}"
            wanted = [f'%"{value}"%' for value in wanted]
        else:
            condition = f" where {column} in ({', '.join('?' * len(wanted))})"
        found = self.connection.execute(f"select * from {table}{condition}", wanted).fetchall()
        return [_read_lists(dict(row)) for row in found]


_DOCUMENTS: OrderedDict[str, list[Row]] = OrderedDict()
"""Documents of the indexes that were asked last, by their stamp; a file never changes."""
_MOST_REMEMBERED = 2


def _documents(connection: sqlite3.Connection) -> list[Row]:
    """The documents of an open index, which every question needs."""
    stamp = str(connection.execute("select value from about where key = 'stamp'").fetchone()[0])
    if stamp not in _DOCUMENTS:
        rows = connection.execute("select * from documents").fetchall()
        _DOCUMENTS[stamp] = [_read_lists(dict(row)) for row in rows]
        while len(_DOCUMENTS) > _MOST_REMEMBERED:
            _DOCUMENTS.popitem(last=False)
    return _DOCUMENTS[stamp]


def _read_lists(row: Row) -> Row:
    for name in LIST_COLUMNS & row.keys():
        row[name] = _list_of(str(row[name]))
    return row


@lru_cache(maxsize=10_000)
def _list_of(text: str) -> list[str]:
    """A list column's value, not to be changed: the same few lists come again and again."""
    found: list[str] = json.loads(text)
    return found


@dataclass(frozen=True, slots=True)
class IndexedEncoder:
    """The encoder that the vectors of an index were made by."""

    name: str
    fingerprint: str


def update_index(
    folder: Path, rows: Mapping[str, list[Row]], keys: Mapping[str, str], encoder: Encoder | None = None
) -> None:
    """Brings the index in `folder` to what `rows` say.

    Parameters
    ----------
    rows : rows of the contract's tables.
    keys : for every document a hash of all that its rows were made from. A document whose key is the indexed
        one is left as it is; one that is not among the keys leaves the index.
    encoder : makes the vectors, the shipped one if None. Where another made those of the index, all are made anew.

    Raises
    ------
    NothingToDoError : a newer version of esfnlp wrote the index.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / FILE
    encoder = encoder or load()
    indexed = _indexed_keys(path, encoder)
    if indexed == dict(keys):
        return
    try:
        _replace(path, rows, keys, indexed, encoder)
    except sqlite3.DatabaseError:
        if indexed is None:
            raise
        _replace(path, rows, keys, None, encoder)


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


def indexed_encoder(connection: sqlite3.Connection) -> IndexedEncoder:
    """The encoder that an open index names."""
    about = dict(connection.execute("select key, value from about").fetchall())
    return IndexedEncoder(about.get("encoder", ""), about.get("fingerprint", ""))


def _indexed_keys(path: Path, encoder: Encoder) -> dict[str, str] | None:
    """Keys by document in the index that is there; None where a new one is to be written."""
    if not path.is_file():
        return None
    with closing(_connect(path)) as connection:
        version = _format_of(connection)
        if version is not None and version > FORMAT:
            raise NothingToDoError(_why_not(path, version))
        if version != FORMAT or indexed_encoder(connection).fingerprint != encoder.fingerprint:
            return None
        return {row[0]: row[1] for row in connection.execute("select document_id, key from keys")}


def _replace(
    path: Path,
    rows: Mapping[str, list[Row]],
    keys: Mapping[str, str],
    indexed: Mapping[str, str] | None,
    encoder: Encoder,
) -> None:
    """Writes the new file beside the old one, from it where `indexed` says what is in it, and swaps them."""
    for leftover in path.parent.glob(f".{FILE}.*"):
        leftover.unlink(missing_ok=True)
    temporary = path.with_name(f".{FILE}.{secrets.token_hex(6)}")
    if indexed is not None and _updates_of(path) >= _MOST_UPDATES:
        indexed = None
    try:
        if indexed is not None:
            shutil.copyfile(path, temporary)
        with closing(sqlite3.connect(temporary)) as connection:
            connection.execute("pragma journal_mode = memory")
            _write(connection, rows, keys, indexed, encoder)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _updates_of(path: Path) -> int:
    with closing(_connect(path)) as connection:
        return int(connection.execute("select value from about where key = 'updates'").fetchone()[0])


def _write(
    connection: sqlite3.Connection,
    rows: Mapping[str, list[Row]],
    keys: Mapping[str, str],
    indexed: Mapping[str, str] | None,
    encoder: Encoder,
) -> None:
    if indexed is None:
        connection.executescript(_SCHEMA)
        about = {"format": str(FORMAT), "updates": "0", "stamp": ""}
        about |= {"encoder": encoder.name, "fingerprint": encoder.fingerprint}
        connection.executemany("insert into about values (?, ?)", about.items())
    before = indexed or {}
    changed = {document_id for document_id, key in keys.items() if before.get(document_id) != key}
    with connection:
        connection.execute("update about set value = value + 1 where key = 'updates'")
        connection.execute("update about set value = ? where key = 'stamp'", (secrets.token_hex(16),))
        for document_id in sorted((before.keys() - keys.keys()) | (before.keys() & changed)):
            _delete(connection, document_id)
        _insert_passages(connection, rows, changed, encoder)
        for table, columns in STATEMENT_COLUMNS.items():
            statement = f"insert into {table} values ({_parameters(columns)})"
            connection.executemany(statement, statement_entries(rows, table, changed))
        connection.executemany("insert into keys values (?, ?)", sorted((d, keys[d]) for d in changed))


def _delete(connection: sqlite3.Connection, document_id: str) -> None:
    """Without its places the document's passages are in force no more; their postings go with the next new file."""
    for table in ("passages", "keys", "places", *STATEMENT_COLUMNS):
        connection.execute(f"delete from {table} where document_id = ?", (document_id,))


def _insert_passages(
    connection: sqlite3.Connection,
    rows: Mapping[str, list[Row]],
    documents: Collection[str],
    encoder: Encoder,
) -> None:
    keep = f"insert into passages values (:number, {_parameters(KEPT_COLUMNS)})"
    last = "select coalesce(max(first + passages), 0) from segments"
    entries = passage_entries(rows, documents)
    while part := list(islice(entries, MOST_PASSAGES)):
        first = int(connection.execute(last).fetchone()[0])
        numbered = ({**entry.columns, "number": n} for n, entry in enumerate(part, start=first))
        connection.executemany(keep, numbered)
        write_segment(connection, first, part, encoder.encode([entry.embedded for entry in part]))


def _parameters(columns: Sequence[str]) -> str:
    return ", ".join(f":{column}" for column in columns)
