import re
import tomllib
from importlib.resources import files
from typing import Any

import pytest

from esfnlp.extract.patterns import patterns

FOLDER = files("esfnlp.extract.patterns")
NAMES = sorted(item.name for item in FOLDER.iterdir() if item.name.endswith(".toml"))


def cues() -> list[Any]:
    """Every cue of every file, each with where it stands."""
    found = []
    for name in NAMES:
        content = tomllib.loads(FOLDER.joinpath(name).read_text(encoding="utf-8"))
        tables = {"": content} | {key: value for key, value in content.items() if isinstance(value, dict)}
        for table, entries in tables.items():
            lists = {key: value for key, value in entries.items() if isinstance(value, list)}
            found += [pytest.param(c, id=f"{name} {table}.{key}: {c}") for key in lists for c in lists[key]]
    return found


@pytest.mark.parametrize("cue", cues())
def test_a_cue_is_a_pattern_that_needs_words(cue: str) -> None:
    assert re.compile(cue.replace(" ", r"\s")).search("") is None


@pytest.mark.parametrize("name", NAMES)
def test_no_cue_stands_twice_in_its_list(name: str) -> None:
    content = tomllib.loads(FOLDER.joinpath(name).read_text(encoding="utf-8"))
    lists = [value for value in content.values() if isinstance(value, list)]
    assert all(len(lines) == len(set(lines)) for lines in lists)


def test_a_blank_stands_for_any_white_space() -> None:
    assert patterns("status")["eligible"].search("men\u00a0även")
    assert patterns("status")["eligible"].search("men\näven")


def test_case_is_ignored() -> None:
    assert patterns("priorities", "list")["need"].search("BEHOV")


def test_kinds_keep_the_order_of_the_file() -> None:
    assert list(patterns("priorities", "sentence")) == ["measure", "qualitative_target", "need"]
