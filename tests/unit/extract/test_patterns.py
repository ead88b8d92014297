import re
import tomllib
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from esfnlp.extract.actor_verbs import ROLES, agent, predicate
from esfnlp.extract.patterns import Table, expressions, lines, patterns
from esfnlp.extract.patterns.needs import needed_runs

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


LINES = [
    r"\bprior\w*",
    r"\bska\b(?! inte)",
    r"(?<=en )insats",
    r"\d+ (?:av|procent)",
    r"[a-z]+ för\b",
    r"ska|bör",
]
WORDS = [
    "ska",
    "Prioritera",
    "priorin",
    "en",
    "insatser",
    "12",
    "av",
    "procent",
    "inte",
    "för",
    "bör",
    "SKALL",
    ",",
    "\n",
]


@given(
    st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join), st.lists(st.sampled_from(LINES), min_size=1)
)
def test_lines_match_as_if_they_were_joined(text: str, several: list[str]) -> None:
    pattern, joined = Table({"cue": several})["cue"], re.compile("|".join(several), re.IGNORECASE)
    assert [m.span() for m in pattern.finditer(text)] == [m.span() for m in joined.finditer(text)]
    assert [m.span() for m in pattern.finditer(text, 3, 20)] == [
        m.span() for m in joined.finditer(text, 3, 20)
    ]
    assert pattern.sub(lambda m: "_" * len(m.group()), text) == joined.sub(
        lambda m: "_" * len(m.group()), text
    )
    first, expected = pattern.search(text), joined.search(text)
    assert (first and first.span()) == (expected and expected.span())


@given(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join))
def test_a_table_names_the_patterns_that_match_in_its_order(text: str) -> None:
    table = Table({"second": LINES[3:], "first": LINES[:3]})
    assert table.matching(text) == tuple(name for name, pattern in table.items() if pattern.search(text))


TABLES = [("actors", name) for name in ("left", "right", "genitive", "subject", "sentence", "label")]
TABLES += [("priorities", name) for name in ("list", "sentence", "note", "words")]
TABLES += [("status", ""), ("descriptions", "")]
EXPRESSIONS = [line for where in TABLES for found in expressions(*where).values() for line in found]


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_what_a_line_matches_holds_a_run_that_it_needs(data: st.DataObject) -> None:
    line = data.draw(st.sampled_from(EXPRESSIONS))
    text = data.draw(st.from_regex(re.compile(line, re.IGNORECASE), alphabet=st.characters(codec="latin-1")))
    runs = needed_runs(line, re.IGNORECASE)
    words = re.findall(r"\w+", text.casefold())
    assert not runs or any(run in word for run in runs for word in words)


@pytest.mark.parametrize(
    ("pattern", "runs"),
    [
        (r"\bkan (?:\w+ ){0,2}handla\b", {"handla"}),
        (r"(?:inte|ej) (?:\w+ )?(?:omfatta|ingå)", {"omfatta", "ingå"}),
        (r"(?!aldrig)\w+ (?:kanske)?", set()),
        (r"(?:nu|\d)", set()),
        (r"(?:stöd){1,2}", {"stöd"}),
        (r"SÄRSKILT", {"särskilt"}),
        (r"vi(?=\sprioriterar)", {"prioriterar"}),
    ],
)
def test_needed_are_the_runs_without_which_nothing_matches(pattern: str, runs: set[str]) -> None:
    assert needed_runs(pattern) == runs


@pytest.mark.parametrize("role", ROLES)
def test_a_verb_is_tried_wherever_it_can_match(role: Any) -> None:
    plain = {one: re.compile(one.source, re.X | re.I) for one in (predicate(role), agent(role))}
    heads = {line.split()[0] for several in lines("actor_verbs", "does").values() for line in several}
    for head in sorted(heads):
        for text in (f"{head}s av", f"ska {head}", f"kan {head} med", f"{head.upper()}R"):
            for phrase, pattern in plain.items():
                assert bool(phrase.search(text)) == bool(pattern.search(text))
