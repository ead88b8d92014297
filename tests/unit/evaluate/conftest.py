"""Gold files and predicted records as small as a test needs."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from esfnlp.evaluate.evaluation import Evaluation, evaluate
from esfnlp.record import COLUMNS

Records = Mapping[str, Sequence[Mapping[str, Any]]]

DEFAULTS: dict[str, dict[str, Any]] = {
    "target_groups": {"status": "prioritised", "quote": "unga", "region_code": "SE12"},
    "actors": {"actor_type": "municipality", "role": "partner", "quote": "kommuner", "region_code": "SE12"},
    "priorities": {"kind": "measure", "themes": [], "region_code": "SE12"},
    "targets": {"kind": "target", "comparator": ">=", "unit": "persons", "year": 2027, "quote": "minst"},
    "passages": {"kind": "paragraph", "region_code": "SE12"},
}


def filled(records: Records) -> dict[str, list[dict[str, Any]]]:
    return {table: [DEFAULTS.get(table, {}) | dict(row) for row in rows] for table, rows in records.items()}


@dataclass(frozen=True)
class Tables:
    """A dataset of one document in memory."""

    tables: dict[str, list[dict[str, Any]]]

    def rows(self, table: str) -> list[dict[str, Any]]:
        empty = dict.fromkeys(COLUMNS[table])
        return [empty | {"document_id": "plan"} | row for row in self.tables.get(table, [])]


@pytest.fixture
def evaluated(tmp_path: Path) -> Callable[[Records, Records], Evaluation]:
    def run(predicted: Records, gold: Records) -> Evaluation:
        path = tmp_path / "plan.json"
        content = {"document": {"document_id": "plan"}, **filled(gold)}
        path.write_text(json.dumps(content), encoding="utf-8")
        return evaluate(Tables(filled({"documents": [{}], **predicted})), [path])

    return run
