"""Trains `models/sv_embedder`: word vectors of Swedish policy text, and vectors of runs of letters for other words.

    python -m pipeline.train_embedder DATA_FOLDER models/sv_embedder

DATA_FOLDER holds policy-text/*.jsonl.xz, sts/SuperLim-2 and sts/xnli_extension (the card names the sources and what
is taken of each). Needs torch and scipy; about 15 minutes of one core. Paragraphs that share eight words with
SweFAQ are left out, since it is what the encoder is tested on.
"""

import argparse
import json
import lzma
from dataclasses import replace
from pathlib import Path

import numpy as np
from pipeline.embedder.corpus import Corpus, Ids, read_corpus, shingles
from pipeline.embedder.pairs import Pairs, all_pairs
from pipeline.embedder.start import all_words, choose_units, unit_vectors, word_vectors
from pipeline.embedder.training import TrainingSettings, train

from esfnlp.embedding.static import StaticEncoder, write_encoder
from esfnlp.embedding.words import words_of

FILES = ("regeringen", "motioner", "interpellationer", "ovrigt", "sfs", "propositioner")
"""In this order: the bills of least relevance stand last."""
WORDS, KEPT, RUNS, STARTED, DIM = 60_000, 36_000, 36_000, 40_000, 256
"""Words that are trained, those with a vector of their own in the end, runs, words with a vector at the start."""
LEAST, LEAST_FOR_RUNS, SEED = 3, 8, 1


def kept_apart(folder: Path) -> set[int]:
    """Runs of eight words of the texts that the encoder is tested on."""
    found: set[int] = set()
    for path in sorted((folder / "sts" / "SuperLim-2").glob("swefaq_*.jsonl.xz")):
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                for text in (row["question"], *row["candidate_answers"]):
                    found |= shingles(words_of(text))
    return found


def trained_pairs(corpus: Corpus, folder: Path) -> list[Pairs]:
    """The pairs, their words counted from the first, those without a vector left out."""
    inference = [
        folder / "sts" / "xnli_extension" / "multinli.train.sv.tsv.xz",
        folder / "sts" / "SuperLim-2" / "swenli_dev.jsonl.xz",
    ]

    def counted(texts: list[Ids]) -> list[Ids]:
        return [text[text < WORDS + 2] - 2 for text in texts]

    return [
        replace(
            pairs,
            left=counted(pairs.left),
            right=counted(pairs.right),
            wrong=counted(pairs.wrong) if pairs.wrong else None,
        )
        for pairs in all_pairs(corpus, inference, SEED)
    ]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--steps", type=int, default=TrainingSettings.steps)
    args = parser.parse_args()
    files = [args.data / "policy-text" / f"{name}.jsonl.xz" for name in FILES]
    corpus = read_corpus(files, kept_apart(args.data), LEAST)
    units = choose_units(corpus, KEPT, RUNS, LEAST_FOR_RUNS)
    start = all_words(units, word_vectors(corpus, STARTED, DIM, SEED), WORDS)
    pairs = trained_pairs(corpus, args.data)
    vectors = train(start, pairs, TrainingSettings(steps=args.steps))
    names = [*corpus.words[2 : KEPT + 2], *(StaticEncoder.RUN_MARK + run for run in units.runs)]
    seen = corpus.counts[2 : WORDS + 2].astype(np.float32)
    print(write_encoder(args.out, names, unit_vectors(units, vectors, seen)))


if __name__ == "__main__":
    main()
