import csv
import io

import pytest

from esfnlp.dataset.series import series
from esfnlp.dataset.series_page import to_csv
from esfnlp.errors import UsageError

PLANS = [
    {"document_id": str(start), "period_start": start, "period_end": end, "region_codes": ["SE12"]}
    for start, end in ((2007, 2013), (2014, 2020), (2021, 2027))
]


def group(year, concept="tg:unga", status="prioritised", **more):
    return {"document_id": str(year), "concept": concept, "status": status, **more}


def cells(found, strand, item):
    return next(row.cells for row in found.rows if (row.strand, row.item) == (strand, item))


def statuses(found, strand, item):
    return [cell.status for cell in cells(found, strand, item)]


def test_a_plan_is_followed_over_the_periods_with_its_silences(make_dataset):
    groups = [group(2007), group(2021, status="eligible")]
    found = series(make_dataset({"documents": PLANS, "target_groups": groups}))
    assert statuses(found, "", "tg:unga") == ["prioritised", "silent", "eligible"]


def test_parts_that_answer_to_each_other_are_one_strand(make_dataset):
    groups = [
        group(2007, programme_area="2"),
        group(2014, programme_area="2", investment_priority="8.2"),
        group(2021, programme_area="A", thematic_area="etablering"),
        group(2021, concept="tg:anstallda", programme_area="A", thematic_area="stabil"),
    ]
    found = series(make_dataset({"documents": PLANS, "target_groups": groups}))
    assert [cell.parts for cell in cells(found, "vagar-till-arbete", "tg:unga")] == [
        ("2",), ("8.2",), ("etablering",),
    ]  # fmt: skip
    assert statuses(found, "arbetsliv", "tg:anstallda") == ["silent", "silent", "prioritised"]
    assert not any((row.strand, row.item) == ("arbetsliv", "tg:unga") for row in found.rows)


def test_a_part_of_several_strands_fills_cells_and_opens_no_row(make_dataset):
    groups = [group(2007, programme_area="2"), group(2021, programme_area="A")]
    found = series(make_dataset({"documents": PLANS, "target_groups": groups}))
    assert statuses(found, "vagar-till-arbete", "tg:unga") == ["prioritised", "silent", "prioritised"]
    assert {row.strand for row in found.rows} == {"", "vagar-till-arbete"}


def test_no_plan_no_part_and_unread_are_told_apart(make_dataset):
    documents = [{**PLANS[1], "region_codes": ["SE33"], "warnings": ["s. 2"]},
                 {**PLANS[2], "region_codes": ["SE33"]}]  # fmt: skip
    groups = [group(2021, region_code="SE33", programme_area="D")]
    found = series(make_dataset({"documents": documents, "target_groups": groups}))
    assert statuses(found, "", "tg:unga") == ["no-plan", "unread", "prioritised"]
    assert statuses(found, "gles-geografi", "tg:unga") == ["no-plan", "no-part", "prioritised"]


def test_indicators_in_like_words_are_one_and_show_their_values(make_dataset):
    target = {"kind": "target", "unit": "persons", "comparator": ">="}
    targets = [
        {**target, "document_id": "2007", "indicator": "deltagare totalt i projekten", "value": 3000.0},
        {**target, "document_id": "2014", "indicator": "Deltagarna totalt i projekt", "value": 4500.0, "year": 2020},
    ]  # fmt: skip
    found = series(make_dataset({"documents": PLANS, "targets": targets}), "targets")
    [row] = found.rows
    assert [cell.values for cell in row.cells] == [
        (">= 3\u2009000 persons",),
        (">= 4\u2009500 persons 2020",),
        (),
    ]


def test_the_country_is_followed_where_plans_speak_of_it(make_dataset):
    dataset = make_dataset({"documents": PLANS, "target_groups": [group(2007, region_code="SE")]})
    assert [row.region_code for row in series(dataset).rows] == ["SE"]


def test_one_region_or_county_is_kept_and_an_unknown_one_is_wrong_usage(make_dataset):
    dataset = make_dataset({"documents": PLANS, "target_groups": [group(2007)]})
    assert len(series(dataset, region="SE125").rows) == 1
    assert series(dataset, region="SE33").rows == ()
    with pytest.raises(UsageError, match="no region 'SE99'"):
        series(dataset, region="SE99")
    with pytest.raises(UsageError, match="choose one of target-groups, targets"):
        series(dataset, "colours")


def test_json_and_csv_have_every_period_and_the_mapping(make_dataset):
    found = series(make_dataset({"documents": PLANS, "target_groups": [group(2014, programme_area="1")]}))
    content = found.to_json()
    assert content["strands"][0]["parts"] == {
        "2007-2013": ["1"], "2014-2020": ["1", "10.3", "10.4"], "2021-2027": ["A", "stabil", "instabil"],
    }  # fmt: skip
    rows = list(csv.DictReader(io.StringIO(to_csv(found))))
    assert [(row["strand"], row["period"], row["status"]) for row in rows[:3]] == [
        ("", "2007-2013", "silent"), ("", "2014-2020", "prioritised"), ("", "2021-2027", "silent"),
    ]  # fmt: skip
