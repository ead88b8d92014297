import pytest

from esfnlp.evaluate.figures import match
from esfnlp.evaluate.judged import calibration, calibration_error, judged

EMPTY = {"target_groups": [], "actors": [], "priorities": [], "targets": []}


def group(status: str) -> dict[str, object]:
    return {
        "document_id": "d",
        "region_code": "SE11",
        "concept": "tg:uvas",
        "status": status,
        "confidence": 0.9,
    }


@pytest.mark.parametrize(("status", "is_right"), [("prioritised", True), ("mentioned", False)])
def test_a_target_group_is_right_with_the_status_of_the_gold(status: str, is_right: bool) -> None:
    matching = match(
        {**EMPTY, "target_groups": [group(status)]}, {**EMPTY, "target_groups": [group("prioritised")]}
    )
    (one,) = judged(matching)
    assert (one.table, one.is_right, one.confidence) == ("target_groups", is_right, 0.9)


def test_confidence_that_says_how_often_records_are_right_has_no_error() -> None:
    bins = calibration([0.75] * 4, [True, True, True, False])
    assert [b.count for b in bins] == [4]
    assert calibration_error(bins) == pytest.approx(0)


def test_the_error_is_weighted_by_the_records_of_a_bin() -> None:
    bins = calibration([0.95, 0.95, 0.95, 0.15], [True, True, True, True])
    assert [b.count for b in bins] == [1, 3]
    assert calibration_error(bins) == pytest.approx((3 * 0.05 + 0.85) / 4)
