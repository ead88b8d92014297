"""How often a record like this one was right, measured on annotated plans."""

import json
from collections.abc import Mapping
from functools import cache

from esfnlp.artefacts import models_folder
from esfnlp.finding import ActorClaim, Claim, PriorityClaim, TargetClaim, TargetGroupClaim

UNMEASURED = 0.5
"""For a kind of record that the annotated plans do not hold."""

CODES = {"target_groups": "status", "actors": "role", "priorities": "kind", "targets": "kind"}
"""The column of each table whose value, with the presence of a cue, makes records of one kind."""

_TABLES: dict[type, str] = {
    TargetGroupClaim: "target_groups",
    ActorClaim: "actors",
    PriorityClaim: "priorities",
    TargetClaim: "targets",
}


def kind_of_evidence(table: str, code: str, cue: str | None) -> str:
    """The group of records that share a confidence.

    >>> kind_of_evidence("target_groups", "eligible", "kan även")
    'target_groups/eligible/cue'
    """
    return f"{table}/{code}/{'cue' if cue else 'no cue'}"


@cache
def measured() -> Mapping[str, float]:
    """Confidence by kind of evidence, from `models/confidence` (its card says on what it was measured)."""
    path = models_folder() / "confidence" / "table.json"
    table: dict[str, dict[str, float]] = json.loads(path.read_text(encoding="utf-8"))
    return {kind: row["confidence"] for kind, row in table.items()}


def confidence(claim: Claim, probability: float | None = None) -> float:
    """How likely a record of the claim is right, in [0, 1]: the classifier's held-out calibrated `probability`,
    else the share of right records among those with the same kind of evidence.

    Raises
    ------
    ValueError : a mention, of which no record is made.
    """
    if type(claim) not in _TABLES:
        raise ValueError(f"no confidence is kept for {type(claim).__name__}")
    if probability is not None:
        return round(probability, 3)
    table = _TABLES[type(claim)]
    code = getattr(claim, CODES[table])
    return measured().get(kind_of_evidence(table, code, getattr(claim, "cue", "")), UNMEASURED)
