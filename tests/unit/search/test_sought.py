import pytest

from esfnlp.search.question import parse_question
from esfnlp.search.sought import question_words, what_is_sought
from esfnlp.search.translation import translated


def words(query: str) -> list[str]:
    return question_words(query, parse_question(query), is_plain=False)


@pytest.mark.parametrize(
    ("english", "swedish"),
    [("the chair of the partnership", "ordförande"), ("driving licences", "körkort"), ("universities", "universitet"),
     ("trade unions", "fackliga"), ("women's health", "hälsa")],
)  # fmt: skip
def test_english_terms_are_found_by_their_stems(english: str, swedish: str) -> None:
    assert swedish in [word for _, several in translated(english) for word in several]


def test_the_longest_term_counts() -> None:
    [(span, found)] = translated("youth employment initiative")
    assert (span.start, span.end, found) == (0, 27, ("sysselsättningsinitiativet",))


def test_english_is_looked_up_in_swedish_and_names_as_they_stand() -> None:
    assert words("What does Nova K do about driving licences?") == ["nova", "körkort"]


def test_a_groups_name_inside_a_longer_term_is_no_group() -> None:
    assert parse_question("the youth employment initiative").groups == ()


def test_the_name_of_a_municipality_is_looked_for_and_that_of_a_region_is_not() -> None:
    assert words("körkort i Krokom") == ["körkort", "Krokom"]
    assert words("körkort i Sydsverige") == ["körkort"]


def test_a_question_that_denies_is_looked_up_by_its_verbs_where_nothing_else_is_left() -> None:
    assert words("Vilka får inte delta?") == ["delta"]


def test_words_that_name_nothing_take_weight_from_a_concept() -> None:
    def share(query: str) -> float:
        return what_is_sought(
            query, parse_question(query), {"tg:romer": frozenset({"tg:romer"})}
        ).concept_share

    assert share("romer") == 1.0 > share("romer och rullskridskor")
