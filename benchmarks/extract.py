"""What extraction costs, as a ratio to the spaCy pipeline over the same text.

    python -m benchmarks.extract [--documents N] [--format json]

Reads the corpus's PDFs once, then measures processor time of each extractor and of the pipeline in turn, and takes the
fastest of three rounds of each.
"""

import argparse
import csv
import json
import time
from collections.abc import Callable
from pathlib import Path

from esfnlp.document import Document
from esfnlp.extract import FINDERS
from esfnlp.ingest.reader import read_document
from esfnlp.language import load
from esfnlp.settings import IngestSettings

CORPUS = Path(__file__).parents[1] / "corpus"
ROUNDS = 3


def documents(count: int) -> list[Document]:
    with (CORPUS / "manifest.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))[:count]
    return [read_document(CORPUS / row["file"], row["document_id"], IngestSettings()) for row in rows]


def seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=18)
    parser.add_argument("--format", choices=["table", "json"], default="table")
    args = parser.parse_args()
    read = documents(args.documents)
    nlp = load()
    jobs: dict[str, Callable[[], object]] = {
        "spaCy pipeline": lambda: list(nlp.pipe(p.text for d in read for p in d.passages)),
        **{name: (lambda find=find: [find(d) for d in read]) for name, find in FINDERS.items()},
    }
    for work in jobs.values():
        work()
    took = {name: min(seconds(work) for _ in range(ROUNDS)) for name, work in jobs.items()}
    took["extraction, all"] = sum(took[name] for name in FINDERS)
    words = sum(len(d.text.split()) for d in read)
    peer = took["spaCy pipeline"]
    if args.format == "json":
        print(json.dumps({n: {"seconds": round(s, 3), "ratio": round(s / peer, 2)} for n, s in took.items()}))
        return
    print(
        f"{words} words in {len(read)} documents\n| what | seconds | words/s | ratio |\n| --- | ---: | ---: | ---: |"
    )
    for name, spent in took.items():
        print(f"| {name} | {spent:.2f} | {words / spent:,.0f} | {spent / peer:.2f} |")


if __name__ == "__main__":
    main()
