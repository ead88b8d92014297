"""The words that extractors go by, in data files: one regular expression a line, so that a new cue is a new line."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(
        files("esfnlp.extract.patterns").joinpath(f"{name}.toml").read_text(encoding="utf-8")
    )


def lines(name: str, table: str) -> dict[str, list[str]]:
    """The lines of a file's table by name, for those who read more than patterns in them."""
    return {key: value for key, value in _table(name)[table].items() if isinstance(value, list)}


def patterns(name: str, table: str = "") -> dict[str, re.Pattern[str]]:
    """The patterns of a file (of one of its tables) by name, in the order in which they stand there.

    Case is ignored, and a blank in a pattern stands for one character of white space.
    """
    content = _table(name)[table] if table else _table(name)
    return {key: _joined(lines) for key, lines in content.items() if isinstance(lines, list)}


def _joined(lines: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(line.replace(" ", r"\s") for line in lines), re.IGNORECASE)
