import pytest
from hypothesis import given
from hypothesis import strategies as st

from esfnlp.extract.themes import MOST, themes_of_each
from esfnlp.taxonomy.concepts import load_taxonomy


def themes_of(text: str) -> tuple[str, ...]:
    return themes_of_each([(text, "")])[0]


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("Validering av yrkeskunskaper", "th:validering"),
        ("Fler praktikplatser i industrin", "th:praktik"),
        ("Digitala verktyg i vården", "th:digitalisering"),
        ("Jämställdhet på arbetsplatsen", "th:jamstalldhet"),
        ("Sociala innovationer prövas", "th:social-innovation"),
        ("Studie- och yrkesvägledning", "th:vagledning"),
    ],
)
def test_the_first_theme_is_what_the_statement_is_about(text: str, theme: str) -> None:
    assert themes_of(text)[0] == theme


def test_a_theme_can_be_told_without_its_words() -> None:
    assert "th:praktik" in themes_of("De provar på ett yrke några timmar i veckan hos ett företag")


def test_a_text_without_themes_has_none() -> None:
    assert themes_of("") == ()


WORDS = [
    "validering",
    "praktik",
    "jämställdhet",
    "hälsa",
    "digitalisering",
    "och",
    "av",
    "samverkan",
    ",",
    "🙂",
]


@given(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join))
def test_themes_are_few_known_and_named_once(text: str) -> None:
    themes = themes_of(text)
    assert len(themes) == len(set(themes)) <= MOST
    assert set(themes) <= load_taxonomy().concepts.keys()
