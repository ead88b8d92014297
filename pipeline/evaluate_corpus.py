"""Scores a dataset of the corpus, for `dvc metrics` and `dvc plots`.

    python -m pipeline.evaluate_corpus out corpus pipeline/metrics

Writes the figures of each split (`train.json`, `dev.json`, `test.json`) and, of the test split, points to draw: which status
and which role stands where the gold has which (`statuses.csv`, `roles.csv`), and how often records of a confidence are right
(`calibration.csv`).
"""

import argparse
import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from esfnlp.dataset.tables import Dataset, read_tables
from esfnlp.evaluate.evaluation import evaluate, matching_of
from esfnlp.evaluate.judged import calibration, calibration_error, judged
from esfnlp.evaluate.matching import Keyed
from esfnlp.store.results import DATASET

SPLITS = ("train", "dev", "test")
DRAWN = "test"
DIGITS = 4


def gold_of(corpus: Path, split: str) -> list[Path]:
    with (corpus / "manifest.csv").open(encoding="utf-8", newline="") as lines:
        ids = [row["document_id"] for row in csv.DictReader(lines) if row["split"] == split]
    return [corpus / "gold" / f"{document_id}.json" for document_id in ids]


def figures_of(dataset: Dataset, gold: Sequence[Path]) -> dict[str, Any]:
    found = evaluate(dataset, gold).figures
    figures: dict[str, Any] = {
        table: {name: round(value, DIGITS) for name, value in by_name.items()}
        for table, by_name in found.items()
    }
    records = list(judged(matching_of(dataset, gold)))
    bins = calibration([one.confidence for one in records], [one.is_right for one in records])
    return {**figures, "calibration_error": round(calibration_error(bins), DIGITS)}


def pairs(keyed: Keyed, column: str) -> Iterable[Mapping[str, str]]:
    for key in keyed.matched:
        yield {"actual": keyed.gold[key][column], "predicted": keyed.predicted[key][column]}


def write_points(path: Path, points: Iterable[Mapping[str, object]], columns: Sequence[str]) -> None:
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(points)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path, help="folder that `esfnlp run corpus` wrote")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("to", type=Path, help="folder for figures and points")
    task = parser.parse_args()
    dataset = read_tables(task.out / DATASET)
    task.to.mkdir(parents=True, exist_ok=True)
    for split in SPLITS:
        content = json.dumps(figures_of(dataset, gold_of(task.corpus, split)), indent=1)
        (task.to / f"{split}.json").write_text(content + "\n", encoding="utf-8")
    matching = matching_of(dataset, gold_of(task.corpus, DRAWN))
    write_points(task.to / "statuses.csv", pairs(matching.target_groups, "status"), ["actual", "predicted"])
    write_points(task.to / "roles.csv", pairs(matching.actors, "role"), ["actual", "predicted"])
    records = list(judged(matching))
    bins = calibration([one.confidence for one in records], [one.is_right for one in records])
    points = [
        {"confidence": round(b.confidence, DIGITS), "right": round(b.right, DIGITS), "records": b.count}
        for b in bins
    ]
    write_points(task.to / "calibration.csv", points, ["confidence", "right", "records"])


if __name__ == "__main__":
    main()
