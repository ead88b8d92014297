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
    "language": "sv", "unknown": [], "asks_for_silence": False, "unit": None, "promised": False,
    "programme_areas": [],
}  # fmt: skip


def cases() -> list[dict[str, Any]]:
    return list(tomllib.loads(CASES.read_text(encoding="utf-8"))["case"])


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["query"])
def test_a_question_is_understood(case: dict[str, Any]) -> None:
    found = {
        name: list(v) if isinstance(v, tuple) else v
        for name, v in asdict(parse_question(case["query"])).items()
        if name in EMPTY
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


def test_a_slip_is_mended_and_kept_as_it_was_read() -> None:
    assert parse_question("planer för sjukskrvna").corrected == "planer för sjukskrivna"


def test_a_theme_that_no_word_names_is_a_guess() -> None:
    found = parse_question("att få papper på det man redan kan i yrket")
    assert found.guessed == found.concepts


def test_of_a_question_for_numbers_no_theme_is_guessed() -> None:
    assert parse_question("Hur mycket pengar finns att fördela till vården?").guessed == ()
