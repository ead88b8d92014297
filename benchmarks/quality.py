"""Extraction against gold on every annotated set, with a baseline, as a Markdown table.

    python benchmarks/quality.py [PLANS_FOLDER GOLD_FOLDER]

Runs over the corpus, its varied development texts, the frozen test sets and the paraphrases; PLANS_FOLDER and GOLD_FOLDER add texts that are
no part of the repository. The baseline takes every match of a group or actor as a mention and every passage as a measure.
"""

import argparse
import csv
import tempfile
from collections.abc import Mapping
from pathlib import Path

from pipeline.passage_sets import figures, predicted, read_passages

from esfnlp.dataset.tables import read_tables
from esfnlp.evaluate.evaluation import evaluate
from esfnlp.evaluate.figures import Figures
from esfnlp.flow.run import run
from esfnlp.settings import Settings

CORPUS = Path(__file__).parents[1] / "corpus"
FIGURES = [
    ("target groups", "target_groups", "f1", "F1, document, region and concept"),
    ("", "target_groups", "f1_scope", "F1, also part of the programme"),
    ("", "target_groups", "f1_prioritised", "F1, prioritised ones"),
    ("", "target_groups", "status", "status right, of those found"),
    ("actors", "actors", "f1", "F1, document and actor"),
    ("", "actors", "role", "role right, of those found"),
    ("priorities", "priorities", "f1", "F1, by quote"),
    ("", "priorities", "kind", "kind right, of those found"),
    ("", "priorities", "themes", "F1 of their themes"),
    ("targets", "targets", "f1_commitments", "F1, value, comparator, unit and year"),
    ("", "targets", "numbers_f1", "F1 of all numbers with unit"),
]
By = Mapping[str, Figures]


def measured(inputs: Path, gold: list[Path]) -> tuple[By, By]:
    """Figures and baseline of the annotated documents in a folder."""
    with tempfile.TemporaryDirectory() as out:
        run([inputs], Path(out), settings=Settings())
        found = evaluate(read_tables(Path(out) / "dataset"), gold)
    return found.figures, found.baseline


def split_gold(split: str) -> list[Path]:
    with (CORPUS / "manifest.csv").open(encoding="utf-8", newline="") as lines:
        ids = [row["document_id"] for row in csv.DictReader(lines) if row["split"] == split]
    return [CORPUS / "gold" / f"{document_id}.json" for document_id in ids]


def sets(extra: list[Path]) -> dict[str, tuple[By, By]]:
    found = {split: measured(CORPUS, split_gold(split)) for split in ("train", "dev", "test")}
    for name in ("varied", "frozen", "frozen2", "frozen3", "frozen4"):
        found[name] = measured(CORPUS / name, sorted((CORPUS / name / "gold").glob("*.json")))
    passages = read_passages(CORPUS / "paraphrases" / "test.yaml")
    found["paraphrases"] = (figures(passages, predicted(passages)), {})
    if extra:
        found = {"given": measured(extra[0], sorted(extra[1].glob("*.json"))), **found}
    return found


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("extra", type=Path, nargs="*", help="PLANS_FOLDER GOLD_FOLDER")
    found = sets(parser.parse_args().extra)
    print("| records | figure |", " | ".join(found), "| frozen4, baseline |")
    print("| --- | --- |" + " ---: |" * (len(found) + 1))
    for records, table, figure, meaning in FIGURES:
        cells = [f"{by[table][figure]:.2f}" for by, _ in found.values()]
        baseline = "" if table == "targets" else f"{found['frozen4'][1][table][figure]:.2f}"
        print(f"| {records} | {meaning} |", " | ".join(cells), f"| {baseline} |")
    for table in ("target_groups", "actors", "priorities", "targets"):
        print(f"{table} annotated:", {name: by[table]["n_gold"] for name, (by, _) in found.items()})


if __name__ == "__main__":
    main()
