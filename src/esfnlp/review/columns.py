"""The columns of a record that a reviewer decides, what they may hold, and what makes two records the same."""

import math
from collections.abc import Mapping
from typing import Any

from esfnlp.dataset.package import ENUMS, LIST_SEPARATOR
from esfnlp.errors import UsageError
from esfnlp.record import COLUMNS, RECORD_TABLES, SCOPE_COLUMNS, SHARED_COLUMNS, Row
from esfnlp.taxonomy import load_taxonomy
from esfnlp.taxonomy.places import COUNTRY, TRAINING_REGION, load_places

_NOT_DECIDED = {*SHARED_COLUMNS, "cue", "inconsistencies", "review"} - set(SCOPE_COLUMNS)
DECIDED: dict[str, tuple[str, ...]] = {
    table: (*(c for c in COLUMNS[table] if c not in _NOT_DECIDED and c not in SCOPE_COLUMNS), *SCOPE_COLUMNS)
    for table in RECORD_TABLES
}
"""What a record claims, and its scope; the rest is evidence and how it was found."""

REQUIRED: dict[str, tuple[str, ...]] = {
    "target_groups": ("concept", "status"),
    "actors": ("actor", "role"),
    "priorities": ("kind",),
    "targets": ("kind", "value", "unit"),
}
CODE = {"target_groups": "status", "actors": "role", "priorities": "kind", "targets": "kind"}
"""The column of each table that reviewers most often judge."""
CONCEPT = {"target_groups": "concept", "actors": "actor", "priorities": "kind", "targets": "kind"}
"""The column by which figures on a table are told apart."""
IDENTITY: dict[str, tuple[str, ...]] = {
    "target_groups": ("concept",),
    "actors": ("actor",),
    "priorities": (),
    "targets": ("kind", "value", "comparator", "unit", "year"),
}
"""What, beside scope and evidence, makes two records the same claim (as in `normalize`)."""
_SCHEMES = {
    ("target_groups", "concept"): "tg:",
    ("actors", "actor"): "ac:",
    ("priorities", "themes"): "th:",
    ("priorities", "target_groups"): "tg:",
    ("targets", "population"): "tg:",
}
_OPEN_SCHEMES = frozenset({"ac:"})
"""Actors that no list names have ids of their own."""


def identity(table: str, row: Mapping[str, object]) -> tuple[object, ...]:
    return tuple(row.get(column) for column in IDENTITY[table])


def scope(row: Mapping[str, object]) -> tuple[object, ...]:
    return tuple(row.get(column) or None for column in SCOPE_COLUMNS)


def is_empty(value: object) -> bool:
    return value is None or value == "" or value == []


def is_same(left: object, right: object) -> bool:
    """Whether two values of a column say the same: no value is no value, and lists have no order."""
    if isinstance(left, list) and isinstance(right, list):
        return sorted(map(str, left)) == sorted(map(str, right))
    return left == right or (is_empty(left) and is_empty(right))


def decided(table: str, row: Mapping[str, object]) -> Row:
    """The columns of a row that a reviewer decides and that say something."""
    return {c: row[c] for c in DECIDED[table] if not is_empty(row.get(c))}


def checked_values(table: str, values: Mapping[str, Any]) -> Row:
    """The values themselves; a column that is none to decide or a value that it cannot hold is a `ValueError`."""
    for column, value in values.items():
        if column not in DECIDED[table]:
            raise ValueError(f"{table} has no {column!r} to decide; known: {', '.join(DECIDED[table])}")
        if value is not None:
            _check_value(table, column, value)
    return dict(values)


def typed_values(table: str, values: Mapping[str, Any]) -> Row:
    """Values as JSON has them, whole numbers made decimal where the column is.

    Raises
    ------
    UsageError : a column is none to decide, or cannot hold the value.
    """
    try:
        checked = checked_values(table, values)
    except ValueError as error:
        raise UsageError(str(error)) from error
    return {
        c: float(v) if isinstance(v, int) and COLUMNS[table][c] == "float" else v for c, v in checked.items()
    }


