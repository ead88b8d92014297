import tomllib
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from esfnlp.errors import UsageError
from esfnlp.search.question import parse_question

CASES = Path(__file__).parents[2] / "cases" / "questions.toml"
EMPTY = {
    "concepts": [], "actors": [], "relation": None, "regions": [], "period": None, "deadline": None,
    "language": "sv", "unknown": [], "asks_for_silence": False,
}  # fmt: skip


def cases() -> list[dict[str, Any]]:
    return list(tomllib.loads(CASES.read_text(encoding="utf-8"))["case"])


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["query"])
def test_a_question_is_understood(case: dict[str, Any]) -> None:
    found = {
        name: list(v) if isinstance(v, tuple) else v
        for name, v in asdict(parse_question(case["query"])).items()
    }
    assert found == EMPTY | {name: value for name, value in case.items() if name != "query"}


def test_a_concept_that_does_not_exist_is_refused() -> None:
    with pytest.raises(UsageError, match="tg:xyz"):
        parse_question("planer om tg:xyz")


def test_json_has_the_contracts_keys() -> None:
    as_json = parse_question("UVAS i Stockholm 2021-2027").as_json()
    assert as_json == {
        "concepts": ["tg:uvas"], "actors": [], "relation": None, "regions": ["SE11"], "period": [2021, 2027],
    }  # fmt: skip
