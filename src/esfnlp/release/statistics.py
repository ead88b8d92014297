"""The tables for Stata and SPSS: columns and codes carry their labels.

Columns with codes of the contract become numbers from 1, in the contract's order, with the code as the label of
the value; what has no value is missing. Concepts and places keep their ids and get a column with their names.
"""

import datetime
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from esfnlp.dataset.package import ENUMS, TABLE_DESCRIPTIONS
from esfnlp.release.tables import Table
from esfnlp.release.words import CONCEPT_COLUMNS, PLACE_COLUMNS, code_words, column_words

if TYPE_CHECKING:
    import pandas as pd

YES_NO = {0: "no", 1: "yes"}
MOST_SPSS_BYTES = 32_767
MOST_STATA_TEXT = 500
"""Longer columns are kept as Stata's long strings: these take only the room that they need, but time to write."""
_STATA_LABEL = 80
_SPSS_LABEL = 256
_FIXED = datetime.datetime(1980, 1, 1)
_SPSS_DATE_AT, _SPSS_DATE = 92, b"01 Jan 8000:00:00"
"""Where a .sav file says when it was made (date, then time), and what stands there instead."""


@dataclass(frozen=True)
class Labelled:
    """A frame with labels for its columns, and for the values of some of them; `longest` by column of texts."""

    frame: "pd.DataFrame"
    longest: dict[str, int] = field(default_factory=dict)
    columns: dict[str, str] = field(default_factory=dict)
    values: dict[str, dict[int, str]] = field(default_factory=dict)


def labelled(table: Table) -> Labelled:
    """The table with codes as labelled numbers and with names beside ids."""
    import pandas as pd

    columns: dict[str, Any] = {}
    labels: dict[str, str] = {}
    values: dict[str, dict[int, str]] = {}
    longest: dict[str, int] = {}
    for name, kind in table.columns.items():
        labels[name] = column_words(table.name, name)
        codes = _codes(table.name, name, kind)
        if codes:
            values[name] = codes
            columns[name] = pd.array(_numbers(table, name, codes), dtype="Int8")
        elif kind in ("int", "float"):
            columns[name] = pd.array(table.values(name), dtype="Int64" if kind == "int" else "Float64")
        else:
            texts = [value or "" for value in table.flat_values(name)]
            longest[name] = max(map(len, texts), default=0)
            columns[name] = pd.Series(texts, dtype=object)
            if _has_names(name, kind):
                columns[f"{name}_label"] = pd.Series(_names(table.name, name, texts), dtype=object)
                labels[f"{name}_label"] = f"Name of {name}"
    return Labelled(pd.DataFrame(columns), longest, labels, values)


def write_stata(table: Table, data: Labelled, path: Path) -> None:
    """A .dta file of Stata 14 and later (format 118, UTF-8)."""
    data.frame.to_stata(
        path,
        write_index=False,
        version=118,
        time_stamp=_FIXED,
        data_label=TABLE_DESCRIPTIONS[table.name][:_STATA_LABEL],
        variable_labels={name: label[:_STATA_LABEL] for name, label in data.columns.items()},
        value_labels={name: dict(codes.items()) for name, codes in data.values.items()},
        convert_strl=[name for name, length in data.longest.items() if length > MOST_STATA_TEXT],
    )


def write_spss(table: Table, data: Labelled, path: Path) -> None:
    """A .sav file; texts beyond what SPSS can hold are cut."""
    import pyreadstat

    frame = data.frame
    long = [name for name, length in data.longest.items() if length > MOST_SPSS_BYTES // 4]
    pyreadstat.write_sav(
        frame.assign(**{name: frame[name].map(_cut) for name in long}),
        str(path),
        file_label=TABLE_DESCRIPTIONS[table.name][:64],
        column_labels={name: label[:_SPSS_LABEL] for name, label in data.columns.items()},
        variable_value_labels={name: dict(codes.items()) for name, codes in data.values.items()},
        variable_measure=dict.fromkeys(data.values, "nominal"),
        row_compress=True,
    )
    with path.open("r+b") as file:
        file.seek(_SPSS_DATE_AT)
        file.write(_SPSS_DATE)


def _codes(table: str, name: str, kind: str) -> dict[int, str]:
    """Values by number; none where the column has no codes of the contract."""
    if kind == "bool":
        return YES_NO
    return dict(enumerate(ENUMS.get(table, {}).get(name, ()), start=1))


def _numbers(table: Table, name: str, codes: dict[int, str]) -> list[int | None]:
    if table.columns[name] == "bool":
        return [None if value is None else int(value) for value in table.values(name)]
    number_of = {code: number for number, code in codes.items()}
    return [number_of[value] if value else None for value in table.values(name)]


def _has_names(name: str, kind: str) -> bool:
    return kind == "string" and name in (*CONCEPT_COLUMNS, *PLACE_COLUMNS) and name != "actor"


def _names(table: str, name: str, ids: list[str]) -> list[str]:
    known = {code: code_words(table, name, code) if code else "" for code in dict.fromkeys(ids)}
    return [known[code] for code in ids]


def _cut(text: str) -> str:
    raw = text.encode("utf-8")
    if len(raw) <= MOST_SPSS_BYTES:
        return text
    return raw[: MOST_SPSS_BYTES - 3].decode("utf-8", errors="ignore") + "…"
