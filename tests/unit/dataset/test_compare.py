import csv
import io

import pytest

from esfnlp.dataset.compare import compare
from esfnlp.dataset.views import labels_of, matrix, share_of, to_csv, to_json
from esfnlp.errors import UsageError


def cell(comparison, item, region="SE12", period="2014-2020"):
    return next(
        (r for r in comparison.rows if (r.item, r.region_code, r.period) == (item, region, period)), None
    )


def group(concept, status, **more):
    return {"concept": concept, "status": status, **more}


PLAN = [{"document_id": "plan"}]


def test_the_strongest_status_wins_and_all_records_are_its_evidence(make_dataset):
    groups = [group("tg:unga", "mentioned"), group("tg:unga", "prioritised")]
    row = cell(
        compare(make_dataset({"documents": PLAN, "target_groups": groups}), "target-groups"), "tg:unga"
    )
    assert (row.status, row.records) == ("prioritised", ("r-target_groups-0", "r-target_groups-1"))


@pytest.mark.parametrize("code", ["SE125", "1980"])
def test_counties_and_municipalities_count_for_their_region(make_dataset, code):
    groups = [group("tg:unga", "eligible", region_code=code)]
    dataset = make_dataset({"documents": PLAN, "target_groups": groups})
    assert cell(compare(dataset, "target-groups"), "tg:unga").status == "eligible"


def test_the_country_keeps_its_own_column_without_silence_where_no_document_is_about_it(make_dataset):
    groups = [group("tg:unga", "mentioned", region_code="SE")]
    comparison = compare(make_dataset({"documents": PLAN, "target_groups": groups}), "target-groups")
    assert [row.item for row in comparison.rows if row.region_code == "SE"] == ["tg:unga"]
    assert cell(comparison, "tg:unga").status == "silent"


def test_a_plan_that_was_read_and_says_nothing_is_silent(make_dataset):
    comparison = compare(make_dataset({"documents": PLAN}), "target-groups")
    assert {row.status for row in comparison.rows} == {"silent"}
    assert cell(comparison, "tg:uvas").records == ()


def test_a_plan_with_an_unread_page_is_not_silent_but_unread(make_dataset):
    documents = [{"document_id": "plan", "warnings": ["sida 3: inget textlager"]}]
    groups = [group("tg:unga", "mentioned")]
    comparison = compare(make_dataset({"documents": documents, "target_groups": groups}), "target-groups")
    assert cell(comparison, "tg:uvas").status == "unread"
    assert cell(comparison, "tg:unga").status == "mentioned"


def test_a_region_without_a_document_of_the_period_has_no_row(make_dataset):
    assert {r.region_code for r in compare(make_dataset({"documents": PLAN}), "themes").rows} == {"SE12"}


def test_training_material_is_left_out(make_dataset):
    documents = [{"document_id": "plan", "region_codes": ["SEZZ"], "training": True}]
    groups = [group("tg:unga", "prioritised", region_code="SEZZ")]
    assert (
        compare(make_dataset({"documents": documents, "target_groups": groups}), "target-groups").rows == ()
    )


def test_a_theme_is_prioritised_where_a_priority_has_it(make_dataset):
    priorities = [{"kind": "need", "themes": ["th:utbildning"]}]
    comparison = compare(make_dataset({"documents": PLAN, "priorities": priorities}), "themes")
    assert cell(comparison, "th:utbildning").status == "prioritised"
    assert cell(comparison, "th:skolavhopp").status == "silent"


def test_actors_have_a_status_and_their_role(make_dataset):
    actors = [{"actor": "ac:kommuner", "role": "addressed"}, {"actor": "ac:kommuner", "role": "consulted"}]
    comparison = compare(make_dataset({"documents": PLAN, "actors": actors}), "actors")
    [row] = comparison.to_json()["rows"]
    assert (row["actor"], row["status"], row["role"]) == ("ac:kommuner", "eligible", "addressed")


