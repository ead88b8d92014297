"""Fit the weights of search on the development queries: `python pipeline/fit_search.py OUT`, OUT a run over the digests.

One weight after the other is tried at a few values, and kept where the mean nDCG@10 grows by more than `LEAST_GAIN`;
there are few queries, and a gain below that is chance. Test queries are never asked. Nothing is written: the weights
belong into `SearchSettings`.
"""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from statistics import fmean

import pyarrow.parquet as pq

from esfnlp.evaluate.queries import Query, graded_passages, read_queries
from esfnlp.evaluate.retrieval import ndcg
from esfnlp.search.answer import answer
from esfnlp.settings import SearchSettings

QUERIES = Path(__file__).parents[1] / "corpus" / "queries" / "queries.yaml"
TRIED: dict[str, tuple[float, ...]] = {
    "concept_weight": (0.5, 0.7, 1.4, 2.0),
    "similarity_weight": (0.5, 0.7, 1.4, 2.0),
    "lexical_weight": (0.15, 0.6, 1.0),
    "ngram_weight": (0.5, 0.7, 1.4),
}
"""By weight, times what it is now; the first text weight stays as it is, since only ratios count."""
LEAST_GAIN = 0.005
ROUNDS = 2

Graded = Sequence[tuple[Query, Mapping[str, int]]]


def graded_queries(out: Path) -> Graded:
    """The development queries that have passages, with the grades of these."""
    rows = pq.read_table(out / "dataset" / "passages.parquet").to_pylist()
    passages = [row for row in rows if row["kind"] != "heading"]
    queries = [query for query in read_queries(QUERIES) if query.split == "dev" and query.passages]
    return [(query, graded_passages(query, passages)) for query in queries]


def score(out: Path, queries: Graded, settings: SearchSettings) -> float:
    """Mean nDCG@10."""
    return fmean(
        ndcg([hit.passage_id for hit in answer(out, query.query, settings=settings).passages], grades)
        for query, grades in queries
    )


def fitted(out: Path, queries: Graded, settings: SearchSettings) -> SearchSettings:
    """The settings with the weights that rank best."""
    best = score(out, queries, settings)
    print(f"{best:.4f} {asdict(settings)}")
    for name, factors in TRIED.items() if best else ():
        for factor in factors:
            tried = replace(settings, **{name: round(asdict(settings)[name] * factor, 3)})
            found = score(out, queries, tried)
            print(f"{found:.4f} {name} {asdict(tried)[name]}", flush=True)
            if found > best + LEAST_GAIN:
                best, settings = found, tried
    return settings


def main() -> None:
    out = Path(sys.argv[1])
    queries, settings = graded_queries(out), SearchSettings()
    for _ in range(ROUNDS):
        before, settings = settings, fitted(out, queries, settings)
        if settings == before:
            break
    print(settings)


if __name__ == "__main__":
    main()
