"""Where training starts: word vectors from the company that words keep, and letters fitted to them.

References
----------
Levy, Goldberg & Dagan (2015), Improving distributional similarity with lessons learned from word embeddings:
shifted positive pointwise mutual information, smoothed contexts, the square root of the singular values.
Arora, Liang & Ma (2017), A simple but tough-to-beat baseline for sentence embeddings: the weights.
"""

from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pipeline.embedder.corpus import Corpus
from scipy import sparse

from esfnlp.embedding.words import runs_of

Matrix = NDArray[np.float32]
_REACH = 5
_CONTEXT_POWER = 0.75
_WEIGHT = 1e-3
_CHUNK = 3_000_000
_RUN_STRENGTH = 3.0
"""Fitting draws the runs towards zero, and a word that is none of the common ones tells more than they: of 0.7 to 4
this was best on the dev part of SweParaphrase (0.66 at 1, 0.73 at 3)."""
_MOST = 22_000_000
"""Words whose company is looked at: the bills of least relevance stand last and are left out."""


@dataclass(frozen=True)
class Units:
    """What words are made of: `parts` has a row for each word of the corpus and a column for each unit; it says which runs
    a word is made of.

    The units are the `kept` commonest words, then the runs of letters that stand in most words.
    """

    kept: int
    runs: list[str]
    parts: sparse.csr_matrix


def choose_units(corpus: Corpus, kept: int, runs: int, least: int) -> Units:
    """The units; runs are counted in the words that occur `least` times."""
    names = corpus.words
    common = int((corpus.counts >= least).sum())
    counted: Counter[str] = Counter()
    for word in names[2 : common + 2]:
        counted.update(set(runs_of(word)))
    chosen = sorted(counted, key=lambda run: (-counted[run], run))[:runs]
    number = {run: kept + i for i, run in enumerate(chosen)}
    rows: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    for i, word in enumerate(names[2:], start=2):
        own = [number[run] for run in runs_of(word) if run in number]
        rows.extend([i] * len(own))
        columns.extend(own)
        values.extend([1.0 / max(len(own), 1)] * len(own))
    shape = (len(names), kept + len(chosen))
    return Units(kept, chosen, sparse.csr_matrix((np.array(values, np.float32), (rows, columns)), shape))


def word_vectors(corpus: Corpus, words: int, dim: int, seed: int) -> Matrix:
    """Weighted vectors of the `words` commonest words, shape (words, dim)."""
    table = _information(_company(corpus, words))
    vectors = _singular(table, dim, np.random.default_rng(seed))
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    share = corpus.counts[2 : words + 2] / corpus.counts.sum()
    return np.asarray(vectors * (_WEIGHT / (_WEIGHT + share))[:, None], np.float32)


def _company(corpus: Corpus, words: int) -> sparse.csr_matrix:
    """How often two words stand near each other in a paragraph, nearer counting more."""
    total = sparse.csr_matrix((words, words), dtype=np.float32)
    paragraph = np.repeat(np.arange(len(corpus.starts) - 1, dtype=np.int32), np.diff(corpus.starts))
    is_word = corpus.tokens >= 2
    ids, paragraph = corpus.tokens[is_word][:_MOST] - 2, paragraph[is_word][:_MOST]
    for begin in range(0, len(ids), _CHUNK):
        part, of = ids[begin : begin + _CHUNK], paragraph[begin : begin + _CHUNK]
        left, right, near = [], [], []
        for distance in range(1, _REACH + 1):
            a, b = part[:-distance], part[distance:]
            same = (of[:-distance] == of[distance:]) & (a < words) & (b < words)
            left.append(a[same])
            right.append(b[same])
            near.append(np.full(int(same.sum()), 1.0 / distance, np.float32))
        pairs = (np.concatenate(near), (np.concatenate(left), np.concatenate(right)))
        total = total + sparse.coo_matrix(pairs, shape=(words, words)).tocsr()
    return (total + total.T).tocsr()


def _information(company: sparse.csr_matrix) -> sparse.csr_matrix:
    """Positive pointwise mutual information; pairs that were seen hardly once are left out."""
    company.data[company.data < 0.6] = 0.0
    company.eliminate_zeros()
    rows = np.asarray(company.sum(1)).ravel()
    contexts = rows**_CONTEXT_POWER
    contexts = contexts / contexts.sum()
    at = np.repeat(np.arange(company.shape[0]), np.diff(company.indptr))
    seen = np.log(company.data / np.maximum(rows[at] * contexts[company.indices], 1e-12))
    company.data = np.maximum(seen, 0.0).astype(np.float32)
    company.eliminate_zeros()
    return company


def _singular(table: sparse.csr_matrix, dim: int, chance: np.random.Generator) -> Matrix:
    """Left singular vectors times the root of their values, by randomised iteration."""
    basis = chance.standard_normal((table.shape[1], dim + 32)).astype(np.float32)
    for _ in range(3):
        basis, _ = np.linalg.qr(table @ basis)
        basis, _ = np.linalg.qr(table.T @ basis)
    small = table @ basis
    left, values, _ = np.linalg.svd(small, full_matrices=False)
    return np.asarray(left[:, :dim] * np.sqrt(values[:dim]), np.float32)


def all_words(units: Units, vectors: Matrix, words: int) -> Matrix:
    """Vectors of the `words` commonest words, those that have none made of their runs. Row i is word i + 2."""
    runs = units.parts[2 : words + 2, units.kept :].tocsr()
    fitted = _ridge(runs[: len(vectors)], vectors, np.ones(len(vectors), np.float32))
    return np.concatenate([vectors, np.asarray(runs[len(vectors) :] @ fitted, np.float32)])


def unit_vectors(units: Units, vectors: Matrix, seen: NDArray[np.float32], trust: float = 30.0) -> Matrix:
    """Vectors of the units: runs are fitted to the words (ridge, conjugate gradients).

    `seen` is how often each word was trained; a word seen less than `trust` times is drawn towards its runs.
    """
    runs = units.parts[2 : len(vectors) + 2, units.kept :].tocsr()
    sure = seen / (seen + np.float32(trust))
    fitted = _ridge(runs, vectors, np.sqrt(sure))
    own = (sure[:, None] * vectors + (1 - sure[:, None]) * (runs @ fitted))[: units.kept]
    return np.concatenate([np.asarray(own, np.float32), np.float32(_RUN_STRENGTH) * fitted])


def _ridge(
    design: sparse.csr_matrix, target: Matrix, weight: Matrix, rounds: int = 25, ridge: float = 0.05
) -> Matrix:
    """The vectors of the columns that give the rows' targets best, by conjugate gradients."""
    design = sparse.diags(weight) @ design
    solution = np.zeros((design.shape[1], target.shape[1]), np.float32)
    rest = design.T @ (target * weight[:, None])
    step = rest.copy()
    before = np.einsum("ij,ij->j", rest, rest)
    for _ in range(rounds):
        image = design.T @ (design @ step) + ridge * step
        length = before / np.maximum(np.einsum("ij,ij->j", step, image), 1e-12)
        solution += length * step
        rest -= length * image
        now = np.einsum("ij,ij->j", rest, rest)
        step = rest + (now / np.maximum(before, 1e-12)) * step
        before = now
    return solution
