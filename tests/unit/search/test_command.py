import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from esfnlp.cli.app import app
from esfnlp.errors import UsageError
from esfnlp.search.period import parse_period


def run(out: Path, *arguments: str) -> str:
    result = CliRunner().invoke(app, ["search", *arguments, "--in", str(out)], catch_exceptions=False)
    assert result.exit_code == 0
    return result.stdout


def test_json_is_one_object(out: Path) -> None:
    assert (
        json.loads(run(out, "Which plans target NEETs?", "--format", "json"))["plans"][0]["document_id"]
        == "north"
    )


def test_the_answer_says_status_page_and_quote(out: Path) -> None:
    shown = run(out, "Vilka planer prioriterar UVAS?")
    assert "prioriterad" in shown
    assert "s. 4 “riktas till unga som varken arbetar eller studerar”" in shown


def test_no_plan_is_said_in_the_questions_language(out: Path) -> None:
    assert "Ingen plan prioriterar romer" in run(out, "Vilka planer prioriterar romer?")
    assert "No plan prioritises Roma" in run(out, "Which plans prioritise the Roma?")


def test_weaker_answers_follow_where_no_plan_does(out: Path) -> None:
    shown = run(out, "Which plans prioritise NEETs?", "--region", "SE22")
    assert "No plan prioritises" in shown
    assert "eligible" in shown


def test_unread_pages_are_named(out: Path) -> None:
    assert "north: page 3: no text layer" in run(out, "romer")


@pytest.mark.parametrize("text", ["20142020", "2020-2014", "nu"])
def test_a_period_is_two_years(text: str) -> None:
    with pytest.raises(UsageError, match="write two years"):
        parse_period(text)


def test_why_says_what_a_passage_shares_with_the_question(out: Path) -> None:
    shown = run(out, "vägledning av unga", "--why")
    assert "därför: “vägledning”" in shown
    assert "likhet 0." in shown
    assert "därför" not in run(out, "vägledning av unga")
