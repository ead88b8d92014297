"""Trains models/themes: what a statement is about.

    python -m pipeline.train_themes corpus models/themes [--plans FOLDER --gold FOLDER]

Trains on corpus/training/themes.yaml and on the priorities of annotated texts (test plans left out), with the heading above them.
"""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray
from pipeline.annotated import Annotated, read_task
from pipeline.readers import MultiExamples, fit_multilabel

from esfnlp.extract.linear import save_model
from esfnlp.extract.theme_features import theme_features
from esfnlp.taxonomy import matcher

Example = tuple[str, str, frozenset[str], str, str]
"""Text, what stands above it, its themes, with what it is held out, where it is from."""
_CHUNK = 10
MOST, THRESHOLD = 3, 0.4


def single(path: Path) -> Iterator[Example]:
    for number, entry in enumerate(yaml.safe_load(path.read_text(encoding="utf-8"))):
        yield entry["text"], "", frozenset(entry["themes"]), f"themes/{number // _CHUNK}", "statements"


def of_gold(one: Annotated) -> Iterator[Example]:
    text = " ".join(one.document.text.split())
    for record in one.gold["priorities"]:
        at = text.find(" ".join(record["quote"].split()))
        above = _above(one, record["quote"]) if at >= 0 else ""
        if record.get("themes"):
            yield record["quote"], above, frozenset(record["themes"]), one.plan, one.origin


def _above(one: Annotated, quote: str) -> str:
    """The nearest heading and the label over the passage that holds the quote."""
    for passage in one.document.passages:
        if " ".join(quote.split()) in " ".join(passage.text.split()):
            path = [
                h for h in one.document.heading_path(passage.section_id) if h != one.document.metadata.title
            ]
            return " ".join([*path[-1:], passage.label]).strip()
    return ""


def chosen(labels: tuple[str, ...], rows: NDArray[np.float64], threshold: float) -> list[frozenset[str]]:
    found = []
    for row in rows:
        ranked = np.argsort(-row)[:MOST]
        found.append(
            frozenset(labels[i] for rank, i in enumerate(ranked) if rank == 0 or row[i] >= threshold)
        )
    return found


def f1(truth: list[frozenset[str]], found: list[frozenset[str]]) -> float:
    both = sum(len(a & b) for a, b in zip(truth, found, strict=True))
    return 2 * both / max(1, sum(map(len, truth)) + sum(map(len, found)))


def main() -> None:
    task = read_task(__doc__)
    path = task.corpus / "training" / "themes.yaml"
    found = list(single(path)) if path.exists() else []
    for one in task.documents:
        found += of_gold(one)
    examples = MultiExamples(
        [theme_features(text, above) for text, above, *_ in found],
        [themes for _, _, themes, _, _ in found],
        [held for *_, held, _ in found],
    )
    fitted = fit_multilabel(examples, strength=3.0)
    origin = [one[-1] for one in found]
    by_words = [frozenset(match.concept_id for match in matcher("th")(text)) for text, *_ in found]
    print(len(found), "statements; temperature", round(fitted.temperature, 2))
    for part in sorted(set(origin)):
        rows = [i for i, name in enumerate(origin) if name == part]
        truth = [examples.labels[i] for i in rows]
        print(f"{part:10} n {len(rows):4}  theme words {f1(truth, [by_words[i] for i in rows]):.3f}", end="")
        for threshold in (0.3, THRESHOLD, 0.5):
            picked = chosen(fitted.model.labels, fitted.held_out[rows], threshold)
            print(f"  at {threshold} {f1(truth, picked):.3f}", end="")
        print()
    save_model(fitted.model, task.to)


if __name__ == "__main__":
    main()
