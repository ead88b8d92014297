"""An answer for the reader: how the question was understood, who says what, and who says nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from esfnlp.record import Row
from esfnlp.taxonomy.places import load_places
from esfnlp.web import words
from esfnlp.web.questions import codes_of
from esfnlp.web.statements import concept_name, place_name

Answer = Mapping[str, Any]
"""The contract's `search --format json`."""


@dataclass(frozen=True, slots=True)
class PlanGroup:
    """Plans of one status under its heading."""

    status: str | None
    heading: str
    plans: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class SilentPlan:
    """A plan that the answer does not name; `is_read` is false where part of it could not be read."""

    row: Row
    is_read: bool


def understood(answer: Answer) -> list[tuple[str, str]]:
    """Pairs of a label and what was understood; empty where nothing was."""
    interpretation = answer["interpretation"]
    period = interpretation["period"]
    parts = [
        ("Söker", words.RELATION.get(interpretation["relation"] or "", "")),
        ("Begrepp", ", ".join(map(concept_name, interpretation["concepts"]))),
        ("Aktörer", ", ".join(map(concept_name, interpretation["actors"]))),
        ("Område", ", ".join(map(place_name, interpretation["regions"]))),
        ("Period", words.period(*period) if period else ""),
    ]
    return [(label, text) for label, text in parts if text]


def groups(answer: Answer) -> list[PlanGroup]:
    """The answer's plans under the headings of their status, strongest first."""
    by_status: dict[str | None, list[Mapping[str, Any]]] = {}
    for plan in answer["plans"]:
        by_status.setdefault(plan["status"], []).append(plan)
    return [
        PlanGroup(status, words.PLANS_BY_STATUS.get(status, str(status)), tuple(plans))
        for status, plans in by_status.items()
    ]


def nobody(answer: Answer) -> str | None:
    """The sentence that says that no plan does what was asked, or None where one does."""
    interpretation = answer["interpretation"]
    names = ", ".join(map(concept_name, [*interpretation["concepts"], *interpretation["actors"]]))
    statuses = {plan["status"] for plan in answer["plans"]}
    if not names:
        return None if answer["plans"] else "Ingen plan säger något om det."
    if not statuses:
        return f"Ingen plan säger något om {names}."
    if interpretation["relation"] == "prioritises" and "prioritised" not in statuses:
        return f"Ingen plan prioriterar {names}. Så här säger de i stället:"
    if interpretation["relation"] == "excludes" and "excluded" not in statuses:
        return f"Ingen plan säger att {names} inte omfattas. Så här säger de i stället:"
    return None


def silent_plans(answer: Answer, documents: Sequence[Row]) -> list[SilentPlan]:
    """The documents within the question's regions and period that the answer does not name.

    Empty where no concept or actor was understood: then nothing was asked that a plan could be silent on.
    Training material is left out.
    """
    interpretation = answer["interpretation"]
    if not (interpretation["concepts"] or interpretation["actors"]):
        return []
    named = {plan["document_id"] for plan in answer["plans"]}
    return [
        SilentPlan(row, is_read=not row["warnings"])
        for row in documents
        if row["document_id"] not in named
        and not row["training"]
        and _concerns(row, interpretation["regions"], interpretation["period"])
    ]


def _concerns(row: Row, regions: Sequence[str], period: Sequence[int] | None) -> bool:
    region_of = load_places().region_of
    own = {region_of(code) for code in codes_of(row)}
    if regions and not own & {region_of(code) for code in regions}:
        return False
    start, end = row["period_start"], row["period_end"]
    if period and isinstance(start, int) and isinstance(end, int):
        return start <= period[1] and period[0] <= end
    return True
