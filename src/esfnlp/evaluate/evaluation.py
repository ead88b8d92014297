"""A dataset against gold annotations: figures, also by concept and of a baseline, and mistakes."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from esfnlp.evaluate.baselines import baseline_tables
from esfnlp.evaluate.concepts import ByConcept, by_concept
from esfnlp.evaluate.concepts import to_json as concepts_json
from esfnlp.evaluate.figures import Figures, Matching, all_figures, match
from esfnlp.evaluate.gold import Gold, read_gold
from esfnlp.evaluate.mistakes import Mistake, find_mistakes
from esfnlp.record import RECORD_TABLES, Row


class Tables(Protocol):
    def rows(self, table: str) -> list[Row]:
        """The rows of one table of the contract."""


@dataclass(frozen=True)
class Evaluation:
    """`figures` and `baseline` by table; `missing` are annotated documents that the dataset does not have."""

    figures: dict[str, Figures]
    baseline: dict[str, Figures]
    by_concept: ByConcept
    mistakes: list[Mistake]
    missing: list[str]

    def to_json(self, *, details: bool = False) -> dict[str, Any]:
        """The figures by table; with `details` also those of the baseline and of each concept."""
        more = {"baseline": self.baseline, "by_concept": concepts_json(self.by_concept)}
        return {**self.figures, **(more if details else {})}


def evaluate(dataset: Tables, gold_files: Iterable[Path]) -> Evaluation:
    """The dataset's records of annotated documents against the gold; other documents are left out.

    Raises
    ------
    UsageError : a gold file is not there or is not one.
    """
    gold = read_gold(gold_files)
    matching = _matched(dataset, gold)
    baseline = baseline_tables(_annotated(dataset, "passages", gold), _annotated(dataset, "mentions", gold))
    present = {row["document_id"] for row in dataset.rows("documents")}
    return Evaluation(
        figures=all_figures(matching),
        baseline=all_figures(match(baseline, gold.tables)),
        by_concept=by_concept(matching),
        mistakes=find_mistakes(matching),
        missing=[document for document in gold.documents if document not in present],
    )


def matching_of(dataset: Tables, gold_files: Iterable[Path]) -> Matching:
    """Which record of annotated documents is which of the gold; raises as `evaluate` does."""
    return _matched(dataset, read_gold(gold_files))


def _matched(dataset: Tables, gold: Gold) -> Matching:
    return match({table: _annotated(dataset, table, gold) for table in RECORD_TABLES}, gold.tables)


def _annotated(dataset: Tables, table: str, gold: Gold) -> list[dict[str, Any]]:
    return [row for row in dataset.rows(table) if row["document_id"] in gold.documents]
