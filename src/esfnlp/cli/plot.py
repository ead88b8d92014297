"""`esfnlp plot`: pictures of a dataset."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Kind(StrEnum):
    heatmap = "heatmap"
    targets = "targets"
    similarity = "similarity"
    actors = "actors"
    series = "series"


def plot_command(
    in_: Annotated[Path, typer.Option("--in", help="Folder that `esfnlp run` wrote.", show_default=False)],
    to: Annotated[Path, typer.Option("--to", help="PNG or SVG file that is written.", show_default=False)],
    kind: Annotated[Kind, typer.Option(help="What is drawn.")] = Kind.heatmap,
) -> None:
    """Draw target groups by region or over the periods, targets over time, the likeness of plans, or who is to do it."""
    from esfnlp.cli.output import open_dataset
    from esfnlp.plots.draw import plot

    open_dataset(in_)
    plot(in_, kind.value, to)
    typer.echo(f"wrote {to}", err=True)
