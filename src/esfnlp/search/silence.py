"""Plans that say nothing of what was asked: neither a record nor a passage of theirs names it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from esfnlp.search.interpretation import Interpretation
from esfnlp.search.passages import wanted_concepts
from esfnlp.search.reader import Passages
from esfnlp.search.scope import Scope, lies_in


@dataclass(frozen=True, slots=True)
class SilentPlan:
    """A plan in scope without what was asked for; `is_unread` says that a part of it could not be read, which may hold
    it."""

    document_id: str
    region_codes: tuple[str, ...]
    period_start: int | None
    period_end: int | None
    title: str
    is_unread: bool

    def as_json(self) -> dict[str, Any]:
        return {
            "document_id": self.document_id,
            "region_codes": list(self.region_codes),
            "period_start": self.period_start,
            "period_end": self.period_end,
            "title": self.title,
            "is_unread": self.is_unread,
        }


def is_sought(asked: Interpretation) -> bool:
    """Whether it is part of the answer which plans are silent: asked for, or who is left out of something named."""
    return asked.is_named and (asked.asks_for_silence or asked.relation == "excludes")


def silent_plans(
    passages: Passages, asked: Interpretation, scope: Scope, speaking: Collection[str]
) -> tuple[SilentPlan, ...]:
    """The plans in scope that are not among those `speaking` and hold no passage that names what was asked for."""
    wanted = wanted_concepts((*asked.concepts, *asked.actors))
    naming = passages.documents_of(passages.holding("concepts", wanted) > 0)
    return tuple(
        _silent(document_id, row)
        for document_id, row in sorted(scope.documents.items())
        if document_id not in speaking and document_id not in naming and _is_in(row, scope)
    )


def _is_in(document: Mapping[str, Any], scope: Scope) -> bool:
    """Whether a plan is of the regions in scope, or of one that they lie in."""
    codes = [str(code) for code in document["region_codes"] or ()]
    return not scope.regions or any(lies_in(c, r) or lies_in(r, c) for c in codes for r in scope.regions)


def _silent(document_id: str, row: Mapping[str, Any]) -> SilentPlan:
    return SilentPlan(
        document_id=document_id,
        region_codes=tuple(row["region_codes"] or ()),
        period_start=row["period_start"],
        period_end=row["period_end"],
        title=row["title"] or document_id,
        is_unread=bool(row["warnings"]),
    )
