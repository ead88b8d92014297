import pytest

from esfnlp.dataset.compare import compare
from esfnlp.dataset.salience import Salience

TEXT = " ".join(["ord"] * 100)


def passage(number, text=TEXT, **more):
    return {"document_id": "plan", "passage_id": f"p{number}", "region_code": "SE12", "kind": "paragraph",
            "text": text, "char_start": number * 500, "char_end": number * 500 + 500, **more}  # fmt: skip


def mention(concept, number, label="TARGET_GROUP"):
    return {"document_id": "plan", "label": label, "concept": concept, "text": "x", "passage_id": f"p{number}",
            "char_start": number * 500 + 250, "char_end": number * 500 + 260}  # fmt: skip


@pytest.fixture
def rows(make_dataset):
    """By concept: unga is mentioned twice and recorded once, aldre recorded once without a mention."""
    record = {
        "document_id": "plan",
        "status": "prioritised",
        "passage_id": "p1",
        "char_start": 750,
        "char_end": 760,
    }
    dataset = make_dataset({
        "documents": [{"document_id": "plan"}],
        "passages": [passage(0), passage(1), passage(2, "Rubrik", kind="heading")],
        "mentions": [mention("tg:unga", 0), mention("tg:unga", 1), mention("tg:unga", 1, "PLACE")],
        "target_groups": [{**record, "concept": "tg:unga"}, {**record, "concept": "tg:aldre"}],
    })  # fmt: skip
    comparison = compare(dataset, "target-groups", with_salience=True)
    return {row["concept"]: row for row in comparison.to_json()["rows"]}


def test_density_counts_mentions_per_thousand_words_without_headings(rows):
    assert (rows["tg:unga"]["count"], rows["tg:unga"]["density"]) == (2, 10.0)


def test_a_group_that_is_only_described_counts_by_its_records(rows):
    assert (rows["tg:aldre"]["count"], rows["tg:aldre"]["density"]) == (1, 5.0)


def test_the_first_place_is_a_share_of_the_document(rows):
    assert (rows["tg:unga"]["first"], rows["tg:aldre"]["first"]) == (pytest.approx(0.167), 0.5)


def test_the_rank_is_among_the_items_of_the_region_and_period(rows):
    assert (rows["tg:unga"]["rank"], rows["tg:aldre"]["rank"], rows["tg:uvas"]["rank"]) == (1, 2, None)


def test_the_interval_is_poissons_also_where_nothing_was_counted(rows):
    unga, uvas = rows["tg:unga"], rows["tg:uvas"]
    assert (unga["density_low"], unga["density_high"]) == (1.211, 36.123)
    assert (uvas["density"], uvas["density_low"], uvas["density_high"]) == (0.0, 0.0, 18.444)


def test_without_words_there_is_no_density():
    assert Salience(2, 0).to_json()["density"] is None
