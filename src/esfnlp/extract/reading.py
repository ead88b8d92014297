"""A passage read sentence by sentence, with the concepts that each sentence names."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from esfnlp.document import Document, Passage, Span
from esfnlp.swedish.contents import is_contents
from esfnlp.swedish.sentences import sentences
from esfnlp.taxonomy import Match, matcher
from esfnlp.taxonomy.matching import introduced_abbreviations

T = TypeVar("T")
_WORD = re.compile(r"\w")
MOST_NAMES = 30
"""Names in one sentence beyond which it is a run of names that says nothing of them; plans have 23 at most."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """`span` is in the document's text, the matches' spans are relative to `text`."""

    passage: Passage
    span: Span
    text: str

    def in_document(self, span: Span) -> Span:
        return span.shift(self.span.start)


def read_sentences(passage: Passage) -> list[Sentence]:
    """The sentences that say something; the dots of a contents page do not."""
    whole = [Span(0, len(passage.text))]
    spans = whole if passage.kind == "table_row" else sentences(passage.text)
    spans = [span for span in spans if _WORD.search(passage.text, span.start, span.end)] or whole
    return [
        Sentence(passage, span.shift(passage.char_start), passage.text[span.start : span.end])
        for span in spans
    ]


def body(document: Document) -> Iterator[tuple[Passage, list[str]]]:
    """Passages that state something, with their heading path; headings and tables of contents are left out."""
    for passage in document.passages:
        path = document.heading_path(passage.section_id)
        if passage.kind != "heading" and not is_contents(passage.text, path):
            yield passage, path


def document_abbreviations(document: Document, scheme: str) -> dict[str, str]:
    """Abbreviations of concepts of one scheme that the document introduces in brackets."""
    match = matcher(scheme)
    found: dict[str, str] = {}
    for passage in document.passages:
        if "(" in passage.text:
            found = introduced_abbreviations(passage.text, match(passage.text)) | found
    return found


def one_of_each(named: Sequence[T], key: Callable[[T], str]) -> list[T]:
    """The names of a sentence; of more than it can say something of, the first of each, and no more than so many."""
    if len(named) <= MOST_NAMES:
        return list(named)
    first: dict[str, T] = {}
    for one in named:
        first.setdefault(key(one), one)
    return list(first.values())[:MOST_NAMES]


def group_matches(text: str, extra: dict[str, str] | None = None) -> list[Match]:
    return matcher("tg")(text, extra)
