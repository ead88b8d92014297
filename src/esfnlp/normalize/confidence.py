"""How often a record like this one was right, measured on annotated plans."""

import json
from collections.abc import Mapping
from functools import cache

from esfnlp.artefacts import models_folder
from esfnlp.finding import ActorClaim, Claim, PriorityClaim, TargetClaim, TargetGroupClaim

UNMEASURED = 0.5
"""For a kind of record that the annotated plans do not hold."""


def kind_of_evidence(claim: Claim) -> str:
    """The group of records that share a confidence: table, code, and whether words of the text decided it."""
    match claim:
        case TargetGroupClaim():
            return f"target_groups/{claim.status}/{'cue' if claim.cue else 'no cue'}"
        case ActorClaim():
            return f"actors/{claim.role}/{'cue' if claim.cue else 'no cue'}"
        case PriorityClaim():
            return f"priorities/{claim.kind}/{'themes' if claim.themes else 'no theme'}"
        case TargetClaim():
            return f"targets/{claim.kind}"
        case _:
            raise ValueError(f"no confidence is kept for {type(claim).__name__}")


@cache
def measured() -> Mapping[str, float]:
    """Confidence by kind of evidence, from `models/confidence` (its card says on what it was measured)."""
    path = models_folder() / "confidence" / "table.json"
    table: dict[str, dict[str, float]] = json.loads(path.read_text(encoding="utf-8"))
    return {kind: row["confidence"] for kind, row in table.items()}


def confidence(claim: Claim) -> float:
    """The share of right records among those with the same kind of evidence, in [0, 1]."""
    return measured().get(kind_of_evidence(claim), UNMEASURED)
