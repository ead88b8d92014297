"""Why a record stands in the dataset: its passage, what decided, and which other answers lost."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from esfnlp.dataset.tables import read_tables
from esfnlp.document import Document, Span
from esfnlp.errors import NothingToDoError, UsageError
from esfnlp.extract.explanations import Judgement, judgements
from esfnlp.record import RECORD_TABLES, Row
from esfnlp.store.ingested import stored_document
from esfnlp.store.results import DATASET, DOCUMENTS


@dataclass(frozen=True)
class Explanation:
    """`before` and `after` are the passage's text around the record's quote."""

    table: str
    record: Row
    path: list[str]
    label: str
    lead_in: str
    context: str
    before: str
    quote: str
    after: str
    judgements: list[Judgement]

    def to_json(self) -> dict[str, Any]:
        return {
            "record_id": self.record["record_id"],
            "table": self.table,
            "document_id": self.record["document_id"],
            "page": self.record["page"],
            "section_path": self.path,
            "passage": {"before": self.before, "quote": self.quote, "after": self.after, "label": self.label,
                        "lead_in": self.lead_in, "context": self.context},
            "cue": self.record["cue"],
            "method": self.record["method"],
            "confidence": self.record["confidence"],
            "judgements": [
                {"question": one.question, "answer": one.answer, "probability": round(one.probability, 3),
                 "reasons": [{"feature": r.feature, "weight": round(r.weight, 3)} for r in one.reasons],
                 "alternatives": {label: round(share, 3) for label, share in one.alternatives}}
                for one in self.judgements
            ],
        }  # fmt: skip


def explain(out: Path, record_id: str) -> Explanation:
    """The explanation of one record in a folder that `run` wrote.

    Raises
    ------
    UsageError : the folder is not there, or has no such record.
    NothingToDoError : it holds no dataset.
    """
    if not out.is_dir():
        raise UsageError(f"no folder {out}; give the folder that `esfnlp run ... --out` wrote")
    dataset = read_tables(out / DATASET)
    found = ((table, row) for table in RECORD_TABLES for row in dataset.rows(table))
    table, record = next((pair for pair in found if pair[1]["record_id"] == record_id), ("", None))
    if record is None:
        raise UsageError(f"no record {record_id} in {out}; record ids stand in its tables")
    document = _document(out, str(record["document_id"]))
    quote = Span(int(str(record["char_start"])), int(str(record["char_end"])))
    passage = next(p for p in document.passages if p.passage_id == record["passage_id"])
    start, end = quote.start - passage.char_start, quote.end - passage.char_start
    return Explanation(
        table=table,
        record=record,
        path=document.heading_path(passage.section_id),
        label=passage.label,
        lead_in=passage.lead_in,
        context=passage.context,
        before=passage.text[: max(0, start)],
        quote=document.quote(quote),
        after=passage.text[max(0, end) :],
        judgements=judgements(document, table, str(record.get("concept") or ""), quote),
    )


def _document(out: Path, document_id: str) -> Document:
    document = stored_document(out, document_id)
    if document is None:
        path = out / DOCUMENTS / f"{document_id}.json"
        raise NothingToDoError(f"{path} is gone; run `esfnlp run` again over its document")
    return document
