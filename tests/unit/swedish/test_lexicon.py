import pytest
from hypothesis import given
from hypothesis import strategies as st

from esfnlp.swedish.lexicon import frequency, split_compound


def test_frequency_ignores_case() -> None:
    assert frequency("Arbete") == frequency("arbete") > 0


def test_an_unknown_word_has_frequency_zero() -> None:
    assert frequency("qvxzqvxz") == 0


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("arbetsmarknadsutbildning", ("arbetsmarknads", "utbildning")),
        ("ungdomsarbetslöshet", ("ungdoms", "arbetslöshet")),
        ("Kompetensförsörjning", ("Kompetens", "försörjning")),
    ],
)
def test_compounds_are_divided_before_their_head(word: str, parts: tuple[str, ...]) -> None:
    assert split_compound(word) == parts


@pytest.mark.parametrize("word", ["arbete", "kommun", "unga", "a", ""])
def test_simple_words_stay_whole(word: str) -> None:
    assert split_compound(word) == (word,)


@given(st.text(alphabet="abcdefghijklmnoprstuvyåäö", max_size=20))
def test_parts_put_together_are_the_word(word: str) -> None:
    assert "".join(split_compound(word)) == word
