"""Search on the real plans: forty questions, graded by what was annotated there. Floors, not targets."""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import fmean
from typing import Any

import pyarrow.parquet as pq
import pytest

from esfnlp.evaluate.gold import Gold, read_gold
from esfnlp.evaluate.queries import places_of
from esfnlp.evaluate.retrieval import ndcg, recall
from esfnlp.flow.run import run
from esfnlp.search.answer import answer
from esfnlp.settings import Settings
from esfnlp.taxonomy.concepts import load_taxonomy

REPOSITORY = Path(__file__).parents[2]
SHARED = REPOSITORY.parent / "shared"
CASES = REPOSITORY / "tests" / "cases" / "plan_queries.toml"
TABLES = {"tg": ("target_groups", "concept"), "ac": ("actors", "actor"), "th": ("priorities", "themes")}
WEAK = {"mentioned", "excluded"}
NDCG_FLOOR, RECALL_FLOOR, PLANS_FLOOR = 0.80, 0.87, 0.90

Row = Mapping[str, Any]


def answering(case: Row, gold: Gold) -> list[Row]:
    """The annotations that answer a question: those of its concept, and of narrower ones."""
    about = case["about"]
    taxonomy = load_taxonomy()
    wanted = {about, *(taxonomy.narrower(about) if about in taxonomy.concepts else ())}
    table, column = TABLES[about[:2]]
    if case.get("relation") == "targets":
        table, column = "targets", "population"
    return [
        row
        for row in gold.tables[table]
        if not wanted.isdisjoint([row[column]] if isinstance(row[column], str) else row[column])
        and case.get("document") in (None, row["document_id"])
        and row.get("kind") != "threshold"
    ]


def grade(row: Row, relation: str | None) -> int:
    """3 for what answers, 2 for what answers in part, 1 for what only touches the matter."""
    strength = row.get("status") or row.get("role")
    if relation == "prioritises":
        return {"prioritised": 3, "eligible": 2}.get(str(strength), 1)
    return 2 if strength in WEAK and relation != "mentions" else 3


def graded(
    rows: Sequence[Row], relation: str | None, passages: Mapping[str, list[dict[str, Any]]]
) -> dict[str, int]:
    grades: dict[str, int] = {}
    for row in rows:
        own = passages[row["document_id"]]
        for place in places_of(row["quote"], own)[:1]:
            passage_id = own[place]["passage_id"]
            grades[passage_id] = max(grade(row, relation), grades.get(passage_id, 0))
    return grades


def plans_are_right(found: Sequence[Row], rows: Sequence[Row], relation: str | None) -> bool:
    """Whether the plans of an answer are those that were annotated so."""
    wanted = {r["document_id"] for r in rows if relation != "prioritises" or r["status"] == "prioritised"}
    return {
        p["document_id"] for p in found if relation != "prioritises" or p["status"] == "prioritised"
    } == wanted


@pytest.mark.slow
@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="the annotated real texts are not here")
def test_questions_to_the_real_plans_find_what_was_annotated(tmp_path: Path) -> None:
    """Some points under what was measured: a fall is a regression."""
    run([SHARED / "plans"], tmp_path, settings=Settings())
    figures = measured(tmp_path)
    assert figures["ndcg"] >= NDCG_FLOOR
    assert figures["recall"] >= RECALL_FLOOR
    assert figures["plans"] >= PLANS_FLOOR


def measured(out: Path) -> dict[str, float]:
    """Means over the questions: nDCG@10, recall@20, and the share of questions whose plans are right."""
    gold = read_gold(sorted((SHARED / "gold").glob("*.json")))
    passages: dict[str, list[dict[str, Any]]] = {document_id: [] for document_id in gold.documents}
    for row in pq.read_table(out / "dataset" / "passages.parquet").to_pylist():
        passages[row["document_id"]].append(row)
    scores: dict[str, list[float]] = {"ndcg": [], "recall": [], "plans": []}
    for case in tomllib.loads(CASES.read_text(encoding="utf-8"))["case"]:
        relation = case.get("relation")
        rows = answering(case, gold)
        grades = graded(rows, relation, passages)
        found = answer(out, case["query"], k=20).as_json()
        ranked = [hit["passage_id"] for hit in found["passages"]]
        scores["ndcg"].append(ndcg(ranked, grades))
        scores["recall"].append(recall(ranked, grades) or 0.0)
        if relation in ("prioritises", "mentions"):
            scores["plans"].append(float(plans_are_right(found["plans"], rows, relation)))
    return {name: fmean(values) for name, values in scores.items()}
