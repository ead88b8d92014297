"""The form of a record as a browser sends it back."""

import pytest

from esfnlp.record import COLUMNS
from esfnlp.review.columns import decided, is_same, parsed_values
from esfnlp.web.languages import language
from esfnlp.web.views.corrections import fields, given_values

UNKNOWN = {"tg:lapsed", "tg:not-in-the-list"}
"""Concepts that the taxonomy does not have any more: they are shown, and an edit has to choose others."""
ROWS = [
    ("targets", {"kind": "target", "indicator": "deltagare", "value": 1250.5, "comparator": ">=", "unit": "persons",
                 "year": 2020, "baseline": 3.0, "measure": "increase_by", "population": ["tg:unga", "tg:uvas"]}),
    ("targets", {"kind": "statistic", "value": 12.0, "comparator": "~", "unit": "count", "population": []}),
    ("targets", {"kind": "budget", "value": 1e6, "unit": None, "population": ["tg:lapsed"]}),
    ("target_groups", {"concept": "tg:uvas", "status": "eligible", "surface": "unga", "gender": "women"}),
    ("target_groups", {"concept": "tg:not-in-the-list", "status": "mentioned", "age_max": 29}),
    ("actors", {"actor": "ac:kommuner", "name": "kommuner", "actor_type": "municipality", "role": "partner"}),
    ("priorities", {"kind": "need", "text": "mer\\nstöd", "themes": ["th:vagledning"], "target_groups": []}),
]  # fmt: skip


def sent(table, row):
    """What a browser sends of the form where nothing was touched."""
    form = {}
    for one in fields(table, row, language("sv")):
        chosen = [value for value, _, is_chosen in one.options if is_chosen]
        if one.kind == "choice":
            form[one.name] = chosen[:1] or [one.options[0][0]]
        elif one.kind == "choices":
            form |= {one.name: chosen} if chosen else {}
        else:
            form[one.name] = [one.value]
    return given_values(table, form)


@pytest.mark.parametrize(("table", "said"), ROWS)
def test_a_form_that_nobody_touched_changes_nothing(table, said):
    row = {**dict.fromkeys(COLUMNS[table]), "region_code": "SE22", **said}
    given = sent(table, row)
    told = decided(table, row)
    assert {column for column, text in given.items() if text} == told.keys()
    if not UNKNOWN & {
        str(item) for value in told.values() for item in (value if isinstance(value, list) else [value])
    }:
        values = parsed_values(table, given)
        assert all(is_same(value, row[column]) for column, value in values.items())


def test_what_was_chosen_stands_again_in_a_form_that_is_refused():
    given = sent("priorities", {"kind": "need", "themes": ["th:vagledning", "th:halsa"], "target_groups": []})
    assert sorted(given["themes"].split("|")) == ["th:halsa", "th:vagledning"]
    assert sent("priorities", given)["themes"] == given["themes"]
