"""What extraction costs, as a ratio to the spaCy pipeline over the same text.

    python -m benchmarks.extract [--documents N] [--format json]

Reads the PDFs of the corpus once, lets everything load on those of `corpus/varied`, then measures processor time of the
pipeline, of each extractor and of all together. Each measurement runs in a process of its own that has not seen the
documents, so that what is kept of a text is kept by the work that is measured; the fastest of three counts. Extractors
share what they read, so all together cost less than the sum of the parts.
"""

import argparse
import csv
import gc
import json
import time
from collections.abc import Callable
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from esfnlp.document import Document
from esfnlp.extract import FINDERS, find_all
from esfnlp.ingest.reader import read_document
from esfnlp.language import load
from esfnlp.settings import IngestSettings

CORPUS = Path(__file__).parents[1] / "corpus"
ROUNDS = 3
Work = Callable[[list[Document]], object]
PEER, ALL = "spaCy pipeline", "extraction, all"


def documents(folder: Path, count: int) -> list[Document]:
    with (folder / "manifest.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))[:count]
    return [read_document(folder / row["file"], row["document_id"], IngestSettings()) for row in rows]


def jobs() -> dict[str, Work]:
    nlp = load()
    return {
        PEER: lambda read: list(nlp.pipe(p.text for d in read for p in d.passages)),
        **{name: partial(each, find) for name, find in FINDERS.items()},
        ALL: partial(each, find_all),
    }


def each(find: Callable[[Document], object], read: list[Document]) -> None:
    for document in read:
        find(document)


def fresh_seconds(work: Work, read: list[Document]) -> float:
    """Processor time of the work in a copy of this process."""
    context = get_context("fork")
    answer = context.SimpleQueue()
    process = context.Process(target=_measure, args=(work, read, answer))
    process.start()
    seconds: float = answer.get()
    process.join()
    return seconds


def _measure(work: Work, read: list[Document], answer: Any) -> None:
    started = time.process_time()
    work(read)
    answer.put(time.process_time() - started)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=18)
    parser.add_argument("--format", choices=["table", "json"], default="table")
    args = parser.parse_args()
    read = documents(CORPUS, args.documents)
    loading = documents(CORPUS / "varied", 6)
    works = jobs()
    for work in works.values():
        work(loading)
    gc.freeze()
    rounds = [{name: fresh_seconds(work, read) for name, work in works.items()} for _ in range(ROUNDS)]
    took = {name: min(one[name] for one in rounds) for name in works}
    words = sum(len(d.text.split()) for d in read)
    if args.format == "json":
        found = {n: {"seconds": round(s, 3), "ratio": round(s / took[PEER], 2)} for n, s in took.items()}
        print(json.dumps(found))
        return
    print(f"{words} words in {len(read)} documents")
    print("| what | seconds | words/s | ratio |\n| --- | ---: | ---: | ---: |")
    for name, spent in took.items():
        print(f"| {name} | {spent:.2f} | {words / spent:,.0f} | {spent / took[PEER]:.2f} |")


if __name__ == "__main__":
    main()
