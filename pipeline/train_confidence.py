"""Measures how often a record is right, for `models/confidence`.

    python -m pipeline.train_confidence corpus models/confidence/table.json [--plans FOLDER --gold FOLDER] [--policy-text FOLDER]

Half of the annotated plans and passages (test plans left out) train classifiers of statements, statuses and descriptions
anew; what extraction makes of the other half with these tells how the log-odds of a target group or priority become those of
its record being right (Platt scaling). Actors and targets, which rules decide for the most part, get the share of right
records with the same kind of evidence, on the corpus's plans, the varied texts, those of the other half in other hands (varied2), and the held
halves of the training passages.
A record is right where the gold has it with the same code: a target group with the same status, an actor with the same role,
a priority whose quote matches with the same kind, a number with the same value, unit and kind.
"""

import hashlib
import json
import math
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
import yaml
from pipeline import train_descriptions, train_roles, train_statements, train_statuses
from pipeline.annotated import Annotated, Task, read_task
from pipeline.passage_sets import read_passages
from pipeline.readers import fit, fit_multilabel
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from esfnlp.evaluate.figures import Matching, all_figures, match
from esfnlp.evaluate.judged import Judged, calibration, calibration_error, judged
from esfnlp.extract import linear
from esfnlp.extract.linear import LinearModel, load_model, save_model
from esfnlp.flow.stages import document_rows
from esfnlp.normalize.confidence import CODES, UNMEASURED, Scaling, kind_of_evidence, scaled
from esfnlp.record import RECORD_TABLES

PRIOR = 4.0
"""Records of the table's average that every kind is mixed with, so that a kind seen twice is not sure of itself."""
SCALED = ("target_groups", "priorities")
BY_KIND = ("actors", "targets")


def matched(documents: Iterable[Annotated], tables: Sequence[str]) -> Matching:
    """What extraction makes of annotated documents, beside their gold."""
    predicted: dict[str, list[Any]] = {table: [] for table in RECORD_TABLES}
    gold: dict[str, list[Any]] = {table: [] for table in RECORD_TABLES}
    for one in documents:
        rows = document_rows(one.document)
        for table in tables:
            predicted[table] += rows.get(table, [])
            gold[table] += [{**row, "document_id": one.document.document_id} for row in one.gold[table]]
    return match(predicted, gold)


def judged_documents(documents: Iterable[Annotated], tables: Sequence[str]) -> list[Judged]:
    """The records that extraction makes of annotated documents, each with whether it is right."""
    return [found for found in judged(matched(documents, tables)) if found.table in tables]


def in_first_half(plan: str) -> bool:
    return hashlib.sha256(plan.encode()).digest()[0] < 128


def half_models(corpus: Path, documents: list[Annotated], folder: Path, policy_text: Path | None) -> None:
    """Models of some of the documents, in `folder`."""
    save_model(fit(train_statements.examples(documents)[0]).model, folder / "statements")
    statuses = fit(train_statuses.examples(documents)[0], strength=train_statuses.STRENGTH)
    save_model(statuses.model, folder / "statuses")
    described = train_descriptions.examples(corpus, documents, policy_text)
    save_model(fit_multilabel(described, strength=train_descriptions.STRENGTH).model, folder / "descriptions")
    save_model(train_roles.fitted_to(corpus, documents), folder / "roles")


def judged_by_half(task: Task) -> tuple[list[Judged], list[Judged]]:
    """The half of the documents that classifiers of the other half have not seen: target groups and priorities of all,
    actors and targets of the texts in other hands (varied2)."""
    with tempfile.TemporaryDirectory() as folder:
        seen = [one for one in task.documents if in_first_half(one.plan)]
        half_models(task.corpus, seen, Path(folder), task.policy_text)

        def model(name: str) -> LinearModel:
            path = Path(folder) / name
            return load_model(path) if path.exists() else shipped(name)

        shipped = linear.shipped_model
        cached = {name: model(name) for name in ("statements", "statuses", "descriptions", "themes", "roles")}
        users = ("target_groups", "descriptions", "priorities", "actors")
        patches = [patch(f"esfnlp.extract.{user}.shipped_model", cached.__getitem__) for user in users]
        for one in patches:
            one.start()
        found: list[Judged] = []
        by_rules: list[Judged] = []
        unscaled = dict.fromkeys(SCALED, (1.0, 0.0))
        with patch("esfnlp.normalize.confidence._measured", return_value=({}, unscaled)):
            unseen = [one for one in task.documents if not in_first_half(one.plan)]
            found = judged_documents([one for one in unseen if one.origin == "passages"], SCALED)
            for origin in ("corpus", "varied", "varied2", "real"):
                whole = matched([one for one in unseen if one.origin == origin], RECORD_TABLES)
                found += [one for one in judged(whole) if one.table in SCALED]
                by_rules += [one for one in judged(whole) if one.table in BY_KIND and origin == "varied2"]
                print(f"{origin:8} unseen ", figures_line(whole))
        for one in patches:
            one.stop()
    return found, by_rules


