from dataclasses import replace
from typing import Any

import pytest

from esfnlp.document import Document, Span
from esfnlp.record import Row
from esfnlp.review.agreement import agreement, cohens_kappa, krippendorffs_alpha, span_f1
from esfnlp.review.correction import Correction
from esfnlp.review.judging import added, judged, place_of


def judgements(**by_rater: str) -> dict[str, dict[str, str]]:
    """Each rater's labels as one text, a point where nothing was said."""
    length = len(next(iter(by_rater.values())))
    return {
        str(unit): {rater: labels[unit] for rater, labels in by_rater.items() if labels[unit] != "."}
        for unit in range(length)
    }


def test_alpha_is_that_of_krippendorffs_example() -> None:
    """Krippendorff (2011), section C: four observers, twelve units, with missing values; nominal alpha 0.743."""
    example = judgements(a="123321412...", b="1233224125.3", c=".3332342251.", d="12332441251.")
    assert krippendorffs_alpha(example) == pytest.approx(0.743, abs=0.0005)


def test_alpha_of_two_is_that_of_krippendorffs_first_example() -> None:
    """Krippendorff (2011), section A: two observers, ten binary units; alpha 0.095."""
    example = judgements(a="0100000000", b="1110010100")
    assert krippendorffs_alpha(example) == pytest.approx(0.095, abs=0.0005)


def test_kappa_is_cohens() -> None:
    """Of 50 units, 20 and 15 with the same label of two: 0.7 observed, 0.5 by chance."""
    example = judgements(a="y" * 25 + "n" * 25, b="y" * 20 + "n" * 5 + "y" * 10 + "n" * 15)
    assert cohens_kappa(example) == pytest.approx(0.4)


def test_figures_that_chance_alone_could_not_give_are_not_defined() -> None:
    same = judgements(a="yyy", b="yyy")
    assert (cohens_kappa(same), krippendorffs_alpha(same)) == (None, None)
    assert (cohens_kappa({}), krippendorffs_alpha({})) == (None, None)


@pytest.fixture
def two(document: Document, unga: Row) -> list[Correction]:
    other = {**unga, "record_id": "tg-2", "concept": "tg:nyanlanda"}
    return [
        judged("accept", "target_groups", unga, document, who="anna"),
        judged("accept", "target_groups", unga, document, who="bo"),
        judged("accept", "target_groups", other, document, who="anna"),
        judged("reject", "target_groups", other, document, who="bo"),
    ]


def places(corrections: list[Correction], document: Document) -> dict[str, tuple[str, Span]]:
    return {
        one.correction_id: (place.passage.passage_id, place.span)
        for one in corrections
        for place in [place_of(document, one.selector.exact)]
    }


def test_agreement_is_told_in_all_by_table_and_by_concept(two: list[Correction], document: Document) -> None:
    found = {(one.table, one.concept): one for one in agreement(two, places(two, document))}
    assert found.keys() == {
        ("", "all"),
        ("target_groups", "all"),
        ("target_groups", "tg:unga"),
        ("target_groups", "tg:nyanlanda"),
    }
    assert (found["", "all"].units, found["target_groups", "tg:unga"].units) == (2, 1)
    assert found["", "all"].kappa == pytest.approx(1 / 3)
    assert found["target_groups", "tg:unga"].f1 == 1.0
    assert found["target_groups", "tg:nyanlanda"].f1 == 0.0


def test_the_last_word_of_a_reviewer_counts(two: list[Correction], document: Document) -> None:
    second_thought = replace(two[2], who="bo", when="2099-01-01T00:00:00.000000Z")
    all_ = [*two, second_thought]
    (found,) = [one for one in agreement(all_, places(all_, document)) if one.table == ""]
    assert (found.alpha, found.f1) == (1.0, 1.0)


def test_one_reviewer_alone_agrees_with_nobody(two: list[Correction], document: Document) -> None:
    alone = [one for one in two if one.who == "anna"]
    assert agreement(alone, places(alone, document)) == []


def test_added_records_count_where_both_looked(document: Document) -> None:
    def adding(who: str, quote: str) -> Correction:
        said: dict[str, Any] = {"concept": "tg:unga", "status": "eligible"}
        return added("target_groups", document, place_of(document, quote).span, said, who=who)

    both = [adding("anna", "unga som"), adding("bo", "unga som står"), adding("bo", "nyanlända")]
    assert span_f1(both, places(both, document)) == 1.0
