"""Search on the graded queries over the digests: passages, plans, numbers and reading, by type and split.

    python benchmarks/queries.py [--split dev] [--out OUT] [--wrong] [--params FILE]

The digests are run into a temporary folder (or taken from OUT, an earlier run over them), and every query is asked of
it as `esfnlp search` asks; then of the same index with the annotated target groups in place of the extracted ones,
which tells how many of the wrong plans are due to the search. BM25 with Swedish stemming, tf-idf and the dense part alone rank the same passages for the
same queries, and know nothing of regions and periods. `--wrong` tells what went wrong with each query.
"""

import argparse
import csv
import statistics
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq

from esfnlp.embedding import load
from esfnlp.evaluate.gold import read_gold
from esfnlp.evaluate.queries import Query, graded_passages, places_of, read_queries
from esfnlp.evaluate.retrieval import (
    interval,
    misread,
    ndcg,
    numbers_right,
    plans_right,
    recall,
    silent_right,
)
from esfnlp.flow.run import run
from esfnlp.record import COLUMNS, Row
from esfnlp.search.answer import answer
from esfnlp.search.index import update_index
from esfnlp.settings import SearchSettings, Settings
from esfnlp.swedish.tokens import TOKEN, fold

CORPUS = Path(__file__).parents[1] / "corpus"
SETS = {"queries.yaml": "", "dev-2.yaml": "-2", "dev-3.yaml": "-3"}
"""Files of queries, each with what its splits are told apart by."""
DEPTH = 20
"""Passages and plans asked for; there are 16 digests."""
MEASURES = {
    "ndcg": "nDCG@10", "recall": "recall@20", "plans": "plans right",
    "plans_gold": "plans right with annotated groups", "silent": "silent plans right",
    "numbers": "numbers right", "parse": "parse right",
}  # fmt: skip
Rows = Sequence[Mapping[str, Any]]
Ranker = Callable[[str], list[str]]


@dataclass(frozen=True)
class Asked:
    """A query, its answer, the grades of its passages, and its figures; those that it has not are None. `set` is its
    split, and which file's."""

    query: Query
    set: str
    found: Mapping[str, Any]
    grades: Mapping[str, int]
    figures: Mapping[str, float | None]


def digests(out: Path) -> None:
    """Runs the corpus without its training material into a folder."""
    with (CORPUS / "manifest.csv").open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["training"] == "false"]
    manifest = out / "manifest.csv"
    with manifest.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    (out / "pdf").symlink_to(CORPUS / "pdf")
    run([manifest], out, settings=Settings())


def rows_of(out: Path, table: str) -> Rows:
    return list(pq.read_table(out / "dataset" / f"{table}.parquet").to_pylist())


def with_gold_groups(out: Path, to: Path) -> None:
    """An index with the target groups that a person read, in place of those that were extracted."""
    rows: dict[str, list[Row]] = {table: list(rows_of(out, table)) for table in COLUMNS}
    documents = {str(row["document_id"]): str(row["document_id"]) for row in rows["documents"]}
    gold = read_gold(CORPUS / "gold" / f"{document_id}.json" for document_id in documents)
    rows["target_groups"] = [
        {
            **dict.fromkeys(COLUMNS["target_groups"]),
            **row,
            "passage_id": passage_id,
            "confidence": 1.0,
            "char_start": 0,
        }
        for row in gold.tables["target_groups"]
        for passage_id in passages_with(row, rows["passages"])
    ]
    update_index(to / "index", rows, documents)
    (to / "dataset").symlink_to(out / "dataset")


def passages_with(row: Row, passages: Rows) -> list[str]:
    own = [passage for passage in passages if passage["document_id"] == row["document_id"]]
    return [str(own[place]["passage_id"]) for place in places_of(str(row["quote"]), own)[:1]]


def ask(
    out: Path,
    annotated: Path,
    query: Query,
    suffix: str,
    settings: SearchSettings,
    passages: Rows,
    targets: Rows,
) -> Asked:
    """The answer to a query with its figures; `annotated` is the index with the annotated groups."""
    found = answer(out, query.query, k=DEPTH, settings=settings).as_json()
    grades = graded_passages(query, passages)
    ranked = [hit["passage_id"] for hit in found["passages"]]
    figures = {
        **ranking(ranked, grades),
        "plans": None if query.plans is None else float(plans_right(found["plans"], query)),
        "plans_gold": None
        if query.plans is None
        else float(
            plans_right(answer(annotated, query.query, k=DEPTH, settings=settings).as_json()["plans"], query)
        ),
        "silent": None if query.silent is None else float(silent_right(found.get("silent", ()), query)),
        "numbers": None if query.numbers is None else float(numbers_right(found["plans"], targets, query)),
        "parse": float(not misread(found["interpretation"], query.parse)),
    }
    return Asked(query, query.split + suffix, found, grades, figures)


def ranking(ranked: Iterable[str], grades: Mapping[str, int]) -> dict[str, float | None]:
    if not grades:
        return {"ndcg": None, "recall": None}
    ranked = list(ranked)
    return {"ndcg": ndcg(ranked, grades), "recall": recall(ranked, grades)}


