"""The figures are those of the reference script, to the last digit, on gold that was spoilt at random."""

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from esfnlp.dataset.tables import read_tables, write_tables
from esfnlp.evaluate.evaluation import evaluate
from esfnlp.finding import ROLE_STRENGTH, STATUS_STRENGTH
from esfnlp.record import COLUMNS, RECORD_TABLES

SHARED = Path(__file__).parents[3] / "../shared"
SCORER = SHARED / "tools/score.py"
GOLD = sorted((SHARED / "gold").glob("*.json"))

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SCORER.exists(), reason="no reference material beside the repository"),
]


def spoil(row, chance):
    """Half of the rows with one column changed: the quote cut, another status, no year and so on."""
    changes = {
        "quote": lambda text: text[chance.randrange(len(text)) :] + " samt annat",
        "status": lambda _: chance.choice(list(STATUS_STRENGTH)),
        "role": lambda _: chance.choice(list(ROLE_STRENGTH)),
        "year": lambda _: None,
        "value": lambda value: value + 1,
        "region_code": lambda _: "SE",
        "themes": lambda themes: themes[1:],
    }
    column = chance.choice([c for c in changes if c in row and row[c] is not None])
    return row | {column: changes[column](row[column])} if chance.random() < 0.5 else row


def spoilt_gold(chance):
    tables = {table: [] for table in RECORD_TABLES}
    for path in GOLD:
        content = json.loads(path.read_text(encoding="utf-8"))
        for table, rows in tables.items():
            for row in content.get(table, []):
                for _ in range(chance.choice([0, 1, 1, 1, 2])):
                    known = {c: v for c, v in spoil(row, chance).items() if c in COLUMNS[table]}
                    number = len(rows)
                    rows.append(known | {
                        "document_id": content["document"]["document_id"], "record_id": f"{table}-{number}",
                        "char_start": chance.randrange(9999), "char_end": 10_000,
                    })  # fmt: skip
    return tables


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_figures_equal_those_of_the_reference(tmp_path, seed):
    write_tables(spoilt_gold(random.Random(seed)), tmp_path)
    command = [sys.executable, "-W", "ignore", str(SCORER), str(tmp_path), *map(str, GOLD), "--json"]
    reference = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    assert evaluate(read_tables(tmp_path), GOLD).to_json() == reference


def test_figures_of_an_empty_dataset_equal_those_of_the_reference(tmp_path):
    write_tables({}, tmp_path)
    command = [sys.executable, "-W", "ignore", str(SCORER), str(tmp_path), *map(str, GOLD), "--json"]
    reference = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    assert evaluate(read_tables(tmp_path), GOLD).to_json() == reference
