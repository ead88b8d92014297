"""The shipped encoder: a vector for each word, its own or, for a word that has none, made of its runs of letters.

Model2Vec and fastText put together: nothing is computed but a sum, so a text takes microseconds and no library
beyond numpy. A word is put together once and kept; the table on disk is mapped, so only rows in use are read.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from esfnlp.embedding.words import runs_of, words_of
from esfnlp.errors import UsageError

Vectors = NDArray[np.float32]
_BATCH = 256
"""Texts summed at a time; more gain little."""
_MOST_WORDS = 200_000
"""Words kept ready; 200 MB at 256 dimensions. Past it the kept words are forgotten."""


@dataclass
class StaticEncoder:
    """`units` numbers whole words (as they are) and runs (after a mark); `table` has a row of int8 for each, to be
    multiplied by its `scale`."""

    name: str
    fingerprint: str
    units: dict[str, int]
    table: NDArray[np.int8]
    scale: Vectors
    _row: dict[str, int] = field(default_factory=dict, repr=False)
    _ready: Vectors = field(default_factory=lambda: np.zeros((0, 0), np.float32), repr=False)

    RUN_MARK = "~"

    @classmethod
    def read(cls, folder: Path, name: str) -> "StaticEncoder":
        """The encoder that `pipeline/train_embedder.py` wrote in a folder.

        Raises
        ------
        UsageError : a file is missing or damaged.
        """
        try:
            about = json.loads((folder / "config.json").read_text(encoding="utf-8"))
            names = (folder / "units.txt").read_text(encoding="utf-8").splitlines()
            table = np.load(folder / "vectors.npy", mmap_mode="r")
            scale = np.load(folder / "scales.npy")
            fingerprint = str(about["fingerprint"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise UsageError(f"{folder}: not an encoder of esfnlp; {error}") from error
        if not len(names) == len(table) == len(scale):
            raise UsageError(f"{folder}: not an encoder of esfnlp; its files do not fit together")
        return cls(name, fingerprint, dict(zip(names, range(len(names)), strict=True)), table, scale)

    @property
    def dim(self) -> int:
        return int(self.table.shape[1])

    def encode(self, texts: Sequence[str]) -> Vectors:
        batches = [self._encode(texts[i : i + _BATCH]) for i in range(0, len(texts), _BATCH)]
        return np.concatenate(batches) if batches else np.zeros((0, self.dim), np.float32)

    def _encode(self, texts: Sequence[str]) -> Vectors:
        """Sums over the words of each text, a word that comes again counting by the logarithm."""
        if len(self._row) > _MOST_WORDS:
            self._row.clear()
        counted = [Counter(words_of(text)) for text in texts]
        self._make_ready(set().union(*counted) - self._row.keys())
        vectors = np.zeros((len(texts), self.dim), np.float32)
        for vector, counts in zip(vectors, counted, strict=True):
            rows = [self._row[word] for word in counts]
            times = np.array(list(counts.values()), np.float32)
            vector[:] = (1 + np.log(times)) @ self._ready[rows] if rows else 0
        return unit_length(vectors)

    def _make_ready(self, words: Iterable[str]) -> None:
        new = sorted(words)
        if not new:
            return
        begin = len(self._row)
        if begin + len(new) > len(self._ready):
            grown = np.zeros((max(2 * len(self._ready), begin + len(new)), self.dim), np.float32)
            grown[:begin] = self._ready[:begin].reshape(begin, self.dim)
            self._ready = grown
        for row, word in enumerate(new, start=begin):
            self._row[word] = row
        self._ready[begin : begin + len(new)] = self._word_vectors(new)

    def _word_vectors(self, words: Sequence[str]) -> Vectors:
        """The word's own vector; of a word that has none the mean of those of its runs."""
        parts = [self.parts(word) for word in words]
        counts = np.array([len(several) for several in parts])
        units = np.array([unit for several in parts for unit in several], np.int64)
        vectors = np.zeros((len(words), self.dim), np.float32)
        filled = np.flatnonzero(counts)
        if len(filled):
            begins = np.cumsum([0, *counts[filled][:-1]])
            own = self.table[units] * self.scale[units][:, None]
            vectors[filled] = np.add.reduceat(own, begins) / counts[filled][:, None]
        return vectors

    def parts(self, word: str) -> list[int]:
        """The unit of a word, or of its runs."""
        whole = self.units.get(word)
        if whole is not None:
            return [whole]
        runs = (self.units.get(self.RUN_MARK + run) for run in runs_of(word))
        return [unit for unit in runs if unit is not None]


def unit_length(vectors: Vectors) -> Vectors:
    """Rows of length 1; rows of zeros stay."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-9), np.float32)


def write_encoder(folder: Path, units: Sequence[str], vectors: Vectors) -> str:
    """Writes vectors as int8, each row by its own scale; gives the fingerprint."""
    folder.mkdir(parents=True, exist_ok=True)
    scale = np.maximum(np.abs(vectors).max(axis=1), 1e-9).astype(np.float32) / np.float32(127)
    table = np.rint(vectors / scale[:, None]).astype(np.int8)
    text = "".join(f"{unit}\n" for unit in units)
    fingerprint = hashlib.sha256(text.encode() + table.tobytes() + scale.tobytes()).hexdigest()[:16]
    (folder / "units.txt").write_text(text, encoding="utf-8")
    np.save(folder / "vectors.npy", table)
    np.save(folder / "scales.npy", scale)
    about = {"format": 1, "dim": int(vectors.shape[1]), "units": len(units), "fingerprint": fingerprint}
    (folder / "config.json").write_text(json.dumps(about, indent=2) + "\n", encoding="utf-8")
    return fingerprint
