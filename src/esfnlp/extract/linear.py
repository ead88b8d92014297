"""Linear classifiers over named features: small, read without executing anything, able to say what decided.

They are trained with scikit-learn (`pipeline/train_readers.py`); here stands what a trained one needs to judge.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from esfnlp.artefacts import models_folder

Features = Mapping[str, float]
"""Names with their values; what a classifier does not know is ignored."""


@dataclass(frozen=True, slots=True)
class Reason:
    """What a feature adds to the log-odds of a label."""

    feature: str
    weight: float


@dataclass(frozen=True)
class LinearModel:
    """`weights` has a row for each feature of `vocabulary` and a column for each of `labels`.

    Of the labels of a `multilabel` model any number may hold, else exactly one.
    """

    labels: tuple[str, ...]
    vocabulary: Mapping[str, int]
    weights: NDArray[np.float32]
    intercepts: NDArray[np.float32]
    multilabel: bool = False

    def probabilities(self, features: Sequence[Features]) -> NDArray[np.float64]:
        """Shape (len(features), len(labels)), each in [0, 1]; the rows of a single-label model sum to 1."""
        logits = np.array([self._logits(one) for one in features], dtype=np.float64)
        logits = logits.reshape(len(features), len(self.labels))
        if self.multilabel:
            return np.asarray(1 / (1 + np.exp(-logits)))
        raised = np.exp(logits - logits.max(axis=1, keepdims=True, initial=-np.inf))
        return np.asarray(raised / raised.sum(axis=1, keepdims=True))

    def reasons(self, features: Features, label: str, most: int = 5) -> list[Reason]:
        """What spoke most for the label, as against the average label where one must hold."""
        column = self.labels.index(label)
        found = []
        for name, value in features.items():
            row = self.vocabulary.get(name)
            if row is not None:
                rest = 0.0 if self.multilabel else float(self.weights[row].mean())
                found.append(Reason(name, value * (float(self.weights[row, column]) - rest)))
        return sorted(found, key=lambda reason: (-reason.weight, reason.feature))[:most]

    def _logits(self, features: Features) -> NDArray[np.float32]:
        known = [
            (self.vocabulary[name], value) for name, value in features.items() if name in self.vocabulary
        ]
        if not known:
            return self.intercepts
        rows, values = zip(*known, strict=True)
        return np.asarray(np.array(values, np.float32) @ self.weights[list(rows)] + self.intercepts)


@cache
def shipped_model(name: str) -> LinearModel:
    """The model in `models/<name>`; its card stands beside it."""
    return load_model(models_folder() / name)


def load_model(folder: Path) -> LinearModel:
    stated = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    with np.load(folder / "weights.npz", allow_pickle=False) as arrays:
        weights = arrays["weights"].astype(np.float32)
        intercepts = arrays["intercepts"].astype(np.float32)
    vocabulary = {name: row for row, name in enumerate(stated["features"])}
    return LinearModel(tuple(stated["labels"]), vocabulary, weights, intercepts, stated["multilabel"])


def save_model(model: LinearModel, folder: Path) -> None:
    """Writes the same bytes for the same model."""
    folder.mkdir(parents=True, exist_ok=True)
    stated = {
        "labels": model.labels,
        "multilabel": model.multilabel,
        "features": sorted(model.vocabulary, key=model.vocabulary.__getitem__),
    }
    content = json.dumps(stated, ensure_ascii=False, separators=(",", ":"))
    (folder / "model.json").write_text(content + "\n", encoding="utf-8")
    np.savez_compressed(
        folder / "weights.npz",
        weights=model.weights.astype(np.float16),
        intercepts=model.intercepts.astype(np.float32),
    )
