"""Annotations as a DocBin of spaCy and from one: spans by table, labelled with the concept, actor or kind."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from esfnlp.record import RECORD_TABLES
from esfnlp.review.annotation import (
    Annotation,
    Chunk,
    DocumentOf,
    Imported,
    Stretch,
    checked_span,
    collected,
    within,
)
from esfnlp.review.columns import CONCEPT, checked_values

KEY = "esfnlp"
"""In `doc.user_data`: the document, where the text begins in it, and the records of its spans by span id."""


def to_docbin(chunks: Iterable[Chunk], annotations: Iterable[Annotation]) -> bytes:
    """One Doc for each chunk. Evidence that does not begin and end with tokens is widened to whole ones; its own
    place stays in `user_data`."""
    from spacy.tokens import DocBin

    nlp, held = _tokenizer(), list(annotations)
    docbin = DocBin(store_user_data=True)
    for chunk in chunks:
        doc = nlp.make_doc(chunk.text)
        groups: dict[str, list[Any]] = {table: [] for table in RECORD_TABLES}
        records: dict[str, Any] = {}
        for one, span in within(chunk, held):
            label = str(one.values.get(CONCEPT[one.table], one.table))
            found = doc.char_span(
                span.start, span.end, label=label, span_id=one.record_id, alignment_mode="expand"
            )
            groups[one.table].append(found)
            records[one.record_id] = {
                "values": one.values, "place": [span.start, span.end], "tokens": [found.start_char, found.end_char],
                "text": chunk.text[span.start : span.end],
            }  # fmt: skip
        for table, spans in groups.items():
            doc.spans[table] = spans
        doc.user_data[KEY] = {"document_id": chunk.document_id, "char_start": chunk.start, "records": records}
        docbin.add(doc)
    content: bytes = docbin.to_bytes()
    return content


def read_docbin(content: bytes, document_of: DocumentOf) -> Imported:
    """The spans of every Doc; a span that moved says what it says at its new place."""
    from spacy.tokens import DocBin

    try:
        docs = list(DocBin().from_bytes(content).get_docs(_tokenizer().vocab))
    except Exception as error:  # the parts of the format fail in many ways
        return Imported(faults=[f"not a DocBin of spaCy: {type(error).__name__}"])
    return collected((_stretch(doc, number) for number, doc in enumerate(docs, start=1)), document_of)


def _stretch(doc: Any, number: int) -> Stretch:
    stated = doc.user_data.get(KEY) or {}
    labels = [
        (f"{table} {span.start_char}-{span.end_char}", partial(_annotation, table, span, stated.get("records", {})))
        for table in RECORD_TABLES
        for span in doc.spans.get(table, ())
    ]  # fmt: skip
    return Stretch(f"doc {number}", stated.get("document_id"), stated.get("char_start"), doc.text, labels)


def _annotation(table: str, span: Any, records: dict[str, Any], chunk: Chunk) -> Annotation:
    kept = records.get(span.id_) or {}
    is_unmoved = list(kept.get("tokens", ())) == [span.start_char, span.end_char]
    start, end = kept["place"] if is_unmoved else (span.start_char, span.end_char)
    place = checked_span(chunk, start, end, kept.get("text") if is_unmoved else None)
    values = {name: list(v) if isinstance(v, tuple) else v for name, v in (kept.get("values") or {}).items()}
    if span.label_:
        values[CONCEPT[table]] = span.label_
    return Annotation(chunk.document_id, table, place, checked_values(table, values), span.id_)


def _tokenizer() -> Any:
    import spacy

    from esfnlp.language.tokenizer import configure

    return configure(spacy.blank("sv"))
