import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esfnlp.swedish.tokens import fold, stem, tokenise


def words(text: str) -> list[str]:
    return [token.text for token in tokenise(text)]


def keys(text: str, word: str) -> frozenset[str]:
    return next(token.keys for token in tokenise(text) if token.text == word)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Unga, 15–24 år.", ["Unga", ",", "15–24", "år", "."]),
        ("EU:s mål 2.3", ["EU:s", "mål", "2.3"]),
        ("ESF+ och 55+", ["ESF+", "och", "55+"]),
        ("lång- och korttid", ["lång-", "och", "korttid"]),
        ("in- respektive utrikes födda", ["in-", "respektive", "utrikes", "födda"]),
        ("t.ex. kommuner", ["t.ex", ".", "kommuner"]),
        ("och/eller", ["och", "/", "eller"]),
        ("", []),
    ],
)
def test_text_is_divided_into_words_and_marks(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_folding_composes_and_lowers() -> None:
    assert fold(unicodedata.normalize("NFD", "ÅÄÖ")) == "åäö"


@pytest.mark.parametrize(
    "forms", [("ungdom", "ungdomar", "ungdomarna"), ("kvinnor", "kvinnorna", "kvinnornas"), ("eu", "eu:s")]
)
def test_forms_of_a_word_share_a_stem(forms: tuple[str, ...]) -> None:
    assert len({stem(form) for form in forms}) == 1


def test_threads_stem_words_without_disturbing_each_other() -> None:
    unlike = [f"{prefix}arbetslösheternas" for prefix in map(str, range(300))]
    expected = [f"{number}{stem('arbetslösheternas')}" for number in range(300)]
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(4) as threads:
            assert list(threads.map(stem, unlike)) == expected
    finally:
        sys.setswitchinterval(before)


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        ("lång- och korttidssjukskrivna", "lång-", "långtidssjukskrivna"),
        ("grund- eller gymnasieskola", "grund-", "grundskola"),
        ("barn-, ungdoms- och vuxenutbildning", "ungdoms-", "ungdomsutbildning"),
    ],
)
def test_a_hanging_hyphen_is_completed_by_the_compound_after_it(text: str, part: str, whole: str) -> None:
    assert stem(whole) in keys(text, part)


def test_a_hyphen_with_no_compound_after_it_is_left_alone() -> None:
    assert len(keys("lång- och", "lång-")) == 1


@given(st.text(max_size=80))
def test_tokens_quote_the_text_in_order(text: str) -> None:
    tokens = tokenise(text)
    assert all(text[token.span.start : token.span.end] == token.text for token in tokens)
    assert all(a.span.end <= b.span.start for a, b in pairwise(tokens))


@given(st.text(max_size=80))
def test_every_letter_and_digit_stands_in_a_token(text: str) -> None:
    covered = {i for token in tokenise(text) for i in range(token.span.start, token.span.end)}
    assert {i for i, char in enumerate(text) if char.isalnum()} <= covered
