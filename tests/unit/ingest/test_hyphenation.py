from collections import Counter

import pytest

from esfnlp.ingest.hyphenation import joint_of


def votes(*words: str) -> Counter[str]:
    return Counter(words)


@pytest.mark.parametrize(
    ("before", "after", "joint"),
    [
        ("arbets", "träning", "join"),
        ("ARBETS", "MARKNAD", "join"),
        ("ex", "empel", "join"),
        ("proble", "men", "join"),
        ("gemen", "samt", "join"),
        ("efter", "som", "join"),
        ("lärplattfor", "men", "join"),
        ("in", "och", "space"),
        ("grund", "eller", "space"),
        ("dag", "till", "space"),
        ("EU", "medel", "keep"),
        ("e", "tjänst", "keep"),
        ("icke", "diskriminering", "keep"),
        ("it", "verkstad", "keep"),
        ("nord", "Syd", "keep"),
        ("2021", "2027", "keep"),
    ],
)
def test_a_hyphen_at_a_line_end_is_read_without_the_documents_help(
    before: str, after: str, joint: str
) -> None:
    assert joint_of(before, after, votes().__getitem__) == joint


def test_the_documents_spelling_goes_before_the_lexicons() -> None:
    assert joint_of("socio", "ekonomiska", votes().__getitem__) == "join"
    assert joint_of("socio", "ekonomiska", votes("socio-ekonomiska").__getitem__) == "keep"


def test_a_word_that_the_document_ends_like_a_conjunction_is_joined() -> None:
    assert joint_of("xystemer", "samt", votes("xystemersamt").__getitem__) == "join"
