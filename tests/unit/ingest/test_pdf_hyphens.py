import pytest

from esfnlp.ingest.pdf_hyphens import Vocabulary, glue

NONE = Vocabulary.of([])


@pytest.mark.parametrize(
    ("left", "right", "whole"),
    [
        ("fler får arbets-", "träning i länet", "fler får arbetsträning i länet"),
        ("för in-", "och utrikes födda", "för in- och utrikes födda"),
        ("frågan gick till EU-", "kommissionen", "frågan gick till EU-kommissionen"),
        ("en resa nord-", "Syd", "en resa nord-Syd"),
        ("åren 2021-", "2027", "åren 2021-2027"),
        ("vår e-", "tjänst", "vår e-tjänst"),
        ("delta\u00ad", "garna", "deltagarna"),
        ("ett streck -", "mitt i", "ett streck - mitt i"),
        ("hela ord", "här", "hela ord här"),
        ("kvinnor (språk-", "svaga)", "kvinnor (språksvaga)"),
    ],
)
def test_lines_are_glued(left: str, right: str, whole: str) -> None:
    assert glue(left, right, NONE) == whole


def test_the_documents_own_spelling_decides() -> None:
    vocabulary = Vocabulary.of(["nord-syd", "nord-syd"])
    assert glue("stråket nord-", "syd", vocabulary) == "stråket nord-syd"
    assert glue("stråket nord-", "syd", Vocabulary.of(["nordsyd"])) == "stråket nordsyd"
