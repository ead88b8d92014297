"""What the pages show, as pictures that can be printed: PNG and SVG, by matplotlib."""

import io
import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

from esfnlp.dataset.compare import ComparisonRow
from esfnlp.dataset.views import SYMBOLS
from esfnlp.plots.style import COLOURS, DPI, FAINT, INK, MARKERS, STATUS_COLOURS, bare, new_figure, title
from esfnlp.web import words
from esfnlp.web.downloads import Form
from esfnlp.web.languages import N_, Language
from esfnlp.web.views.chart import Chart, Panel
from esfnlp.web.views.comparison import Grid
from esfnlp.web.views.likeness import Likeness

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_DRAWING = threading.Lock()
"""Matplotlib draws in one thread at a time."""
_SIDES = {"start": "left", "end": "right", "middle": "center"}
"""Where text is anchored, as SVG says it and as matplotlib does."""
MOST_LINES = 120
"""Lines of a table that a picture shows; more cannot be read."""


def as_picture(figure: "Figure", form: Form, cited: str) -> bytes:
    """The picture with its citation at the foot; the same picture gives the same bytes."""
    import matplotlib

    figure.supxlabel(cited, x=0.01, ha="left", fontsize=6.5, color=INK, wrap=True)
    buffer = io.BytesIO()
    with _DRAWING, matplotlib.rc_context({"svg.hashsalt": "esfnlp"}):
        dated = {"Date": None} if form == "svg" else None
        figure.savefig(buffer, format=form, dpi=DPI, metadata=dated)
    return buffer.getvalue()


def heat_map(
    grid: Grid, heading: str, meanings: dict[str, str], say: Language, *, is_dense: bool = False
) -> "Figure":
    """Items by regions and periods; sign and shade say the same. The number is that of records or, where `is_dense`,
    of places per 1,000 words."""
    lines = grid.lines[:MOST_LINES]
    figure = new_figure(8.2 + 0.42 * len(grid.columns), 2.8 + 0.26 * len(lines))
    left_out = len(grid.lines) - len(lines)
    title(figure, heading + (say(N_(" (the first %(n)s)"), n=len(lines)) if left_out else ""))
    axes = figure.subplots()
    axes.imshow([[_colour(cell) for cell in line.cells] for line in lines], aspect="auto")
    for y, line in enumerate(lines):
        for x, cell in enumerate(line.cells):
            if cell is not None and (cell.records or cell.status == "unread"):
                density = cell.salience.density if is_dense and cell.salience else None
                count = len(cell.records) if density is None else round(density, 1)
                _sign(axes, (x, y), cell, say.number(count) if cell.records else "")
    silent = [(x, y) for y, line in enumerate(lines) for x, cell in enumerate(line.cells) if _is_silent(cell)]
    axes.scatter([x for x, _ in silent], [y for _, y in silent], s=1.5, color=INK)
    names = [f"{say.place(region)}\n{period or ''}" for region, period in grid.columns]
    axes.set_xticks(range(len(names)), names, rotation=90, fontsize=7)
    axes.set_yticks(range(len(lines)), [_short(line.label) for line in lines], fontsize=7)
    axes.set_xticks([x + 0.5 for x in range(len(names))], minor=True)
    axes.set_yticks([y + 0.5 for y in range(len(lines))], minor=True)
    axes.grid(which="minor", color=FAINT, linewidth=0.3)
    axes.tick_params(which="minor", length=0)
    bare(axes)
    _legend(figure, meanings, say)
    return figure


def _is_silent(cell: ComparisonRow | None) -> bool:
    return cell is not None and cell.status == "silent"


def _colour(cell: ComparisonRow | None) -> tuple[float, float, float]:
    from matplotlib.colors import to_rgb

    red, green, blue = to_rgb("white" if cell is None else STATUS_COLOURS[cell.status])
    return red, green, blue


