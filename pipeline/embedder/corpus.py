"""The policy text as arrays: one number for each word, with the bounds of paragraphs, sentences and documents."""

import json
import lzma
import re
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from esfnlp.embedding.words import words_of

STOP, QUESTION = 0, 1
"""Numbers of the ends of sentences; words follow."""
_TOKEN = re.compile(r"[^\W\d_]+|\d+|[.!](?=\s)|\?")
_OVERLAP = 8
"""Words in a row that a paragraph may not share with a text that is kept for evaluation."""

Ids = NDArray[np.int32]


@dataclass(frozen=True)
class Corpus:
    """`tokens[starts[i]:starts[i + 1]]` is paragraph i; `document`, `heading` and `title` number what it stands in."""

    words: list[str]
    counts: NDArray[np.int64]
    tokens: Ids
    starts: NDArray[np.int64]
    document: Ids
    heading: Ids
    title: Ids
    labels: list[list[str]]
    """Words of the headings and titles, by their number; 0 is none."""
    heading_documents: NDArray[np.int32]
    """In how many documents a heading or title stands."""


def read_corpus(files: Iterable[Path], kept_apart: set[int], least: int) -> Corpus:
    """The paragraphs of the files; those that share eight words with `kept_apart` are left out.

    `least` is how often a word must occur to be kept.
    """
    number: dict[str, int] = {}
    tokens, starts = array("i"), array("q", [0])
    of: dict[str, array[int]] = {"document": array("i"), "heading": array("i"), "title": array("i")}
    labels: dict[str, int] = {"": 0}
    documents: dict[str, int] = {}
    seen: list[set[int]] = [set()]
    dropped = 0
    for row in _rows(files):
        found = [t.lower() for t in _TOKEN.findall(row["text"])]
        if kept_apart and not kept_apart.isdisjoint(shingles([t for t in found if t not in ".!?"])):
            dropped += 1
            continue
        at = documents.setdefault(row["doc"], len(documents))
        for name in ("heading", "title"):
            label = labels.setdefault(row[name], len(labels))
            if label == len(seen):
                seen.append(set())
            seen[label].add(at)
            of[name].append(label)
        of["document"].append(at)
        tokens.extend(number.setdefault(t, len(number)) for t in found)
        starts.append(len(tokens))
    print(f"{len(starts) - 1} paragraphs, {dropped} left out that stand in evaluation texts")
    return _kept(number, np.array(tokens, np.int32), np.array(starts), of, labels, seen, least)


def _kept(number, tokens, starts, of, labels, seen, least) -> Corpus:  # type: ignore[no-untyped-def]
    counts = np.bincount(tokens, minlength=len(number))
    names = list(number)
    order = [i for i in np.argsort(-counts, kind="stable") if counts[i] >= least and names[i] not in ".!?"]
    new = np.full(len(names), -1, np.int32)
    new[order] = np.arange(2, len(order) + 2)
    for mark, kind in ((".", STOP), ("!", STOP), ("?", QUESTION)):
        if mark in number:
            new[number[mark]] = kind
    mapped = new[tokens]
    left = mapped >= 0
    before = np.concatenate([[0], np.cumsum(left)])
    return Corpus(
        words=["", "?", *(names[i] for i in order)],
        counts=np.concatenate([[0, 0], counts[order]]),
        tokens=mapped[left],
        starts=before[starts],
        document=np.array(of["document"], np.int32),
        heading=np.array(of["heading"], np.int32),
        title=np.array(of["title"], np.int32),
        labels=[words_of(label) + (["?"] if label.endswith("?") else []) for label in labels],
        heading_documents=np.array([len(s) for s in seen], np.int32),
    )


def _rows(files: Iterable[Path]) -> Iterator[dict[str, str]]:
    for path in files:
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            yield from map(json.loads, lines)


def shingles(words: list[str]) -> set[int]:
    """Hashes of the runs of eight words."""
    return {hash(tuple(words[i : i + _OVERLAP])) for i in range(len(words) - _OVERLAP + 1)}
