"""Swedish corpora annotated with names, read into one form with the labels PERSON, ORGANISATION, PLACE and EVENT."""

import lzma
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.language.spacing import spaces_from_text, spaces_of
from pipeline.language.treebank import read_blocks
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

Spans = tuple[tuple[int, int, str], ...]
"""Half-open spans of words with their label."""
LABELS = {
    "PER": "PERSON",
    "ORG": "ORGANISATION",
    "LOC": "PLACE",
    "person": "PERSON",
    "inst": "ORGANISATION",
    "place": "PLACE",
    "event": "EVENT",
}
"""Other labels of the corpora (works, products, animals, MISC) are left out: their words count as no entities."""
TERRITORY = frozenset({"kommun", "kommuns", "län", "läns", "stad", "stads"})


@dataclass(frozen=True)
class Names:
    """One text with its names."""

    words: tuple[str, ...]
    spaces: tuple[bool, ...]
    spans: Spans

    @property
    def text(self) -> str:
        """The running text."""
        return "".join(word + " " * gap for word, gap in zip(self.words, self.spaces, strict=True)).strip()

    def doc(self, vocab: Vocab) -> Doc:
        """As a spaCy document whose entities are complete: words outside the spans are no entities."""
        doc = Doc(vocab, words=list(self.words), spaces=list(self.spaces))
        doc.set_ents([Span(doc, *span) for span in self.spans], default="outside")
        return doc


def spans_of_tags(tags: Sequence[str]) -> Spans:
    """Spans of B-/I- tags of any corpus, in our labels; an I- without its B- begins a span.

    >>> spans_of_tags(["B-inst", "I-inst", "O", "B-work"])
    ((0, 2, 'ORGANISATION'),)
    """
    spans: list[tuple[int, int, str]] = []
    for at, tag in enumerate(tags):
        begin, _, kind = tag.partition("-")
        label = LABELS.get(kind, "")
        if begin == "I" and label and spans and spans[-1][1:] == (at, label):
            spans[-1] = (spans[-1][0], at + 1, label)
        elif label:
            spans.append((at, at + 1, label))
    return tuple(spans)


def read_uner(path: Path) -> list[Names]:
    """Universal NER: five columns after comment lines that hold the running text."""
    found = []
    for comments, rows in read_blocks(path):
        words = tuple(row[1] for row in rows)
        text = next((comment[7:] for comment in comments if comment.startswith("text = ")), "")
        found.append(Names(words, _spaces(words, text), spans_of_tags([row[2] for row in rows])))
    return found


def read_news(path: Path) -> list[Names]:
    """swedish-ner-corpus: `word TAB tag` without B- and I-; neighbouring words of one label are one name."""
    found = []
    for rows in _sentences(path):
        words = tuple(row[0].replace("\xad", "") or "-" for row in rows)
        tags = [row[-1] if len(row) > 1 else "0" for row in rows]
        found.append(Names(words, spaces_of(words), spans_of_tags([f"I-{tag}" for tag in tags])))
    return found


def read_suc(path: Path) -> list[Names]:
    """sucx3_ner: `word manual-tag automatic-tag`; a territory ("Tierps kommun") is one name with its kind."""
    found = []
    for rows in _sentences(path):
        rows = [row for row in rows if len(row) > 1]
        words = tuple(row[0].replace("_", " ") if row[0] != "_" else "_" for row in rows)
        spans = _with_territories(words, spans_of_tags([row[1] for row in rows]))
        if words:
            found.append(Names(words, spaces_of(words), spans))
    return found


def _with_territories(words: Sequence[str], spans: Spans) -> Spans:
    """Lets a name reach over a following "kommun" or "län", however the corpus divided them."""
    reached: list[tuple[int, int, str]] = []
    for start, end, label in spans:
        if reached and start < reached[-1][1]:
            continue
        more = end < len(words) and words[end] in TERRITORY
        reached.append((start, end + more, label))
    return tuple(reached)


def joined(texts: Sequence[Names]) -> Names:
    """Several texts as one, with a space between them."""
    words: list[str] = []
    spaces: list[bool] = []
    spans: list[tuple[int, int, str]] = []
    for text in texts:
        spans += [(start + len(words), end + len(words), label) for start, end, label in text.spans]
        words += text.words
        spaces += [*text.spaces[:-1], True]
    return Names(tuple(words), tuple(spaces), tuple(spans))


def _spaces(words: tuple[str, ...], text: str) -> tuple[bool, ...]:
    found = spaces_from_text(words, text) if text else None
    return spaces_of(words) if found is None else found


def _sentences(path: Path) -> Iterator[list[list[str]]]:
    rows: list[list[str]] = []
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            fields = line.split()
            if fields:
                rows.append(fields)
            elif rows:
                yield rows
                rows = []
    if rows:
        yield rows
