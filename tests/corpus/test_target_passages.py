"""The passages on numbers: their form, and what extraction makes of those that no rule was made for."""

import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from pipeline.passage_sets import read_passages  # noqa: E402

from esfnlp.evaluate.figures import match, target_figures  # noqa: E402
from esfnlp.extract.targets import find_targets  # noqa: E402
from esfnlp.finding import TargetClaim  # noqa: E402
from esfnlp.record import RECORD_TABLES  # noqa: E402

PASSAGES = ROOT / "corpus" / "training" / "targets.yaml"


def squeezed(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


def test_every_quote_stands_in_its_passage_and_ids_are_unique() -> None:
    entries = yaml.safe_load(PASSAGES.read_text(encoding="utf-8"))
    assert len({entry["id"] for entry in entries}) == len(entries) >= 120
    for entry in entries:
        for row in entry.get("targets", ()):
            assert squeezed(row["quote"]) in squeezed(entry["text"]), entry["id"]


@pytest.mark.parametrize(("held", "least"), [(True, 0.85), (False, 0.95)])
def test_targets_of_the_passages_are_found(held: bool, least: float) -> None:
    entries = yaml.safe_load(PASSAGES.read_text(encoding="utf-8"))
    chosen = {entry["id"] for entry in entries if bool(entry.get("held")) is held}
    predicted: dict[str, list[dict[str, object]]] = {table: [] for table in RECORD_TABLES}
    gold: dict[str, list[dict[str, object]]] = {table: [] for table in RECORD_TABLES}
    for passage in read_passages(PASSAGES):
        if passage.passage_id in chosen:
            gold["targets"] += passage.gold["targets"]
            predicted["targets"] += [
                {
                    name: getattr(f.claim, name)
                    for name in ("kind", "value", "comparator", "unit", "year", "population")
                }
                | {"document_id": passage.passage_id}
                for f in find_targets(passage.document)
                if isinstance(f.claim, TargetClaim)
            ]
    figures = target_figures(match(predicted, gold))
    assert min(figures["f1_commitments"], figures["numbers_f1"]) >= least
