"""The index of the passages: one SQLite file with its full-text table, replaced as a whole.

SQLite travels with Python, opens in milliseconds and ranks by BM25 in the database. LanceDB was measured first:
importing it alone takes about three seconds, which a question on the command line cannot spend.
A file is never changed in place: a new one is written beside it and takes its place, so readers are undisturbed.
"""

import secrets
import shutil
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from esfnlp.errors import NothingToDoError
from esfnlp.record import Row
from esfnlp.search.terms import grams, joined, part_keys, text_keys

FORMAT = 1
FILE = "passages.sqlite"
KEPT_COLUMNS = (
    "passage_id", "document_id", "page", "kind", "role", "text", "section", "is_contents", "region_code",
    "programme_area", "investment_priority", "objective", "thematic_area", "char_start", "char_end",
)  # fmt: skip
"""Columns of `passages` as they are shown or filtered by; `section` is the path of headings."""
SEARCHED_COLUMNS = ("words", "parts", "around", "concepts")
"""Keys of the text, of the parts of its compounds, of its headings and table headers, and its concepts."""
SECTION_SEPARATOR = " › "
_CONTENTS = ("innehåll", "innehållsförteckning", "contents", "table of contents")
_SEARCHED = ", ".join(SEARCHED_COLUMNS)
_SCHEMA = f"""
create table about (key text primary key, value text) without rowid;
create table documents (document_id text primary key, key text not null) without rowid;
create table passages (number integer primary key, {", ".join(KEPT_COLUMNS)}, {_SEARCHED});
create index passages_of_document on passages (document_id);
create virtual table searched using fts5 (
    {_SEARCHED}, content='passages', content_rowid='number',
    tokenize="unicode61 remove_diacritics 0 tokenchars ':-–.+/&''’'"
);
create virtual table vocabulary using fts5vocab (searched, row);
create table grams (gram text, word text, primary key (gram, word)) without rowid;
"""


