"""Measures how often each kind of record is right, for `models/confidence`.

    python -m pipeline.train_confidence OUT corpus models/confidence/table.json

OUT is what `esfnlp run corpus --out OUT` wrote. Fitted on the plans that the manifest has in train and dev; those in test
are only reported on. A record is right where the gold has it with the same code: a target
group with the same status, an actor with the same role, a priority whose quote matches with the same kind, a number
with the same value, unit and kind. Nothing is random.
"""

import argparse
import csv
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.metrics import roc_auc_score

from esfnlp.dataset.tables import read_tables
from esfnlp.evaluate.figures import Matching, match, number_key
from esfnlp.evaluate.gold import read_gold
from esfnlp.evaluate.matching import Keyed
from esfnlp.normalize.confidence import CODES, UNMEASURED, kind_of_evidence
from esfnlp.record import RECORD_TABLES

PRIOR = 4.0
"""Records of the table's average that every kind is mixed with, so that a kind seen twice is not sure of itself."""
BINS = 10

Judged = tuple[str, str, bool]
"""Table, kind of evidence, whether the record is right."""


def gold_of(corpus: Path, splits: set[str]) -> list[Path]:
    """Gold files of the plans that the manifest has in one of the splits."""
    with (corpus / "manifest.csv").open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["split"] in splits]
    return [corpus / "gold" / f"{row['document_id']}.json" for row in rows]


def judged(out: Path, gold_files: Iterable[Path]) -> list[Judged]:
    gold = read_gold(gold_files)
    dataset = read_tables(out / "dataset")
    predicted = {
        table: [row for row in dataset.rows(table) if row["document_id"] in gold.documents]
        for table in RECORD_TABLES
    }
    matching = match(predicted, gold.tables)
    return [
        (table, kind_of_evidence(table, row[CODES[table]], row["cue"]), right)
        for table, row, right in _all_rows(matching)
    ]


def _all_rows(matching: Matching) -> Iterator[tuple[str, Mapping[str, Any], bool]]:
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


def _keyed(table: str, keyed: Keyed) -> Iterator[tuple[str, Mapping[str, Any], bool]]:
    code = CODES[table]
    for key, row in keyed.predicted.items():
        yield table, row, key in keyed.gold and keyed.gold[key][code] == row[code]


def fit(rows: list[Judged]) -> dict[str, dict[str, float]]:
    """Right, all and confidence of every kind; each kind is drawn towards the average of its table."""
    average = {t: float(np.mean([right for table, _, right in rows if table == t])) for t in RECORD_TABLES}
    found: dict[str, dict[str, float]] = {}
    for table, kind in sorted({(table, kind) for table, kind, _ in rows}):
        rights = [right for _, other, right in rows if other == kind]
        share = (sum(rights) + PRIOR * average[table]) / (len(rights) + PRIOR)
        found[kind] = {"right": sum(rights), "all": len(rights), "confidence": round(share, 3)}
    return found


def report(rows: list[Judged], table: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    """Expected calibration error over equal bins and AUROC of the confidences of `rows`."""
    stated = np.array([table.get(kind, {"confidence": UNMEASURED})["confidence"] for _, kind, _ in rows])
    right = np.array([ok for _, _, ok in rows])
    bins = np.minimum((stated * BINS).astype(int), BINS - 1)
    gaps = [
        (bins == b).mean() * abs(stated[bins == b].mean() - right[bins == b].mean())
        for b in set(bins.tolist())
    ]
    return {
        "n": len(rows),
        "right": round(float(right.mean()), 3),
        "ece": round(float(sum(gaps)), 3),
        "auroc": round(float(roc_auc_score(right, stated)), 3),
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("to", type=Path)
    args = parser.parse_args()
    fitted_on = judged(args.out, gold_of(args.corpus, {"train", "dev"}))
    table = fit(fitted_on)
    args.to.parent.mkdir(parents=True, exist_ok=True)
    args.to.write_text(json.dumps(table, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    print("fitted on", report(fitted_on, table))
    print("test     ", report(judged(args.out, gold_of(args.corpus, {"test"})), table))


if __name__ == "__main__":
    main()
