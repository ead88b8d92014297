"""The graded queries keep their form, and stand in the corpus."""

import subprocess
import sys
from pathlib import Path

from esfnlp.evaluate.queries import read_queries

ROOT = Path(__file__).parents[2]
QUERIES = ROOT / "corpus" / "queries"


def test_form_identifiers_and_quotes_are_right() -> None:
    done = subprocess.run([sys.executable, QUERIES / "check.py"], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "344 queries, 0 faults")


def test_both_splits_hold_every_type() -> None:
    queries = read_queries(QUERIES / "queries.yaml")
    types = {split: {q.type for q in queries if q.split == split} for split in ("dev", "test")}
    assert types["dev"] == types["test"]
