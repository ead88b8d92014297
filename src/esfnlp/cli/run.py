"""`esfnlp run`: a folder of plans to a dataset."""

import json
import sys
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from esfnlp.flow.stage import Stage

if TYPE_CHECKING:
    from esfnlp.flow.run import RunReport


_NAMED = 5
"""Skipped files that are named; of more, only these."""


class Format(StrEnum):
    table = "table"
    json = "json"


def run_command(
    inputs: Annotated[
        list[Path], typer.Argument(help="Files, folders or a manifest.csv.", show_default=False)
    ],
    out: Annotated[Path, typer.Option("--out", help="Folder for the dataset.", show_default=False)],
    params: Annotated[Path | None, typer.Option(help="YAML file with settings.")] = None,
    pipeline: Annotated[
        str | None,
        typer.Option(
            help="spaCy pipeline for Swedish in place of the shipped one: a folder or an installed package.",
            show_default=False,
        ),
    ] = None,
    embedder: Annotated[
        str | None,
        typer.Option(
            help="Encoder of the search index in place of the shipped one: a folder or name of sentence-transformers.",
            show_default=False,
        ),
    ] = None,
    min_confidence: Annotated[
        float | None,
        typer.Option(
            min=0, max=1, help="Leave out records that are less sure than this.", show_default=False
        ),
    ] = None,
    until: Annotated[
        Stage, typer.Option(help="The last stage that is run; a later run goes on from there.")
    ] = Stage.index,
    corrections: Annotated[
        Path | None,
        typer.Option(help="File of corrections in place of those in OUT/corrections.", show_default=False),
    ] = None,
    workers: Annotated[int, typer.Option(min=1, help="Documents read at the same time.")] = 2,
    format: Annotated[Format, typer.Option(help="How the summary is printed.")] = Format.table,
) -> None:
    """Read plans and write their dataset; only what changed is done again."""
    from esfnlp.cli.progress import progress_bar
    from esfnlp.flow.run import run
    from esfnlp.settings import DatasetSettings, LanguageSettings, Settings
    from esfnlp.store.results import UPLOADS

    settings = Settings.read(params) if params else Settings()
    if pipeline:
        settings = replace(settings, language=LanguageSettings(pipeline=pipeline))
    if min_confidence is not None:
        settings = replace(settings, dataset=DatasetSettings(min_confidence=min_confidence))
    if settings.language.pipeline:
        _check_pipeline(settings.language.pipeline)
    with progress_bar() as progress:
        report = run(
            inputs,
            out,
            settings=settings,
            workers=workers,
            progress=progress,
            embedder=embedder,
            until=until,
            corrections=corrections,
        )
    for problem in report.problems:
        typer.echo(f"esfnlp: could not read {problem.reason}", err=True)
    for fault in report.faults:
        typer.echo(f"esfnlp: {fault}", err=True)
    for line in report.unfit:
        typer.echo(f"esfnlp: correction {line}; `esfnlp review list --lost` shows it", err=True)
    if report.skipped:
        names = ", ".join(report.skipped[:_NAMED]) + (" …" if len(report.skipped) > _NAMED else "")
        typer.echo(f"esfnlp: left out what is no PDF, Word, HTML or text file: {names}", err=True)
    if report.dropped:
        gone = ", ".join(report.dropped)
        typer.echo(f"esfnlp: no longer in the dataset, since the input does not name them: {gone}", err=True)
        if (out / UPLOADS).is_dir():
            typer.echo(
                f"esfnlp: what readers uploaded lies in {out / UPLOADS}; name it too to keep it", err=True
            )
    if format is Format.json:
        typer.echo(json.dumps({"counts": report.counts, "documents": report.documents, "reused": report.reused,
                               "problems": [p.reason for p in report.problems]}, ensure_ascii=False))  # fmt: skip
    else:
        _print_summary(report, out, until)
    sys.exit(report.exit_code)


def _check_pipeline(name: str) -> None:
    """Loads a pipeline before anything is read, so that one that cannot be had costs nothing; says what it lacks.

    Raises
    ------
    UsageError : it cannot be had.
    """
    from esfnlp.language import LanguagePipeline

    missing = LanguagePipeline(name).missing
    if missing:
        typer.echo(
            f"esfnlp: the pipeline {name} gives no {', no '.join(missing)}; rules do without", err=True
        )


def _print_summary(report: "RunReport", out: Path, until: Stage) -> None:
    from esfnlp.cli.output import print_table

    if until is not Stage.ingest:
        rows = [
            (name.replace("_", " "), f"{count:,}".replace(",", " ")) for name, count in report.counts.items()
        ]
        print_table(("table", "rows"), rows, numbers=("rows",))
    typer.echo(
        f"{len(report.documents)} documents in {out / _FOLDERS[until]}: {report.reused} unchanged since the last run, "
        f"{len(report.problems)} unread parts"
    )


_FOLDERS = {
    Stage.ingest: "documents",
    Stage.extract: "results",
    Stage.dataset: "dataset",
    Stage.index: "dataset",
}
