"""Scores of a pipeline with intervals by bootstrap over documents or sentences."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Token

ROUNDS = 1000
LEAST, MOST = 0.025, 0.975


@dataclass(frozen=True)
class Counts:
    """Hits, and how many were predicted and how many are right: precision, recall and F follow."""

    hits: int = 0
    predicted: int = 0
    gold: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(self.hits + other.hits, self.predicted + other.predicted, self.gold + other.gold)

    @property
    def precision(self) -> float:
        return self.hits / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        return self.hits / self.gold if self.gold else 0.0

    @property
    def f(self) -> float:
        return 2 * self.hits / (self.predicted + self.gold) if self.predicted + self.gold else 0.0


Row = dict[str, Counts]
"""The counts of one document by measure."""


def syntax_counts(predicted: Doc, gold: Doc) -> Row:
    """Counts by measure; tokens are the same when they cover the same characters."""
    offsets = {(token.idx, len(token)): token for token in predicted}
    kept = [token for token in gold if not token.is_space]
    words = sum(not token.is_space for token in predicted)
    pairs = [(offsets[key], token) for token in kept if (key := (token.idx, len(token))) in offsets]
    row = {"tokens": Counts(len(pairs), words, len(kept))}
    for name, same in _MEASURES.items():
        row[name] = Counts(sum(same(one, other) for one, other in pairs), words, len(kept))
    starts = [{sent.start_char for sent in doc.sents} for doc in (predicted, gold)]
    spans = [{(sent.text.strip(), sent.start_char) for sent in doc.sents} for doc in (predicted, gold)]
    row["sentences"] = Counts(len(spans[0] & spans[1]), len(spans[0]), len(spans[1]))
    row["sentence starts"] = Counts(len(starts[0] & starts[1]), len(starts[0]), len(starts[1]))
    return row


def _head(token: Token) -> int:
    return -1 if token.head.i == token.i else int(token.head.idx)


_MEASURES: dict[str, Callable[[Token, Token], bool]] = {
    "tag": lambda one, other: one.tag_ == other.tag_,
    "upos": lambda one, other: one.pos_ == other.pos_,
    "morph": lambda one, other: str(one.morph) == str(other.morph),
    "lemma": lambda one, other: one.lemma_ == other.lemma_,
    "uas": lambda one, other: _head(one) == _head(other),
    "las": lambda one, other: _head(one) == _head(other) and one.dep_.lower() == other.dep_.lower(),
}


def entity_counts(predicted: Doc, gold: Doc, labels: Iterable[str]) -> Row:
    """Counts by label and of all labels together; a name is right when both ends and the label are."""
    row: Row = {}
    for label in labels:
        found = [
            {(e.start_char, e.end_char) for e in doc.ents if e.label_ == label} for doc in (predicted, gold)
        ]
        row[label] = Counts(len(found[0] & found[1]), len(found[0]), len(found[1]))
    row["all"] = sum(row.values(), Counts())
    return row


def total(rows: Sequence[Row]) -> Row:
    """The counts of all documents."""
    return {name: sum((row[name] for row in rows), Counts()) for name in rows[0]}


def interval(rows: Sequence[Row], name: str, seed: int = 1) -> tuple[float, float]:
    """The 95 % interval of F, drawing the documents anew with replacement."""
    counts = np.array([[row[name].hits, row[name].predicted + row[name].gold] for row in rows])
    rng = np.random.default_rng(seed)
    drawn = [counts[rng.integers(len(rows), size=len(rows))].sum(axis=0) for _ in range(ROUNDS)]
    low, high = np.quantile([2 * hits / max(1, both) for hits, both in drawn], [LEAST, MOST])
    return float(low), float(high)


def predicted_docs(nlp: Language, docs: Sequence[Doc], *, gold_tokens: bool) -> list[Doc]:
    """The pipeline's reading of each text, with the gold tokens or from the raw text."""
    if gold_tokens:
        bare = [
            Doc(nlp.vocab, words=[t.text for t in doc], spaces=[bool(t.whitespace_) for t in doc])
            for doc in docs
        ]
        return list(nlp.pipe(bare))
    return list(nlp.pipe(doc.text for doc in docs))
