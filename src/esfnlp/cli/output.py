"""What the commands share: opening a dataset, output formats, and tables on the terminal."""

import sys
from collections.abc import Iterable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from esfnlp.errors import UsageError

if TYPE_CHECKING:
    from esfnlp.dataset.tables import Dataset


class Format(StrEnum):
    table = "table"
    json = "json"


_WIDE = 10_000
"""Columns for output that is no terminal: a program or a file gets whole lines."""


def open_dataset(out: Path) -> "Dataset":
    """The dataset in an output folder of `esfnlp run`.

    Raises
    ------
    UsageError : the folder is not there.
    NothingToDoError : it holds no dataset, or one of a newer version.
    """
    from esfnlp.dataset.tables import read_tables

    if not out.is_dir():
        raise UsageError(f"no folder {out}; give the folder that `esfnlp run ... --out` wrote")
    return read_tables(out / "dataset")


def print_table(header: Sequence[str], rows: Iterable[Sequence[str]], *, numbers: Sequence[str] = ()) -> None:
    """A table on standard output; plain and as wide as it needs where that is no terminal.

    `numbers` names the columns that are set to the right.
    """
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    on_terminal = sys.stdout.isatty()
    table = Table(box=box.SIMPLE_HEAD if on_terminal else None, pad_edge=False)
    for name in header:
        table.add_column(Text(name), justify="right" if name in numbers else "left")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    console = Console() if on_terminal else Console(width=_WIDE, color_system=None)
    console.print(table)
