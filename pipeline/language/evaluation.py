"""The scores that stand in the model's card: Talbanken test, two name corpora, and texts of our own."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import spacy
from pipeline.language.entity_corpora import Names, read_news, read_uner
from pipeline.language.prepare import read_spans, tens
from pipeline.language.scores import Row, entity_counts, interval, predicted_docs, syntax_counts, total
from pipeline.language.treebank import Sentence, read_treebank, to_doc
from spacy.language import Language
from spacy.tokens import Doc

NAMES = ("PERSON", "ORGANISATION", "PLACE")
PAGE = 8
"""Paragraphs of one document."""
OTHERS = ("PROGRAMME", "LAW", "DOCUMENT", "EVENT")


def evaluate(data: Path, model: Path, own: Path | None) -> dict[str, Any]:
    """All scores as nested dictionaries; `own` is a file of texts with spans."""
    return syntax_scores(data / "treebanks", model) | name_scores(data / "ner", model, own)


def syntax_scores(folder: Path, model: Path) -> dict[str, Any]:
    """Talbanken's test part, with its own tokens and from raw text, also without the rules of esfnlp."""
    nlp = spacy.load(model, exclude=["entity_ruler", "ner"])
    alone = spacy.load(model, exclude=["entity_ruler", "ner", "esfnlp_sentences"])
    test = read_treebank(folder / "sv_talbanken-ud-test.conllu.xz")
    return {
        "Talbanken test, gold tokens": syntax(nlp, tens(nlp, test), gold_tokens=True),
        "Talbanken test, raw text": syntax(nlp, tens(nlp, test), gold_tokens=False),
        "Talbanken test, raw paragraphs": syntax(nlp, paragraphs(nlp, test), gold_tokens=False),
        "Talbanken test, raw pages": syntax(nlp, paragraphs(nlp, test, PAGE), gold_tokens=False),
        "Talbanken test, raw text, parser's sentences": syntax(alone, tens(alone, test), gold_tokens=False),
    }


def name_scores(folder: Path, model: Path, own: Path | None) -> dict[str, Any]:
    """The two name corpora, and texts of our own from raw text."""
    nlp = spacy.load(model, exclude=["tagger", "morphologizer", "trainable_lemmatizer", "parser"])
    news = read_news(folder / "swedish-ner-corpus" / "test_corpus.txt.xz")
    pud = read_uner(folder / "UNER_Swedish-PUD" / "sv_pud-ud-test.iob2.xz")
    found = {
        "swedish-ner-corpus test, gold tokens": names(nlp, news, NAMES, gold_tokens=True),
        "UNER-PUD, raw text": names(nlp, pud, NAMES),
    }
    if own is not None:
        texts = read_spans(own)
        others = names(nlp, texts, OTHERS)
        others.pop("all")
        found[f"{own.name}, raw text"] = names(nlp, texts, NAMES) | others
    return found


def paragraphs(nlp: Language, sentences: Sequence[Sentence], size: int = 1) -> list[Doc]:
    """One document for each `size` paragraphs of the treebank, with blank lines between paragraphs."""
    runs: list[list[Sentence]] = []
    for sentence in sentences:
        if sentence.begins_paragraph or not runs:
            runs.append([])
        runs[-1].append(sentence)
    docs = []
    for at in range(0, len(runs), size):
        joints = [joint for run in runs[at : at + size] for joint in [*[" "] * (len(run) - 1), "\n\n"]]
        docs.append(
            to_doc(nlp.vocab, [sentence for run in runs[at : at + size] for sentence in run], joints[:-1])
        )
    return docs


def syntax(nlp: Language, gold: Sequence[Doc], *, gold_tokens: bool) -> dict[str, Any]:
    """F by measure (accuracy where the tokens are given)."""
    found = predicted_docs(nlp, gold, gold_tokens=gold_tokens)
    return scored([syntax_counts(doc, right) for doc, right in zip(found, gold, strict=True)])


def names(
    nlp: Language, texts: Sequence[Names], labels: Sequence[str], *, gold_tokens: bool = False
) -> dict[str, Any]:
    """Precision, recall and F by label and of all `labels` together."""
    gold = [text.doc(nlp.vocab) for text in texts]
    found = predicted_docs(nlp, gold, gold_tokens=gold_tokens)
    return scored([entity_counts(doc, right, labels) for doc, right in zip(found, gold, strict=True)])


def scored(rows: Sequence[Row]) -> dict[str, Any]:
    """Precision, recall, F with its 95 % interval, and how many there are in the gold annotation."""
    return {
        name: {
            "p": round(counts.precision, 4),
            "r": round(counts.recall, 4),
            "f": round(counts.f, 4),
            "interval": [round(end, 4) for end in interval(rows, name)],
            "gold": counts.gold,
        }
        for name, counts in total(rows).items()
    }
