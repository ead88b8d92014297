"""Trains models/statuses: what a text does with a target group that it names.

    python -m pipeline.train_statuses corpus models/statuses [--plans FOLDER --gold FOLDER]

Trains on the mentions that gold quotes in annotated texts, test plans left out. Prints held-out accuracy beside that of the cues.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from pipeline.annotated import Annotated, read_task
from pipeline.readers import Examples, fit

from esfnlp.document import Document
from esfnlp.extract.group_mentions import groups
from esfnlp.extract.linear import Features, save_model
from esfnlp.extract.status_features import status_features

STRENGTH = 0.1


@dataclass(frozen=True)
class Case:
    """A mention: where it begins in the document, its concept, its features and what the cues say."""

    start: int
    concept: str
    features: Features
    by_cues: str


def cases(document: Document) -> list[Case]:
    """Every mention of a group in the document."""
    found = list(groups(document))
    return [
        Case(
            one.sentence.span.start + one.mention.span.start,
            one.mention.concept_id,
            seen,
            one.decision.status,
        )
        for one, seen in zip(found, status_features(found), strict=True)
    ]


def labelled(one: Annotated) -> Iterator[tuple[Case, str]]:
    """The first mention within each gold record's quote, with the record's status."""
    found = cases(one.document)
    for record in one.gold["target_groups"]:
        words = r"\s+".join(map(re.escape, str(record["quote"]).split()))
        quote = re.search(words, one.document.text)
        if quote is None:
            continue
        inside = [
            c for c in found if c.concept == record["concept"] and quote.start() <= c.start < quote.end()
        ]
        if inside:
            yield inside[0], record["status"]


def examples(documents: list[Annotated]) -> tuple[Examples, list[str], list[str]]:
    """One example for every mention that gold quotes, the origin of each, and what the cues say of it."""
    found = [(case, status, one) for one in documents for case, status in labelled(one)]
    return (
        Examples([c.features for c, *_ in found], [s for _, s, _ in found], [one.plan for *_, one in found]),
        [one.origin for *_, one in found],
        [case.by_cues for case, *_ in found],
    )


def main() -> None:
    task = read_task(__doc__)
    found, origins, said = examples(task.documents)
    truth, origin, by_cues = np.array(found.labels), np.array(origins), np.array(said)
    print(Counter(found.labels))
    fitted = fit(found, strength=STRENGTH)
    best = np.array(fitted.model.labels)[fitted.held_out.argmax(axis=1)]
    print("temperature", round(fitted.temperature, 2))
    for part in sorted(set(origin)):
        rows = origin == part
        right = (best == truth)[rows].mean()
        print(
            f"{part:9} n {rows.sum():4}  cues {(by_cues == truth)[rows].mean():.3f}  classifier {right:.3f}"
        )
    save_model(fitted.model, task.to)


if __name__ == "__main__":
    main()
