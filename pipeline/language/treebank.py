"""Sentences of Universal Dependencies treebanks with the spaces of running text, and spaCy documents made of them."""

import lzma
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.language.spacing import spaces_from_text, spaces_of
from spacy.tokens import Doc
from spacy.vocab import Vocab

GLUED = frozenset(".!?:…")
"""A sentence that ends in one of these may share its line with the next; others are headings and list items."""


@dataclass(frozen=True)
class Sentence:
    """One annotated sentence; `spaces[i]` tells whether a space follows word i, a lemma of "" is unknown."""

    words: tuple[str, ...]
    spaces: tuple[bool, ...]
    lemmas: tuple[str, ...]
    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    feats: tuple[str, ...]
    heads: tuple[int, ...]
    deprels: tuple[str, ...]
    begins_paragraph: bool = False


def read_blocks(path: Path) -> Iterator[tuple[list[str], list[list[str]]]]:
    """Comment lines and rows (split at tabs) of each sentence of an xz file in a CoNLL format."""
    comments: list[str] = []
    rows: list[list[str]] = []
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line.startswith("# "):
                comments.append(line[2:])
            elif line:
                rows.append(line.split("\t"))
            elif rows:
                yield comments, rows
                comments, rows = [], []
    if rows:
        yield comments, rows


def read_treebank(path: Path, texts: dict[str, str] | None = None) -> list[Sentence]:
    """Sentences of a CoNLL-U file.

    `texts` gives the running text of a sentence by its words joined without spaces, for files whose own text is
    words joined by spaces. Where neither tells the spacing, rules do.
    """
    return [_sentence(comments, rows, texts or {}) for comments, rows in read_blocks(path)]


def _sentence(comments: list[str], rows: list[list[str]], texts: dict[str, str]) -> Sentence:
    rows = [row for row in rows if row[0].isdigit()]
    words = tuple(_undivided(row[1]) for row in rows)
    column = [tuple(row[n] for row in rows) for n in range(10)]
    return Sentence(
        words=words,
        spaces=_spaces(words, column[9], comments, texts),
        lemmas=tuple(
            "" if lemma == "_" and word != "_" else lemma
            for word, lemma in zip(words, column[2], strict=True)
        ),
        upos=column[3],
        xpos=column[4],
        feats=tuple("" if feats == "_" else feats for feats in column[5]),
        heads=tuple(int(head) - 1 if head != "0" else n for n, head in enumerate(column[6])),
        deprels=tuple("ROOT" if label == "root" else label for label in column[7]),
        begins_paragraph=any(comment.startswith(("newpar", "newdoc")) for comment in comments),
    )


def _undivided(word: str) -> str:
    """Abbreviations that the first release wrote with underscores, as they are written today: s_k is s.k."""
    return (
        word.replace("_", ".") + "." if "_" in word.strip("_") and len(word) < 9 else word.replace("_", " ")
    )


def _spaces(
    words: tuple[str, ...], misc: Sequence[str], comments: list[str], texts: dict[str, str]
) -> tuple[bool, ...]:
    if any("SpaceAfter=No" in note for note in misc):
        return tuple("SpaceAfter=No" not in note for note in misc)
    text = texts.get("".join(words), "")
    stated = next((comment[7:] for comment in comments if comment.startswith("text = ")), "")
    for candidate in (text, stated):
        if candidate and candidate != " ".join(words):
            found = spaces_from_text(words, candidate)
            if found is not None:
                return found
    return spaces_of(words)


def texts_by_words(path: Path) -> dict[str, str]:
    """The `# text` of each sentence of an IOB2 or CoNLL file, by its words without spaces."""
    found: dict[str, str] = {}
    for comments, rows in read_blocks(path):
        text = next((comment[7:] for comment in comments if comment.startswith("text = ")), "")
        found["".join(row[1] for row in rows)] = text
    return found


def to_doc(vocab: Vocab, sentences: Sequence[Sentence], joints: Sequence[str]) -> Doc:
    """Several sentences as one document; `joints[i]` (a space or line breaks) stands between i and i + 1."""
    words: list[str] = []
    spaces: list[bool] = []
    columns: dict[str, list[str]] = {name: [] for name in ("lemmas", "pos", "tags", "morphs", "deps")}
    heads: list[int] = []
    starts: list[bool] = []
    for number, sentence in enumerate(sentences):
        offset = len(words)
        words += sentence.words
        spaces += [*sentence.spaces[:-1], False]
        for name, values in _columns(sentence).items():
            columns[name] += values
        heads += [offset + head for head in sentence.heads]
        starts += [True, *[False] * (len(sentence.words) - 1)]
        joint = joints[number] if number < len(joints) else ""
        if joint == " ":
            spaces[-1] = True
        elif joint:
            words.append(joint)
            spaces.append(False)
            for name, value in SPACE.items():
                columns[name].append(value or joint)
            heads.append(len(words) - 2)
            starts.append(False)
    return Doc(vocab, words=words, spaces=spaces, heads=heads, sent_starts=starts, **columns)  # type: ignore[arg-type]


SPACE = {"lemmas": "", "pos": "SPACE", "tags": "_SP", "morphs": "_", "deps": "dep"}
"""How line breaks are annotated, as spaCy's own pipelines do."""


def _columns(sentence: Sentence) -> dict[str, tuple[str, ...]]:
    return {
        "lemmas": sentence.lemmas,
        "pos": sentence.upos,
        "tags": sentence.xpos,
        "morphs": sentence.feats,
        "deps": sentence.deprels,
    }


def groups(sentences: Sequence[Sentence], longest: int, rng: random.Random) -> Iterator[list[Sentence]]:
    """Runs of one to `longest` neighbouring sentences."""
    at = 0
    while at < len(sentences):
        size = rng.randint(1, longest)
        yield list(sentences[at : at + size])
        at += size


def joints_for(run: Sequence[Sentence], rng: random.Random, share: float = 0.15) -> list[str]:
    """Line breaks after headings and list items (mostly), elsewhere for a `share` of the sentences; else spaces."""
    joints = []
    for sentence in run[:-1]:
        odds = share if sentence.words[-1][-1] in GLUED or sentence.words[-1] in '”")' else 0.7
        joints.append(rng.choice(["\n", "\n\n"]) if rng.random() < odds else " ")
    return joints


def training_docs(
    vocab: Vocab, sentences: Iterable[Sentence], rng: random.Random, longest: int = 6
) -> Iterator[Doc]:
    """Documents of some sentences each, with the line breaks of real texts."""
    for run in groups(list(sentences), longest, rng):
        yield to_doc(vocab, run, joints_for(run, rng))
