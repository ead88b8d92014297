"""What was found in a document: a span and what it says. Columns are those of the data contract."""

from dataclasses import dataclass
from typing import Literal

from esfnlp.document import Span

Status = Literal["prioritised", "eligible", "excluded", "mentioned"]
Role = Literal["responsible", "partner", "addressed", "consulted", "mentioned"]
PriorityKind = Literal["priority_area", "measure", "principle", "qualitative_target", "need"]
TargetKind = Literal["target", "milestone", "budget", "statistic", "threshold"]
ActorType = Literal[
    "government_agency", "municipality", "region", "county_board", "coordination_association",
    "education_provider", "employer", "social_partner", "civil_society", "social_enterprise", "eu_body",
    "partnership", "healthcare", "network", "other",
]  # fmt: skip
Comparator = Literal[">=", "<=", ">", "<", "=", "~"]
Unit = Literal[
    "persons", "projects", "percent", "percentage_points", "SEK", "EUR", "years", "months", "count"
]
Measure = Literal["level", "share", "increase_by", "decrease_by"]
MentionLabel = Literal[
    "TARGET_GROUP", "ACTOR", "PLACE", "PROGRAMME", "LAW", "DOCUMENT", "QUANTITY", "DATE", "PERSON"
]

STATUS_STRENGTH: dict[str, int] = {"prioritised": 3, "eligible": 2, "excluded": 1, "mentioned": 0}
"""The strongest status in a scope wins (annotation guidelines)."""
ROLE_STRENGTH: dict[str, int] = {
    "responsible": 4, "partner": 3, "addressed": 2, "consulted": 1, "mentioned": 0,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class TargetGroupClaim:
    """`cue` is the word or heading that decided the status."""

    concept: str
    status: Status
    surface: str
    age_min: int | None = None
    age_max: int | None = None
    duration_min_months: int | None = None
    gender: Literal["women", "men"] | None = None
    cue: str = ""


@dataclass(frozen=True, slots=True)
class ActorClaim:
    actor: str
    name: str
    surface: str
    actor_type: str
    role: Role
    cue: str = ""


@dataclass(frozen=True, slots=True)
class PriorityClaim:
    kind: PriorityKind
    text: str
    themes: tuple[str, ...] = ()
    target_groups: tuple[str, ...] = ()
    cue: str = ""


@dataclass(frozen=True, slots=True)
class TargetClaim:
    """`inconsistencies` says which other numbers of the document do not agree with this one."""

    kind: TargetKind
    indicator: str
    value: float
    comparator: Comparator
    unit: Unit
    year: int | None = None
    baseline: float | None = None
    measure: Measure | None = None
    population: tuple[str, ...] = ()
    cue: str = ""
    inconsistencies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MentionClaim:
    label: MentionLabel
    text: str
    concept: str | None = None


Claim = TargetGroupClaim | ActorClaim | PriorityClaim | TargetClaim | MentionClaim


@dataclass(frozen=True, slots=True)
class Finding:
    """A claim and its evidence.

    `span` is the quote's span in the document's text, `sentence` the span of the sentence it stands in (it
    decides whose statement it is where the sentence names a place), `method` which extractor gave it.
    `probability` is that of the classifier which decided, None where none did.
    """

    claim: Claim
    span: Span
    passage_id: str
    sentence: Span
    method: str
    probability: float | None = None
