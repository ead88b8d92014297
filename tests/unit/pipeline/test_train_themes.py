from pathlib import Path

import pytest
from pipeline.train_themes import Example, Fitted, fit_themes, single

from esfnlp.extract.theme_features import theme_features

PLACES = ("skolan", "hallen", "huset", "parken", "hamnen", "byn", "staden", "dalen")


@pytest.fixture(scope="module")
def fitted() -> Fitted:
    """Fitted to statements of eight texts about cats and dogs, two themes that are told by one word each."""
    return fit_themes(
        [
            Example(f"{animal} sitter i {place}", "Djur", frozenset([theme]), place, "statements")
            for place in PLACES
            for animal, theme in (("Katten", "th:cats"), ("Hunden", "th:dogs"))
        ]
    )


def test_a_theme_is_told_by_a_word_in_a_text_that_was_not_seen(fitted: Fitted) -> None:
    cats, dogs = fitted.model.probabilities([theme_features("Katten ligger i soffan", "")])[0]
    assert cats > 0.5 > dogs


def test_held_out_probabilities_are_those_of_texts_not_seen(fitted: Fitted) -> None:
    assert [row.argmax() for row in fitted.held_out] == [0, 1] * len(PLACES)
    assert 0 <= fitted.held_out.min() <= fitted.held_out.max() <= 1


def test_a_statement_can_have_a_heading(tmp_path: Path) -> None:
    path = tmp_path / "some.yaml"
    path.write_text(
        '- {text: "Mer praktik", heading: "Insatser", themes: ["th:praktik"]}\n'
        '- {text: "Mer praktik", themes: ["th:praktik"]}\n',
        encoding="utf-8",
    )
    assert [one.above for one in single(path)] == ["Insatser", ""]
