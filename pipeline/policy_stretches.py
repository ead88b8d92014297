"""Stretches of real policy text with the groups that they describe, for `train_descriptions`.

`hand_kept/stretches.csv` says where in the paragraphs of FOLDER/*.jsonl.xz (one JSON object a line) a stretch lies and which
groups a reader found in it; the texts themselves are no part of the repository. What stands in documents that have nothing to
do with work, school or welfare describes no target group, but for few exceptions: `unrelated` samples stretches of these.
"""

import csv
import json
import lzma
import random
import re
from collections.abc import Iterator
from pathlib import Path

from esfnlp.extract.descriptions import candidates
from esfnlp.extract.reading import group_matches

LABELLED = Path(__file__).parent / "hand_kept" / "stretches.csv"
_FILES = ("regeringen", "propositioner", "interpellationer", "motioner")
_SEED = 20261122
_RELEVANCE = 0.5
"""Words of labour market and welfare in a thousand (the column of documents.tsv), up to which a document is unrelated."""
_SHARE = 0.03
"""Of the unrelated paragraphs, how many are looked at."""
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ])")


def labelled(folder: Path) -> Iterator[tuple[str, frozenset[str]]]:
    """Each labelled stretch with its groups, none for most."""
    with LABELLED.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    for name in dict.fromkeys(row["file"] for row in rows):
        ours = [row for row in rows if row["file"] == name]
        texts = _lines(folder / f"{name}.jsonl.xz", {int(row["line"]) for row in ours})
        for row in ours:
            text = texts[int(row["line"])][int(row["start"]) : int(row["end"])]
            yield text, frozenset(row["groups"].split("|")) - {""}


def _lines(path: Path, wanted: set[int]) -> dict[int, str]:
    """The paragraphs of some lines, numbered from 0."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        return {number: json.loads(line)["text"] for number, line in enumerate(lines) if number in wanted}


def unrelated(folder: Path, count: int) -> list[str]:
    """Up to `count` stretches of documents that are about something else, one from each head in a sentence."""
    documents = _unrelated_documents(folder / "documents.tsv.xz")
    chance = random.Random(_SEED)
    found: list[str] = []
    for name in _FILES:
        with lzma.open(folder / f"{name}.jsonl.xz", "rt", encoding="utf-8") as lines:
            for line in lines:
                paragraph = json.loads(line)
                if paragraph["doc"] in documents and chance.random() < _SHARE:
                    for sentence in _SENTENCE_END.split(paragraph["text"]):
                        found += _one_of_each_head(sentence, chance)
    chance.shuffle(found)
    return list(dict.fromkeys(found))[:count]


def _unrelated_documents(path: Path) -> set[str]:
    with lzma.open(path, "rt", encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t")
        return {row["doc"] for row in rows if float(row["relevance"]) <= _RELEVANCE}


def _one_of_each_head(sentence: str, chance: random.Random) -> Iterator[str]:
    known = [match.span for match in group_matches(sentence)]
    by_head: dict[int, list[str]] = {}
    for span in candidates(sentence):
        if not any(span.overlaps(one) for one in known):
            by_head.setdefault(span.start, []).append(sentence[span.start : span.end])
    for several in by_head.values():
        yield chance.choice(several)
