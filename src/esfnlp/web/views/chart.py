"""Targets over time as a drawing of plain shapes: one panel for each unit, one mark for each commitment.

Sizes are pixels of the drawing; the page scales it. A table beside it says the same in words.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from esfnlp.dataset.wording import content
from esfnlp.record import Row
from esfnlp.taxonomy.places import TRAINING_REGION, load_places

WIDTH, HEIGHT = 860, 260
LEFT, RIGHT, TOP, BOTTOM = 96, 24, 30, 34
MOST_PANELS = 4
MARKS = ("circle", "square", "diamond", "up", "down", "plus", "cross", "star")
"""Shapes by region, so that colour is not needed."""
COMMITMENTS = ("target", "milestone")
_WIDE = 100
"""Values that differ by more than this factor are drawn by powers of ten."""


@dataclass(frozen=True, slots=True)
class Commitment:
    """A target or milestone; one without a year stands at the end of its plan's period and is not `is_dated`."""

    record_id: str
    document_id: str
    region: str
    kind: str
    indicator: str
    unit: str
    value: float
    year: int
    is_dated: bool
    page: int | None
    char_start: int


@dataclass(frozen=True, slots=True)
class Mark:
    x: float
    y: float
    shape: str
    series: int
    commitment: Commitment


@dataclass(frozen=True, slots=True)
class Panel:
    """`lines` join the marks of one region and indicator, as points of a polyline with the number of their series;
    ticks are pairs of a place and a number."""

    unit: str
    marks: tuple[Mark, ...]
    lines: tuple[tuple[int, str], ...]
    x_ticks: tuple[tuple[float, int], ...]
    y_ticks: tuple[tuple[float, float], ...]
    is_log: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """`regions` are the series, in order; each has the mark of its number."""

    panels: tuple[Panel, ...]
    regions: tuple[str, ...]
    commitments: tuple[Commitment, ...]


def commitments(targets: Iterable[Row], documents: Mapping[str, Mapping[str, Any]]) -> list[Commitment]:
    """What the plans promise, by unit, region, indicator and year; training material is left out."""
    found = [made for row in targets if (made := _commitment(row, documents))]
    return sorted(found, key=lambda c: (c.unit, c.region, c.indicator.casefold(), c.year, c.record_id))


def _commitment(row: Row, documents: Mapping[str, Mapping[str, Any]]) -> Commitment | None:
    document = documents.get(str(row["document_id"]), {})
    region = load_places().region_of(str(row["region_code"] or ""))
    year = row["year"] if row["year"] is not None else document.get("period_end")
    value, page = row["value"], row["page"]
    counts = row["kind"] in COMMITMENTS and document and not document["training"]
    if not counts or region in ("", TRAINING_REGION):
        return None
    if not isinstance(year, int) or not isinstance(value, float):
        return None
    return Commitment(
        record_id=str(row["record_id"]),
        document_id=str(row["document_id"]),
        region=region,
        kind=str(row["kind"]),
        indicator=str(row["indicator"] or ""),
        unit=str(row["unit"] or "count"),
        value=value,
        year=year,
        is_dated=row["year"] is not None,
        page=page if isinstance(page, int) else None,
        char_start=int(str(row["char_start"])),
    )


def chart(made: Sequence[Commitment], unit: str = "") -> Chart:
    """The drawing of one unit, or of those that are used most."""
    units = [unit] if unit else [name for name, _ in Counter(c.unit for c in made).most_common(MOST_PANELS)]
    shown = tuple(c for c in made if c.unit in units)
    regions = tuple(sorted({c.region for c in shown}))
    panels = tuple(
        _panel(name, [c for c in shown if c.unit == name], shown, regions) for name in units if shown
    )
    return Chart(tuple(p for p in panels if p.marks), regions, shown)


def _panel(
    unit: str, own: Sequence[Commitment], together: Sequence[Commitment], regions: Sequence[str]
) -> Panel:
    years = [c.year for c in together]
    first, last = min(years) - 1, max(years) + 1
    values = [c.value for c in own]
    low, high = min(values, default=0.0), max(values, default=1.0)
    is_log = low > 0 and high > _WIDE * low
    ticks = _powers(low, high) if is_log else _steps(high)

    def across(year: int) -> float:
        return round(LEFT + (WIDTH - LEFT - RIGHT) * (year - first) / (last - first), 1)

    def down(value: float) -> float:
        share = (
            (math.log10(value) - math.log10(ticks[0])) / (math.log10(ticks[-1]) - math.log10(ticks[0]))
            if is_log
            else value / ticks[-1]
        )
        return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * share, 1)

    marks = tuple(
        Mark(across(c.year), down(c.value), MARKS[n % len(MARKS)], n, c)
        for c in own
        for n in [regions.index(c.region)]
    )
    step = max(1, (last - first) // 12)
    return Panel(
        unit=unit,
        marks=marks,
        lines=tuple(_lines(marks)),
        x_ticks=tuple((across(year), year) for year in range(first, last + 1, step)),
        y_ticks=tuple((down(tick), tick) for tick in ticks),
        is_log=is_log,
    )


def _lines(marks: Iterable[Mark]) -> Iterable[tuple[int, str]]:
    """Polylines through the marks of one region and indicator, where each has a year of its own."""
    series: dict[tuple[int, frozenset[str]], list[Mark]] = defaultdict(list)
    for mark in marks:
        series[mark.series, content(mark.commitment.indicator)].append(mark)
    for (number, _), own in series.items():
        ordered = sorted(own, key=lambda mark: mark.x)
        if 1 < len(own) == len({mark.x for mark in own}):
            yield number, " ".join(f"{mark.x},{mark.y}" for mark in ordered)


def _steps(high: float) -> list[float]:
    """About five round numbers from 0 to at least `high`.

    >>> _steps(870)
    [0.0, 200.0, 400.0, 600.0, 800.0, 1000.0]
    """
    if high <= 0:
        return [0.0, 1.0]
    rough = high / 5
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(size * power for size in (1, 2, 2.5, 5, 10) if size * power >= rough)
    return [round(step * n, 10) for n in range(math.ceil(high / step) + 1)]


def _powers(low: float, high: float) -> list[float]:
    """Powers of ten around the values.

    >>> _powers(3, 4200)
    [1.0, 10.0, 100.0, 1000.0, 10000.0]
    """
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    return [10.0**power for power in range(first, max(last, first + 1) + 1)]