def update_index(folder: Path, rows: Mapping[str, list[Row]], keys: Mapping[str, str]) -> None:
    """Brings the index in `folder` to what `rows` say.

    Parameters
    ----------
    rows : rows of the contract's tables; `passages`, `sections` and what names concepts are read.
    keys : for every document a hash of all that its rows were made from. A document whose key is the indexed
        one is left as it is; one that is not among the keys leaves the index.

    Raises
    ------
    NothingToDoError : a newer version of esfnlp wrote the index.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for leftover in folder.glob(f".{FILE}.*"):
        leftover.unlink(missing_ok=True)
    path = folder / FILE
    indexed = _indexed_keys(path)
    if indexed == dict(keys):
        return
    temporary = folder / f".{FILE}.{secrets.token_hex(6)}"
    try:
        if indexed is not None:
            shutil.copyfile(path, temporary)
        with closing(sqlite3.connect(temporary)) as connection:
            connection.execute("pragma journal_mode = memory")
            _write(connection, rows, keys, indexed)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def open_index(folder: Path) -> sqlite3.Connection:
    """The index in `folder`, to be read.

    Raises
    ------
    NothingToDoError : there is none, it is damaged, or a newer version of esfnlp wrote it.
    """
    path = folder / FILE
    if not path.is_file():
        raise NothingToDoError(f"no index at {folder}; run `esfnlp run` first")
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    connection.row_factory = sqlite3.Row
    version = _format_of(connection)
    if version != FORMAT:
        connection.close()
        raise NothingToDoError(_why_not(path, version))
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
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        version = _format_of(connection)
        if version is not None and version > FORMAT:
            raise NothingToDoError(_why_not(path, version))
        if version != FORMAT:
            return None
        return dict(connection.execute("select document_id, key from documents").fetchall())


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
        for document_id in sorted(before.keys() - keys.keys() | (before.keys() & changed)):
            _delete(connection, document_id)
        _insert(connection, list(_entries(rows, changed)))
        connection.executemany(
            "insert into documents values (?, ?)", sorted((d, keys[d]) for d in changed)
        )  # fmt: skip
        _write_grams(connection)


def _delete(connection: sqlite3.Connection, document_id: str) -> None:
    connection.execute(
        f"insert into searched (searched, rowid, {_SEARCHED}) "
        f"select 'delete', number, {_SEARCHED} from passages where document_id = ?",
        (document_id,),
    )
    connection.execute("delete from passages where document_id = ?", (document_id,))
    connection.execute("delete from documents where document_id = ?", (document_id,))


def _insert(connection: sqlite3.Connection, entries: Sequence[Mapping[str, Any]]) -> None:
    columns = (*KEPT_COLUMNS, *SEARCHED_COLUMNS)
    keep = f"insert into passages ({', '.join(columns)}) values ({_parameters(columns)})"
    search = f"insert into searched (rowid, {_SEARCHED}) values (:number, {_parameters(SEARCHED_COLUMNS)})"
    for entry in entries:
        number = connection.execute(keep, entry).lastrowid
        connection.execute(search, {**entry, "number": number})


def _parameters(columns: Iterable[str]) -> str:
    return ", ".join(f":{column}" for column in columns)


def _write_grams(connection: sqlite3.Connection) -> None:
    """The letters of the words that are new; those of words that left do no harm."""
    new = connection.execute(
        "select term from vocabulary where term not in (select word from grams)"
    ).fetchall()  # fmt: skip
    words = (word for (word,) in new if word.isalpha())
    connection.executemany(
        "insert into grams values (?, ?)", ((gram, word) for word in words for gram in sorted(grams(word)))
    )


def _entries(rows: Mapping[str, list[Row]], documents: set[str]) -> Iterator[dict[str, Any]]:
    """What is stored of each passage of the documents."""
    paths = heading_paths(rows.get("sections", []))
    concepts = concepts_of_passages(rows)
    for row in rows.get("passages", []):
        if row["document_id"] not in documents:
            continue
        headings = paths.get(str(row["section_id"]), [])
        around = [*headings, *(str(row.get(name) or "") for name in ("label", "lead_in", "context"))]
        yield {
            **{column: row.get(column) for column in KEPT_COLUMNS},
            "section": SECTION_SEPARATOR.join(headings),
            "is_contents": int(_is_contents(str(row["text"]), headings)),
            "words": joined(text_keys(str(row["text"]))),
            "parts": joined(part_keys(str(row["text"]))),
            "around": joined(text_keys("\n".join(around))),
            "concepts": joined(sorted(concepts.get(str(row["passage_id"]), ()))),
        }


def heading_paths(sections: Sequence[Row]) -> dict[str, list[str]]:
    """The headings over each section and its own, outermost first, by section_id."""
    by_id = {str(row["section_id"]): row for row in sections}
    paths: dict[str, list[str]] = {}
    for section_id in by_id:
        path: list[str] = []
        at: str | None = section_id
        while at in by_id and len(path) < len(by_id):
            path.append(str(by_id[at]["heading"]))
            parent = by_id[at]["parent_id"]
            at = str(parent) if parent else None
        paths[section_id] = path[::-1]
    return paths


def concepts_of_passages(rows: Mapping[str, list[Row]]) -> dict[str, set[str]]:
    """Target groups, themes and actors that the records and mentions find in each passage, by passage_id."""
    found: dict[str, set[str]] = defaultdict(set)
    for table, columns in _CONCEPT_COLUMNS.items():
        for row in rows.get(table, []):
            for column in columns:
                value: Any = row.get(column) or ()
                found[str(row["passage_id"])].update([value] if isinstance(value, str) else value)
    return found


_CONCEPT_COLUMNS = {
    "passages": ("themes",),
    "target_groups": ("concept",),
    "actors": ("actor",),
    "priorities": ("themes", "target_groups"),
    "targets": ("population",),
    "mentions": ("concept",),
}


def _is_contents(text: str, headings: Sequence[str]) -> bool:
    """Whether a passage belongs to a table of contents: dotted lines, or under the heading of one."""
    last = headings[-1].strip(" .:0123456789").casefold() if headings else ""
    return "....." in text or " . . . " in text or last in _CONTENTS
