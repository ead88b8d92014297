from typing import Any

from esfnlp.search.sums import Number, Part, summed


def part(value: float, area: str | None = None, population: tuple[str, ...] = (), **values: Any) -> Part:
    given: dict[str, Any] = {"kind": "target", "unit": "persons", "year": 2023, "comparator": ">="}
    number = Number(value=value, programme_area=area, population=population, measure=None, **(given | values))
    return Part(number, 1, str(value), "p")


def test_programme_areas_are_added() -> None:
    found = summed([part(200, "1"), part(300, "2")])
    assert found is not None
    assert (found.value, found.comparator, len(found.parts), found.is_stated) == (500, ">=", 2, False)


def test_groups_that_may_overlap_are_not_added() -> None:
    assert summed([part(200, "1", ("tg:unga",)), part(50, "1", ("tg:uvas",))]) is None
    assert summed([part(200, "1", ("tg:unga",)), part(50, "1")]) is None


def test_a_stated_sum_is_told_from_its_parts() -> None:
    found = summed([part(500, "1", ("tg:unga",)), part(200, "1", ("tg:unga",)), part(300, "1")])
    assert found is not None
    assert (found.value, [p.number.value for p in found.parts], found.is_stated) == (500, [200, 300], True)


def test_other_years_units_and_kinds_are_not_added() -> None:
    assert summed([part(200, "1"), part(300, "2", year=2018)]) is None
    assert summed([part(200, "1"), part(300, "2", unit="projects")]) is None
    assert summed([part(20, "1", unit="percent"), part(30, "2", unit="percent")]) is None


def test_one_number_is_no_sum() -> None:
    assert summed([part(200, "1")]) is None
    assert summed([]) is None
