"""Target groups: those that the text names or describes, each with the status that the words around it give."""

from collections.abc import Sequence
from typing import cast

import numpy as np
from numpy.typing import NDArray

from esfnlp.document import Document
from esfnlp.extract.attributes import attributes
from esfnlp.extract.group_mentions import Group, groups
from esfnlp.extract.linear import shipped_model
from esfnlp.extract.status_features import status_features
from esfnlp.finding import Finding, Status, TargetGroupClaim

NAMED, DESCRIBED = "taxonomy", "description-classifier"
BELIEVED = 0.05
"""The probability from which on words that let a group take part or leave it out are believed."""


def find_target_groups(document: Document) -> list[Finding]:
    """One finding for every mention of a concept; which of them is the scope's record is decided later."""
    found = [g for g in groups(document) if not g.mention.weak or g.decision.status != "mentioned"]
    model = shipped_model("statuses")
    rows = model.probabilities(status_features(found))
    return [
        _finding(group, *_judged(group, model.labels, row)) for group, row in zip(found, rows, strict=True)
    ]


def _judged(group: Group, labels: Sequence[str], row: NDArray[np.float64]) -> tuple[Status, str, float]:
    """Status, the cue where it is the one that the cues gave, and the probability of the status.

    What a heading, label or lead-in lets take part or leaves out, it decides for all that stands under it; words
    that do so with the group itself ("kan omfattas", "omfattas inte") decide where the classifier does not think that
    all but impossible.
    """
    decision = group.decision
    by_label = dict(zip(labels, row.tolist(), strict=True))
    bounds = bool(decision.cue) and decision.status in ("eligible", "excluded")
    is_told = bounds and (not decision.local or by_label[decision.status] >= BELIEVED)
    status = decision.status if is_told else cast(Status, max(by_label, key=by_label.__getitem__))
    return status, decision.cue if status == decision.status else "", by_label[status]


def _finding(group: Group, status: Status, cue: str, sure: float) -> Finding:
    sentence, mention = group.sentence, group.mention
    start, end = mention.span.start, mention.span.end
    read = attributes(sentence.text, start, end, concept=mention.concept_id)
    claim = TargetGroupClaim(
        concept=mention.concept_id,
        status=status,
        surface=sentence.text[start:end],
        age_min=read.age_min,
        age_max=read.age_max,
        duration_min_months=read.duration_min_months,
        gender=read.gender,
        cue=cue,
    )
    described = mention.probability is not None
    return Finding(
        claim,
        sentence.span,
        sentence.passage.passage_id,
        sentence.span,
        DESCRIBED if described else NAMED,
        sure * (mention.probability if mention.probability is not None else 1.0),
    )
