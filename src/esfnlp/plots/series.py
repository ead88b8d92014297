"""Target groups over the programme periods, one small panel for each region."""

from typing import TYPE_CHECKING

from esfnlp.dataset.series import WHOLE, Series, series
from esfnlp.dataset.series_page import SERIES_MEANINGS, SERIES_SYMBOLS, label_of
from esfnlp.dataset.tables import Dataset
from esfnlp.errors import NothingToDoError
from esfnlp.plots.cells import add_cell_legend, draw_cell
from esfnlp.plots.style import INK, bare, new_figure, title
from esfnlp.taxonomy.places import place_name

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_CELL = 0.34
_NAMES = 3.6


def draw_series(dataset: Dataset) -> "Figure":
    """Target groups by period, a panel a region; a blank cell has no plan. Groups and periods that no plan
    is about are left out.

    Raises
    ------
    NothingToDoError : no plan says anything of any group.
    """
    found = series(dataset, "target-groups")
    rows = [row for row in found.rows if row.strand == WHOLE]
    if not rows:
        raise NothingToDoError("no regional plan says anything of any target group; there is nothing to draw")
    regions = list(dict.fromkeys(row.region_code for row in rows))
    items = sorted({row.item for row in rows}, key=lambda item: label_of(item).casefold())
    shown = [n for n in range(len(found.periods)) if any(row.cells[n].status != "no-plan" for row in rows)]
    width = _NAMES + len(regions) * (_CELL * 1.1 * len(shown) + 0.35)
    figure = new_figure(width, 2.9 + _CELL * 0.8 * len(items))
    title(figure, "Target groups over the programme periods, region by region")
    grid = figure.subplots(1, len(regions), squeeze=False)[0]
    for number, (axes, region) in enumerate(zip(grid, regions, strict=True)):
        _draw_panel(axes, region, items, shown, found)
        axes.set_title(place_name(region).replace(" ", "\n", 1), fontsize=8, color=INK)
        names = [label_of(item) for item in items] if number == 0 else []
        axes.set_yticks(range(len(items)) if names else [], names, fontsize=7)
    never = ("no-part", "no-plan")
    entries = ((s, SERIES_SYMBOLS[s], SERIES_MEANINGS[s]) for s in SERIES_MEANINGS if s not in never)
    add_cell_legend(figure, entries, columns=3)
    return figure


def _draw_panel(axes: "Axes", region: str, items: list[str], shown: list[int], found: Series) -> None:
    rows = {row.item: row for row in found.rows if row.strand == WHOLE and row.region_code == region}
    for y, item in enumerate(items):
        for x, number in enumerate(shown):
            row = rows.get(item)
            status = row.cells[number].status if row else found.unsaid(region, found.periods[number])
            if status != "no-plan":
                draw_cell(axes, x, y, status, SERIES_SYMBOLS[status])
    axes.set_xlim(-0.5, len(shown) - 0.5)
    axes.set_ylim(len(items) - 0.5, -0.5)
    axes.set_xticks(range(len(shown)), [found.periods[n] for n in shown], rotation=90, fontsize=7)
    bare(axes)
