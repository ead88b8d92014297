"""Two versions of invented plans, with the changes that were written down before the program read them."""

import json
from pathlib import Path
from typing import Any

import pytest
from benchmarks.diff import PAIRS, same_change, score, scores, summed

from esfnlp.swedish.tokens import squeeze

GOLD = sorted((PAIRS / "changes").glob("*.json"))


def text_of(document_id: str) -> str:
    [path] = (PAIRS / "sources").glob(f"{document_id}.*")
    return squeeze(path.read_text(encoding="utf-8").replace("</td>\n<td>", " ").replace("-\n", ""))


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_recorded_changes_quote_both_versions(path: Path) -> None:
    pair: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    for side in ("old", "new"):
        text = text_of(pair[side])
        quotes = [entry[f"quote_{side}"] for key in ("changes", "reworded", "moved") for entry in pair[key]]
        assert [quote for quote in quotes if quote and squeeze(quote) not in text] == []


def change(**more: object) -> dict[str, Any]:
    return {"kind": "changed", "table": "target_groups", "concept": "tg:unga", "field": "status", "old": "eligible",
            "new": "prioritised", "region_code": "SEZZ"} | more  # fmt: skip


def test_a_change_is_found_once_and_only_with_its_scope_and_values() -> None:
    gold = [change(), change(concept="tg:aldre")]
    found = [change(), change(), change(concept="tg:aldre", programme_area="A")]
    result = score(gold, found, same_change)
    assert (result.right, len(result.missed), len(result.invented)) == (1, 1, 2)
    assert result.f1 == pytest.approx(0.4)


@pytest.mark.slow
def test_nearly_all_recorded_changes_are_found_and_nothing_is_invented_by_moved_text() -> None:
    found = scores(PAIRS, GOLD)
    assert summed(pair["changes"] for pair in found.values()).f1 >= 0.95
    assert found["klippo"]["changes"].invented == ()
