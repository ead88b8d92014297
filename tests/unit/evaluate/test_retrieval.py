from typing import Any

import pytest

from esfnlp.errors import UsageError
from esfnlp.evaluate.queries import Query, graded_passages
from esfnlp.evaluate.retrieval import (
    interval,
    misread,
    ndcg,
    numbers_right,
    plans_right,
    recall,
    silent_right,
    values_named,
)


def query(**over: Any) -> Query:
    given = {"id": "q1", "type": "plans", "language": "sv", "split": "dev", "query": "UVAS", "parse": {}}
    return Query(**{**given, "passages": [], **over})


def plan(document: str, status: str | None, *, region: str = "SE12", start: int = 2021) -> dict[str, Any]:
    return {
        "document_id": document, "status": status, "grade": 3, "region_codes": [region], "period_start": start,
        "period_end": start + 6, "evidence": [{"passage_id": f"p-{document}", "quote": "Målet är 40 personer."}],
    }  # fmt: skip


def passage(number: int, text: str) -> dict[str, Any]:
    return {"passage_id": f"p{number}", "document_id": "north", "text": text}


def test_the_best_order_has_1_and_none_found_has_0() -> None:
    grades = {"a": 3, "b": 1}
    assert ndcg(["a", "b", "x"], grades) == 1.0
    assert ndcg(["x"], grades) == 0.0


def test_a_passage_that_comes_again_counts_once() -> None:
    assert ndcg(["a", "a", "b"], {"a": 3, "b": 1}) == 1.0


def test_only_the_first_ten_count_and_the_ideal_has_ten_too() -> None:
    many = {f"p{i}": 3 for i in range(12)}
    assert ndcg(list(many), many) == 1.0
    assert ndcg([*"0123456789", "p0"], {"p0": 3}) == 0.0


def test_recall_counts_grades_from_2_on() -> None:
    assert recall(["a", "c"], {"a": 3, "b": 2, "c": 1}) == 0.5
    assert recall(["c"], {"c": 1}) is None


def test_only_the_fields_that_stand_in_the_parse_are_compared() -> None:
    read = {"concepts": ["th:halsa", "tg:uvas"], "actors": [], "relation": None, "regions": ["SE12", "SE11"],
            "period": (2014, 2020)}  # fmt: skip
    assert misread(read, {"concepts": ["tg:uvas"], "regions": ["SE11", "SE12"], "period": [2014, 2020]}) == []
    assert misread(read, {"themes": [], "relation": "mentions", "period": None}) == [
        "themes",
        "relation",
        "period",
    ]


def test_plans_of_the_status_asked_for_are_exactly_those_listed() -> None:
    listed = query(plans=[plan("a", "prioritised"), plan("b", "mentioned")])
    assert plans_right([plan("a", "prioritised"), plan("c", "mentioned")], listed)
    assert not plans_right([plan("a", "prioritised"), plan("b", "prioritised")], listed)
    assert not plans_right([], listed)


def test_of_mentions_every_plan_counts_whatever_its_status() -> None:
    listed = query(plans=[plan("a", "prioritised")], parse={"relation": "mentions"})
    assert plans_right([plan("a", "mentioned")], listed)
    assert not plans_right([plan("a", "mentioned"), plan("b", "mentioned")], listed)


def test_without_a_status_the_plans_of_grade_3_come_first() -> None:
    listed = query(plans=[plan("a", None), plan("b", None) | {"grade": 2}])
    assert plans_right([plan("a", None), plan("x", None)], listed)
    assert not plans_right([plan("b", None), plan("a", None)], listed)


def test_a_plan_outside_the_region_or_period_is_wrong() -> None:
    asked = query(plans=[], parse={"regions": ["SE125"], "period": [2021, 2027]})
    assert plans_right([plan("a", "mentioned")], asked)
    assert not plans_right([plan("a", "mentioned", region="SE11")], asked)
    assert not plans_right([plan("a", "mentioned", start=2014)], asked)


TARGETS = [
    {
        "document_id": "a",
        "passage_id": "p-a",
        "quote": "Målet är 40 personer.",
        "value": 40.0,
        "kind": "target",
    },
    {
        "document_id": "b",
        "passage_id": "p-b",
        "quote": "Av dem var 7 kvinnor.",
        "value": 7.0,
        "kind": "statistic",
    },
]


def test_an_answer_names_the_numbers_that_it_quotes() -> None:
    assert values_named([plan("a", None), plan("b", None)], TARGETS) == {("a", 40.0)}


@pytest.mark.parametrize(("numbers", "right"), [([{"document_id": "a", "value": 40}], True),
                                                ([{"document_id": "b", "value": 7}], False), ([], False)])  # fmt: skip
def test_each_number_is_to_be_named_and_none_where_there_is_none(numbers: Any, right: bool) -> None:
    assert numbers_right([plan("a", None)], TARGETS, query(numbers=numbers)) is right


def test_a_quote_stands_for_its_passage_however_it_was_set() -> None:
    asked = query(passages=[{"document_id": "north", "quote": "unga, 15–24 år", "grade": 2}])
    assert graded_passages(asked, [passage(1, "Alla."), passage(2, "För unga,\n15– 24 år.")]) == {"p2": 2}


def test_the_first_passage_below_is_meant_where_the_words_stand_twice() -> None:
    rows = [passage(1, "Unga"), passage(2, "Mål 2"), passage(3, "Unga"), passage(4, "Unga")]
    after = {"document_id": "north", "quote": "Unga", "after": "Mål 2", "grade": 3}
    assert graded_passages(query(passages=[after]), rows) == {"p3": 3}


def test_a_quote_that_stands_nowhere_is_an_error() -> None:
    asked = query(passages=[{"document_id": "north", "quote": "hästar", "grade": 3}])
    with pytest.raises(UsageError, match="q1: 0 passages of north"):
        graded_passages(asked, [passage(1, "Alla.")])


def test_the_interval_holds_the_mean_and_is_the_same_each_time() -> None:
    low, high = interval([0.0, 1.0, 1.0, 1.0])
    assert low < 0.75 < high
    assert (low, high) == interval([0.0, 1.0, 1.0, 1.0])


def test_silent_plans_are_right_when_they_are_those_listed() -> None:
    asked = query(silent=["north", "south"])
    assert silent_right([plan("south", None), plan("north", None)], asked)
    assert not silent_right([plan("south", None)], asked)
