"""An answer for the reader: how the question was understood, who says what, and who says nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from esfnlp.record import Row
from esfnlp.search.answer import Answer, PlanAnswer
from esfnlp.search.interpretation import Interpretation
from esfnlp.search.scope import lies_in, scope_of
from esfnlp.taxonomy.places import place_name
from esfnlp.web import words
from esfnlp.web.questions import codes_of
from esfnlp.web.statements import concept_name


@dataclass(frozen=True, slots=True)
class PlanGroup:
    """Plans of one status under its heading."""

    status: str | None
    heading: str
    plans: tuple[PlanAnswer, ...]


@dataclass(frozen=True, slots=True)
class SilentPlan:
    """A plan that the answer does not name; `is_read` is false where part of it could not be read."""

    row: Row
    is_read: bool


def understood(asked: Interpretation) -> list[tuple[str, str]]:
    """Pairs of a label and what was understood; empty where nothing was."""
    relation = (
        "vilka planer som tiger om"
        if asked.asks_for_silence
        else words.RELATION.get(asked.relation or "", "")
    )
    parts = [
        ("Söker", relation),
        ("Begrepp", ", ".join(map(concept_name, asked.concepts))),
        ("Aktörer", ", ".join(map(concept_name, asked.actors))),
        ("Område", ", ".join(map(place_name, asked.regions))),
        ("Period", words.period(*asked.period) if asked.period else ""),
        ("Senast", str(asked.deadline or "")),
        ("Okända ord", ", ".join(asked.unknown)),
    ]
    return [(label, text) for label, text in parts if text]


def groups(answer: Answer) -> list[PlanGroup]:
    """The answer's plans, in its order, under the headings of their status."""
    asked = answer.interpretation
    without = "Säger något om det" if asked.concepts or asked.actors else "Har stycken som liknar frågan"
    return [
        PlanGroup(status, words.PLANS_BY_STATUS.get(status or "", without), tuple(plans))
        for status, plans in groupby(answer.plans, key=lambda plan: plan.status)
    ]


def nobody(answer: Answer) -> str:
    """The sentence that says that no plan does what was asked; empty where one does."""
    asked = answer.interpretation
    names = ", ".join(map(concept_name, [*asked.concepts, *asked.actors]))
    statuses = {plan.status for plan in answer.plans}
    if not statuses:
        return f"Ingen plan säger något om {names}." if names else "Ingen plan säger något om det."
    if not names or asked.asks_for_silence:
        return ""
    if asked.relation == "prioritises" and "prioritised" not in statuses:
        return f"Ingen plan prioriterar {names}. Så här säger de i stället:"
    if asked.relation == "excludes" and "excluded" not in statuses:
        return f"Ingen plan säger att {names} inte omfattas. Så här säger de i stället:"
    return ""


def silent_plans(answer: Answer, documents: Sequence[Row]) -> list[SilentPlan]:
    """The documents within the question's regions and period that the answer does not name.

    `answer` has to hold every plan that says something. Empty where no concept or actor was understood: then
    nothing was asked that a plan could be silent on.
    """
    asked = answer.interpretation
    if not (asked.concepts or asked.actors):
        return []
    named = {plan.document_id for plan in answer.plans}
    scope = scope_of(documents, asked.regions, asked.period)
    return [
        SilentPlan(row, is_read=not row["warnings"])
        for row in documents
        if row["document_id"] in scope.documents
        and row["document_id"] not in named
        and _concerns(row, scope.regions)
    ]


def _concerns(row: Row, regions: Sequence[str]) -> bool:
    """Whether the document is about one of the regions, a part of one, or what one is a part of."""
    own = codes_of(row)
    return not regions or any(lies_in(a, b) or lies_in(b, a) for a in own for b in regions)
