import pytest

from esfnlp.errors import UsageError
from esfnlp.review.columns import completed, parsed_values, typed_values


def test_values_are_read_as_people_write_them() -> None:
    given = {"value": "1 200,5", "year": "2027", "population": "tg:unga | tg:nyanlanda", "measure": ""}
    assert parsed_values("targets", given) == {
        "value": 1200.5, "year": 2027, "population": ["tg:unga", "tg:nyanlanda"], "measure": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("table", "column", "value", "reason"),
    [
        ("target_groups", "status", "viktig", "known: prioritised"),
        ("target_groups", "concept", "tg:finnsinte", "no concept 'tg:finnsinte'"),
        ("target_groups", "concept", "th:halsa", "no id of the scheme tg:"),
        ("target_groups", "region_code", "SE99", "no region 'SE99'"),
        ("target_groups", "quote", "annat", "no 'quote' to decide"),
        ("target_groups", "age_min", "ung", "'ung'"),
        ("targets", "value", "nan", "value is nan"),
        ("targets", "value", "1e999", "value is inf"),
        ("targets", "year", "9" * 20, "want a whole number"),
    ],
)
def test_what_a_column_cannot_hold_is_told(table: str, column: str, value: str, reason: str) -> None:
    with pytest.raises(UsageError, match=reason):
        parsed_values(table, {column: value})


def test_actors_that_no_list_names_may_have_ids_of_their_own() -> None:
    assert parsed_values("actors", {"actor": "ac:en-ny-forening"}) == {"actor": "ac:en-ny-forening"}


def test_an_added_actor_gets_the_name_and_type_of_the_list() -> None:
    said = completed("actors", {"actor": "ac:kommuner", "role": "partner"}, "Kommunerna")
    assert (said["surface"], said["actor_type"]) == ("Kommunerna", "municipality")


def test_an_added_claim_must_be_whole() -> None:
    with pytest.raises(UsageError, match="a record of targets needs value, unit"):
        completed("targets", {"kind": "target"}, "120")


def test_numbers_that_no_table_can_hold_are_no_values() -> None:
    for column, value in (("year", 10**12), ("value", 10**400), ("value", float("inf")), ("year", True)):
        with pytest.raises(UsageError, match=f"{column} is"):
            typed_values("targets", {column: value})
    assert typed_values("targets", {"value": 3, "year": 2027}) == {"value": 3.0, "year": 2027}
