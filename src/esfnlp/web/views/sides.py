"""An answer to a question on several regions, laid out to compare them: a column for each region, a row for each period."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from esfnlp.dataset.compare import period_of
from esfnlp.record import Row
from esfnlp.search.answer import Answer, PlanAnswer
from esfnlp.search.scope import lies_in
from esfnlp.web.questions import codes_of
from esfnlp.web.views.answers import Silence

MOST_REGIONS = 5
"""More regions make columns too narrow to read."""
MOST_IN_CELL = 5


@dataclass(frozen=True, slots=True)
class SideCell:
    """What the plans of a region and period say: those that answer, and those that say nothing or were not read
    wholly. `more` counts those that are not shown."""

    region: str
    plans: tuple[PlanAnswer, ...]
    silent: tuple[Row, ...]
    unread: tuple[Row, ...]
    more: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether the dataset has no plan for it."""
        return not (self.plans or self.silent or self.unread)


@dataclass(frozen=True, slots=True)
class Sides:
    """`rows` have the period ("" for none) and a cell for each of the `regions`; `rest` are the plans of the answer
    that are about none of them alone."""

    regions: tuple[str, ...]
    rows: tuple[tuple[str, tuple[SideCell, ...]], ...]
    rest: tuple[PlanAnswer, ...]


def sides(answer: Answer, silence: Silence) -> Sides | None:
    """The answer side by side; None where the question names fewer than two regions, or too many, or plans of fewer
    than two of them are there."""
    regions = tuple(dict.fromkeys(answer.interpretation.regions))
    if not 2 <= len(regions) <= MOST_REGIONS:
        return None
    plans = [(plan, _place({"region_codes": list(plan.region_codes)}, regions)) for plan in answer.plans]
    unsaid = [(row, _place(row, regions)) for row in (*silence.read, *silence.unread)]
    if len({place for _, place in (*plans, *unsaid) if place}) < 2:
        return None
    periods = sorted(
        {_period(plan) for plan, place in plans if place} | {_period(row) for row, place in unsaid if place}
    )
    rows = tuple(
        (period, tuple(_cell(region, period, plans, unsaid) for region in regions)) for period in periods
    )
    return Sides(regions, rows, tuple(plan for plan, place in plans if not place))


def _place(document: Mapping[str, Any], regions: tuple[str, ...]) -> str:
    """The one of the regions that a document is about, wholly or in part; "" where that is none or several."""
    codes = codes_of(document)
    own = [region for region in regions if any(lies_in(c, region) or lies_in(region, c) for c in codes)]
    return own[0] if len(own) == 1 else ""


def _period(document: PlanAnswer | Row) -> str:
    if isinstance(document, PlanAnswer):
        return period_of({"period_start": document.period_start, "period_end": document.period_end}) or ""
    return period_of(document) or ""


def _cell(
    region: str,
    period: str,
    plans: Iterable[tuple[PlanAnswer, str]],
    unsaid: Iterable[tuple[Row, str]],
) -> SideCell:
    saying = [plan for plan, place in plans if place == region and _period(plan) == period]
    rows = [row for row, place in unsaid if place == region and _period(row) == period]
    silent = tuple(row for row in rows if not row["warnings"])[:MOST_IN_CELL]
    unread = tuple(row for row in rows if row["warnings"])[:MOST_IN_CELL]
    shown = tuple(saying[:MOST_IN_CELL])
    return SideCell(
        region, shown, silent, unread, len(saying) + len(rows) - len(shown) - len(silent) - len(unread)
    )
