"""Which letters a text must hold for a regular expression to match anywhere in it.

Most cues do not stand in most sentences, and to look for a run of letters costs a hundredth of trying a pattern at
every place. The pattern is read by Python's own parser; what this module does not know of it counts as "nothing
needed", which costs time and loses nothing.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

_parser: Any = getattr(re, "_parser", None)
_SHORTEST = 2
"""Letters of the shortest run; a single letter stands in almost every text."""
_LONG_ENOUGH = 5
"""Letters from which on a longer run is hardly rarer, so that fewer alternatives are better."""
_REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")

Runs = frozenset[str]


def needed_runs(pattern: str, flags: re.RegexFlag = re.NOFLAG) -> Runs:
    """Runs of word characters, folded, one of which stands in every text that the pattern matches; empty where
    nothing can be said.

    >>> sorted(needed_runs(r"\\bprioriter\\w*|(?:inte )?(?:delta|ingå)s?"))
    ['delta', 'ingå', 'prioriter']
    >>> needed_runs(r"\\d+ (?:av)?")
    frozenset()
    """
    return _of(_parser.parse(pattern, flags)) if _parser else frozenset()


def _of(items: Any) -> Runs:
    """The best of the choices that a sequence offers, all of which must be met."""
    return min(filter(None, _choices(items)), key=_worth, default=frozenset())


def _worth(runs: Runs) -> tuple[int, int]:
    return -min(_LONG_ENOUGH, *map(len, runs)), len(runs)


def _choices(items: Any) -> Iterator[Runs]:
    run = ""
    for operation, argument in items:
        name = str(operation)
        if name == "LITERAL" and (chr(argument).isalnum() or argument == ord("_")):
            run += chr(argument).casefold()
            continue
        yield _run(run)
        run = ""
        if name == "BRANCH":
            yield _one_of(argument[1])
        elif name == "SUBPATTERN":
            yield _of(argument[-1])
        elif name == "ATOMIC_GROUP" or (name == "ASSERT" and argument[0] > 0):
            yield _of(argument if name == "ATOMIC_GROUP" else argument[1])
        elif name in _REPEATS and argument[0] > 0:
            yield _of(argument[2])
    yield _run(run)


def _run(letters: str) -> Runs:
    return frozenset({letters}) if len(letters) >= _SHORTEST else frozenset()


def _one_of(alternatives: Sequence[Any]) -> Runs:
    each = [_of(alternative) for alternative in alternatives]
    return frozenset().union(*each) if all(each) else frozenset()
