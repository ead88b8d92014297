"""Themes of a statement: the taxonomy's theme words in it, weighed by how much they tell."""

from collections import defaultdict

from esfnlp.taxonomy import matcher

MOST = 3
"""A statement has one to three themes (annotation guidelines)."""


def themes_of(text: str, surroundings: str = "") -> tuple[str, ...]:
    """At most three themes, strongest first; those of the surroundings where the text itself names none."""
    return _ranked(text) or _ranked(surroundings)[:1]


def _ranked(text: str) -> tuple[str, ...]:
    weights: dict[str, float] = defaultdict(float)
    for match in matcher("th")(text):
        position = 1.0 - 0.5 * match.span.start / max(len(text), 1)
        weights[match.concept_id] += position * len(match.tokens) ** 0.5
    return tuple(sorted(weights, key=lambda theme: (-weights[theme], theme))[:MOST])
