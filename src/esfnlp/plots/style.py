"""What the pictures share: colours, signs, the line that names the source, and how they are written."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from esfnlp.dataset.series import SeriesStatus
from esfnlp.errors import UsageError

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

FORMATS = (".png", ".svg")
DPI = 200

STATUS_COLOURS: dict[SeriesStatus, str] = {
    "prioritised": "#08519c", "eligible": "#6baed6", "mentioned": "#deebf7", "excluded": "#e69f00",
    "silent": "#ffffff", "unread": "#ffffff", "no-part": "#f7f7f7", "no-plan": "#ffffff",
}  # fmt: skip
"""Blues that differ in lightness, so that they stay apart in grey, and orange for what is left out."""

COLOURS = (
    "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#000000", "#7f7f7f",
)  # fmt: skip
"""Okabe and Ito's palette, which the colour-blind can tell apart; yellow, too faint in print, is grey."""
MARKERS = "osD^vPX*<>h"
INK = "#222222"
FAINT = "#999999"


def new_figure(width: float, height: float) -> "Figure":
    """An empty picture; sizes in inches."""
    from matplotlib.figure import Figure

    return Figure(figsize=(width, height), layout="constrained", facecolor="white")


def bare(axes: "Axes") -> None:
    """Takes away frame and ticks."""
    axes.tick_params(length=0, colors=INK)
    for spine in axes.spines.values():
        spine.set_visible(False)


def title(figure: "Figure", text: str) -> None:
    figure.suptitle(text, x=0.01, ha="left", fontsize=12, fontweight="bold", color=INK)


def name_source(figure: "Figure", version: str, documents: int) -> None:
    """A line at the foot that says which dataset the picture shows."""
    text = f"Source: esfnlp dataset {version}, {documents} documents"
    foot = 0.06 / figure.get_figheight()
    figure.supxlabel(text, x=0.01, y=foot, ha="left", va="bottom", fontsize=7, color=INK)


def add_foot_legend(figure: "Figure", handles: "Sequence[Artist]", columns: int) -> None:
    """A legend at the foot, with room below it for the line that names the source."""
    figure.legend(
        handles=handles, loc="outside lower left", ncols=columns, fontsize=7, frameon=False, borderpad=2.6
    )


def save(figure: "Figure", to: Path) -> None:
    """Writes the picture; the same picture gives the same bytes."""
    import matplotlib

    with matplotlib.rc_context({"svg.hashsalt": "esfnlp"}):
        dated = {"Date": None} if to.suffix.lower() == ".svg" else None
        figure.savefig(to, dpi=DPI, metadata=dated)


def check_target(to: Path) -> None:
    """Nothing, where a picture can be written there.

    Raises
    ------
    UsageError : the file has another ending, or its folder is not there.
    """
    if to.suffix.lower() not in FORMATS:
        raise UsageError(f"--to {to}: give a file that ends in {' or '.join(FORMATS)}")
    if not to.parent.is_dir():
        raise UsageError(f"no folder {to.parent}; make it, or give another file")
    if to.is_dir():
        raise UsageError(f"--to {to} is a folder; give a file")
