"""Everything that is annotated, read in: documents with their gold, and what each may be used for.

Also the arguments that training scripts share.
"""

import argparse
import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pipeline.passage_sets import read_passages

from esfnlp.document import Document
from esfnlp.ingest.reader import read_document
from esfnlp.settings import IngestSettings
from esfnlp.store.documents import document_from_json
from esfnlp.taxonomy.places import TRAINING_REGION


@dataclass(frozen=True)
class Annotated:
    """`plan` is what is held out together; `origin` where it is from, `split` train, dev or test."""

    document: Document
    gold: dict[str, list[dict[str, Any]]]
    plan: str
    origin: str
    split: str = "train"


@dataclass(frozen=True)
class Task:
    """Where a training script reads and writes, and the documents that it may train on (those of test left out)."""

    corpus: Path
    to: Path
    documents: list[Annotated]
    policy_text: Path | None = None


def read_task(description: str | None) -> Task:
    """The task that the command line names: CORPUS TO [--plans FOLDER --gold FOLDER] [--policy-text FOLDER]."""
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path)
    parser.add_argument("to", type=Path)
    parser.add_argument("--plans", type=Path, help="annotated texts that are not part of the corpus")
    parser.add_argument("--gold", type=Path, help="their gold files")
    parser.add_argument("--policy-text", type=Path, help="real policy text (see policy_stretches)")
    args = parser.parse_args()
    documents = annotated_documents(args.corpus, args.plans, args.gold)
    trained_on = [one for one in documents if one.split != "test"]
    return Task(args.corpus, args.to, trained_on, args.policy_text)


def annotated_documents(corpus: Path, plans: Path | None = None, gold: Path | None = None) -> list[Annotated]:
    """The corpus, its varied texts and its training passages; with `plans` and `gold` also the texts in those.

    What reviewers judged is such a pair: `plans` is OUT/documents, `gold` what `esfnlp review export` wrote.
    """
    found = list(_corpus(corpus))
    for name in ("varied", "varied2"):
        found += folder_documents(corpus / name / "pdf", corpus / name / "gold", name)
    for path in sorted((corpus / "training").glob("*-*.yaml")):
        found += [
            Annotated(p.document, dict(p.gold), f"{path.stem}/{number // 10}", "passages")
            for number, p in enumerate(read_passages(path))
        ]
    if plans and gold:
        found += folder_documents(plans, gold, "real")
    return found


def _corpus(corpus: Path) -> Iterator[Annotated]:
    with (corpus / "manifest.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            one = _read(corpus / row["file"], corpus / "gold" / f"{row['document_id']}.json")
            yield replace(one, plan=row["plan_id"], origin="corpus", split=row["split"])


def folder_documents(texts: Path, gold: Path, origin: str) -> list[Annotated]:
    by_name = {path.stem: path for path in sorted(texts.iterdir())}
    return [replace(_read(by_name[g.stem], g), origin=origin) for g in sorted(gold.glob("*.json"))]


def _document(path: Path, document_id: str) -> Document:
    """A source file, or a document that `esfnlp run` keeps in OUT/documents."""
    if path.suffix == ".json":
        return document_from_json(json.loads(path.read_text(encoding="utf-8")))
    return read_document(path, document_id, IngestSettings())


def _read(text: Path, gold: Path) -> Annotated:
    content = json.loads(gold.read_text(encoding="utf-8"))
    stated = content["document"]
    document = _document(text, gold.stem)
    metadata = replace(
        document.metadata,
        region_codes=tuple(stated["region_codes"]),
        training=stated["region_codes"] == [TRAINING_REGION],
        **{key: stated.get(key) for key in ("programme", "period_start", "period_end")},
    )
    records = {
        table: content.get(table, []) for table in ("target_groups", "actors", "priorities", "targets")
    }
    return Annotated(replace(document, metadata=metadata), records, gold.stem, origin="")
