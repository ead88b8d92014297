"""An answer for the reader: who says what, who says nothing, what could not be read, and what was not understood."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from esfnlp.record import Row
from esfnlp.search.answer import Answer, PlanAnswer
from esfnlp.search.interpretation import Interpretation
from esfnlp.search.passages import Hit
from esfnlp.search.scope import lies_in, scope_of
from esfnlp.web import words
from esfnlp.web.languages import N_, Language
from esfnlp.web.questions import codes_of

PLANS_SHOWN = 20
"""Of each status; the others are shown when they are asked for."""
PASSAGES_SHOWN = 10


@dataclass(frozen=True, slots=True)
class PlanGroup:
    """Plans of one status under its heading; `total` says how many there are, shown or not."""

    key: str
    status: str | None
    heading: str
    plans: tuple[PlanAnswer, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Silence:
    """Documents that the answer does not name: those that were read, and those of which a part could not be."""

    read: tuple[Row, ...] = ()
    unread: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class PassageView:
    hit: Hit
    title: str
    because: str


def groups(answer: Answer, say: Language, *, is_whole: bool = False) -> list[PlanGroup]:
    """The answer's plans, in its order, under the headings of their status; all of them if `is_whole`."""
    without = _without_status(answer.interpretation)
    found = []
    for status, plans in groupby(answer.plans, key=lambda plan: plan.status):
        own, key = tuple(plans), status or "found"
        shown = own if is_whole else own[:PLANS_SHOWN]
        found.append(PlanGroup(key, status, say(words.PLANS_BY_STATUS.get(key, without)), shown, len(own)))
    return found


def _without_status(asked: Interpretation) -> str:
    """What plans do of which no status tells it."""
    if asked.relation == "targets":
        return N_("Give figures")
    return N_("Say something of it") if asked.is_named else N_("Have passages like the question")


def nobody(answer: Answer, say: Language) -> str:
    """The sentence that says that no plan does what was asked; empty where one does."""
    asked = answer.interpretation
    names = ", ".join(map(say.concept, [*asked.concepts, *asked.actors]))
    statuses = {plan.status for plan in answer.plans}
    if not statuses:
        return (
            say(N_("No plan says anything of %(names)s."), names=names)
            if names
            else say(N_("No plan says anything of it."))
        )
    if not names or asked.asks_for_silence:
        return ""
    if asked.relation == "prioritises" and "prioritised" not in statuses:
        return say(N_("No plan prioritises %(names)s. This is what they say instead:"), names=names)
    if asked.relation == "excludes" and "excluded" not in statuses:
        return say(
            N_("No plan says that it leaves out %(names)s. This is what they say instead:"), names=names
        )
    return ""


def silent_plans(answer: Answer, documents: Sequence[Row]) -> Silence:
    """The documents within the question's regions and period that the answer does not name.

    `answer` has to hold every plan that says something. Empty where no concept or actor was understood: then
    nothing was asked that a plan could be silent on.
    """
    asked = answer.interpretation
    if not (asked.concepts or asked.actors):
        return Silence()
    named = {plan.document_id for plan in answer.plans}
    scope = scope_of(documents, asked.regions, asked.period)
    silent = [
        row
        for row in documents
        if row["document_id"] in scope.documents
        and row["document_id"] not in named
        and _concerns(row, scope.regions)
    ]
    return Silence(
        read=tuple(row for row in silent if not row["warnings"]),
        unread=tuple(row for row in silent if row["warnings"]),
    )


def partly_read(answer: Answer) -> frozenset[str]:
    """Plans of the answer of which a part could not be read: they may say more."""
    return frozenset(plan.document_id for plan in answer.plans if answer.unread.get(plan.document_id))


def passage_views(
    answer: Answer, documents: Mapping[str, Mapping[str, Any]], say: Language
) -> list[PassageView]:
    """The best passages, each with the reason why it is shown."""
    return [
        PassageView(hit, _title(documents.get(hit.document_id, {}), hit.document_id), because(hit, say))
        for hit in answer.passages[:PASSAGES_SHOWN]
    ]


def because(hit: Hit, say: Language) -> str:
    """Why a passage was found: its words, its concepts, and how like it is in meaning."""
    why = hit.why
    terms = ", ".join(f"“{term}”" for term in why.terms)
    names = ", ".join(map(say.concept, why.concepts))
    reasons = [
        say(N_("has the words %(terms)s"), terms=terms) if terms else "",
        say(N_("is about %(names)s"), names=names) if names else "",
        say(
            N_("is like the question in meaning (%(share)s of 1)"), share=say.number(round(why.similarity, 2))
        )
        if why.similarity > 0.3
        else "",
    ]
    return "; ".join(reason for reason in reasons if reason)


def _title(row: Mapping[str, Any], document_id: str) -> str:
    return str(row.get("title") or document_id)


def _concerns(row: Row, regions: Sequence[str]) -> bool:
    """Whether the document is about one of the regions, a part of one, or what one is a part of."""
    own = codes_of(row)
    return not regions or any(lies_in(a, b) or lies_in(b, a) for a in own for b in regions)
