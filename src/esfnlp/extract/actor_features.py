"""What the classifier of roles sees of an actor: the words around its list by their distance and by their meaning,
what stands above it, and what the rules make of it."""

import re
from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from esfnlp import embedding
from esfnlp.document import Passage
from esfnlp.extract.actor_cues import BLANK
from esfnlp.extract.actor_hits import Hit
from esfnlp.extract.actor_roles import Decision, clause_around, column_header
from esfnlp.extract.features import stems, surroundings
from esfnlp.extract.patterns import patterns

_NEAR = 6
"""Words on either side whose distance counts, and which make the vector of that side."""
_NEXT = 3
_CUE = 25
_VECTOR = 3.0
"""The length of each vector, as against 1 for a word."""
_LABELS = patterns("actors", "label")
_NAMES = re.compile(rf"{BLANK}+(?:[\s,]+(?:(?:och|samt|eller)\s+)?{BLANK}+)*")
_PLACES = ("before", "after", "sentence")
_OTHER = " xaktör "
"""Stands for other actors, one or several in a list."""


def role_features(
    blanked: str,
    hit: Hit,
    group: Sequence[Hit],
    passage: Passage,
    headings: Sequence[str],
    decision: Decision,
) -> dict[str, float]:
    """Features of `hit`, one of the list `group`, in a sentence whose names are `blanked`, without the vectors.

    `decision` is what the rules make of it.
    """
    start, end = group[0].span.start, group[-1].span.end
    left, right = clause_around(blanked, start, end)
    before, after = _masked(blanked[left:start]), _masked(blanked[end:right])
    around = {
        "heading": headings[-1] if headings else "",
        "label": passage.label,
        "lead-in": passage.lead_in,
        "column": column_header(blanked, hit.span, passage),
    }
    return {
        **_said_by_rules(decision),
        **_of_itself(hit, group, passage, blanked),
        **_by_distance("before", stems(before)[::-1]),
        **_by_distance("after", stems(after)),
        **surroundings(around, [("label", _LABELS)]),
    }


def role_vectors(places: Sequence[tuple[str, Sequence[Hit]]]) -> list[dict[str, NDArray[np.float32]]]:
    """For each list of actors in a blanked sentence the vectors of the nearest words on both sides of it and of the
    whole sentence, names left out.

    Their names bear the encoder's mark, so that a classifier knows only the vectors that it was trained on.
    """
    texts = [text for blanked, group in places for text in _around(blanked, group)]
    vectors = _encoder().encode(texts) * np.float32(_VECTOR)
    names = [f"{_encoder().fingerprint[:8]} {place}" for place in _PLACES]
    begins = range(0, len(vectors), len(names))
    return [dict(zip(names, vectors[begin : begin + len(names)], strict=True)) for begin in begins]


def _around(blanked: str, group: Sequence[Hit]) -> tuple[str, str, str]:
    """The texts at `_PLACES`."""
    start, end = group[0].span.start, group[-1].span.end
    left, right = clause_around(blanked, start, end)
    before = _unnamed(blanked[left:start]).split()[-_NEAR:]
    after = _unnamed(blanked[end:right]).split()[:_NEAR]
    return " ".join(before), " ".join(after), _unnamed(blanked)


@cache
def _encoder() -> embedding.Encoder:
    return embedding.load()


def _unnamed(blanked: str) -> str:
    return blanked.replace(BLANK, " ")


def _said_by_rules(decision: Decision) -> dict[str, float]:
    where = "here" if decision.own else "near" if decision.cue else "by default"
    return {
        f"rules say {decision.role}": 1.0,
        f"rules say {decision.role} {where}": 1.0,
        f"cue={decision.cue.casefold()[:_CUE]}": 1.0,
    }


def _of_itself(hit: Hit, group: Sequence[Hit], passage: Passage, blanked: str) -> dict[str, float]:
    place = "first" if hit is group[0] else "last" if hit is group[-1] else "inside"
    named = "class" if hit.is_class else "named"
    return {
        f"kind={passage.kind}": 1.0,
        f"type={hit.name.actor_type}": 1.0,
        f"{named}": 1.0,
        f"{named} type={hit.name.actor_type}": 1.0,
        "vague" if hit.needs_cue else "clear": 1.0,
        f"list={min(len(group), 4)}": 1.0,
        f"{place} of list": 1.0,
        "opens" if not blanked[: group[0].span.start].strip() else "follows": 1.0,
        "ends" if not blanked[group[-1].span.end :].strip(" .") else "goes on": 1.0,
    }


def _masked(blanked: str) -> str:
    return _NAMES.sub(_OTHER, blanked)


def _by_distance(side: str, near: Sequence[str]) -> dict[str, float]:
    found = {f"{side}{distance}={word}": 1.0 for distance, word in enumerate(near[:_NEAR])}
    return found | {f"near {side}={word}": 1.0 for word in near[:_NEXT]}
