"""What the classifier of statuses sees of a group: the words around it by their distance, the cues, the surroundings."""

from collections.abc import Sequence

from esfnlp.document import Passage, Span
from esfnlp.extract.cues import CUES, Decision, clause
from esfnlp.extract.features import cues, stems, surroundings, words

_NEAR = 6
"""Words on either side whose distance counts."""
_CUE = 25
_ALONE = 0.7
"""The share of the sentence from which on the group is all that it says."""


def status_features(
    sentence: str, group: Span, passage: Passage, headings: Sequence[str], decision: Decision, *, weak: bool
) -> dict[str, float]:
    """Features of the group at `group` in a sentence; `decision` is what the cues alone make of it."""
    left, right = clause(sentence, group.start)
    before, after = sentence[left : group.start], sentence[group.end : right]
    covered = len(group) / max(1, len(sentence.strip(" .;,")))
    around = {
        "heading": headings[-1] if headings else "",
        "above": headings[-2] if len(headings) > 1 else "",
        "label": passage.label,
        "lead-in": passage.lead_in,
    }
    return {
        f"kind={passage.kind}": 1.0,
        f"cues say {decision.status}": 1.0,
        f"cues say {decision.status} {'here' if decision.local else 'above' if decision.cue else 'by default'}": 1.0,
        f"cue={decision.cue.casefold()[:_CUE]}": 1.0,
        "weak" if weak else "strong": 1.0,
        "alone" if covered > _ALONE else "in words": 1.0,
        "place": group.start / max(1, len(sentence)),
        **_by_distance("before", stems(before)[::-1]),
        **_by_distance("after", stems(after)),
        **words("clause before", before, pairs=True),
        **words("clause after", after, pairs=True),
        **words("earlier", sentence[:left]),
        **words("later", sentence[right:]),
        **words("sentence", sentence, first=3),
        **cues("before", before, CUES),
        **cues("after", after, CUES),
        **cues("sentence", sentence, CUES),
        **surroundings(around, [("cue", CUES)]),
    }


def _by_distance(side: str, near: Sequence[str]) -> dict[str, float]:
    return {f"{side}{distance}={word}": 1.0 for distance, word in enumerate(near[:_NEAR])}
