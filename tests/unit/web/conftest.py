"""An output folder as small as the reading room needs: one plan that was read, one that was not."""

import json
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from esfnlp.dataset.tables import write_tables
from esfnlp.document import Block, Document, Metadata, Page, Passage, Section
from esfnlp.record import Row
from esfnlp.store.documents import document_to_json
from esfnlp.web.app import create_app

HEADING = "2 Målgrupper"
CLAIM = "Vi satsar först på unga utan arbete <b>och</b> studier."
TEXT = f"{HEADING}\n\n{CLAIM}"
START = len(HEADING) + 2

PLAN = Document(
    document_id="sydsverige",
    text=TEXT,
    metadata=Metadata(
        title="Plan för Sydsverige", region_codes=("SE22",), period_start=2014, period_end=2020
    ),
    pages=(Page(1), Page(2, unread="no text layer")),
    blocks=(
        Block("heading", HEADING, 0, len(HEADING), page=1, level=1),
        Block("paragraph", CLAIM, START, len(TEXT), page=1),
    ),
    sections=(Section("s1", None, 1, None, HEADING, 0, len(TEXT), 1, 1),),
    passages=(Passage("p1", "s1", "paragraph", CLAIM, START, len(TEXT), page=1),),
    page_marks=((0, 1),),
)

EVIDENCE: Row = {
    "document_id": "sydsverige", "region_code": "SE22", "passage_id": "p1", "quote": CLAIM, "page": 1,
    "char_start": START, "char_end": len(TEXT), "confidence": 0.8, "method": "rules",
}  # fmt: skip

ROWS: dict[str, list[Row]] = {
    "documents": [
        {"document_id": "sydsverige", "title": "Plan för Sydsverige", "region_codes": ["SE22"],
         "period_start": 2014, "period_end": 2020, "doc_type": "regional_plan", "training": False,
         "warnings": []},
        {"document_id": "stockholm", "title": None, "region_codes": ["SE11"], "period_start": 2014,
         "period_end": 2020, "doc_type": "regional_plan", "training": False,
         "warnings": ["damaged: the file ends too early"]},
        {"document_id": "nordanskog", "title": "Nordanskog", "region_codes": ["SEZZ"], "period_start": 2014,
         "period_end": 2020, "doc_type": "regional_plan", "training": True, "warnings": []},
    ],
    "sections": [{"section_id": "s1", "document_id": "sydsverige", "level": 1, "heading": HEADING,
                  "page_start": 1, "page_end": 1}],
    "passages": [{"passage_id": "p1", "document_id": "sydsverige", "section_id": "s1", "text": CLAIM,
                  "char_start": START, "char_end": len(TEXT), "page": 1, "kind": "paragraph"}],
    "target_groups": [{**EVIDENCE, "record_id": "r1", "concept": "tg:uvas", "status": "prioritised",
                       "surface": "unga utan arbete och studier", "age_min": 16, "age_max": 29}],
    "targets": [{**EVIDENCE, "record_id": "r2", "kind": "target", "indicator": "deltagare", "value": 1250.0,
                 "comparator": ">=", "unit": "persons", "year": 2020}],
}  # fmt: skip


@pytest.fixture
def rows() -> dict[str, list[Row]]:
    return {table: list(found) for table, found in ROWS.items()}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    write_tables(ROWS, tmp_path / "dataset")
    (tmp_path / "documents").mkdir()
    content = json.dumps(document_to_json(PLAN), ensure_ascii=False)
    (tmp_path / "documents" / "sydsverige.json").write_text(content, encoding="utf-8")
    return tmp_path


@pytest.fixture
def client(out: Path) -> TestClient:
    return TestClient(create_app(out))
