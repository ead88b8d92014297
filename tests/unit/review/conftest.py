"""A small text with passages of its own, and records that quote it."""

from collections.abc import Callable
from typing import Any

import pytest

from esfnlp.document import Document, Metadata, Passage
from esfnlp.record import COLUMNS, Row

PARAGRAPHS = (
    "Insatserna ska riktas till unga som står utan arbete i länen.",
    "Kommunerna samverkar med folkhögskolorna om vägledning.",
    "Även nyanlända kan komma i fråga när platserna räcker till.",
    "Minst 120 deltagare ska nås till år 2027, och hälften av dem är unga.",
)

MakeDocument = Callable[..., Document]
MakeRow = Callable[..., Row]


@pytest.fixture
def make_document() -> MakeDocument:
    def make(*paragraphs: str, document_id: str = "syd") -> Document:
        passages, start = [], 0
        for number, text in enumerate(paragraphs):
            passages.append(Passage(f"p{number}", None, "paragraph", text, start, start + len(text)))
            start += len(text) + 2
        metadata = Metadata(plan_id="syd-plan", source_sha256="abc")
        return Document(document_id, "\n\n".join(paragraphs), metadata, passages=tuple(passages))

    return make


@pytest.fixture
def document(make_document: MakeDocument) -> Document:
    return make_document(*PARAGRAPHS)


@pytest.fixture
def make_row() -> MakeRow:
    """A row of a table with its evidence at the first place of its quote."""

    def make(document: Document, table: str, quote: str, **said: Any) -> Row:
        start = document.text.index(quote)
        passage = next(p for p in document.passages if p.char_start <= start < p.char_end)
        evidence = {
            "document_id": document.document_id, "passage_id": passage.passage_id, "quote": quote,
            "char_start": start, "char_end": start + len(quote), "confidence": 0.6, "method": "taxonomy",
            "region_code": "SE22", "record_id": f"{table}-{quote}-{said}",
        }  # fmt: skip
        return {**dict.fromkeys(COLUMNS[table]), **evidence, **said}

    return make


@pytest.fixture
def unga(document: Document, make_row: MakeRow) -> Row:
    return make_row(
        document, "target_groups", "unga som står utan arbete", concept="tg:unga", status="prioritised",
        surface="unga", record_id="tg-1",
    )  # fmt: skip


@pytest.fixture
def documents_row() -> Row:
    return {"document_id": "syd", "plan_id": "syd-plan", "source_sha256": "abc"}
