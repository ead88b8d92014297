from pathlib import Path

import numpy as np
import pytest

from esfnlp.extract.linear import LinearModel, WithVectors, load_model, save_model


def model(*, multilabel: bool = False) -> LinearModel:
    weights = np.array([[2.0, -2.0], [-1.0, 1.0]], np.float32)
    return LinearModel(
        ("yes", "no"), {"ska": 0, "kanske": 1}, weights, np.zeros(2, np.float32), multilabel=multilabel
    )


def test_one_of_the_labels_holds() -> None:
    sure, unsure = model().probabilities([{"ska": 1.0}, {"kanske": 1.0}])
    assert sure.sum() == pytest.approx(1) and sure[0] > 0.9 and unsure[1] > 0.8


def test_any_number_of_labels_holds_of_a_multilabel_model() -> None:
    assert model(multilabel=True).probabilities([{}]).tolist() == [[0.5, 0.5]]


def test_what_it_does_not_know_is_ignored() -> None:
    assert (
        model().probabilities([{"ska": 1.0, "aldrig sett": 9.0}]).tolist()
        == model().probabilities([{"ska": 1.0}]).tolist()
    )


def test_no_text_has_no_probabilities() -> None:
    assert model().probabilities([]).shape == (0, 2)


def test_reasons_name_the_features_that_spoke_for_the_label() -> None:
    first, second = model().reasons({"ska": 1.0, "kanske": 1.0, "okänd": 1.0}, "yes")
    assert (first.feature, second.feature) == ("ska", "kanske")
    assert first.weight > 0 > second.weight


def test_a_saved_model_judges_as_before_and_has_the_same_bytes(tmp_path: Path) -> None:
    save_model(model(), tmp_path / "a")
    read = load_model(tmp_path / "a")
    save_model(read, tmp_path / "b")
    assert read.probabilities([{"ska": 1.0}]).tolist() == model().probabilities([{"ska": 1.0}]).tolist()
    assert (tmp_path / "a" / "model.json").read_bytes() == (tmp_path / "b" / "model.json").read_bytes()


def test_a_vector_counts_as_its_numbers_by_name() -> None:
    weights = np.array([[2.0, -2.0], [-1.0, 1.0], [0.5, 0.25]], np.float32)
    one = LinearModel(("yes", "no"), {"ska": 0, "near 1": 1, "near 0": 2}, weights, np.zeros(2, np.float32))
    seen = WithVectors({"ska": 1.0}, {"near": np.array([3.0, 4.0, 5.0], np.float32)})
    assert dict(seen) == {"ska": 1.0, "near 0": 3.0, "near 1": 4.0, "near 2": 5.0}
    assert one.probabilities([seen]).tolist() == one.probabilities([dict(seen)]).tolist()
    assert one.reasons(seen, "no") == one.reasons(dict(seen), "no")
