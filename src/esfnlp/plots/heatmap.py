"""What each region does with each target group, one panel per period: sign and shade say the same."""

from typing import TYPE_CHECKING

from esfnlp.dataset.compare import Cell, compare
from esfnlp.dataset.tables import Dataset
from esfnlp.dataset.views import MEANINGS, SYMBOLS, Matrix, labels_of, matrix
from esfnlp.errors import NothingToDoError
from esfnlp.plots.cells import add_cell_legend, draw_cell
from esfnlp.plots.style import INK, bare, new_figure, title
from esfnlp.taxonomy.places import place_name

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_CELL = 0.34
_NAMES = 3.6


def draw_heatmap(dataset: Dataset) -> "Figure":
    """Target groups by regions; groups that no plan says anything of are left out.

    Raises
    ------
    NothingToDoError : no plan says anything of any group.
    """
    comparison = compare(dataset, "target-groups")
    labels = labels_of(dataset, comparison)
    table = matrix(comparison, labels)
    if not table.items:
        raise NothingToDoError(
            "no plan of the dataset says anything of any target group; there is nothing to draw"
        )
    periods = sorted({period or "" for _, period in table.columns})
    panels = [[c for c in table.columns if (c[1] or "") == period] for period in periods]
    figure = new_figure(_NAMES + _CELL * 1.25 * len(table.columns), 2.9 + _CELL * 0.8 * len(table.items))
    title(figure, "Target groups in the regions' ESF plans")
    grid = figure.subplots(1, len(panels), squeeze=False, width_ratios=[len(p) for p in panels])[0]
    for number, (axes, period, columns) in enumerate(zip(grid, periods, panels, strict=True)):
        _draw_panel(axes, table, columns)
        axes.set_title(period or "no programme period", fontsize=9, color=INK)
        names = [labels[item] for item in table.items] if number == 0 else []
        axes.set_yticks(range(len(table.items)) if names else [], names, fontsize=7)
    add_cell_legend(figure, ((status, SYMBOLS[status], meaning) for status, meaning in MEANINGS.items()))
    return figure


def _draw_panel(axes: "Axes", table: Matrix, columns: list[Cell]) -> None:
    for x, column in enumerate(columns):
        for y, item in enumerate(table.items):
            row = table.cells[item].get(column)
            if row:
                draw_cell(axes, x, y, row.status, SYMBOLS[row.status])
    axes.set_xlim(-0.5, len(columns) - 0.5)
    axes.set_ylim(len(table.items) - 0.5, -0.5)
    names = [f"{place_name(region)} {region}" for region, _ in columns]
    axes.set_xticks(range(len(columns)), names, rotation=90, fontsize=7)
    bare(axes)
