"""Cells of a heat map: shade, hatch and sign say the same."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from esfnlp.dataset.series import SeriesStatus
from esfnlp.plots.style import FAINT, INK, STATUS_COLOURS, add_foot_legend

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

SIGN = 8.5
"""Points that a sign is high."""


def draw_cell(axes: "Axes", x: int, y: int, status: SeriesStatus, symbol: str) -> None:
    """A box of one by one around x and y."""
    from matplotlib.patches import Rectangle

    box = Rectangle(
        (x - 0.5, y - 0.5), 1, 1, facecolor=STATUS_COLOURS[status], edgecolor=FAINT, linewidth=0.4,
        hatch=_hatch(status),
    )  # fmt: skip
    axes.add_patch(box)
    ink = "white" if status == "prioritised" else INK
    axes.text(x, y, symbol, ha="center", va="center", fontsize=SIGN, color=ink)


def add_cell_legend(
    figure: "Figure", entries: Iterable[tuple[SeriesStatus, str, str]], columns: int = 2
) -> None:
    """What statuses, with their sign and meaning, look like."""
    from matplotlib.patches import Patch

    handles = [
        Patch(
            facecolor=STATUS_COLOURS[status], edgecolor=FAINT, hatch=_hatch(status),
            label=f"{symbol}  {meaning}".strip(),
        )
        for status, symbol, meaning in entries
    ]  # fmt: skip
    add_foot_legend(figure, handles, columns=columns)


def _hatch(status: SeriesStatus) -> str | None:
    return "////" if status == "unread" else None
