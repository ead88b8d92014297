"""The signs of vectors: an estimate of the similarity of a million passages takes as many bits as a vector has numbers.

Vectors are turned by a fixed rotation first, so that each sign tells as much as any other. The share of signs in
which two vectors differ is, on average, the angle between them over pi.

References
----------
Charikar (2002), Similarity estimation techniques from rounding algorithms, section 3.
"""

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
Signs = NDArray[np.uint64]
"""Shape (words of 64 signs, vectors): each word of all vectors lies together."""
_WORD = 64
_AT_A_TIME = 1 << 16
"""Vectors compared at a time, so that what is compared stays in the processor's cache."""


@cache
def _rotation(dim: int) -> Vectors:
    drawn = np.random.default_rng(0).standard_normal((dim, dim))
    return np.asarray(np.linalg.qr(drawn)[0], np.float32)


def signs_of(vectors: Vectors) -> Signs:
    """The signs of the numbers of each vector, turned."""
    count, dim = vectors.shape
    turned = np.zeros((count, -(-dim // _WORD) * _WORD), bool)
    turned[:, :dim] = vectors @ _rotation(dim) > 0
    packed = np.packbits(turned, axis=1, bitorder="little")
    return np.ascontiguousarray(packed.view("<u8").T)


def joined(parts: Sequence[tuple[int, bytes]]) -> Signs:
    """The signs of several segments, each with its number of vectors, as `tobytes` gave them."""
    blocks = [np.frombuffer(blob, "<u8").reshape(-1, count) for count, blob in parts if count]
    return np.concatenate(blocks, axis=1) if blocks else np.zeros((0, 0), np.uint64)


def estimated_similarity(signs: Signs, vector: Vectors) -> Vectors:
    """The cosine similarity of every vector to one of unit length, estimated from the signs alone."""
    dim = len(vector)
    asked = signs_of(vector[None])[:, 0]
    cosine = np.cos(np.pi * np.arange(dim + 1) / dim).astype(np.float32)
    found = np.empty(signs.shape[1], np.float32)
    for begin in range(0, signs.shape[1], _AT_A_TIME):
        part = signs[:, begin : begin + _AT_A_TIME]
        differing = np.zeros(part.shape[1], np.uint16)
        for word, own in zip(part, asked, strict=True):
            differing += np.bitwise_count(word ^ own)
        np.take(cosine, differing, out=found[begin : begin + _AT_A_TIME], mode="clip")
    return found
