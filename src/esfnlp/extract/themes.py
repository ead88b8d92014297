"""Themes of a statement: a classifier over its words, the taxonomy's theme words in it, and the heading above it.

Its card is models/themes.
"""

from functools import lru_cache

from esfnlp.extract.linear import shipped_model
from esfnlp.extract.theme_features import theme_features

MOST = 3
"""A statement has one to three themes (annotation guidelines)."""
THRESHOLD = 0.4
"""The probability from which on a further theme is taken."""
LEAST = 0.1
"""The probability that the first theme needs."""


def themes_of(text: str, surroundings: str = "") -> tuple[str, ...]:
    """At most three themes, the surest first; none where nothing in the text tells."""
    return tuple(theme for theme, _ in theme_probabilities(text, surroundings)[:MOST])


@lru_cache(maxsize=4096)
def theme_probabilities(text: str, surroundings: str = "") -> tuple[tuple[str, float], ...]:
    """Themes that are likelier than `THRESHOLD`, else the likeliest that has `LEAST`, with their probabilities."""
    if not text.strip():
        return ()
    model = shipped_model("themes")
    row = model.probabilities([theme_features(text, surroundings)])[0]
    ranked = sorted(zip(model.labels, row.tolist(), strict=True), key=lambda pair: (-pair[1], pair[0]))
    enough = tuple(pair for pair in ranked if pair[1] >= THRESHOLD)
    return enough or tuple(pair for pair in ranked[:1] if pair[1] >= LEAST)
