"""What the classifier of statuses sees of a group: the words around it by their distance, the cues, the surroundings, the
sentences before and after it, and what the sentence and the words next to the group are about."""

from collections.abc import Sequence

import numpy as np

from esfnlp.extract.cues import CUES, clause
from esfnlp.extract.features import cues, meanings, stems, surroundings, words
from esfnlp.extract.group_mentions import Group
from esfnlp.extract.linear import Features, WithVectors

_NEAR = 6
"""Words on either side whose distance counts."""
_NEXT = 5
"""Words on either side whose common meaning counts."""
_SENTENCE = np.float32(0.5)
"""What the sentence's vector is weighed by, as against those of the words next to the group."""
_CUE = 25
_ALONE = 0.7
"""The share of the sentence from which on the group is all that it says."""


def status_features(groups: Sequence[Group]) -> list[Features]:
    """Features of each group."""
    around = [_next_to(group) for group in groups]
    sentences = meanings([group.sentence.text for group in groups]) * _SENTENCE
    before, after = (meanings([texts[side] for texts in around]) for side in (0, 1))
    return [
        WithVectors(_named(group), {"meaning": one, "meaning before": left, "meaning after": right})
        for group, one, left, right in zip(groups, sentences, before, after, strict=True)
    ]


def _next_to(group: Group) -> tuple[str, str]:
    text, span = group.sentence.text, group.mention.span
    return " ".join(text[: span.start].split()[-_NEXT:]), " ".join(text[span.end :].split()[:_NEXT])


def _named(group: Group) -> dict[str, float]:
    sentence, span, decision = group.sentence.text, group.mention.span, group.decision
    passage, headings = group.sentence.passage, group.headings
    left, right = clause(sentence, span.start)
    before, after = sentence[left : span.start], sentence[span.end : right]
    covered = len(span) / max(1, len(sentence.strip(" .;,")))
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
        "weak" if group.mention.weak else "strong": 1.0,
        "alone" if covered > _ALONE else "in words": 1.0,
        "place": span.start / max(1, len(sentence)),
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
        **cues("sentence before", group.before, CUES),
        **cues("sentence after", group.after, CUES),
        **(words("sentence before", group.before) or {"no sentence before": 1.0}),
    }


def _by_distance(side: str, near: Sequence[str]) -> dict[str, float]:
    return {f"{side}{distance}={word}": 1.0 for distance, word in enumerate(near[:_NEAR])}
