"""Themes of a statement: a classifier over its words, the taxonomy's theme words in it, and the heading above it.

Its card is models/themes.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from esfnlp.extract.linear import shipped_model
from esfnlp.extract.theme_features import theme_features_of_each

MOST = 3
"""A statement has one to three themes (annotation guidelines)."""
THRESHOLD = 0.35
"""The probability from which on a further theme is taken."""
LEAST = 0.1
"""The probability that the first theme needs."""


Likely = tuple[tuple[str, float], ...]
"""Themes with their probabilities, the surest first."""


def themes_of_each(statements: Sequence[tuple[str, str]]) -> list[tuple[str, ...]]:
    """At most three themes of each text with its surroundings, the surest first; none where nothing in it tells."""
    return [tuple(theme for theme, _ in likely[:MOST]) for likely in _likely(statements)]


def theme_probabilities(text: str, surroundings: str = "") -> Likely:
    """Themes that are likelier than `THRESHOLD`, else the likeliest that has `LEAST`, with their probabilities."""
    return _likely([(text, surroundings)])[0]


def _likely(statements: Sequence[tuple[str, str]]) -> list[Likely]:
    rows = shipped_model("themes").probabilities(theme_features_of_each(statements))
    return [_enough(row) if text.strip() else () for (text, _), row in zip(statements, rows, strict=True)]


def _enough(row: NDArray[np.float64]) -> Likely:
    labels = shipped_model("themes").labels
    ranked = sorted(zip(labels, row.tolist(), strict=True), key=lambda pair: (-pair[1], pair[0]))
    enough = tuple(pair for pair in ranked if pair[1] >= THRESHOLD)
    return enough or tuple(pair for pair in ranked[:1] if pair[1] >= LEAST)