def baselines(passages: Rows) -> dict[str, Ranker]:
    """What ranks passages by their words, or by their meaning, alone."""
    texts, ids = [row["text"] for row in passages], [row["passage_id"] for row in passages]

    def ranker(scores: Callable[[str], Any]) -> Ranker:
        return lambda query: [ids[i] for i in np.argsort(-scores(query), kind="stable")[:DEPTH]]

    makers = {"BM25, stemmed": bm25_scores, "tf-idf": tfidf_scores, "dense part alone": dense_scores}
    return {name: ranker(make(texts)) for name, make in makers.items()}


def bm25_scores(texts: Sequence[str]) -> Callable[[str], Any]:
    import bm25s
    import snowballstemmer

    stem = snowballstemmer.stemmer("swedish").stemWords

    def stems(text: str) -> list[str]:
        return [str(word) for word in stem(TOKEN.findall(fold(text))) if word[0].isalnum()]

    lists = [stems(text) for text in texts]
    known = {word for words in lists for word in words}
    index = bm25s.BM25()
    index.index(lists, show_progress=False)

    def scores(query: str) -> Any:
        words = [word for word in stems(query) if word in known]
        return index.get_scores(words) if words else np.zeros(len(texts))

    return scores


def tfidf_scores(texts: Sequence[str]) -> Callable[[str], Any]:
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectorizer = TfidfVectorizer(sublinear_tf=True)
    matrix = vectorizer.fit_transform(texts)
    return lambda query: (matrix @ vectorizer.transform([query]).T).toarray()[:, 0]


def dense_scores(texts: Sequence[str]) -> Callable[[str], Any]:
    encoder = load()
    vectors = encoder.encode(texts)
    return lambda query: vectors @ encoder.encode([query])[0]


def cell(values: Iterable[float | None], *, wide: bool = True) -> str:
    """Mean with its interval; "-" where nothing was measured."""
    known = [value for value in values if value is not None]
    if not known:
        return "-"
    mean = f"{statistics.fmean(known):.3f}"
    low, high = interval(known)
    return f"{mean} ({low:.2f}-{high:.2f})" if wide else mean


def print_tables(asked: Sequence[Asked], rankers: Mapping[str, Ranker]) -> None:
    groups = {"all": list(asked)}
    for split in dict.fromkeys(item.set for item in asked):
        groups[split] = [item for item in asked if item.set == split]
    kinds = dict.fromkeys(item.query.type for item in asked)
    groups |= {kind: [item for item in asked if item.query.type == kind] for kind in kinds}
    ranked = {
        name: {item.query.id: ranking(rank(item.query.query), item.grades) for item in asked}
        for name, rank in rankers.items()
    }
    print("| queries | n |", " | ".join([*MEASURES.values(), *(f"nDCG@10, {name}" for name in ranked)]), "|")
    print("| --- | ---: |" + " ---: |" * (len(MEASURES) + len(ranked)))
    for name, items in groups.items():
        if items:
            own = [cell(item.figures[measure] for item in items) for measure in MEASURES]
            other = [cell((r[item.query.id]["ndcg"] for item in items), wide=False) for r in ranked.values()]
            print(f"| {name} | {len(items)} |", " | ".join([*own, *other]), "|")
    for name, by_id in ranked.items():
        values = [by_id[item.query.id]["recall"] for item in asked]
        print(f"recall@20 of {name}: {cell(values)}")


def print_wrong(item: Asked) -> None:
    """What is wrong with an answer, a line or a few."""
    query, figures = item.query, item.figures
    wrong = misread(item.found["interpretation"], query.parse)
    if wrong:
        print(f"{query.id} parse  {query.query!r}: {item.found['interpretation']} for {dict(query.parse)}")
    if figures["plans"] == 0.0:
        returned = [(plan["document_id"], plan["status"]) for plan in item.found["plans"]]
        listed = [(plan["document_id"], plan["status"], plan["grade"]) for plan in query.plans or ()]
        print(f"{query.id} plans  {query.query!r}: returned {returned}, listed {listed}")
    if figures["silent"] == 0.0:
        silent = [plan["document_id"] for plan in item.found.get("silent", ())]
        print(f"{query.id} silent {query.query!r}: returned {silent}, listed {query.silent}")
    if figures["numbers"] == 0.0:
        print(f"{query.id} number {query.query!r}: {[number['value'] for number in query.numbers or ()]}")
    if figures["ndcg"] is not None and figures["ndcg"] < 0.85:
        print(f"{query.id} ndcg   {query.query!r}: {figures['ndcg']:.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--split", choices=["dev", "dev-2", "dev-3", "test"], help="dev takes in all three")
    parser.add_argument("--out", type=Path, help="an earlier run over the digests")
    parser.add_argument("--params", type=Path, help="YAML file with settings")
    parser.add_argument("--wrong", action="store_true")
    given = parser.parse_args()
    settings = Settings.read(given.params).search if given.params else SearchSettings()
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as second:
        out, annotated = given.out or Path(folder), Path(second)
        if not given.out:
            digests(out)
        with_gold_groups(out, annotated)
        passages = [row for row in rows_of(out, "passages") if row["kind"] != "heading"]
        targets = rows_of(out, "targets")
        asked = [
            ask(out, annotated, query, suffix, settings, passages, targets)
            for name, suffix in SETS.items()
            for query in read_queries(CORPUS / "queries" / name)
            if given.split in (None, query.split, query.split + suffix)
        ]
    if given.wrong:
        for item in asked:
            print_wrong(item)
    print_tables(asked, baselines(passages))


if __name__ == "__main__":
    main()
