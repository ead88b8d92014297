"""Sets of single annotated passages (corpus/paraphrases): each passage as a document of its own, with its gold.

A set is a YAML list; each passage has `id`, `text` (Markdown), `phenomena`, `taxonomy_words` and, by table,
its right records. A table that is not named has none.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml
from markdown_it import MarkdownIt

from esfnlp.document import Document, Metadata
from esfnlp.evaluate.figures import Figures, Tables, all_figures, match
from esfnlp.flow.stages import document_rows
from esfnlp.ingest.assemble import assemble
from esfnlp.ingest.html import parse_html
from esfnlp.record import RECORD_TABLES, Row

REGION = "SEZZ"
"""Where the passages are from; no real region."""

_MARKDOWN = MarkdownIt("commonmark").enable("table")


@dataclass(frozen=True)
class AnnotatedPassage:
    """One passage as a document, and its right records by table."""

    passage_id: str
    document: Document
    gold: Mapping[str, list[Row]]
    phenomena: frozenset[str]
    taxonomy_words: bool


def read_passages(path: Path) -> list[AnnotatedPassage]:
    """The passages of a set, in its order."""
    entries: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [_passage(entry) for entry in entries]


def _passage(entry: Mapping[str, Any]) -> AnnotatedPassage:
    document_id = str(entry["id"])
    gold = {
        table: [{"region_code": REGION, **row, "document_id": document_id} for row in entry.get(table) or ()]
        for table in RECORD_TABLES
    }
    return AnnotatedPassage(
        document_id,
        as_document(document_id, str(entry["text"])),
        gold,
        frozenset(entry["phenomena"]),
        bool(entry["taxonomy_words"]),
    )


def as_document(document_id: str, markdown: str) -> Document:
    """A document of a few passages, of the present programme period, in no real region."""
    reading = parse_html(f"<html><body><main>{_MARKDOWN.render(markdown)}</main></body></html>")
    metadata = Metadata(
        title="", plan_id=document_id, doc_type="regional_plan", programme="ESF+",
        period_start=2021, period_end=2027, region_codes=(REGION,), training=True,
    )  # fmt: skip
    return assemble(document_id, replace(reading, title=""), metadata)


def predicted(passages: Sequence[AnnotatedPassage]) -> Tables:
    """What extraction makes of the passages, by table."""
    return _merged(document_rows(passage.document) for passage in passages)


def figures(passages: Sequence[AnnotatedPassage], found: Tables) -> dict[str, Figures]:
    """The figures of extraction over some passages; records of others in `found` do not count."""
    ids = {passage.passage_id for passage in passages}
    ours = {table: [row for row in found[table] if row["document_id"] in ids] for table in RECORD_TABLES}
    return all_figures(match(ours, _merged(passage.gold for passage in passages)))


def _merged(tables: Iterable[Mapping[str, Any]]) -> dict[str, list[Row]]:
    merged: dict[str, list[Row]] = {table: [] for table in RECORD_TABLES}
    for found in tables:
        for table in RECORD_TABLES:
            merged[table] += found.get(table, [])
    return merged
