from typing import Any

import pytest

from esfnlp.taxonomy import Concept, Taxonomy, load_taxonomy
from esfnlp.taxonomy.check import check_taxonomy, label_fault


def taxonomy(*concepts: Concept) -> Taxonomy:
    return Taxonomy({concept.concept_id: concept for concept in concepts})


def concept(concept_id: str, *labels: str, **more: Any) -> Concept:
    return Concept(concept_id, {"sv": labels}, **more)


def test_the_packaged_taxonomy_has_nothing_wrong() -> None:
    assert check_taxonomy(load_taxonomy()) == []


@pytest.mark.parametrize(
    ("concepts", "problem"),
    [
        ([concept("tg:a", "ett", broader=("tg:b",))], "is not there"),
        ([concept("tg:a", "ett", broader=("th:b",)), concept("th:b", "två")], "another scheme"),
        ([concept("tg:a", "ett", broader=("tg:b",)), concept("tg:b", "två", broader=("tg:a",))], "cycle"),
        ([concept("tg:a")], "no Swedish label"),
        ([concept("tg:a", "ett", "Ett")], "there twice"),
        ([concept("tg:a", "ett"), concept("tg:b", "(två|=ett)")], "share the label"),
        ([concept("tg:a", "ett", abbreviations=("A/B",))], "abbreviation 'A/B' can never match"),
    ],
)
def test_made_up_faults_are_named(concepts: list[Concept], problem: str) -> None:
    assert any(problem in found for found in check_taxonomy(taxonomy(*concepts)))


def test_the_same_label_in_two_schemes_is_no_problem() -> None:
    assert check_taxonomy(taxonomy(concept("tg:a", "ett"), concept("th:a", "ett"))) == []


@pytest.mark.parametrize(
    ("label", "fault"),
    [
        ("(ett|två", "brackets"),
        ("ett? två?", "every word may be missing"),
        ("... ett", "a gap opens"),
        ("(|ett)", "no single token"),
        ("ett/två*", "no single token"),
    ],
)
def test_labels_that_can_never_match_are_found(label: str, fault: str) -> None:
    assert fault in (label_fault(label) or "")


@pytest.mark.parametrize(
    "label", ["=unga", "*skrivna", "ung* ... (arbete|in på jobb)", "små- och medelstora", "hälsa, vård"]
)
def test_labels_that_can_match_pass(label: str) -> None:
    assert label_fault(label) is None
