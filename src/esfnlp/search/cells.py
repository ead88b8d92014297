"""Cells of vectors that lie near each other: past a size, only the cells nearest to a question are read.

References
----------
Jégou, Douze & Schmid (2011), Product quantization for nearest neighbor search, section 4: the inverted file.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
Places = NDArray[np.uint32]
UNDIVIDED_UP_TO = 20_000
"""Passages of a segment that are worth no cells."""
BLOCK = 4096
_SAMPLE = 40
_ROUNDS = 6
_BATCH = 8192


def cells_of(vectors: Vectors) -> Iterator[tuple[Places, Vectors]]:
    """The places of the vectors, cell by cell, each with the cell's centre; every place once.

    Few vectors stand in blocks in their order, whose centre is zero: such a block is always read.
    """
    if len(vectors) <= UNDIVIDED_UP_TO:
        for begin in range(0, len(vectors), BLOCK):
            places = np.arange(begin, min(begin + BLOCK, len(vectors)), dtype=np.uint32)
            yield places, np.zeros(vectors.shape[1], np.float32)
        return
    centres = _centres(vectors, round(len(vectors) ** 0.5))
    cell = np.concatenate(
        [np.argmax(vectors[i : i + _BATCH] @ centres.T, axis=1) for i in range(0, len(vectors), _BATCH)]
    )
    order = np.argsort(cell, kind="stable").astype(np.uint32)
    ends = np.cumsum(np.bincount(cell, minlength=len(centres)))
    for centre, places in zip(centres, np.split(order, ends[:-1]), strict=True):
        if len(places):
            yield places, centre


def _centres(vectors: Vectors, count: int) -> Vectors:
    """Centres of unit length, by k-means on a sample; the same vectors give the same centres."""
    chance = np.random.default_rng(0)
    sample = vectors[np.sort(chance.choice(len(vectors), min(len(vectors), _SAMPLE * count), replace=False))]
    centres = sample[chance.choice(len(sample), count, replace=False)]
    for _ in range(_ROUNDS):
        nearest = np.argmax(sample @ centres.T, axis=1)
        order = np.argsort(nearest, kind="stable")
        present, begins = np.unique(nearest[order], return_index=True)
        centres = centres.copy()
        centres[present] = np.add.reduceat(sample[order], begins)
        centres /= np.maximum(np.linalg.norm(centres, axis=1, keepdims=True), 1e-9)
    return centres
