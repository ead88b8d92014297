"""Stretches are found again in the texts by their place, and nothing is taken from documents about work."""

import json
import lzma
from pathlib import Path

import pytest
from pipeline import policy_stretches

ABOUT_WORK = "Insatsen gäller personer som saknar arbete."
ABOUT_SHIPS = "Avgiften betalas av passagerare som reser med fartyg."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    paragraphs = [{"doc": "work", "text": ABOUT_WORK}, *[{"doc": "ships", "text": ABOUT_SHIPS}] * 200]
    for name in ("regeringen", "propositioner", "interpellationer", "motioner"):
        with lzma.open(tmp_path / f"{name}.jsonl.xz", "wt", encoding="utf-8") as lines:
            lines.writelines(json.dumps(one) + "\n" for one in paragraphs)
    with lzma.open(tmp_path / "documents.tsv.xz", "wt", encoding="utf-8") as lines:
        lines.write("doc\trelevance\nwork\t30.0\nships\t0.0\n")
    return tmp_path


def test_labelled_stretches_are_read_by_their_place(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start, at = ABOUT_WORK.index("personer"), ABOUT_SHIPS.index("passagerare")
    kept = tmp_path / "stretches.csv"
    kept.write_text(
        f"file,line,start,end,groups\nregeringen,0,{start},{len(ABOUT_WORK) - 1},tg:arbetslosa\nmotioner,1,{at},{at + 11},\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(policy_stretches, "LABELLED", kept)
    assert list(policy_stretches.labelled(folder)) == [
        ("personer som saknar arbete", frozenset({"tg:arbetslosa"})),
        ("passagerare", frozenset()),
    ]


def test_unrelated_stretches_come_from_unrelated_documents(folder: Path) -> None:
    found = policy_stretches.unrelated(folder, 5)
    assert found
    assert all(stretch in ABOUT_SHIPS for stretch in found)


def test_unrelated_stretches_are_the_same_each_time(folder: Path) -> None:
    assert policy_stretches.unrelated(folder, 5) == policy_stretches.unrelated(folder, 5)
