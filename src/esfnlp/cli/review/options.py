"""What the commands for reviewers share: their options, the bench, and who reviews."""

import os
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from esfnlp.cli.output import Format

if TYPE_CHECKING:
    from esfnlp.review.bench import Bench

REVIEWER = "ESFNLP_REVIEWER"


class Table(StrEnum):
    target_groups = "target_groups"
    actors = "actors"
    priorities = "priorities"
    targets = "targets"


In = Annotated[Path, typer.Option("--in", help="Folder that `esfnlp run` wrote.", show_default=False)]
Who = Annotated[
    str,
    typer.Option(help=f"Who judges; else {REVIEWER} or the name of the user.", show_default=False),
]
Why = Annotated[str, typer.Option(help="The reason, in a few words.", show_default=False)]
File = Annotated[
    Path | None,
    typer.Option("--corrections", help="File of corrections in place of IN/corrections.", show_default=False),
]
Fmt = Annotated[Format, typer.Option("--format", help="How it is printed.")]


def bench_of(out: Path, corrections: Path | None) -> "Bench":
    """The bench of a folder; damaged lines of corrections are named on standard error."""
    from esfnlp.cli.output import open_dataset
    from esfnlp.review.bench import Bench

    bench = Bench(out, open_dataset(out), corrections)
    for fault in bench.log.faults:
        typer.echo(f"esfnlp: {fault}", err=True)
    return bench


def who_is(stated: str) -> str:
    import getpass

    if stated or os.environ.get(REVIEWER):
        return stated or os.environ[REVIEWER]
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""
