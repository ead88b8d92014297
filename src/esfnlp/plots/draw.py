"""The kinds of pictures, and how one is made of a dataset's folder."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from esfnlp.dataset.tables import Dataset, read_tables
from esfnlp.errors import UsageError
from esfnlp.plots.actors import draw_actors
from esfnlp.plots.heatmap import draw_heatmap
from esfnlp.plots.series import draw_series
from esfnlp.plots.similarity import draw_similarity
from esfnlp.plots.style import check_target, name_source, save
from esfnlp.plots.targets import draw_targets
from esfnlp.release.version import dataset_version

if TYPE_CHECKING:
    from matplotlib.figure import Figure

KINDS: dict[str, Callable[[Dataset], "Figure"]] = {
    "heatmap": draw_heatmap,
    "targets": draw_targets,
    "similarity": draw_similarity,
    "actors": draw_actors,
    "series": draw_series,
}


def plot(out: Path, kind: str, to: Path | None = None) -> "Figure":
    """A picture of the dataset in `out`, written to `to` (PNG or SVG) where that is given.

    Raises
    ------
    UsageError : there is no such kind, matplotlib is not installed, or `to` is no place for a picture.
    NothingToDoError : there is no dataset, or nothing in it to draw.
    """
    if kind not in KINDS:
        raise UsageError(f"no picture {kind!r}; choose one of {', '.join(KINDS)}")
    if to:
        check_target(to)
    dataset = read_tables(out / "dataset")
    try:
        figure = KINDS[kind](dataset)
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "matplotlib":
            raise
        raise UsageError('pictures need matplotlib; install it with pip install "esfnlp[plots]"') from error
    name_source(figure, dataset_version(out / "dataset"), len(dataset.document_ids()))
    if to:
        save(figure, to)
    return figure
