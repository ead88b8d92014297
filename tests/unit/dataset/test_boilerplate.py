import pytest

from esfnlp.dataset.boilerplate import find_boilerplate
from esfnlp.dataset.compare import compare

COPIED = "Insatserna ska riktas till unga som står utanför arbetslivet och behöver stöd."
NEARLY = "Insatserna ska riktas till unga som står utanför arbetslivet och behöver hjälp."


def plans(**texts):
    """Documents of the regions SE11, SE12 ... with one passage and one group each."""
    documents, passages, groups = [], [], []
    for region, text in texts.items():
        where = {"document_id": region, "region_code": region[:4], "char_start": 0, "char_end": len(text)}
        documents.append({"document_id": region, "region_codes": [region[:4]]})
        passages.append({**where, "passage_id": f"p-{region}", "kind": "paragraph", "text": text})
        groups.append({**where, "concept": "tg:unga", "status": "prioritised", "passage_id": f"p-{region}"})
    return {"documents": documents, "passages": passages, "target_groups": groups}


@pytest.mark.parametrize("other", [COPIED, NEARLY])
def test_a_sentence_that_two_regions_share_is_found_in_both(make_dataset, other):
    found = find_boilerplate(make_dataset(plans(SE11=COPIED, SE12=other)))
    assert found.covers("SE11", 0, len(COPIED))
    assert found.covers("SE12", 0, len(other))


@pytest.mark.parametrize(
    "other",
    [
        "Unga som behöver stöd för att nå arbetslivet ska vara projektens målgrupp i regionen.",
        COPIED.replace("ska riktas", "ska inte riktas"),
        COPIED.replace("unga som", "15 unga som"),
    ],
)
def test_other_words_and_another_meaning_are_not_shared(make_dataset, other):
    assert find_boilerplate(make_dataset(plans(SE11=COPIED, SE12=other))).spans == {}


def test_versions_of_one_region_and_short_items_are_not_shared(make_dataset):
    assert find_boilerplate(make_dataset(plans(SE11a=COPIED, SE11b=COPIED))).spans == {}
    assert find_boilerplate(make_dataset(plans(SE11="unga arbetslösa", SE12="unga arbetslösa"))).spans == {}


def test_what_stands_beside_a_shared_sentence_is_the_regions_own(make_dataset):
    own = "Här finns också något eget."
    found = find_boilerplate(make_dataset(plans(SE11=f"{COPIED} {own}", SE12=COPIED)))
    assert found.covers("SE11", 5, 20)
    assert not found.covers("SE11", 5, len(COPIED) + 5)


def test_a_comparison_without_it_is_silent_and_names_what_it_left_out(make_dataset):
    dataset = make_dataset(plans(SE11=COPIED, SE12=COPIED))
    comparison = compare(dataset, "target-groups", boilerplate=find_boilerplate(dataset), with_salience=True)
    rows = [row for row in comparison.to_json()["rows"] if row["concept"] == "tg:unga"]
    assert [(row["status"], row["records"], len(row["shared"])) for row in rows] == [("silent", [], 1)] * 2
    assert [(row["count"], row["density"]) for row in rows] == [(0, None)] * 2
