"""How often a record like this one was right, measured on annotated plans."""

import json
import math
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


Scaling = tuple[float, float]
"""Slope and intercept by which the log-odds of a classifier become those of its record being right."""


def kind_of_evidence(table: str, code: str, cue: str | None, probability: float | None = None) -> str:
    """The group of records that share a confidence.

    >>> kind_of_evidence("actors", "partner", "samverkar med")
    'actors/partner/cue'
    """
    decided = "cue" if cue else "no cue" if probability is None else "classifier"
    return f"{table}/{code}/{decided}"


@cache
def _measured() -> tuple[Mapping[str, float], Mapping[str, Scaling]]:
    """Confidence by kind of evidence, and scalings by table, from `models/confidence` (its card says on what)."""
    content = json.loads((models_folder() / "confidence" / "table.json").read_text(encoding="utf-8"))
    kinds = {kind: float(row["confidence"]) for kind, row in content["kinds"].items()}
    return kinds, {table: (row["slope"], row["intercept"]) for table, row in content["scalings"].items()}


def confidence(claim: Claim, probability: float | None = None) -> float:
    """How likely a record of the claim is right, in [0, 1], measured on texts that its model had not seen.

    Target groups and priorities have the classifier's `probability`, scaled; the others the share of right
    records among those with the same kind of evidence.

    Raises
    ------
    ValueError : a mention, of which no record is made.
    """
    if type(claim) not in _TABLES:
        raise ValueError(f"no confidence is kept for {type(claim).__name__}")
    table = _TABLES[type(claim)]
    kinds, scalings = _measured()
    if probability is not None and table in scalings:
        return round(scaled(probability, scalings[table]), 3)
    code = getattr(claim, CODES[table])
    return kinds.get(kind_of_evidence(table, code, getattr(claim, "cue", ""), probability), UNMEASURED)


def scaled(probability: float, scaling: Scaling) -> float:
    """The logistic of slope times log-odds plus intercept.

    >>> scaled(0.8, (1.0, 0.0))
    0.8
    """
    slope, intercept = scaling
    within = min(max(probability, 1e-6), 1 - 1e-6)
    return 1 / (1 + math.exp(-(slope * math.log(within / (1 - within)) + intercept)))