def _sign(axes: "Axes", place: tuple[int, int], cell: ComparisonRow, count: str) -> None:
    ink = "white" if cell.status == "prioritised" else INK
    text = axes.text(
        *place, f"{SYMBOLS[cell.status]} {count}".strip(), ha="center", va="center", fontsize=6.5, color=ink
    )
    text.set_in_layout(False)


def _legend(figure: "Figure", meanings: dict[str, str], say: Language) -> None:
    from matplotlib.patches import Patch

    handles = [
        Patch(
            facecolor=STATUS_COLOURS[status],  # type: ignore[index]
            edgecolor=FAINT,
            label=f"{SYMBOLS[status]}  {say(meaning)}",  # type: ignore[index]
        )
        for status, meaning in meanings.items()
    ]
    figure.legend(handles=handles, loc="outside right upper", fontsize=7, frameon=False)


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"


def targets_chart(chart: Chart, heading: str, say: Language) -> "Figure":
    """Values by the year they are to be reached, a panel for each unit; hollow where no year is stated."""
    figure = new_figure(9, 1.4 + 2.4 * len(chart.panels))
    title(figure, heading)
    grid = figure.subplots(len(chart.panels), 1, squeeze=False, sharex=True)[:, 0]
    for axes, panel in zip(grid, chart.panels, strict=True):
        _draw_panel(axes, panel)
        axes.set_ylabel(say(words.unit_name(panel.unit)), fontsize=8, color=INK)
        axes.yaxis.set_major_formatter(lambda value, _: say.number(value))
    grid[-1].xaxis.get_major_locator().set_params(integer=True)
    _region_legend(figure, [say.place(region) for region in chart.regions])
    return figure


def _draw_panel(axes: "Axes", panel: Panel) -> None:
    for mark in panel.marks:
        made = mark.commitment
        colour, marker = COLOURS[mark.series % len(COLOURS)], MARKERS[mark.series % len(MARKERS)]
        fill = colour if made.is_dated else "white"
        axes.scatter(made.year, made.value, s=36, marker=marker, facecolor=fill, edgecolor=colour, zorder=2)
    if panel.is_log:
        axes.set_yscale("log")
    else:
        axes.set_ylim(bottom=0)
    bare(axes)
    axes.grid(color=FAINT, linewidth=0.3)
    axes.tick_params(labelsize=8)


def _region_legend(figure: "Figure", names: Sequence[str]) -> None:
    from matplotlib.lines import Line2D

    handles = [
        Line2D(
            [],
            [],
            color=COLOURS[n % len(COLOURS)],
            marker=MARKERS[n % len(MARKERS)],
            linestyle="",
            label=name,
        )
        for n, name in enumerate(names)
    ]
    figure.legend(handles=handles, loc="outside right upper", fontsize=7, frameon=False)


def likeness_map(found: Likeness, heading: str, say: Language) -> "Figure":
    """Plans near those that they are like; a line leads from each to the one that is most like it."""
    figure = new_figure(9, 7)
    title(figure, heading)
    axes = figure.subplots()
    for place in found.places:
        other = found.places[place.nearest]
        axes.plot([place.x, other.x], [-place.y, -other.y], color=FAINT, linewidth=1, zorder=1)
        axes.text(place.name_x, -place.name_y, say.place(place.region), ha=_SIDES[place.anchor], va="baseline",
                  fontsize=8, color=INK)  # fmt: skip
    for number, period in enumerate(found.periods):
        own = [place for place in found.places if place.series == number]
        axes.scatter([p.x for p in own], [-p.y for p in own], s=70, color=COLOURS[number % len(COLOURS)],
                     marker=MARKERS[number % len(MARKERS)], label=period or say(N_("no period")), zorder=2)  # fmt: skip
    axes.margins(x=0.16)
    axes.set_xticks([])
    axes.set_yticks([])
    bare(axes)
    axes.legend(loc="best", fontsize=8, frameon=False)
    return figure
