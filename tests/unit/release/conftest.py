"""A dataset of two plans with every table filled, and the release that is made of it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from esfnlp.dataset.tables import write_tables
from esfnlp.record import Row
from esfnlp.release.write import export

SPAN = {"char_start": 10, "char_end": 25}
LONG = ("Länet står inför stora utmaningar. " * 100).strip()
SHARED: Row = {
    "document_id": "syd", "region_code": "SE22", "programme_area": "1", "passage_id": "p1", "page": 2,
    "quote": "=unga & \"äldre\" <b>", "confidence": 0.9, "method": "m", **SPAN,
}  # fmt: skip


def plan(document_id: str, **more: Any) -> Row:
    row: Row = {
        "document_id": document_id, "plan_id": "syd", "title": "Plan för Sydsverige", "doc_type": "regional_plan",
        "programme": "ESF", "period_start": 2014, "period_end": 2020, "region_codes": ["SE22", "SE224"],
        "source_sha256": "a" * 64, "warnings": [], "training": False,
    }  # fmt: skip
    return row | more


def rows() -> dict[str, list[Row]]:
    passage = {"kind": "paragraph", "section_id": "s1", "document_id": "syd", "region_code": "SE22", **SPAN}
    group = {**SHARED, "concept": "tg:unga", "surface": "unga", "age_max": 24}
    return {
        "documents": [plan("syd"), plan("norr", training=None, warnings=["sida 3: skannad", "sida 4: tom"])],
        "sections": [{"section_id": "s1", "document_id": "syd", "level": 1, "heading": "Mål", "page_start": 1}],
        "passages": [
            {**passage, "passage_id": "p1", "text": LONG, "bbox": [1.0, 2.0, 3.5, 4.0], "role": "measure"},
            {**passage, "passage_id": "p2", "text": "Tab\tmed \x07 tecken", "themes": ["th:matchning", "th:x"]},
        ],
        "target_groups": [
            {**group, "record_id": "g1", "status": "prioritised"},
            {**group, "record_id": "g2", "status": "mentioned", "gender": "women", "page": None},
        ],
        "actors": [{**SHARED, "record_id": "a1", "actor": "ac:kommuner", "name": "kommuner", "role": "partner",
                    "actor_type": "municipality"}],
        "priorities": [{**SHARED, "record_id": "r1", "kind": "need", "text": "Stöd behövs."}],
        "targets": [{**SHARED, "record_id": "t1", "kind": "target", "indicator": "deltagare", "value": 1200.5,
                     "comparator": ">=", "unit": "persons", "year": 2020, "population": ["tg:unga"]}],
        "mentions": [
            {"document_id": "syd", "label": "PERSON", "text": "Kim Ek", "passage_id": "p1", **SPAN},
            {"document_id": "syd", "label": "PLACE", "text": "Lund", "passage_id": "p2", **SPAN},
        ],
    }  # fmt: skip


Make = Callable[..., Path]


def make_dataset(out: Path, fingerprint: str = "f1", **tables: list[Row]) -> Path:
    write_tables(rows() | tables, out / "dataset")
    run = {"esfnlp_version": "0.1.0", "software_fingerprint": fingerprint, "settings": {"a": 1}}
    (out / "run.json").write_text(json.dumps(run), encoding="utf-8")
    return out


@pytest.fixture
def make_out(tmp_path: Path) -> Make:
    return lambda name="out", **options: make_dataset(tmp_path / name, **options)


@pytest.fixture
def out(make_out: Make) -> Path:
    return make_out()


@pytest.fixture
def release(out: Path, tmp_path: Path) -> Path:
    return export(out, tmp_path / "release").folder