def figures_line(matching: Matching) -> str:
    """The figures that the README gives of texts that the classifiers had not seen."""
    found = all_figures(matching)
    groups, actors, statements = (found[table] for table in ("target_groups", "actors", "priorities"))
    return (
        f"target groups f1 {groups['f1']:.2f} status {groups['status']:.2f} prioritised {groups['f1_prioritised']:.2f}"
        f"  role {actors['role']:.2f}  priorities f1 {statements['f1']:.2f} kind {statements['kind']:.2f}"
    )


def held_passages(path: Path, table: str) -> list[Annotated]:
    """The held half of a file of training passages, in which only `table` is annotated."""
    entries = yaml.safe_load(path.read_text(encoding="utf-8"))
    held = {str(entry["id"]) for entry in entries if entry.get("held")}
    found = [one for one in read_passages(path) if one.passage_id in held]
    return [Annotated(one.document, dict(one.gold), one.passage_id, table) for one in found]


def fit_kinds(rows: list[Judged]) -> dict[str, dict[str, float]]:
    """Right, all and confidence of every kind; each kind is drawn towards the average of its table."""
    average = {
        table: float(np.mean([one.is_right for one in rows if one.table == table])) for table in BY_KIND
    }
    by_kind: dict[tuple[str, str], list[bool]] = {}
    for one in rows:
        by_kind.setdefault((one.table, _kind(one)), []).append(one.is_right)
    return {
        kind: {
            "right": sum(rights),
            "all": len(rights),
            "confidence": round((sum(rights) + PRIOR * average[table]) / (len(rights) + PRIOR), 3),
        }
        for (table, kind), rights in sorted(by_kind.items())
    }


def _kind(one: Judged) -> str:
    by_classifier = 1.0 if "classifier" in one.row["method"] else None
    return kind_of_evidence(one.table, one.row[CODES[one.table]], one.row["cue"], by_classifier)


def fit_scaling(rows: list[Judged], table: str) -> Scaling:
    """Slope and intercept of a logistic regression of being right on the log-odds."""
    ours = [one for one in rows if one.table == table]
    shares = [min(max(one.confidence, 1e-6), 1 - 1e-6) for one in ours]
    odds = [[math.log(share / (1 - share))] for share in shares]
    fitted = LogisticRegression(C=1e6).fit(odds, [one.is_right for one in ours])
    return round(float(fitted.coef_[0, 0]), 3), round(float(fitted.intercept_[0]), 3)


def report(stated: Sequence[float], right: Sequence[bool]) -> str:
    """Expected calibration error and AUROC of stated confidences."""
    return (
        f"n {len(right)}  right {np.mean(right):.3f}  stated {np.mean(stated):.3f}"
        f"  ece {calibration_error(calibration(stated, right)):.3f}  auroc {roc_auc_score(right, stated):.3f}"
    )


def main() -> None:
    task = read_task(__doc__)
    scored, by_rules = judged_by_half(task)
    scalings = {table: fit_scaling(scored, table) for table in SCALED}
    plans = [one for one in task.documents if one.origin in ("corpus", "varied")]
    training = task.corpus / "training"
    by_rules += judged_documents(plans, BY_KIND)
    for table in BY_KIND:
        by_rules += judged_documents(held_passages(training / f"{table}.yaml", table), [table])
    kinds = fit_kinds(by_rules)
    for table in SCALED:
        ours = [one for one in scored if one.table == table]
        right = [one.is_right for one in ours]
        print(table, "as judged ", report([one.confidence for one in ours], right))
        print(table, "as scaled ", report([scaled(one.confidence, scalings[table]) for one in ours], right))
    for table in BY_KIND:
        ours = [one for one in by_rules if one.table == table]
        known = [kinds.get(_kind(one), {"confidence": UNMEASURED})["confidence"] for one in ours]
        print(table, "by kind   ", report(known, [one.is_right for one in ours]))
    content = {
        "kinds": kinds,
        "scalings": {t: {"slope": slope, "intercept": at} for t, (slope, at) in scalings.items()},
    }
    task.to.parent.mkdir(parents=True, exist_ok=True)
    task.to.write_text(json.dumps(content, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
