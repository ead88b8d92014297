"""Precision and recall of each concept: which groups, actors, themes and kinds of statements are found."""

from collections import Counter
from collections.abc import Iterable, Mapping

from esfnlp.evaluate.figures import Matching, listed
from esfnlp.evaluate.matching import Counts

ByConcept = dict[str, dict[str, Counts]]
"""Counts by concept, by what it is a concept of: target_groups, actors, themes, priority_kinds."""


def by_concept(matching: Matching) -> ByConcept:
    """Counts of every concept that stands in the gold or was found.

    Themes are counted on the priorities that both sides have; a kind is a hit where both agree on it.
    """
    groups, actors, quoted = matching.target_groups, matching.actors, matching.priorities
    pairs = quoted.matched()
    themes = [[theme for row in side for theme in set(listed(row, "themes"))] for side in _sides(pairs)]
    shared = [
        theme for left, right in pairs for theme in set(listed(left, "themes")) & set(listed(right, "themes"))
    ]
    kinds = [[row["kind"] for row in rows] for rows in (quoted.predicted, quoted.gold)]
    same_kind = [left["kind"] for left, right in pairs if left["kind"] == right["kind"]]
    return {
        "target_groups": _counts(*_last_of(groups.matched, groups.predicted, groups.gold)),
        "actors": _counts(*_last_of(actors.matched, actors.predicted, actors.gold)),
        "themes": _counts(shared, *themes),
        "priority_kinds": _counts(same_kind, *kinds),
    }


def _sides(pairs: Iterable[tuple[dict[str, object], dict[str, object]]]) -> list[list[dict[str, object]]]:
    listed_pairs = list(pairs)
    return [[left for left, _ in listed_pairs], [right for _, right in listed_pairs]]


def _last_of(*sides: Iterable[tuple[object, ...]]) -> list[list[str]]:
    """The concepts of keys, which hold them last."""
    return [[str(key[-1]) for key in side] for side in sides]


def _counts(hits: Iterable[str], predicted: Iterable[str], gold: Iterable[str]) -> dict[str, Counts]:
    """Counts by concept, the most frequent of the gold first."""
    shared, found, expected = Counter(hits), Counter(predicted), Counter(gold)
    concepts = sorted(found | expected, key=lambda concept: (-expected[concept], concept))
    return {c: Counts(shared[c], found[c], expected[c]) for c in concepts}


def to_json(counts: Mapping[str, Mapping[str, Counts]]) -> dict[str, dict[str, dict[str, float | int]]]:
    return {
        kind: {
            concept: {**count.to_json(), "n_gold": count.gold, "n_pred": count.predicted}
            for concept, count in concepts.items()
        }
        for kind, concepts in counts.items()
    }
