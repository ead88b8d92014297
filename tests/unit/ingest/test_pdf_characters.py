import pytest

from esfnlp.ingest.pdf_characters import clean, composed, share_of_noise


@pytest.mark.parametrize(
    ("raw", "meant"),
    [
        ("a\u030angbåt", "ångbåt"),
        ("\ufb01nans", "finans"),
        ("\uf0b7", "•"),
        ("mål\u00adgrupp", "målgrupp"),
        ("mål\u00ad", "mål\u00ad"),
        ("m²", "m²"),
        ("nord\x00", "nord"),
    ],
)
def test_characters_become_what_was_meant(raw: str, meant: str) -> None:
    assert clean(raw) == meant


def test_a_ring_over_a_letter_that_takes_none_is_left_alone() -> None:
    assert composed("k", "\u02da") is None


def test_private_use_characters_are_noise_but_bullets_are_not() -> None:
    assert share_of_noise("\ue021\ue03b ab") == 0.5
    assert share_of_noise("\uf0b7 ab") == 0.0
