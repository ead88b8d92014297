"""An answer laid side by side: what each region, or each period of one region, says of what was asked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from esfnlp.search.evidence import Evidence
from esfnlp.search.interpretation import Interpretation
from esfnlp.search.scope import Scope, lies_in
from esfnlp.search.where_and_when import Period

_FEWEST = 2
_GIVEN = ("prioritised", "eligible")
"""Statuses of groups that a plan is for."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison.

    `status` is the strongest of its plans, "silent" where a plan was read and says nothing, "unread" where it could not
    be read whole, None where there is no plan or its words have no status. `plans` are the plans with their status, `evidence` the
    best quote. `only` are the groups and themes asked for, and those narrower, that this side alone is for.
    """

    region_code: str
    period: Period | None
    status: str | None
    plans: tuple[tuple[str, str | None], ...]
    evidence: Evidence | None
    only: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "region_code": self.region_code,
            "period": list(self.period) if self.period else None,
            "status": self.status,
            "plans": [{"document_id": document_id, "status": status} for document_id, status in self.plans],
            "evidence": self.evidence.as_json() if self.evidence else None,
            "only": list(self.only),
        }


@dataclass(frozen=True, slots=True)
class _Found:
    region_code: str
    period: Period | None
    documents: tuple[str, ...]
    evidence: tuple[Evidence, ...]

    @property
    def given(self) -> frozenset[str]:
        """What it is for."""
        return frozenset(item.about for item in self.evidence if item.about and item.status in _GIVEN)


def compared(asked: Interpretation, scope: Scope, evidence: Iterable[Evidence]) -> tuple[Side, ...]:
    """One side a region that is named, or a period where one region's periods are compared; empty where there is nothing
    to set side by side. `evidence` comes best first."""
    ordered = list(evidence)
    sides = [_side(code, period, scope, ordered) for code, period in _sides(asked, scope)]
    if len(sides) < _FEWEST:
        return ()
    return tuple(_part(side, [other for other in sides if other is not side], scope) for side in sides)


def _sides(asked: Interpretation, scope: Scope) -> Sequence[tuple[str, Period | None]]:
    if len(asked.regions) >= _FEWEST:
        return [(code, None) for code in asked.regions]
    if not (asked.compares and len(asked.regions) == 1):
        return []
    code = asked.regions[0]
    periods = {_period(row) for row in scope.documents.values() if _is_of(row, code)}
    return [(code, period) for period in sorted(period for period in periods if period)]


def _period(row: Mapping[str, Any]) -> Period | None:
    start, end = row["period_start"], row["period_end"]
    return (int(start), int(end)) if start is not None and end is not None else None


def _is_of(row: Mapping[str, Any], code: str) -> bool:
    """Whether a document is a plan of the region, or of the one that the place lies in."""
    return any(lies_in(str(own), code) or lies_in(code, str(own)) for own in row["region_codes"] or ())


def _side(code: str, period: Period | None, scope: Scope, evidence: Sequence[Evidence]) -> _Found:
    documents = tuple(
        document_id
        for document_id, row in sorted(scope.documents.items())
        if _is_of(row, code) and (period is None or _period(row) == period)
    )
    return _Found(code, period, documents, tuple(item for item in evidence if item.document_id in documents))


def _part(side: _Found, others: Iterable[_Found], scope: Scope) -> Side:
    elsewhere = frozenset().union(*(other.given for other in others))
    strongest: dict[str, str | None] = {}
    for item in side.evidence:
        strongest.setdefault(item.document_id, item.status)
    best = next(iter(side.evidence), None)
    return Side(
        region_code=side.region_code,
        period=side.period,
        status=best.status if best else _without_evidence(side, scope),
        plans=tuple((document_id, strongest.get(document_id, _of_document(scope.documents[document_id]))) for document_id in side.documents),
        evidence=best,
        only=tuple(sorted(side.given - elsewhere)),
    )  # fmt: skip


def _without_evidence(side: _Found, scope: Scope) -> str | None:
    said = {_of_document(scope.documents[document_id]) for document_id in side.documents}
    return "unread" if "unread" in said else "silent" if said else None


def _of_document(row: Mapping[str, Any]) -> str:
    return "unread" if row["warnings"] else "silent"
