"""One small plan of our own through every stage; `pytest tests/golden --update-golden` writes what comes out."""

import json
from pathlib import Path
from typing import Any

import pytest

from esfnlp.flow.stages import document_rows
from esfnlp.ingest import read_document
from esfnlp.record import RECORD_TABLES, SCOPE_COLUMNS
from esfnlp.settings import IngestSettings

FOLDER = Path(__file__).parent
RECORDS = FOLDER / "records.json"
MEASURED = ("confidence",)
"""What is measured anew with every model would drown what a change of rules does."""


def told(row: dict[str, Any]) -> dict[str, Any]:
    """What a row says; empty cells say nothing."""
    return {k: v for k, v in row.items() if v not in (None, "", []) and k not in (*MEASURED, "source_sha256")}


@pytest.fixture(scope="module")
def rows() -> dict[str, list[dict[str, Any]]]:
    return document_rows(read_document(FOLDER / "plan.txt", "plan", IngestSettings()))


def test_the_golden_plan_gives_its_records(
    rows: dict[str, list[dict[str, Any]]], update_golden: bool
) -> None:
    found = {table: [told(row) for row in rows[table]] for table in ("documents", "sections", *RECORD_TABLES)}
    text = json.dumps(found, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    if update_golden:
        RECORDS.write_text(text, encoding="utf-8")
    assert text == RECORDS.read_text(encoding="utf-8")


def test_the_golden_plan_says_what_a_reader_finds_in_it(rows: dict[str, list[dict[str, Any]]]) -> None:
    """Written by hand, so that a rewritten golden file cannot lose it."""
    groups = {(*(r[c] for c in SCOPE_COLUMNS[:3]), r["concept"], r["status"]) for r in rows["target_groups"]}
    assert groups >= {
        ("SE31", None, None, "tg:langtidsarbetslosa", "mentioned"),
        ("SE31", "1", None, "tg:anstallda-sma-foretag", "prioritised"),
        ("SE31", "2", "9.1", "tg:langtidsarbetslosa", "prioritised"),
        ("SE31", "2", "9.1", "tg:utrikes-fodda-kvinnor", "prioritised"),
        ("SE31", "2", "9.1", "tg:sjukskrivna", "eligible"),
        ("SE31", "2", "9.1", "tg:asylsokande", "excluded"),
    }
    assert {(r["actor"], r["role"]) for r in rows["actors"]} >= {
        ("ac:region-dalarna", "responsible"),
        ("ac:kommuner", "partner"),
        ("ac:arbetsformedlingen", "partner"),
    }
    assert {(r["kind"], r["value"], r["unit"], r["year"]) for r in rows["targets"]} >= {
        ("target", 1200.0, "persons", 2020),
        ("target", 50.0, "percent", 2020),
        ("budget", 63_000_000.0, "SEK", None),
        ("threshold", 15.0, "years", None),
        ("threshold", 64.0, "years", None),
    }
    assert {(r["region_code"], r["kind"]) for r in rows["priorities"]} >= {
        ("SE313", "need"),
        ("SE313", "principle"),
    }
