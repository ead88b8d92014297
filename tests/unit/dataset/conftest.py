"""A dataset as small as a test needs: rows with only what matters, the rest filled in."""

from collections.abc import Callable, Iterable, Mapping
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from esfnlp.dataset.tables import Dataset, read_tables, write_tables
from esfnlp.record import COLUMNS, RECORD_TABLES, Row

Rows = Mapping[str, Iterable[Mapping[str, Any]]]


def fill(table: str, row: Mapping[str, Any], number: int) -> Row:
    """The row with an id, offsets and evidence where it has none."""
    filled: Row = {"char_start": number * 10, "char_end": number * 10 + 5, "region_code": "SE12"}
    if table in RECORD_TABLES:
        filled |= {"record_id": f"r-{table}-{number}", "quote": "ett citat", "confidence": 0.5}
        filled |= {"document_id": "plan", "passage_id": "p"}
    if table == "documents":
        filled |= {"region_codes": ["SE12"], "period_start": 2014, "period_end": 2020, "training": False}
        filled |= {"doc_type": "regional_plan"}
    return {column: value for column, value in filled.items() if column in COLUMNS[table]} | dict(row)


@pytest.fixture
def make_dataset(tmp_path: Path) -> Callable[[Rows], Dataset]:
    numbers = count()

    def make(rows: Rows) -> Dataset:
        folder = tmp_path / f"dataset-{next(numbers)}"
        write_tables({t: [fill(t, row, n) for n, row in enumerate(rs)] for t, rs in rows.items()}, folder)
        return read_tables(folder)

    return make
