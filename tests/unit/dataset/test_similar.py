import pytest

from esfnlp.dataset.boilerplate import find_boilerplate
from esfnlp.dataset.similar import similar, similar_json
from esfnlp.errors import UsageError


def documents(*names, **more):
    return [{"document_id": name, **more} for name in names]


def group(document, concept, status="prioritised"):
    return {"document_id": document, "concept": concept, "status": status}


def test_plans_with_the_same_groups_are_more_alike(make_dataset):
    groups = [group("a", "tg:unga"), group("b", "tg:unga"), group("c", "tg:aldre")]
    found = similar(make_dataset({"documents": documents("a", "b", "c"), "target_groups": groups}), "a")
    assert [s.document_id for s in found] == ["b", "c"]
    assert found[0].parts["target_groups"] == 1.0


def test_a_mentioned_group_weighs_less_than_a_prioritised_one(make_dataset):
    groups = [group("a", "tg:unga"), group("b", "tg:unga", "mentioned")]
    [found] = similar(make_dataset({"documents": documents("a", "b"), "target_groups": groups}), "a")
    assert found.parts["target_groups"] == pytest.approx(0.3)


def test_to_leave_a_group_out_is_not_to_have_it(make_dataset):
    groups = [group("a", "tg:unga"), group("b", "tg:unga", "excluded")]
    [found] = similar(make_dataset({"documents": documents("a", "b"), "target_groups": groups}), "a")
    assert found.parts["target_groups"] == 0.0


def test_texts_are_compared_by_their_stems(make_dataset):
    texts = {"a": "Projektet stärker ungas utbildning.", "b": "Utbildningen för unga", "c": "Havet är djupt."}
    passages = [{"passage_id": d, "document_id": d, "text": text} for d, text in texts.items()]
    found = similar(make_dataset({"documents": documents(*texts), "passages": passages}), "a")
    assert [s.document_id for s in found] == ["b", "c"]
    assert found[0].parts["text"] > found[1].parts["text"] == 0.0


def test_sentences_that_regions_share_make_no_texts_alike(make_dataset):
    shared = (
        "Insatserna ska komplettera den ordinarie verksamheten hos myndigheter och kommuner i hela landet."
    )
    own = {"a": "Gruvorna i inlandet behöver folk.", "b": "Bron ger pendlare över sundet."}
    passages = [
        {"passage_id": d, "document_id": d, "kind": "paragraph", "char_start": 0, "text": f"{shared} {text}"}
        for d, text in own.items()
    ]
    where = {"a": ["SE33"], "b": ["SE22"]}
    rows = {
        "documents": [{"document_id": d, "region_codes": where[d]} for d in own],
        "passages": passages,
    }
    dataset = make_dataset(rows)
    [with_it] = similar(dataset, "a")
    [without] = similar(dataset, "a", boilerplate=find_boilerplate(dataset))
    assert without.parts["text"] == 0.0 < with_it.parts["text"]


def test_what_neither_plan_has_does_not_count(make_dataset):
    passages = [{"passage_id": d, "document_id": d, "text": "Unga ska i arbete."} for d in "ab"]
    [found] = similar(make_dataset({"documents": documents("a", "b"), "passages": passages}), "a")
    assert found.score == 1.0


def test_training_material_is_no_ones_neighbour_but_its_own(make_dataset):
    rows = {"documents": [*documents("a"), *documents("t1", "t2", training=True)]}
    assert similar(make_dataset(rows), "a") == []
    assert {s.document_id for s in similar(make_dataset(rows), "t1")} == {"a", "t2"}


def test_json_has_the_shape_of_the_contract(make_dataset):
    found = similar(make_dataset({"documents": documents("a", "b")}), "a")
    content = similar_json("a", found)
    assert content["document_id"] == "a"
    assert list(content["similar"][0]) == ["document_id", "score", "parts"]
    assert list(content["similar"][0]["parts"]) == ["target_groups", "themes", "actors", "text"]


def test_an_unknown_document_names_the_nearest_ones(make_dataset):
    dataset = make_dataset({"documents": documents("stockholm-2014-2020", "sydsverige-2021-2027")})
    with pytest.raises(UsageError, match=r"no document 'stokholm-2014'.*stockholm-2014-2020"):
        similar(dataset, "stokholm-2014")
