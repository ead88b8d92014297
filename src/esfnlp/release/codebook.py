"""The codebook: every column of every table, every code with its label and how often it occurs."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from esfnlp.dataset.package import ENUMS, PRIMARY_KEYS, TABLE_DESCRIPTIONS, TYPES
from esfnlp.release.tables import Table
from esfnlp.release.words import code_words, column_words, is_coded

HEADER = ("table", "column", "type", "description", "code", "label", "count")


@dataclass(frozen=True, slots=True)
class Code:
    """A code, its label, and in how many rows it stands."""

    code: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Column:
    """A column; `filled` rows hold something, `span` is smallest and largest number."""

    table: str
    name: str
    kind: str
    description: str
    filled: int
    span: tuple[float, float] | None
    codes: tuple[Code, ...]


def describe(table: Table) -> list[Column]:
    """The codebook's columns of one table; codes of the contract are listed also where no row has them."""
    return [_describe(table, name, kind) for name, kind in table.columns.items()]


def _describe(table: Table, name: str, kind: str) -> Column:
    values = [value for value in table.values(name) if value is not None and value != "" and value != []]
    numbers = [float(value) for value in values] if kind in ("int", "float") else []
    return Column(
        table=table.name,
        name=name,
        kind=TYPES[kind],
        description=column_words(table.name, name),
        filled=len(values),
        span=(min(numbers), max(numbers)) if numbers else None,
        codes=tuple(_codes(table, name, values)) if is_coded(table.name, name) else (),
    )


def _codes(table: Table, name: str, values: Sequence[Any]) -> Iterator[Code]:
    flat: Iterable[Any] = values
    if table.columns[name] == "list":
        flat = chain.from_iterable(dict.fromkeys(items) for items in values)
    elif table.columns[name] == "bool":
        flat = (str(value).lower() for value in values)
    counts = Counter(str(value) for value in flat)
    stated = ENUMS.get(table.name, {}).get(name, ())
    names = _actor_names(table) if name == "actor" else {}
    for code in (*stated, *sorted(counts.keys() - set(stated))):
        yield Code(code, code_words(table.name, name, code) or names.get(code, ""), counts[code])


def _actor_names(table: Table) -> dict[str, str]:
    """Names of actors that the taxonomy does not know."""
    pairs = zip(table.values("actor"), table.values("name"), strict=True)
    return {str(actor): str(name) for actor, name in pairs if actor and name}


def rows(columns: Iterable[Column]) -> Iterator[tuple[str, ...]]:
    """One row for each column, with how many rows fill it, and one for each of its codes."""
    for column in columns:
        head = (column.table, column.name, column.kind, column.description)
        yield (*head, "", "", str(column.filled))
        for code in column.codes:
            yield (*head, code.code, code.label, str(code.count))


def to_csv(columns: Iterable[Column]) -> str:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows(rows(columns))
    return buffer.getvalue()


def to_markdown(columns: Sequence[Column], sizes: dict[str, int], *, version: str) -> str:
    """The codebook to read; `sizes` are the rows of each table."""
    parts = [f"# Codebook\n\nDataset {version}. {_NOTES}\n"]
    for table, size in sizes.items():
        key = f" Key: `{PRIMARY_KEYS[table]}`." if table in PRIMARY_KEYS else ""
        parts.append(f"## {table}\n\n{TABLE_DESCRIPTIONS[table]} {size} rows.{key}\n")
        own = [column for column in columns if column.table == table]
        parts.append("\n".join(_markdown_columns(own)) + "\n")
        parts += [_markdown_codes(column) for column in own if column.codes]
    return "\n".join(parts)


_NOTES = (
    "`filled` is in how many rows a column holds something; a code's count is in how many rows it stands. "
    "Positions count Unicode code points. In Excel, Stata and SPSS lists are joined by `|`, in SQLite they are "
    "JSON. Texts that are longer than a format allows (Excel 32,767 characters, SPSS 32,767 bytes) end in `…` "
    "there and are whole in the other formats."
)


def _markdown_columns(columns: Sequence[Column]) -> Iterator[str]:
    yield "| column | type | filled | range | meaning |"
    yield "| --- | --- | ---: | --- | --- |"
    for column in columns:
        span = f"{column.span[0]:.12g} to {column.span[1]:.12g}" if column.span else ""
        yield f"| `{column.name}` | {column.kind} | {column.filled} | {span} | {_cell(column.description)} |"


def _markdown_codes(column: Column) -> str:
    lines = [f"| `{_cell(c.code)}` | {_cell(c.label)} | {c.count} |" for c in column.codes]
    head = f"### {column.table}.{column.name}\n\n| code | label | rows |\n| --- | --- | ---: |\n"
    return head + "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
