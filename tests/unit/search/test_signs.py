import numpy as np
import pytest

from esfnlp.search.signs import estimated_similarity, joined, signs_of


def unit(rows: int, dim: int = 256) -> np.ndarray:
    vectors = np.random.default_rng(1).standard_normal((rows, dim)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def test_a_vector_is_like_itself_and_unlike_its_opposite() -> None:
    (vector,) = unit(1)
    found = estimated_similarity(signs_of(np.stack([vector, -vector])), vector)
    assert found.tolist() == pytest.approx([1.0, -1.0])


@pytest.mark.parametrize("dim", [256, 100])
def test_estimates_are_near_the_cosine(dim: int) -> None:
    vectors = unit(400, dim)
    vectors[1:] = vectors[1:] * 0.8 + vectors[0] * np.linspace(-1, 1, 399)[:, None]
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    found = estimated_similarity(signs_of(vectors), vectors[0])
    assert np.abs(found - vectors @ vectors[0]).mean() < 1.2 / dim**0.5


def test_segments_are_joined_in_order() -> None:
    vectors = unit(70)
    parts = [(len(part), signs_of(part).tobytes()) for part in (vectors[:30], vectors[30:])]
    assert (joined(parts) == signs_of(vectors)).all()


def test_no_vectors_have_no_signs() -> None:
    assert joined([]).size == 0
