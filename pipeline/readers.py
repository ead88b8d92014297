"""Fits linear classifiers with scikit-learn, holding out plan by plan, and turns them into `LinearModel`s."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_matrix
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from esfnlp.extract.linear import Features, LinearModel

SEED = 20261121
FOLDS = 5
MULTI_FOLDS = 3
"""Fewer, since every label has a model of its own."""


@dataclass(frozen=True)
class Examples:
    """`labels[i]` is right for `features[i]`; examples of one group are held out together."""

    features: Sequence[Features]
    labels: Sequence[str]
    groups: Sequence[str]


@dataclass(frozen=True)
class Fitted:
    """The model of all examples, and for each example the probabilities of the model that had not seen its group."""

    model: LinearModel
    held_out: NDArray[np.float64]
    temperature: float


def fit(examples: Examples, *, strength: float = 0.5, least: int = 2) -> Fitted:
    """A calibrated multinomial logistic regression over the features that `least` examples have.

    `strength` is the inverse of the L2 penalty. One temperature, fitted on held-out probabilities, divides
    weights and intercepts: what comes out as 0.8 was right in 80 % of held-out examples.
    """
    matrix, names = _matrix(examples.features, least)
    labels = np.array(examples.labels)
    logits = _held_out_logits(matrix, labels, examples.groups, strength)
    temperature = _temperature(logits, labels)
    final = _regression(strength).fit(matrix, labels)
    model = LinearModel(
        labels=tuple(str(label) for label in final.classes_),
        vocabulary={name: row for row, name in enumerate(names)},
        weights=(final.coef_.T / temperature).astype(np.float32),
        intercepts=(final.intercept_ / temperature).astype(np.float32),
    )
    return Fitted(model, _softmax(logits / temperature), temperature)


def _matrix(features: Sequence[Features], least: int) -> tuple[csr_matrix, list[str]]:
    """Examples by features that at least `least` examples have, and the names of these."""
    vectorizer = DictVectorizer(dtype=np.float32)
    matrix = vectorizer.fit_transform(features)
    frequent = np.asarray((matrix != 0).sum(axis=0)).ravel() >= least
    names = [str(n) for n, keep in zip(vectorizer.feature_names_, frequent, strict=True) if keep]
    return csr_matrix(matrix[:, frequent]), names


def _regression(strength: float) -> LogisticRegression:
    return LogisticRegression(C=strength, max_iter=500, tol=1e-3, random_state=SEED)


def _held_out_logits(
    matrix: csr_matrix, labels: NDArray[np.str_], groups: Sequence[str], strength: float
) -> NDArray[np.float64]:
    classes = np.unique(labels)
    logits = np.full((len(labels), len(classes)), -10.0)
    folds = GroupKFold(min(FOLDS, len(set(groups))))
    for train, test in folds.split(matrix, labels, groups):
        fitted = _regression(strength).fit(matrix[train], labels[train])
        columns = np.searchsorted(classes, fitted.classes_)
        logits[np.ix_(test, columns)] = fitted.decision_function(matrix[test])
    return logits


def _temperature(logits: NDArray[np.float64], labels: NDArray[np.str_]) -> float:
    right = np.searchsorted(np.unique(labels), labels)

    def loss(temperature: float) -> float:
        chosen = _softmax(logits / temperature)[np.arange(len(right)), right]
        return float(-np.log(np.maximum(chosen, 1e-12)).mean())

    return float(minimize_scalar(loss, bounds=(0.3, 3.0), method="bounded").x)


def _softmax(logits: NDArray[np.float64]) -> NDArray[np.float64]:
    raised = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))


@dataclass(frozen=True)
class MultiExamples:
    """As `Examples`, with any number of labels each."""

    features: Sequence[Features]
    labels: Sequence[frozenset[str]]
    groups: Sequence[str]


def fit_multilabel(examples: MultiExamples, *, strength: float = 1.0, least: int = 2) -> Fitted:
    """One logistic regression for each label, with one temperature for all."""
    matrix, names = _matrix(examples.features, least)
    classes = sorted(frozenset[str]().union(*examples.labels))
    truth = np.array([[label in one for label in classes] for one in examples.labels])
    logits = np.column_stack([_held_out_binary(matrix, t, examples.groups, strength) for t in truth.T])
    temperature = _binary_temperature(logits, truth)
    fitted = [_regression(strength).fit(matrix, column) for column in truth.T]
    model = LinearModel(
        labels=tuple(classes),
        vocabulary={name: row for row, name in enumerate(names)},
        weights=np.column_stack([one.coef_[0] for one in fitted]).astype(np.float32)
        / np.float32(temperature),
        intercepts=np.array([one.intercept_[0] for one in fitted], np.float32) / np.float32(temperature),
        multilabel=True,
    )
    return Fitted(model, 1 / (1 + np.exp(-logits / temperature)), temperature)


def _held_out_binary(
    matrix: csr_matrix, truth: NDArray[np.bool_], groups: Sequence[str], strength: float
) -> NDArray[np.float64]:
    """Decision values of each example by a model without its group."""
    values = np.full(len(truth), -10.0)
    for train, test in GroupKFold(min(MULTI_FOLDS, len(set(groups)))).split(matrix, truth, groups):
        if truth[train].any():
            values[test] = (
                _regression(strength).fit(matrix[train], truth[train]).decision_function(matrix[test])
            )
    return values


def _binary_temperature(logits: NDArray[np.float64], truth: NDArray[np.bool_]) -> float:
    signed = np.where(truth, logits, -logits)

    def loss(temperature: float) -> float:
        return float(np.logaddexp(0, -signed / temperature).mean())

    return float(minimize_scalar(loss, bounds=(0.3, 3.0), method="bounded").x)
