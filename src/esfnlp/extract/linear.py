"""Linear classifiers over named features: small, read without executing anything, able to say what decided.

They are trained with scikit-learn (`pipeline/train_*.py`); here stands what a trained one needs to judge.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import repeat
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from esfnlp.artefacts import models_folder

Features = Mapping[str, float]
"""Names with their values; what a classifier does not know is ignored."""


class WithVectors(Mapping[str, float]):
    """Features some of which are vectors: number i of the vector `name` is the feature "name i"."""

    def __init__(self, named: Mapping[str, float], vectors: Mapping[str, NDArray[np.float32]]) -> None:
        self.named = named
        self.vectors = vectors

    @cached_property
    def _all(self) -> dict[str, float]:
        numbers = {
            f"{name} {i}": value
            for name, vector in self.vectors.items()
            for i, value in enumerate(vector.tolist())
        }
        return {**self.named, **numbers}

    def __getitem__(self, name: str) -> float:
        return self._all[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)


@dataclass(frozen=True, slots=True)
class Reason:
    """What a feature adds to the log-odds of a label."""

    feature: str
    weight: float


def _parts(features: Features) -> tuple[Mapping[str, float], Mapping[str, NDArray[np.float32]]]:
    return (features.named, features.vectors) if isinstance(features, WithVectors) else (features, {})


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
    _placed: dict[tuple[str, int], tuple[NDArray[np.intp], NDArray[np.intp]]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

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
        named, vectors = _parts(features)
        own = np.fromiter(map(self.vocabulary.get, named, repeat(-1)), np.intp, len(named))
        given = np.fromiter(named.values(), np.float32, len(named))
        rows, values = [own[own >= 0]], [given[own >= 0]]
        for name, vector in vectors.items():
            places, numbers = self._place(name, len(vector))
            rows.append(numbers)
            values.append(vector[places])
        return np.asarray(np.concatenate(values) @ self.weights[np.concatenate(rows)] + self.intercepts)

    def _place(self, name: str, length: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Which numbers of a vector the model knows, and their rows."""
        found = self._placed.get((name, length))
        if found is None:
            rows = [self.vocabulary.get(f"{name} {i}", -1) for i in range(length)]
            known = np.flatnonzero(np.array(rows, np.intp) >= 0)
            found = self._placed[name, length] = known, np.array(rows, np.intp)[known]
        return found


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
