"""The statements of a document: sentences, list items and headings, each with what stands around it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from esfnlp.document import Document, Passage, Span
from esfnlp.extract.reading import read_sentences
from esfnlp.swedish.contents import is_contents

Form = Literal["whole", "several", "sentence"]
"""The whole passage, which is one sentence; the whole of several; one of them."""

_HAS_WORD = re.compile(r"[^\W\d_]{3}")


@dataclass(frozen=True, slots=True)
class Statement:
    """`headings` are those above it, outermost first, without the document's title; `before` is the
    sentence before it in the same passage."""

    passage: Passage
    span: Span
    text: str
    form: Form
    headings: tuple[str, ...]
    before: str = ""


def statements(document: Document) -> Iterator[Statement]:
    """All statements in order of their passages; table rows, which state figures, and tables of contents are left out.

    A list item of several sentences comes as a whole first, then sentence by sentence.
    """
    for passage in document.passages:
        if passage.kind == "table_row" or not _HAS_WORD.search(passage.text):
            continue
        path = document.heading_path(passage.section_id)
        if not is_contents(passage.text, path):
            yield from _of(passage, tuple(heading for heading in path if heading != document.metadata.title))


def _of(passage: Passage, headings: tuple[str, ...]) -> Iterator[Statement]:
    found = [s for s in read_sentences(passage) if _HAS_WORD.search(s.text)]
    if passage.kind in ("heading", "caption") or len(found) < 2:
        yield Statement(passage, passage.span, passage.text, "whole", headings)
        return
    if passage.kind == "list_item":
        yield Statement(passage, passage.span, passage.text, "several", headings)
    before = ""
    for sentence in found:
        yield Statement(passage, sentence.span, sentence.text, "sentence", headings, before)
        before = sentence.text
