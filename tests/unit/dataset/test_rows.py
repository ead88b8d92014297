import json

import pytest

from esfnlp.dataset.rows import (
    document_row,
    mention_row,
    passage_rows,
    record_row,
    scope_of,
    section_rows,
    table_of,
)
from esfnlp.document import Document, Metadata, Page, Passage, Section, Span
from esfnlp.finding import Finding, MentionClaim, PriorityClaim, TargetClaim, TargetGroupClaim
from esfnlp.record import COLUMNS, Record, Scope

TEXT = "Mål\n\nMinst 200 unga ska delta."
SCOPE = Scope("SE12", programme_area="1")
DOCUMENT = Document(
    "plan",
    TEXT,
    Metadata(title="Plan", region_codes=("SE12",), period_start=2014, adopted_on="2014-05-01"),
    pages=(Page(1, 595.0, 842.0),),
    sections=(Section("s-1", None, 1, "1", "Mål", 0, len(TEXT), 1, 1),),
    passages=(Passage("p-1", "s-1", "paragraph", TEXT[5:], 5, len(TEXT), 1, ((1.0, 2.0, 3.0, 4.0),)),),
    warnings=("sida 2 gick inte att läsa",),
)


def record(claim):
    return Record("r-1", "plan", SCOPE, claim, "p-1", "200 unga", 1, 11, 19, 0.123456, "regel")


def test_a_document_row_has_the_columns_of_the_contract_in_order():
    row = document_row(DOCUMENT)
    assert list(row) == list(COLUMNS["documents"])
    assert (row["region_codes"], row["page_count"]) == (["SE12"], 1)


def test_a_document_of_no_known_plan_is_its_own_plan():
    assert document_row(DOCUMENT)["plan_id"] == "plan"


def test_sections_and_passages_carry_their_scope():
    [section] = section_rows(DOCUMENT, {"s-1": SCOPE})
    [passage] = passage_rows(DOCUMENT, {"p-1": SCOPE}, {"p-1": "quantitative_target"}, {"p-1": ("th:a",)})
    assert section["programme_area"] == passage["programme_area"] == "1"
    assert (passage["role"], passage["themes"]) == ("quantitative_target", ["th:a"])
    assert passage["bbox"] == [1.0, 2.0, 3.0, 4.0]


def test_a_record_row_joins_claim_scope_and_evidence():
    row = record_row(record(TargetClaim("target", "unga", 200.0, ">=", "persons", population=("tg:unga",))))
    assert list(row) == list(COLUMNS["targets"])
    assert (row["population"], row["region_code"], row["confidence"]) == (["tg:unga"], "SE12", 0.1235)


@pytest.mark.parametrize(
    ("claim", "table"),
    [
        (TargetGroupClaim("tg:unga", "prioritised", "unga"), "target_groups"),
        (PriorityClaim("measure", "Mål"), "priorities"),
        (MentionClaim("PLACE", "Uppsala"), "mentions"),
    ],
)
def test_the_table_follows_from_the_claim(claim, table):
    assert table_of(claim) == table


def test_a_mention_row_points_at_the_words():
    finding = Finding(MentionClaim("TARGET_GROUP", "unga", "tg:unga"), Span(15, 19), "p-1", Span(5, 30), "m")
    row = mention_row("plan", finding)
    assert (row["concept"], row["char_start"], row["document_id"]) == ("tg:unga", 15, "plan")


def test_only_a_mention_makes_a_mention_row():
    finding = Finding(PriorityClaim("measure", "x"), Span(0, 1), "p-1", Span(0, 1), "m")
    with pytest.raises(ValueError, match="not a mention"):
        mention_row("plan", finding)


def test_rows_can_be_kept_as_json():
    rows = [document_row(DOCUMENT), record_row(record(PriorityClaim("measure", "Mål", ("th:a",))))]
    assert json.loads(json.dumps(rows)) == rows


def test_the_scope_of_a_row_is_what_it_says():
    assert scope_of({"region_code": "SE12", "objective": None, "text": "x"}) == {"region_code": "SE12"}
