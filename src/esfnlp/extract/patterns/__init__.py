"""The words that extractors go by, in data files: one regular expression a line, so that a new cue is a new line."""

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from esfnlp.extract.patterns.pattern import Lines, Pattern, Table, words_in

__all__ = ["Lines", "Pattern", "Table", "expressions", "lines", "patterns", "words_in"]


@cache
def _file(name: str) -> dict[str, Any]:
    return tomllib.loads(
        files("esfnlp.extract.patterns").joinpath(f"{name}.toml").read_text(encoding="utf-8")
    )


def lines(name: str, table: str = "") -> dict[str, Sequence[str]]:
    """The lines of a file (of one of its tables) by name, for those who read more than patterns in them."""
    content = _file(name)[table] if table else _file(name)
    return {key: value for key, value in content.items() if isinstance(value, list)}


def expressions(name: str, table: str = "") -> dict[str, list[str]]:
    """The same lines as regular expressions, in which a blank stands for one character of white space."""
    return {key: [line.replace(" ", r"\s") for line in found] for key, found in lines(name, table).items()}


@cache
def patterns(name: str, table: str = "") -> Table:
    """The patterns of a file (of one of its tables) by name, in the order in which they stand there.

    Case is ignored, and a blank in a pattern stands for one character of white space.
    """
    return Table(expressions(name, table))
