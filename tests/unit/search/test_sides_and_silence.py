"""What an answer sets side by side, and the plans that it calls silent."""

from pathlib import Path

from typer.testing import CliRunner

from esfnlp.cli.app import app
from esfnlp.search.answer import Answer, answer


def sides(found: Answer) -> list[tuple[str, str | None]]:
    return [(side.region_code, side.status) for side in found.comparison]


def test_a_question_of_two_regions_has_a_side_for_each(out: Path) -> None:
    found = answer(out, "Skillnad mellan Övre Norrland och Sydsverige för UVAS 2021–2027")
    assert sides(found) == [("SE33", "prioritised"), ("SE22", "eligible")]
    assert found.comparison[0].evidence is not None
    assert found.as_json()["comparison"][1]["plans"] == [{"document_id": "south", "status": "eligible"}]


def test_a_region_that_says_nothing_is_silent_unless_it_was_not_read_whole(out: Path) -> None:
    found = answer(out, "Skillnad mellan Övre Norrland och Sydsverige för asylsökande 2021–2027")
    assert sides(found) == [("SE33", "unread"), ("SE22", "excluded")]


def test_a_region_without_a_plan_has_no_status(out: Path) -> None:
    assert sides(answer(out, "UVAS i Övre Norrland och Stockholm"))[1] == ("SE11", None)


def test_what_one_region_alone_is_for_is_told(out: Path) -> None:
    found = answer(out, "Hur skiljer sig Övre Norrland från Stockholm?")
    assert [side.only for side in found.comparison] == [("tg:uvas",), ()]


def test_the_periods_of_one_region_are_compared_too(out: Path) -> None:
    found = answer(out, "Hur har UVAS i Sydsverige ändrats mellan 2014–2020 och 2021–2027?")
    assert [side.period for side in found.comparison] == [(2014, 2020), (2021, 2027)]


def test_a_question_of_one_region_compares_nothing(out: Path) -> None:
    assert "comparison" not in answer(out, "UVAS i Sydsverige").as_json()


def test_silent_plans_are_told_from_those_that_were_not_read_whole(out: Path) -> None:
    found = answer(out, "Vilka planer tar inte upp långtidsarbetslösa?")
    assert [(plan.document_id, plan.is_unread) for plan in found.silent] == [
        ("north", True), ("old", False), ("south", False),
    ]  # fmt: skip


def test_a_plan_that_leaves_a_group_out_is_not_silent(out: Path) -> None:
    found = answer(out, "Vilka planer utesluter asylsökande?")
    assert [plan.document_id for plan in found.plans] == ["south"]
    assert "south" not in {plan["document_id"] for plan in found.as_json()["silent"]}


def test_no_silence_is_told_where_it_is_not_asked_for(out: Path) -> None:
    assert "silent" not in answer(out, "Vilka planer prioriterar romer?").as_json()


def test_the_command_prints_sides_silence_and_guesses(out: Path) -> None:
    def shown(question: str) -> str:
        return CliRunner().invoke(app, ["search", question, "--in", str(out)]).stdout

    assert "Sida vid sida" in shown("UVAS i Övre Norrland och Sydsverige")
    assert "Tiger om romer (3):" in shown("Vilka planer nämner inte romer?")
    assert "gissning" in shown("att få papper på det man redan kan i yrket")
