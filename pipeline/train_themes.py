"""Trains models/themes: what a statement is about.

    python -m pipeline.train_themes corpus models/themes [--plans FOLDER --gold FOLDER]

Trains on corpus/training/themes.yaml and themes2.yaml and on the priorities of annotated texts (test plans left out), with
the heading above them. Each theme is fitted by least squares with an L2 penalty, which on rare labels was right more often
than logistic regression; one logistic curve, fitted on held-out values, turns them into probabilities.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray
from pipeline.annotated import Annotated, read_task
from pipeline.readers import SEED
from scipy.sparse import csr_matrix, diags
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.model_selection import StratifiedGroupKFold

from esfnlp.extract.linear import LinearModel, save_model
from esfnlp.extract.theme_features import theme_features_of_each
from esfnlp.extract.themes import MOST, THRESHOLD
from esfnlp.taxonomy import matcher

FILES = ("themes.yaml", "themes2.yaml")
_CHUNK = 10
PENALTY = 50.0
"""Of 5 to 160 the best on held-out real texts and on `varied2`; from 40 to 80 nothing changes."""
SAYS, SAYS_SCALE = "says ", 2.0
"""The taxonomy's theme words in a statement are weighed as if they were twice as large: they are penalised less."""
LEAST = 2
FOLDS = 4


@dataclass(frozen=True, slots=True)
class Example:
    """A statement with what stands above it and its themes; those with the same `held` are held out together."""

    text: str
    above: str
    themes: frozenset[str]
    held: str
    origin: str


@dataclass(frozen=True)
class Fitted:
    """The model of all examples, and the probabilities of each by the model that had not seen its text."""

    model: LinearModel
    held_out: NDArray[np.float64]


def single(path: Path) -> Iterator[Example]:
    for number, entry in enumerate(yaml.safe_load(path.read_text(encoding="utf-8"))):
        held = f"{path.stem}/{number // _CHUNK}"
        yield Example(entry["text"], entry.get("heading", ""), frozenset(entry["themes"]), held, "statements")


def of_gold(one: Annotated) -> Iterator[Example]:
    for record in one.gold["priorities"]:
        if record.get("themes"):
            above = _above(one, record["quote"])
            yield Example(record["quote"], above, frozenset(record["themes"]), one.plan, one.origin)


def _above(one: Annotated, quote: str) -> str:
    """The nearest heading and the label over the passage that holds the quote."""
    for passage in one.document.passages:
        if " ".join(quote.split()) in " ".join(passage.text.split()):
            path = [
                h for h in one.document.heading_path(passage.section_id) if h != one.document.metadata.title
            ]
            return " ".join([*path[-1:], passage.label]).strip()
    return ""


def fit_themes(examples: Sequence[Example]) -> Fitted:
    features = theme_features_of_each([(one.text, one.above) for one in examples])
    vectorizer = DictVectorizer(dtype=np.float32)
    matrix = csr_matrix(vectorizer.fit_transform(features))
    frequent = np.asarray((matrix != 0).sum(axis=0)).ravel() >= LEAST
    names = [str(n) for n, keep in zip(vectorizer.feature_names_, frequent, strict=True) if keep]
    scale = np.array([SAYS_SCALE if name.startswith(SAYS) else 1.0 for name in names], np.float32)
    scaled = csr_matrix(matrix[:, frequent] @ diags(scale))
    labels = sorted(frozenset[str]().union(*(one.themes for one in examples)))
    truth = np.array([[label in one.themes for label in labels] for one in examples])
    values = _held_out(scaled, truth, examples)
    curve = LogisticRegression(C=np.inf).fit(values.reshape(-1, 1), truth.ravel())
    slope, shift = float(curve.coef_[0, 0]), float(curve.intercept_[0])
    weights, means = _least_squares(scaled, truth)
    model = LinearModel(
        labels=tuple(labels),
        vocabulary={name: row for row, name in enumerate(names)},
        weights=(slope * weights * scale[:, None]).astype(np.float32),
        intercepts=(slope * means + shift).astype(np.float32),
        multilabel=True,
    )
    return Fitted(model, 1 / (1 + np.exp(-(slope * values + shift))))


def _held_out(
    matrix: csr_matrix, truth: NDArray[np.bool_], examples: Sequence[Example]
) -> NDArray[np.float64]:
    """Values of each example by weights without its text; every fold has a share of every origin."""
    values = np.zeros(truth.shape)
    folds = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=SEED)
    origins, held = [one.origin for one in examples], [one.held for one in examples]
    for train, test in folds.split(origins, origins, held):
        weights, means = _least_squares(matrix[train], truth[train])
        values[test] = matrix[test] @ weights + means
    return values


def _least_squares(
    matrix: csr_matrix, truth: NDArray[np.bool_]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """A row of weights for each feature, and what they are added to."""
    means = truth.mean(axis=0)
    fitted = Ridge(alpha=PENALTY, fit_intercept=False, solver="cholesky").fit(matrix, truth - means)
    return fitted.coef_.T, means


def chosen(labels: tuple[str, ...], rows: NDArray[np.float64], threshold: float) -> list[frozenset[str]]:
    found = []
    for row in rows:
        ranked = np.argsort(-row)[:MOST]
        found.append(
            frozenset(labels[i] for rank, i in enumerate(ranked) if rank == 0 or row[i] >= threshold)
        )
    return found


def f1(truth: list[frozenset[str]], found: list[frozenset[str]]) -> float:
    both = sum(len(a & b) for a, b in zip(truth, found, strict=True))
    return 2 * both / max(1, sum(map(len, truth)) + sum(map(len, found)))


def main() -> None:
    task = read_task(__doc__)
    examples = [one for name in FILES for one in single(task.corpus / "training" / name)]
    examples += [example for one in task.documents for example in of_gold(one)]
    fitted = fit_themes(examples)
    by_words = [frozenset(match.concept_id for match in matcher("th")(one.text)) for one in examples]
    print(len(examples), "statements")
    for origin in sorted({one.origin for one in examples}):
        rows = [i for i, one in enumerate(examples) if one.origin == origin]
        truth = [examples[i].themes for i in rows]
        print(
            f"{origin:10} n {len(rows):4}  theme words {f1(truth, [by_words[i] for i in rows]):.3f}", end=""
        )
        for threshold in (0.3, THRESHOLD, 0.4):
            picked = chosen(fitted.model.labels, fitted.held_out[rows], threshold)
            print(f"  at {threshold} {f1(truth, picked):.3f}", end="")
        print()
    save_model(fitted.model, task.to)


if __name__ == "__main__":
    main()
