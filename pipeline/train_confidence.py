"""Measures how often a record is right, for `models/confidence`.

    python -m pipeline.train_confidence corpus models/confidence/table.json [--plans FOLDER --gold FOLDER]

Half of the annotated plans and passages (test plans left out) train classifiers of statements, statuses and descriptions
anew; what extraction makes of the other half with these tells how the log-odds of a target group or priority become those of
its record being right (Platt scaling). Actors and targets, which rules decide for the most part, get the share of right
records with the same kind of evidence, on the corpus's plans, the varied texts and the held halves of the training passages.
A record is right where the gold has it with the same code: a target group with the same status, an actor with the same role,
a priority whose quote matches with the same kind, a number with the same value, unit and kind.
"""

import hashlib
import json
import math
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
import yaml
from pipeline import train_descriptions, train_statements, train_statuses
from pipeline.annotated import Annotated, read_task
from pipeline.passage_sets import read_passages
from pipeline.readers import fit, fit_multilabel
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from esfnlp.evaluate.figures import Matching, match, number_key
from esfnlp.evaluate.matching import Keyed
from esfnlp.extract import linear
from esfnlp.extract.linear import LinearModel, load_model, save_model
from esfnlp.flow.run import document_rows
from esfnlp.normalize.confidence import CODES, UNMEASURED, Scaling, kind_of_evidence, scaled
from esfnlp.record import RECORD_TABLES

PRIOR = 4.0
"""Records of the table's average that every kind is mixed with, so that a kind seen twice is not sure of itself."""
BINS = 10
SCALED = ("target_groups", "priorities")
BY_KIND = ("actors", "targets")

Judged = tuple[str, Mapping[str, Any], bool]
"""Table, record, whether it is right."""


def judged(documents: Iterable[Annotated], tables: Sequence[str]) -> list[Judged]:
    """What extraction makes of annotated documents."""
    predicted: dict[str, list[Any]] = {table: [] for table in RECORD_TABLES}
    gold: dict[str, list[Any]] = {table: [] for table in RECORD_TABLES}
    for one in documents:
        rows = document_rows(one.document)
        for table in tables:
            predicted[table] += rows.get(table, [])
            gold[table] += [{**row, "document_id": one.document.document_id} for row in one.gold[table]]
    return [found for found in _all_rows(match(predicted, gold)) if found[0] in tables]


def _all_rows(matching: Matching) -> Iterator[Judged]:
    yield from _keyed("target_groups", matching.target_groups)
    yield from _keyed("actors", matching.actors)
    gold_of = {p: matching.priorities.gold[g] for p, g in matching.priorities.pairs}
    for index, row in enumerate(matching.priorities.predicted):
        yield "priorities", row, index in gold_of and gold_of[index]["kind"] == row["kind"]
    numbers = Counter((number_key(row), row["kind"]) for row in matching.gold["targets"])
    for row in matching.predicted["targets"]:
        key = (number_key(row), row["kind"])
        numbers[key] -= 1
        yield "targets", row, numbers[key] >= 0


def _keyed(table: str, keyed: Keyed) -> Iterator[Judged]:
    code = CODES[table]
    for key, row in keyed.predicted.items():
        yield table, row, key in keyed.gold and keyed.gold[key][code] == row[code]


def in_first_half(plan: str) -> bool:
    return hashlib.sha256(plan.encode()).digest()[0] < 128


def half_models(corpus: Path, documents: list[Annotated], folder: Path) -> None:
    """Models of some of the documents, in `folder`."""
    save_model(fit(train_statements.examples(documents)[0]).model, folder / "statements")
    statuses = fit(train_statuses.examples(documents)[0], strength=train_statuses.STRENGTH)
    save_model(statuses.model, folder / "statuses")
    described = train_descriptions.examples(corpus, documents)
    save_model(fit_multilabel(described, strength=train_descriptions.STRENGTH).model, folder / "descriptions")


def judged_by_half(corpus: Path, documents: list[Annotated]) -> list[Judged]:
    """The half of the documents that classifiers of the other half have not seen."""
    with tempfile.TemporaryDirectory() as folder:
        half_models(corpus, [one for one in documents if in_first_half(one.plan)], Path(folder))

        def model(name: str) -> LinearModel:
            path = Path(folder) / name
            return load_model(path) if path.exists() else shipped(name)

        shipped = linear.shipped_model
        cached = {name: model(name) for name in ("statements", "statuses", "descriptions", "themes", "roles")}
        users = ("target_groups", "descriptions", "priorities")
        patches = [patch(f"esfnlp.extract.{user}.shipped_model", cached.__getitem__) for user in users]
        for one in patches:
            one.start()
        unscaled = dict.fromkeys(SCALED, (1.0, 0.0))
        with patch("esfnlp.normalize.confidence._measured", return_value=({}, unscaled)):
            found = judged([one for one in documents if not in_first_half(one.plan)], SCALED)
        for one in patches:
            one.stop()
    return found