def test_indicators_in_the_same_words_are_one_and_statistics_are_no_promises(make_dataset):
    targets = [
        {"kind": "target", "indicator": "deltagare i projekten"},
        {"kind": "milestone", "indicator": "Deltagarna i projekt"},
        {"kind": "statistic", "indicator": "arbetslösa"},
    ]
    comparison = compare(make_dataset({"documents": PLAN, "targets": targets}), "targets")
    [row] = comparison.to_json()["rows"]
    assert (row["indicator"], row["kind"], len(row["records"])) == ("deltagare i projekten", "target", 2)


def test_json_has_the_shape_of_the_contract(make_dataset):
    groups = [group("tg:unga", "mentioned")]
    content = compare(make_dataset({"documents": PLAN, "target_groups": groups}), "target-groups").to_json()
    assert content["by"] == "target-groups"
    assert {
        "region_code": "SE12", "period": "2014-2020", "concept": "tg:unga", "status": "mentioned",
        "records": ["r-target_groups-0"],
    } in content["rows"]  # fmt: skip


def test_an_unknown_aspect_is_wrong_usage(make_dataset):
    with pytest.raises(UsageError, match="choose one of target-groups, themes"):
        compare(make_dataset({}), "colours")


@pytest.fixture
def compared(make_dataset):
    groups = [
        group("tg:unga", "prioritised", quote="<b>unga & äldre</b>", page=4),
        group("tg:aldre", "excluded"),
    ]
    dataset = make_dataset({"documents": PLAN, "target_groups": groups})
    return dataset, compare(dataset, "target-groups")


def test_csv_names_the_item_and_joins_the_records(compared):
    dataset, comparison = compared
    rows = list(csv.DictReader(io.StringIO(to_csv(comparison, labels_of(dataset, comparison)))))
    row = next(r for r in rows if r["concept"] == "tg:unga")
    assert (row["label"], row["status"], row["records"]) == ("unga", "prioritised", "r-target_groups-0")


def test_the_matrix_keeps_apart_what_no_plan_speaks_of(compared):
    dataset, comparison = compared
    table = matrix(comparison, labels_of(dataset, comparison))
    assert set(table.items) == {"tg:unga", "tg:aldre"}
    assert "tg:uvas" in table.unsaid
    assert table.columns == (("SE12", "2014-2020"),)


def test_roles_are_compared_with_their_actors_records(make_dataset):
    actors = [{"actor": "ac:kommuner", "role": "addressed"}, {"actor": "ac:region-x", "role": "addressed"}]
    comparison = compare(make_dataset({"documents": PLAN, "actors": actors}), "roles")
    found = {row.item: (row.status, len(row.records)) for row in comparison.rows}
    assert share_of(comparison.rows, "roles").hits == 1
    assert found == {
        "addressed": ("eligible", 2), "responsible": ("silent", 0), "partner": ("silent", 0),
        "consulted": ("silent", 0), "mentioned": ("silent", 0),
    }  # fmt: skip


def test_the_share_of_regions_leaves_out_the_country_and_what_is_unread(make_dataset):
    documents = [
        {"document_id": "a", "region_codes": ["SE11"]},
        {"document_id": "b", "region_codes": ["SE12"]},
        {"document_id": "c", "region_codes": ["SE21"], "warnings": ["sida 2"]},
        {"document_id": "d", "region_codes": ["SE"]},
    ]
    groups = [
        group("tg:unga", "prioritised", document_id="a", region_code="SE11"),
        group("tg:unga", "prioritised", document_id="d", region_code="SE"),
    ]
    comparison = compare(make_dataset({"documents": documents, "target_groups": groups}), "target-groups")
    share = share_of(row for row in comparison.rows if row.item == "tg:unga")
    assert (share.hits, share.of) == (1, 2)
    assert to_json(comparison)["shares"] == [
        {"period": "2014-2020", "concept": "tg:unga", "regions": 1, "of": 2, "low": 0.095, "high": 0.905}
    ]
