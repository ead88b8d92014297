"""floret vectors of Swedish policy text: every word, also an unknown one, has a vector from its character n-grams."""

import json
import lzma
import random
import re
from pathlib import Path

DIM = 64
BUCKETS = 40_000
"""Rows of the table, which is kept small for the sake of the shipped model (10 MB)."""
WORDS_OF = {
    "regeringen": 10**9,
    "interpellationer": 3_000_000,
    "motioner": 2_000_000,
    "ovrigt": 10**9,
    "sfs": 600_000,
    "propositioner": 7_000_000,
}
"""So many words of each file are read; the documents with most on labour, education and regions stand first."""
TOKEN = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:[-:/][^\W\d_]+)*-?|[^\w\s]|_")


def write_text(folder: Path, path: Path, seed: int) -> int:
    """One paragraph a line, in lower case, tokens divided by spaces, in random order; gives the number of tokens."""
    lines: list[str] = []
    words = 0
    for name, most in WORDS_OF.items():
        read = 0
        with lzma.open(folder / f"{name}.jsonl.xz", "rt", encoding="utf-8") as paragraphs:
            for paragraph in paragraphs:
                tokens = TOKEN.findall(json.loads(paragraph)["text"].lower())
                read += len(tokens)
                lines.append(" ".join(tokens))
                if read > most:
                    break
        words += read
    random.Random(seed).shuffle(lines)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return words


def train_vectors(folder: Path, work: Path, seed: int = 1) -> None:
    """Trains the vectors with one thread and saves them for spaCy in `WORK/vectors`, looked up by lower-case form."""
    import floret
    import spacy
    from spacy.training.initialize import convert_vectors

    text, table = work / "text.txt", work / "vectors.floret"
    write_text(folder, text, seed)
    model = floret.train_unsupervised(
        str(text), model="skipgram", mode="floret", dim=DIM, bucket=BUCKETS, hashCount=2, minn=3, maxn=5,
        minCount=10, epoch=1, ws=4, neg=5, lr=0.05, thread=1,
    )  # fmt: skip
    model.save_floret_vectors(str(table))
    nlp = spacy.blank("sv")
    convert_vectors(nlp, table, truncate=-1, prune=-1, mode="floret", attr="LOWER")
    nlp.to_disk(work / "vectors")
