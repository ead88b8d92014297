"""`esfnlp diff`: what changed in meaning between two versions of a plan."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from esfnlp.cli.output import Format

if TYPE_CHECKING:
    from esfnlp.dataset.changes import Change
    from esfnlp.dataset.diff import Diff


def diff_command(
    old: Annotated[str, typer.Argument(help="The earlier document.", show_default=False)],
    new: Annotated[str, typer.Argument(help="The later document.", show_default=False)],
    in_: Annotated[Path, typer.Option("--in", help="Folder that `esfnlp run` wrote.", show_default=False)],
    format: Annotated[Format, typer.Option(help="How the differences are printed.")] = Format.table,
) -> None:
    """Show what changed in meaning between two versions of a plan."""
    from esfnlp.cli.output import open_dataset
    from esfnlp.dataset.diff import diff

    found = diff(open_dataset(in_), old, new)
    for document, reasons in found.unread.items():
        typer.echo(
            f"esfnlp: not all of {document} could be read, so some of what differs may only be unread:"
            f" {'; '.join(reasons)}",
            err=True,
        )
    if format is Format.json:
        typer.echo(json.dumps(found.to_json(), ensure_ascii=False))
    else:
        _print_table(found)


def _print_table(found: "Diff") -> None:
    from esfnlp.cli.output import print_table

    header = ["change", "table", "what", "where", "field", "old", "new"]
    print_table(header, [_row(change) for change in found.changes])
    typer.echo(
        f"{len(found.changes)} changes of meaning; {len(found.reworded)} claims reworded and "
        f"{len(found.moved)} passages moved without a change of meaning (--format json lists them)"
    )


def _row(change: "Change") -> list[str]:
    name = next(iter(change.key.values()))
    where = " ".join(str(value) for value in change.scope.values())
    values = ["" if value is None else f"{value:.12g}" if isinstance(value, float) else str(value)
              for value in (change.old, change.new)]  # fmt: skip
    return [change.kind, change.table.replace("_", " "), str(name), where, change.field, *values]
