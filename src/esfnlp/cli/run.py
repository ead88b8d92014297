"""`esfnlp run`: a folder of plans to a dataset."""

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from esfnlp.flow.run import RunReport


class Format(StrEnum):
    table = "table"
    json = "json"


def run_command(
    inputs: Annotated[
        list[Path], typer.Argument(help="Files, folders or a manifest.csv.", show_default=False)
    ],
    out: Annotated[Path, typer.Option("--out", help="Folder for the dataset.", show_default=False)],
    params: Annotated[Path | None, typer.Option(help="YAML file with settings.")] = None,
    workers: Annotated[int, typer.Option(min=1, help="Documents read at the same time.")] = 2,
    format: Annotated[Format, typer.Option(help="How the summary is printed.")] = Format.table,
) -> None:
    """Read plans and write their dataset; only what changed is done again."""
    from esfnlp.cli.progress import progress_bar
    from esfnlp.flow.run import run
    from esfnlp.settings import Settings

    settings = Settings.read(params) if params else Settings()
    with progress_bar() as progress:
        report = run(inputs, out, settings=settings, workers=workers, progress=progress)
    for problem in report.problems:
        typer.echo(f"esfnlp: could not read {problem.reason}", err=True)
    if report.skipped:
        typer.echo(f"esfnlp: left out {len(report.skipped)} files that are no documents", err=True)
    if report.dropped:
        gone = ", ".join(report.dropped)
        typer.echo(f"esfnlp: no longer in the dataset, since the input does not name them: {gone}", err=True)
    if format is Format.json:
        typer.echo(json.dumps({"counts": report.counts, "documents": report.documents, "reused": report.reused,
                               "problems": [p.reason for p in report.problems]}, ensure_ascii=False))  # fmt: skip
    else:
        _print_summary(report, out)
    sys.exit(report.exit_code)


def _print_summary(report: "RunReport", out: Path) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(title=f"Dataset in {out / 'dataset'}", title_justify="left")
    table.add_column("table")
    table.add_column("rows", justify="right")
    for name, count in report.counts.items():
        table.add_row(name.replace("_", " "), f"{count:,}".replace(",", " "))
    console = Console()
    console.print(table)
    console.print(
        f"{len(report.documents)} documents, {report.reused} of them unchanged since the last run; "
        f"{len(report.problems)} warnings"
    )
