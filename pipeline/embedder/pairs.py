"""Pairs of texts that belong together, as numbers of words: what the encoder learns from.

Every kind of pair is a `Pairs` of its own, and a batch is of one kind, so that what tells the pairs of a batch
apart is what they say and not how they are written.
"""

import json
import lzma
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pipeline.embedder.corpus import QUESTION, Corpus, Ids

from esfnlp.embedding.words import words_of
from esfnlp.taxonomy.concepts import load_taxonomy

_QUERY_WORDS, _PASSAGE_WORDS = 32, 56
_COMMON_HEADING = 5
"""A heading that stands in more documents than this says nothing of what is under it."""
_OF_ONE_HEADING = 3
_SHORTEST_SENTENCE = 5


@dataclass(frozen=True)
class Pairs:
    """Left and right texts; `key` is equal where two lefts are the same. `weight` is the share of batches."""

    name: str
    left: list[Ids]
    right: list[Ids]
    key: NDArray[np.int64]
    weight: float
    wrong: list[Ids] | None = None
    """For each pair a text that must not be its right one, where there is one."""


def all_pairs(corpus: Corpus, inference: Sequence[Path], seed: int) -> list[Pairs]:
    """Every kind of pair of the policy text, of inference data and of the taxonomy."""
    chance = np.random.default_rng(seed)
    number = {word: i for i, word in enumerate(corpus.words)}
    return [
        under_labels(corpus, corpus.title, "title", 0.12, number),
        under_labels(corpus, corpus.heading, "heading", 0.2, number),
        neighbours(corpus, chance, 0.05),
        *inside(corpus, chance, (0.28, 0.2)),
        inferences(inference, number, 0.1),
        labels(number, 0.05),
    ]


def words_in(text: Ids) -> Ids:
    return text[text > QUESTION]


def _paragraph(corpus: Corpus, i: int) -> Ids:
    return corpus.tokens[corpus.starts[i] : corpus.starts[i + 1]]


def under_labels(corpus: Corpus, label_of: Ids, name: str, weight: float, number: dict[str, int]) -> Pairs:
    """A title or heading, and up to three paragraphs under it."""
    texts = [ids_of(words, number) for words in corpus.labels]
    taken = np.zeros(len(texts), np.int8)
    left, right, key = [], [], []
    for i, label in enumerate(label_of):
        if (
            0 < corpus.heading_documents[label] <= _COMMON_HEADING
            and taken[label] < _OF_ONE_HEADING
            and len(texts[label]) > 1
        ):
            taken[label] += 1
            left.append(texts[label][:_QUERY_WORDS])
            right.append(words_in(_paragraph(corpus, i))[:_PASSAGE_WORDS])
            key.append(label)
    return Pairs(name, left, right, np.array(key), weight)


def neighbours(corpus: Corpus, chance: np.random.Generator, weight: float, most: int = 60_000) -> Pairs:
    """Paragraphs that follow each other under the same heading."""
    same = (corpus.document[1:] == corpus.document[:-1]) & (corpus.heading[1:] == corpus.heading[:-1])
    chosen = chance.choice(np.flatnonzero(same), min(most, int(same.sum())), replace=False)
    left = [words_in(_paragraph(corpus, i))[:_PASSAGE_WORDS] for i in chosen]
    right = [words_in(_paragraph(corpus, i + 1))[:_PASSAGE_WORDS] for i in chosen]
    return Pairs("neighbours", left, right, chosen.astype(np.int64), weight)


def inside(
    corpus: Corpus, chance: np.random.Generator, weights: tuple[float, float], most: int = 300_000
) -> list[Pairs]:
    """A sentence and the rest of its paragraph; a question and what follows it."""
    sentences: tuple[list[Ids], list[Ids]] = ([], [])
    questions: tuple[list[Ids], list[Ids]] = ([], [])
    share = most / max(len(corpus.document), 1)
    draws = chance.random(len(corpus.document))
    for i, draw in enumerate(draws):
        text = _paragraph(corpus, i)
        asks = bool((text[:-1] == QUESTION).any())
        if not asks and draw > share:
            continue
        ends = np.flatnonzero(text <= QUESTION)
        if len(ends) < 2:
            continue
        kept = questions if asks else sentences
        at = int(np.flatnonzero(text[ends] == QUESTION)[0]) if asks else int(chance.integers(len(ends)))
        begin, end = (int(ends[at - 1]) + 1 if at else 0), int(ends[at])
        rest = words_in(np.concatenate([text[end:]] if asks else [text[:begin], text[end:]]))
        if end - begin >= _SHORTEST_SENTENCE and len(rest) >= 2 * _SHORTEST_SENTENCE:
            kept[0].append(text[begin:end][:_QUERY_WORDS])
            kept[1].append(rest[:_PASSAGE_WORDS])
    return [
        Pairs(name, left, right, np.arange(len(left)), weight)
        for name, (left, right), weight in zip(
            ("sentence", "question"), (sentences, questions), weights, strict=True
        )
    ]


def inferences(files: Sequence[Path], number: dict[str, int], weight: float) -> Pairs:
    """Premises with what follows from them; where the same premise is contradicted, that as the wrong one."""
    follows: list[tuple[str, str]] = []
    denied: dict[str, str] = {}
    for premise, hypothesis, label in (row for path in files for row in _inference_rows(path)):
        if label.startswith("entail"):
            follows.append((premise, hypothesis))
        elif label.startswith("contra"):
            denied[premise] = hypothesis
    left = [ids_of(words_of(premise), number)[:_PASSAGE_WORDS] for premise, _ in follows]
    right = [ids_of(words_of(hypothesis), number)[:_PASSAGE_WORDS] for _, hypothesis in follows]
    wrong = [ids_of(words_of(denied.get(premise, "")), number) for premise, _ in follows]
    return Pairs("inference", left, right, np.arange(len(left)), weight, wrong)


def _inference_rows(path: Path) -> Iterable[tuple[str, str, str]]:
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if path.name.endswith(".jsonl.xz"):
                row = json.loads(line)
                yield row["premise"], row["hypothesis"], row["label"]
            elif line.count("\t") == 2:
                premise, hypothesis, label = line.rstrip("\n").split("\t")
                yield premise, hypothesis, label


def labels(number: dict[str, int], weight: float) -> Pairs:
    """Each label of a concept with its name in the other language, its other labels and its definition."""
    left: list[Ids] = []
    right: list[Ids] = []
    key: list[int] = []
    for n, concept in enumerate(load_taxonomy().concepts.values()):
        texts = [
            plain for several in concept.labels.values() for label in several[:6] if (plain := _plain(label))
        ]
        texts += list(concept.definition.values())
        for i, one in enumerate(texts):
            for other in texts[i + 1 :]:
                left.append(ids_of(words_of(one), number)[:_PASSAGE_WORDS])
                right.append(ids_of(words_of(other), number)[:_PASSAGE_WORDS])
                key.append(n)
    return Pairs("labels", left, right, np.array(key), weight)


def _plain(label: str) -> str:
    """A label without its signs; of words in brackets the first."""
    return re.sub(r"[=*?]|\.\.\.", "", re.sub(r"\(([^|)]*)[^)]*\)", r"\1", label)).strip()


def ids_of(words: Iterable[str], number: dict[str, int]) -> Ids:
    return np.array([number[w] for w in words if number.get(w, 0) > QUESTION], np.int32)
