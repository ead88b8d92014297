"""What the plans promise in numbers over the years: targets and milestones, one panel for each unit."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from textwrap import shorten
from typing import TYPE_CHECKING

from esfnlp.dataset.tables import Dataset
from esfnlp.dataset.wording import content
from esfnlp.errors import NothingToDoError
from esfnlp.plots.style import COLOURS, FAINT, INK, MARKERS, bare, new_figure, title
from esfnlp.record import Row
from esfnlp.taxonomy.places import TRAINING_REGION, load_places, place_name

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.lines import Line2D

MOST_PANELS = 4
_COMMITMENTS = ("target", "milestone")
_COLUMNS = ["document_id", "region_code", "kind", "indicator", "value", "unit", "year"]
MOST_NAMED = 15
"""A panel with more points than this names none of them: the names would cover each other."""
_NAME = 45
_LOW, _EACH, _TALL = 0.9, 0.3, 2.6
"""Inches of a panel with one point, for each further one, and at most."""
_COUNTED = {"persons", "projects", "count", "months", "years"}
"""Units of which there are no fractions."""
_WIDE = 100
"""Values that differ by more than this factor are drawn on a scale of powers of ten."""


@dataclass(frozen=True, slots=True)
class Point:
    """A commitment; one without a year stands at the end of its plan's period and is not `dated`."""

    region: str
    indicator: str
    unit: str
    year: int
    value: float
    dated: bool


def draw_targets(dataset: Dataset) -> "Figure":
    """Values by the year they are to be reached; a line joins those of one region and indicator.

    Raises
    ------
    NothingToDoError : there is no target or milestone with a year or a period.
    """
    ends = _period_ends(dataset)
    points = [point for row in dataset.rows("targets", _COLUMNS) if (point := _point(row, ends))]
    if not points:
        raise NothingToDoError("no plan of the dataset has a target or milestone; there is nothing to draw")
    units = [unit for unit, _ in Counter(point.unit for point in points).most_common(MOST_PANELS)]
    regions = sorted({point.region for point in points})
    counts = Counter(point.unit for point in points)
    heights = [min(_TALL, _LOW + _EACH * (counts[unit] - 1)) for unit in units]
    figure = new_figure(9, 1.2 + sum(heights))
    title(figure, "Targets and milestones by the year they are for")
    grid = figure.subplots(len(units), 1, squeeze=False, sharex=True, height_ratios=heights)[:, 0]
    for axes, unit in zip(grid, units, strict=True):
        _draw_panel(axes, [point for point in points if point.unit == unit], regions)
        axes.yaxis.get_major_locator().set_params(nbins=4, integer=unit in _COUNTED)
        axes.set_ylabel(unit.replace("_", " "), fontsize=8, color=INK)
    years = [point.year for point in points]
    grid[-1].set_xlim(min(years) - 1, max(years) + 2 + (max(years) - min(years)) // 3)
    grid[-1].set_xlabel("year", fontsize=8, color=INK, loc="right")
    grid[-1].xaxis.get_major_locator().set_params(integer=True)
    _add_legend(figure, regions)
    return figure


def _period_ends(dataset: Dataset) -> dict[str, int | None]:
    """The last year of each document's period, without training material."""
    rows = dataset.rows("documents", ["document_id", "training", "period_end"])
    ends = {str(row["document_id"]): row["period_end"] for row in rows if not row["training"]}
    return {document: end if isinstance(end, int) else None for document, end in ends.items()}


def _point(row: Row, ends: Mapping[str, int | None]) -> Point | None:
    value, region, document = row["value"], str(row["region_code"]), str(row["document_id"])
    year = row["year"] if row["year"] is not None else ends.get(document)
    is_commitment = row["kind"] in _COMMITMENTS and document in ends and region != TRAINING_REGION
    if not is_commitment or not isinstance(year, int) or not isinstance(value, float):
        return None
    region = load_places().region_of(region)
    return Point(region, str(row["indicator"] or ""), str(row["unit"]), year, value, row["year"] is not None)


def _draw_panel(axes: "Axes", points: list[Point], regions: list[str]) -> None:
    lines: dict[tuple[str, frozenset[str]], list[Point]] = defaultdict(list)
    for point in points:
        lines[point.region, content(point.indicator)].append(point)
    for (region, _), own in lines.items():
        own.sort(key=lambda point: (point.year, point.value))
        _draw_line(axes, own, regions.index(region))
    if len(points) <= MOST_NAMED:
        _add_names(axes, points)
    _set_scales(axes, points)


def _add_names(axes: "Axes", points: list[Point]) -> None:
    """What is counted, beside each mark; marks in one place share a line."""
    from matplotlib.patheffects import withStroke

    names: dict[tuple[int, float], list[str]] = defaultdict(list)
    for point in points:
        names[point.year, point.value].append(point.indicator)
    for place, indicators in names.items():
        text = "; ".join(shorten(name, _NAME, placeholder="…") for name in dict.fromkeys(indicators))
        note = axes.annotate(
            text, place, (6, 0), textcoords="offset points", va="center", fontsize=6, color=INK
        )
        note.set_path_effects([withStroke(linewidth=2, foreground="white")])


def _draw_line(axes: "Axes", points: list[Point], number: int) -> None:
    """Marks, joined where each has a year of its own; hollow where the plan states no year."""
    colour, marker = COLOURS[number % len(COLOURS)], MARKERS[number % len(MARKERS)]
    years = [point.year for point in points]
    if len(set(years)) == len(years):
        axes.plot(years, [point.value for point in points], color=colour, linewidth=1, zorder=1)
    for point in points:
        fill = colour if point.dated else "white"
        axes.scatter(point.year, point.value, s=36, marker=marker, facecolor=fill, edgecolor=colour, zorder=2)


def _set_scales(axes: "Axes", points: list[Point]) -> None:
    values = [point.value for point in points if point.value > 0]
    if len(values) == len(points) and max(values) > _WIDE * min(values):
        axes.set_yscale("log")
    else:
        axes.set_ylim(bottom=0)
    bare(axes)
    axes.grid(color=FAINT, linewidth=0.3)
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:,.12g}".replace(",", "\u2009"))
    axes.tick_params(labelsize=8)


def _add_legend(figure: "Figure", regions: list[str]) -> None:
    handles = [
        _mark(
            COLOURS[number % len(COLOURS)], MARKERS[number % len(MARKERS)], f"{place_name(region)} {region}"
        )
        for number, region in enumerate(regions)
    ]
    handles.append(_mark(INK, "o", "hollow: no year stated,\ndrawn at the end of the period", fill="white"))
    figure.legend(handles=handles, loc="outside right upper", fontsize=7, frameon=False)


def _mark(colour: str, marker: str, label: str, fill: str | None = None) -> "Line2D":
    from matplotlib.lines import Line2D

    return Line2D(
        [], [], color=colour, marker=marker, linestyle="", markerfacecolor=fill or colour, label=label
    )
