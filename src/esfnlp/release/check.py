"""The tables against their contract, with pandera, before anything is released."""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import pandas as pd

from esfnlp.dataset.package import ENUMS, FOREIGN_KEYS, PRIMARY_KEYS
from esfnlp.errors import NothingToDoError
from esfnlp.record import COLUMNS, RECORD_TABLES
from esfnlp.release.tables import Table

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import pandera.pandas as pa

_DTYPES: dict[str, Any] = {"int": "Int64", "float": "float64", "bool": "boolean"}
_REQUIRED = ("document_id", "char_start", "char_end")
_EVIDENCE = ("region_code", "passage_id", "quote", "confidence")


@dataclass
class Keys:
    """Ids of the tables that were checked, for those that refer to them."""

    known: dict[tuple[str, str], frozenset[Any]] = field(default_factory=dict)

    def add(self, table: Table) -> None:
        if table.name in PRIMARY_KEYS:
            key = PRIMARY_KEYS[table.name]
            self.known[table.name, key] = frozenset(table.values(key))


def check_table(table: Table, keys: Keys) -> None:
    """Nothing, where the table holds to the contract; its ids are added to `keys`.

    Raises
    ------
    NothingToDoError : a column is missing, a value is of another type or no code of the contract, an id is not
        unique or refers to nothing, or a span ends before it begins.
    """
    keys.add(table)
    schema = schema_of(table.name, keys)
    try:
        schema.validate(table.frame, lazy=True)
    except pa.errors.SchemaErrors as error:
        raise NothingToDoError(
            f"table {table.name} is not what the contract says: {_told(error)}; "
            "make the dataset again with `esfnlp run`"
        ) from error


def schema_of(table: str, keys: Keys) -> pa.DataFrameSchema:
    """The table's schema; references are checked where `keys` knows what they refer to."""
    columns = {name: _column(table, name, kind, keys) for name, kind in COLUMNS[table].items()}
    spans = [_spans()] if {"char_start", "char_end"} <= columns.keys() else []
    unique = [PRIMARY_KEYS[table]] if table in PRIMARY_KEYS else None
    return pa.DataFrameSchema(columns, checks=spans, unique=unique, strict=False, name=table)


def _column(table: str, name: str, kind: str, keys: Keys) -> pa.Column:
    required = name in _REQUIRED or name == PRIMARY_KEYS.get(table)
    required = required or (table in RECORD_TABLES and name in _EVIDENCE)
    return pa.Column(
        _DTYPES.get(kind), checks=list(_checks(table, name, kind, keys)), nullable=not required, name=name
    )


def _checks(table: str, name: str, kind: str, keys: Keys) -> Sequence[pa.Check]:
    checks = []
    if kind in ("string", "date", "json"):
        checks.append(pa.Check(_are_texts, error="text"))
    if kind == "list":
        checks.append(pa.Check(lambda column: column.map(_is_list), error="list of texts"))
    if name in ENUMS.get(table, {}):
        checks.append(pa.Check.isin(list(ENUMS[table][name]), error="a code of the contract"))
    if name == "confidence":
        checks.append(pa.Check.in_range(0, 1, error="0 to 1"))
    if name.startswith("page") or name == "level":
        checks.append(pa.Check.ge(1, error="counted from 1"))
    for column, resource, other in FOREIGN_KEYS.get(table, ()):
        known = keys.known.get((resource or table, other))
        if column == name and known is not None:
            checks.append(pa.Check(partial(_refer_to, known), error=f"id of {resource or table}"))
    return checks


def _are_texts(column: "pd.Series[Any]") -> bool:
    return pd.api.types.is_string_dtype(column.dropna()) or column.dropna().empty


def _refer_to(known: frozenset[Any], column: "pd.Series[Any]") -> "pd.Series[bool]":
    return column.isin(known)


def _is_list(value: Any) -> bool:
    return not isinstance(value, str) and all(isinstance(item, str) for item in value)


def _spans() -> pa.Check:
    return pa.Check(lambda frame: frame["char_start"] <= frame["char_end"], error="ends after it begins")


def _told(error: Any) -> str:
    """The first thing that is wrong, and how many rows have it."""
    cases = error.failure_cases
    first = cases.iloc[0]
    alike = cases[(cases["column"] == first["column"]) & (cases["check"] == first["check"])]
    value = f", such as {str(first['failure_case'])[:60]!r}" if pd.notna(first["failure_case"]) else ""
    return f"{first['column'] or 'span'}: {first['check']} does not hold in {len(alike)} rows{value}"
