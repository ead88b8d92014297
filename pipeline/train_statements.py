"""Trains models/statements: which statements commit a plan, and of what kind the commitment is.

    python -m pipeline.train_statements corpus models/statements [--plans FOLDER --gold FOLDER]

Trains on the corpus's train and dev plans, its varied texts and its training passages; with --plans and --gold also on the
annotated texts there. Plans of the test split are left out. Prints held-out figures with baselines.
"""

import json
from collections import Counter
from collections.abc import Sequence

import numpy as np
from pipeline.annotated import Annotated, read_task
from pipeline.readers import Examples, fit

from esfnlp.evaluate.matching import shared_stretch
from esfnlp.extract.linear import Features, save_model
from esfnlp.extract.priorities import NONE, THRESHOLD
from esfnlp.extract.priority_cues import cued_priorities
from esfnlp.extract.statement_features import statement_features, with_cued
from esfnlp.extract.statements import Statement, statements
from esfnlp.swedish.tokens import squeeze

CUES = ("cues say", "cue=", "list:", "sentence:", "words:", "note:")


def examples(documents: list[Annotated]) -> tuple[Examples, list[str]]:
    """One example for every statement, and the origin of each."""
    features, labels, groups, origins = [], [], [], []
    for one in documents:
        pairs = with_cued(list(statements(one.document)), cued_priorities(one.document))
        right = _labels([statement for statement, _ in pairs], one.gold["priorities"])
        features += statement_features(pairs)
        for number in range(len(pairs)):
            labels.append(right.get(number, NONE))
            groups.append(one.plan)
            origins.append(one.origin)
    return Examples(features, labels, groups), origins


def _labels(found: list[Statement], gold: list[dict[str, str]]) -> dict[int, str]:
    """The kind of the statements that gold quotes, by their number: for each quote the one closest to it."""
    squeezed = [squeeze(statement.text) for statement in found]
    right: dict[int, str] = {}
    for record in gold:
        quote = squeeze(record["quote"])
        near = [
            (shared, -abs(len(text) - len(quote)), -number)
            for number, text in enumerate(squeezed)
            if number not in right and (shared := round(shared_stretch(text, quote), 2))
        ]
        if near:
            right[-max(near)[2]] = record["kind"]
    return right


def figures(truth: np.ndarray, found: np.ndarray) -> str:
    """P, R, F1 of being a commitment, and how often its kind is right."""
    real, claimed = truth != NONE, found != NONE
    both = (real & claimed).sum()
    p, r = both / max(1, claimed.sum()), both / max(1, real.sum())
    kind = (truth == found)[real & claimed].mean() if both else 0.0
    return f"p {p:.3f}  r {r:.3f}  f1 {2 * p * r / max(1e-9, p + r):.3f}  kind {kind:.3f}"


def decided(labels: tuple[str, ...], held_out: np.ndarray, threshold: float = THRESHOLD) -> np.ndarray:
    none = labels.index(NONE)
    kinds = held_out.copy()
    kinds[:, none] = -1
    return np.where(1 - held_out[:, none] >= threshold, np.array(labels)[kinds.argmax(axis=1)], NONE)


def _by_cues(features: Sequence[Features]) -> np.ndarray:
    said = [next((n[9:] for n in one if n.startswith("cues say ")), NONE) for one in features]
    return np.array([NONE if word == "nothing" else word for word in said])


def main() -> None:
    task = read_task(__doc__)
    found, origins = examples(task.documents)
    fitted = fit(found)
    truth, origin = np.array(found.labels), np.array(origins)
    results = {
        "cues": _by_cues(found.features),
        "classifier": decided(fitted.model.labels, fitted.held_out),
    }
    print(Counter(found.labels), "temperature", round(fitted.temperature, 2))
    for threshold in (0.3, 0.5, 0.6):
        results[f"at {threshold}"] = decided(fitted.model.labels, fitted.held_out, threshold)
    for name, result in results.items():
        for part in sorted(set(origins)):
            print(f"{name:12} {part:9}", figures(truth[origin == part], result[origin == part]))
    save_model(fitted.model, task.to)
    print(json.dumps({"features": len(fitted.model.vocabulary), "examples": len(truth)}))


if __name__ == "__main__":
    main()
