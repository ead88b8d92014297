import numpy as np
import pytest

from esfnlp.search import cells


def unit(rows: int) -> np.ndarray:
    vectors = np.random.default_rng(1).standard_normal((rows, 8)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def test_every_place_is_in_one_cell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cells, "UNDIVIDED_UP_TO", 100)
    places = np.concatenate([places for places, _ in cells.cells_of(unit(500))])
    assert sorted(places.tolist()) == list(range(500))


def test_vectors_stand_in_the_cell_that_is_nearest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cells, "UNDIVIDED_UP_TO", 100)
    vectors = unit(500)
    found = list(cells.cells_of(vectors))
    centres = np.stack([centre for _, centre in found])
    assert all((np.argmax(vectors[at] @ centres.T, axis=1) == n).all() for n, (at, _) in enumerate(found))


def test_few_vectors_keep_their_order_and_have_no_centre() -> None:
    ((places, centre),) = cells.cells_of(unit(50))
    assert places.tolist() == list(range(50))
    assert not centre.any()


def test_no_vectors_have_no_cells() -> None:
    assert list(cells.cells_of(np.zeros((0, 8), np.float32))) == []