def held_passages(path: Path, table: str) -> list[Annotated]:
    """The held half of a file of training passages, in which only `table` is annotated."""
    entries = yaml.safe_load(path.read_text(encoding="utf-8"))
    held = {str(entry["id"]) for entry in entries if entry.get("held")}
    found = [one for one in read_passages(path) if one.passage_id in held]
    return [Annotated(one.document, dict(one.gold), one.passage_id, table) for one in found]


def fit_kinds(rows: list[Judged]) -> dict[str, dict[str, float]]:
    """Right, all and confidence of every kind; each kind is drawn towards the average of its table."""
    average = {t: float(np.mean([right for table, _, right in rows if table == t])) for t in BY_KIND}
    by_kind: dict[tuple[str, str], list[bool]] = {}
    for table, row, right in rows:
        by_kind.setdefault((table, _kind(table, row)), []).append(right)
    return {
        kind: {
            "right": sum(rights),
            "all": len(rights),
            "confidence": round((sum(rights) + PRIOR * average[table]) / (len(rights) + PRIOR), 3),
        }
        for (table, kind), rights in sorted(by_kind.items())
    }


def _kind(table: str, row: Mapping[str, Any]) -> str:
    by_classifier = 1.0 if "classifier" in row["method"] else None
    return kind_of_evidence(table, row[CODES[table]], row["cue"], by_classifier)


def fit_scaling(rows: list[Judged], table: str) -> Scaling:
    """Slope and intercept of a logistic regression of being right on the log-odds."""
    ours = [(float(row["confidence"]), right) for name, row, right in rows if name == table]
    odds = [[math.log(min(max(p, 1e-6), 1 - 1e-6) / (1 - min(max(p, 1e-6), 1 - 1e-6)))] for p, _ in ours]
    fitted = LogisticRegression(C=1e6).fit(odds, [right for _, right in ours])
    return round(float(fitted.coef_[0, 0]), 3), round(float(fitted.intercept_[0]), 3)


def report(stated: Sequence[float], right: Sequence[bool]) -> str:
    """Expected calibration error over equal bins, and AUROC, of stated confidences."""
    said, truth = np.array(stated), np.array(right)
    bins = np.minimum((said * BINS).astype(int), BINS - 1)
    gaps = [
        (bins == b).mean() * abs(said[bins == b].mean() - truth[bins == b].mean()) for b in set(bins.tolist())
    ]
    return (
        f"n {len(truth)}  right {truth.mean():.3f}  stated {said.mean():.3f}  ece {sum(gaps):.3f}"
        f"  auroc {roc_auc_score(truth, said):.3f}"
    )


def main() -> None:
    task = read_task(__doc__)
    scored = judged_by_half(task.corpus, task.documents)
    scalings = {table: fit_scaling(scored, table) for table in SCALED}
    plans = [one for one in task.documents if one.origin in ("corpus", "varied")]
    training = task.corpus / "training"
    by_rules = judged(plans, BY_KIND)
    for table in BY_KIND:
        by_rules += judged(held_passages(training / f"{table}.yaml", table), [table])
    kinds = fit_kinds(by_rules)
    for table in SCALED:
        ours = [(float(row["confidence"]), right) for name, row, right in scored if name == table]
        print(table, "as judged ", report([p for p, _ in ours], [r for _, r in ours]))
        print(
            table, "as scaled ", report([scaled(p, scalings[table]) for p, _ in ours], [r for _, r in ours])
        )
    for table in BY_KIND:
        rows = [(row, right) for name, row, right in by_rules if name == table]
        known = [kinds.get(_kind(table, row), {"confidence": UNMEASURED})["confidence"] for row, _ in rows]
        print(table, "by kind   ", report(known, [right for _, right in rows]))
    content = {
        "kinds": kinds,
        "scalings": {t: {"slope": slope, "intercept": at} for t, (slope, at) in scalings.items()},
    }
    task.to.parent.mkdir(parents=True, exist_ok=True)
    task.to.write_text(json.dumps(content, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
