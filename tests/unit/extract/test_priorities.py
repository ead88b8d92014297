import pytest
from hypothesis import given
from hypothesis import strategies as st
from pipeline.passage_sets import as_document

from esfnlp.extract.priorities import find_priorities
from esfnlp.finding import Finding, PriorityClaim


def claims(markdown: str) -> list[PriorityClaim]:
    found: list[Finding] = find_priorities(as_document("d", markdown))
    return [f.claim for f in found if isinstance(f.claim, PriorityClaim)]


@pytest.mark.parametrize(
    ("markdown", "kind"),
    [
        ("Projekten ska samverka med arbetsgivare i hela länet.", "principle"),
        ("Det finns ett stort behov av språkstöd på arbetsplatserna.", "need"),
        ("## Åtgärder\n\n- Starta en verkstad för nyanlända", "measure"),
        ("## Kvalitativa mål\n\n- Fler unga har arbete eller studerar", "qualitative_target"),
    ],
)
def test_a_commitment_is_found_with_its_kind(markdown: str, kind: str) -> None:
    assert kind in [claim.kind for claim in claims(markdown)]


@pytest.mark.parametrize(
    "markdown",
    [
        "Folkmängden i länet ökade under hela nittonhundratalet.",
        "## Bakgrund\n\nFabriken lades ned 1998. Många flyttade till kusten.",
        "Protokollet justerades av Anna Berg.",
    ],
)
def test_what_only_tells_commits_to_nothing(markdown: str) -> None:
    assert claims(markdown) == []


def test_a_statement_names_its_target_groups_once() -> None:
    (claim,) = claims("Det finns ett stort behov av stöd till romer och nyanlända romer.")
    assert claim.target_groups == ("tg:romer", "tg:nyanlanda")


def test_a_finding_says_how_sure_the_classifier_is() -> None:
    (finding,) = find_priorities(as_document("d", "Projekten ska samverka med arbetsgivare i hela länet."))
    assert finding.probability is not None and 0 < finding.probability <= 1


PIECES = [
    "Projekten", "ska", "bör", "behöver", "bidra till", "samverka", ".", ":", "?", ";", "\n\n- ", "Det finns behov av",
    "nyanlända", "praktik", "Det kan handla om", "1.2", "–", "🙂",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=16).map(" ".join))
def test_evidence_lies_in_its_passage(markdown: str) -> None:
    document = as_document("d", markdown)
    passages = {passage.passage_id: passage for passage in document.passages}
    for finding in find_priorities(document):
        assert isinstance(finding.claim, PriorityClaim)
        assert passages[finding.passage_id].span.contains(finding.span)
        assert finding.claim.text == " ".join(document.quote(finding.span).split())
        assert len(finding.claim.themes) <= 3
