"""What the classifier of themes sees: a statement's words, and the theme words in it and above it."""

from collections.abc import Sequence

from esfnlp.extract.features import meanings, wording, words
from esfnlp.extract.linear import Features, WithVectors
from esfnlp.taxonomy import matcher


def theme_features(text: str, surroundings: str) -> Features:
    """Features of a statement; `surroundings` are the heading and the label above it."""
    return theme_features_of_each([(text, surroundings)])[0]


def theme_features_of_each(statements: Sequence[tuple[str, str]]) -> list[Features]:
    """The same for several statements, each with its surroundings."""
    vectors = meanings([text for text, _ in statements])
    return [
        WithVectors(_named(*one), {"meaning": vector})
        for one, vector in zip(statements, vectors, strict=True)
    ]


def _named(text: str, surroundings: str) -> dict[str, float]:
    return {
        **wording(text),
        **_theme_words("says", text),
        **words("above", surroundings),
        **_theme_words("above", surroundings),
    }


def _theme_words(where: str, text: str) -> dict[str, float]:
    """Themes that the taxonomy's words name, the one that is named first also as such."""
    found = [match.concept_id for match in matcher("th")(text)]
    first = {f"{where} first {found[0]}": 1.0} if found else {}
    return {f"{where} {theme}": 1.0 for theme in found} | first
