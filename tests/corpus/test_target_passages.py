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

FOLDER = ROOT / "corpus" / "training"
COLUMNS = ("kind", "value", "comparator", "unit", "year", "population")
FEWEST = {"targets.yaml": 120, "targets2.yaml": 270}


def squeezed(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


@pytest.mark.parametrize("name", FEWEST)
def test_every_quote_stands_in_its_passage_and_ids_are_unique(name: str) -> None:
    entries = yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
    assert len({entry["id"] for entry in entries}) == len(entries) >= FEWEST[name]
    for entry in entries:
        for row in entry.get("targets", ()):
            assert squeezed(row["quote"]) in squeezed(entry["text"]), entry["id"]


@pytest.mark.parametrize(
    ("name", "held", "least"),
    [("targets.yaml", True, 0.93), ("targets.yaml", False, 0.95), ("targets2.yaml", False, 0.93)],
)
def test_targets_of_the_passages_are_found(name: str, held: bool, least: float) -> None:
    entries = yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
    chosen = {entry["id"] for entry in entries if bool(entry.get("held")) is held}
    predicted: dict[str, list[dict[str, object]]] = {table: [] for table in RECORD_TABLES}
    gold: dict[str, list[dict[str, object]]] = {table: [] for table in RECORD_TABLES}
    for passage in read_passages(FOLDER / name):
        if passage.passage_id in chosen:
            gold["targets"] += passage.gold["targets"]
            predicted["targets"] += [
                {column: getattr(f.claim, column) for column in COLUMNS} | {"document_id": passage.passage_id}
                for f in find_targets(passage.document)
                if isinstance(f.claim, TargetClaim)
            ]
    figures = target_figures(match(predicted, gold))
    assert min(figures["f1_commitments"], figures["numbers_f1"]) >= least
