import shutil
from pathlib import Path

import pytest

from esfnlp.errors import NothingToDoError, UsageError
from esfnlp.search.answer import Answer, answer


def statuses(found: Answer) -> list[tuple[str, str | None]]:
    return [(plan.document_id, plan.status) for plan in found.plans]


def test_plans_come_by_status_and_silent_or_training_ones_do_not(out: Path) -> None:
    found = answer(out, "Which plans prioritise NEETs?")
    assert statuses(found) == [("north", "prioritised"), ("south", "eligible"), ("old", "mentioned")]


def test_evidence_is_quoted_with_its_page(out: Path) -> None:
    (evidence,) = answer(out, "Vilka planer prioriterar UVAS?").plans[0].evidence
    assert (evidence.passage_id, evidence.page) == ("north-1", 4)
    assert evidence.quote == "riktas till unga som varken arbetar eller studerar"


def test_a_narrower_group_counts_as_weaker_evidence(out: Path) -> None:
    evidence = answer(out, "unga", regions=("SE33",)).plans[0].evidence
    assert [(e.passage_id, e.score) for e in evidence] == [("north-1", 0.63), ("north-2", 0.9)]


def test_excluded_comes_first_where_it_is_asked_for(out: Path) -> None:
    assert statuses(answer(out, "Vilka planer utesluter asylsökande?")) == [("south", "excluded")]


def test_nobody_is_an_answer(out: Path) -> None:
    assert answer(out, "Vilka planer prioriterar romer?").plans == ()


def test_region_and_period_in_the_question_filter(out: Path) -> None:
    assert statuses(answer(out, "UVAS i Sydsverige 2014-2020")) == [("old", "mentioned")]


def test_options_replace_what_the_question_names(out: Path) -> None:
    found = answer(out, "UVAS i Sydsverige", regions=("SE33",), period=(2021, 2027))
    assert statuses(found) == [("north", "prioritised")]
    assert found.interpretation.regions == ("SE33",)


def test_a_county_keeps_only_its_own_statements(out: Path) -> None:
    found = answer(out, "unga", regions=("SE332",))
    assert [e.passage_id for plan in found.plans for e in plan.evidence] == ["north-2"]
    assert [hit.passage_id for hit in found.passages] == ["north-2"]


def test_what_is_said_of_a_region_holds_for_a_county_that_nothing_else_is_said_of(out: Path) -> None:
    assert statuses(answer(out, "UVAS i Norrbottens län")) == [("north", "prioritised")]
    assert answer(out, "UVAS", regions=("SE331",)).plans == ()


def test_training_material_answers_where_it_is_asked_for(out: Path) -> None:
    assert statuses(answer(out, "UVAS", regions=("SEZZ",))) == [("made", "prioritised")]


def test_numbers_are_answered_from_targets(out: Path) -> None:
    found = answer(out, "Hur många unga ska nås till 2025?")
    assert [(p.document_id, p.evidence[0].quote) for p in found.plans] == [
        ("north", "Minst 300 unga ska nås senast 2025")
    ]


def test_numbers_of_another_unit_do_not_answer(out: Path) -> None:
    assert answer(out, "Hur mycket pengar finns det för unga?").plans == ()


def test_who_is_responsible_is_answered_from_actors(out: Path) -> None:
    found = answer(out, "Vem ansvarar för vägledning?")
    assert [e.quote for plan in found.plans for e in plan.evidence] == ["Kommunerna ansvarar för vägledning"]


def test_an_actor_is_found_by_name(out: Path) -> None:
    assert statuses(answer(out, "Vad ska kommunerna göra?")) == [("north", None)]


def test_a_theme_is_prioritised_where_a_priority_has_it(out: Path) -> None:
    assert statuses(answer(out, "Which plans prioritise guidance and coaching?")) == [
        ("north", "prioritised")
    ]


def test_what_is_not_understood_is_answered_by_passages(out: Path) -> None:
    found = answer(out, "Vad sägs om batteriregionen?")
    assert statuses(found) == [("south", None)]
    assert found.passages[0].passage_id == "south-3"


def test_an_empty_question_is_refused(out: Path) -> None:
    with pytest.raises(UsageError, match="empty"):
        answer(out, " ")


def test_a_question_of_a_region_alone_keeps_to_its_passages(out: Path) -> None:
    found = answer(out, "Vad prioriterar Sydsverige?", period=(2021, 2027))
    assert statuses(found) == []
    assert {hit.document_id for hit in found.passages} == {"south"}


def test_k_limits_plans_and_passages(out: Path) -> None:
    found = answer(out, "UVAS", k=1)
    assert (len(found.plans), len(found.passages)) == (1, 1)


def test_pages_that_could_not_be_read_are_named(out: Path) -> None:
    assert answer(out, "romer").unread == {"north": ("page 3: no text layer",)}


def test_json_has_the_contracts_keys(out: Path) -> None:
    as_json = answer(out, "UVAS i Övre Norrland").as_json()
    assert list(as_json) == ["query", "interpretation", "plans", "passages"]
    assert list(as_json["plans"][0]) == [
        "document_id", "region_codes", "period_start", "period_end", "title", "status", "score", "evidence",
    ]  # fmt: skip
    assert list(as_json["plans"][0]["evidence"][0]) == ["passage_id", "page", "quote", "status", "score"]
    assert as_json["passages"][0]["section"] == "Prioriteringar › Unga"


def test_an_unknown_region_is_refused(out: Path) -> None:
    with pytest.raises(UsageError, match="SE99"):
        answer(out, "UVAS", regions=("SE99",))


def test_a_missing_index_says_what_to_do(out: Path, tmp_path: Path) -> None:
    shutil.copytree(out / "dataset", tmp_path / "dataset")
    with pytest.raises(NothingToDoError, match=r"no index at .*; run `esfnlp run` first"):
        answer(tmp_path, "UVAS")


def test_a_missing_dataset_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NothingToDoError, match="no dataset in"):
        answer(tmp_path, "UVAS")
