"""The order of an answer's passages: what fits the question, and states something of it, goes before what only names it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from esfnlp.search.evidence import Evidence
from esfnlp.search.interpretation import Interpretation
from esfnlp.search.passages import Hit
from esfnlp.search.question_words import is_denied

_NO_EVIDENCE = 0.75
"""What a passage without evidence keeps of its score; 0.5 to 0.9 gave much the same order on annotated plans."""
_STATING: dict[str | None, float] = {"prioritised": 1.0, "eligible": 0.95, "mentioned": 0.85}
"""What a passage keeps by the strongest of its statements."""
_OTHER_AREA = 0.5
"""What a passage keeps that neither names the programme area asked for nor stands under its heading."""
_NOTHING_DENIED = 0.45
"""What a passage keeps that denies nothing, where the question has a word that denies."""


def fitting_first(hits: list[Hit], asked: Interpretation) -> list[Hit]:
    """Passages in order, those further down that deny nothing where the question does, or that are of another programme
    area."""
    area = _area_pattern(asked) if asked.programme_areas else None
    must_deny = asked.denies and not (asked.asks_for_silence and asked.is_named)
    if area is None and not must_deny:
        return hits
    weighed = (_weighed(hit, area, must_deny) for hit in hits)
    return sorted(weighed, key=lambda hit: hit.order)


def stating_first(hits: Iterable[Hit], evidence: Iterable[Evidence]) -> Iterator[Hit]:
    """Passages in order, those that hold no evidence a little further down: they mention, and state nothing."""
    weights: dict[str, float] = {}
    for item in evidence:
        weights[item.passage_id] = max(weights.get(item.passage_id, 0.0), _STATING.get(item.status, 1.0))
    weighed = [(round(h.score * weights.get(h.passage_id, _NO_EVIDENCE), 4), h) for h in hits]
    for score, hit in sorted(weighed, key=lambda pair: (-pair[0], *pair[1].order[1:])):
        yield replace(hit, score=score)


def _weighed(hit: Hit, area: re.Pattern[str] | None, must_deny: bool) -> Hit:
    weight = 1.0
    if area and not area.search(f"{hit.section}\n{hit.text}"):
        weight *= _OTHER_AREA
    if must_deny and not is_denied(hit.text):
        weight *= _NOTHING_DENIED
    return hit if weight == 1.0 else replace(hit, score=round(hit.score * weight, 4))


def _area_pattern(asked: Interpretation) -> re.Pattern[str]:
    """The names of the programme areas asked for, also in a row of several, and of their goals ("mål 2.1")."""
    areas = "|".join(asked.programme_areas)
    named = rf"\b(?:program)?område\w*\s(?:\w\s?(?:,|och)\s)*(?:{areas})\b"
    return re.compile(rf"{named}|\bmål\s(?:{areas})\.\d|\b(?:{areas})[12]\b", re.I)