def parsed_values(table: str, given: Mapping[str, str]) -> Row:
    """Values as people write them: lists joined by `|`, numbers with point or comma, nothing for no value.

    Raises
    ------
    UsageError : a column is none to decide, or cannot hold the value.
    """
    try:
        unknown = [column for column in given if column not in DECIDED[table]]
        typed = {} if unknown else {c: _parsed(COLUMNS[table][c], text.strip()) for c, text in given.items()}
        return checked_values(table, typed or dict.fromkeys(unknown))
    except ValueError as error:
        raise UsageError(str(error)) from error


def completed(table: str, values: Row, quote: str) -> Row:
    """The values of a record that a reviewer adds, with what follows from them.

    Raises
    ------
    UsageError : the claim lacks something.
    """
    missing = [column for column in REQUIRED[table] if values.get(column) in (None, "")]
    if missing:
        raise UsageError(f"a record of {table} needs {', '.join(missing)}")
    words = " ".join(quote.split())
    implied: Row = {
        "target_groups": {"surface": words},
        "actors": {"surface": words, **_actor(str(values.get("actor")), words)},
        "priorities": {"text": words, "themes": [], "target_groups": []},
        "targets": {"indicator": words, "comparator": "=", "population": []},
    }[table]  # type: ignore[assignment]
    return {**implied, **{column: value for column, value in values.items() if value is not None}}


def _actor(actor: str, words: str) -> Row:
    known = load_taxonomy().concepts.get(actor)
    if known is None:
        return {"name": words, "actor_type": "other"}
    return {"name": known.label(), "actor_type": known.actor_type or "other"}


def _parsed(kind: str, text: str) -> Any:
    if kind == "list":
        return [item.strip() for item in text.split(LIST_SEPARATOR) if item.strip()]
    if not text or kind == "string":
        return text or None
    plain = "".join(text.split()).replace(",", ".")
    return int(plain) if kind == "int" else float(plain)


def _check_value(table: str, column: str, value: Any) -> None:
    kind = COLUMNS[table][column]
    if not _is_of(kind, value):
        raise ValueError(f"{column} is {value!r}; want {_WANTED[kind]}")
    known = ENUMS.get(table, {}).get(column)
    if known and value not in known:
        raise ValueError(f"{column} is {value!r}; known: {', '.join(known)}")
    for concept in value if isinstance(value, list) else [value]:
        _check_concept(_SCHEMES.get((table, column), ""), concept)
    if column == "region_code" and value not in {COUNTRY, TRAINING_REGION, *load_places().by_code}:
        raise ValueError(f"no region {value!r}; use NUTS codes such as SE12, or a municipality's four digits")


_MOST = {"int": 2**31 - 1, "float": 2**53}
"""Whole numbers that a table can hold, or a decimal number exactly."""
_WANTED = {"list": "a list of texts", "string": "a text", "int": "a whole number", "float": "a number"}


def _is_of(kind: str, value: Any) -> bool:
    if kind == "list":
        return isinstance(value, list) and all(isinstance(item, str) for item in value)
    if kind == "string":
        return isinstance(value, str)
    whole = isinstance(value, int) and not isinstance(value, bool) and abs(value) <= _MOST[kind]
    return whole or (kind == "float" and isinstance(value, float) and math.isfinite(value))


def _check_concept(scheme: str, concept: Any) -> None:
    if not scheme:
        return
    if not str(concept).startswith(scheme) or len(str(concept)) == len(scheme):
        raise ValueError(f"{concept!r} is no id of the scheme {scheme}; `esfnlp taxonomy list` shows them")
    if scheme not in _OPEN_SCHEMES and concept not in load_taxonomy().concepts:
        raise ValueError(f"no concept {concept!r}; `esfnlp taxonomy list` shows those that are known")
