"""`esfnlp diff`: what changed in meaning between two versions of a plan, or between two runs."""

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from esfnlp.errors import UsageError

if TYPE_CHECKING:
    from esfnlp.dataset.changes import Change
    from esfnlp.dataset.diff import Diff
    from esfnlp.dataset.runs import RecordChange, RunDiff


class Format(StrEnum):
    table = "table"
    json = "json"
    html = "html"


def diff_command(
    old: Annotated[str, typer.Argument(help="The earlier document, or run.", show_default=False)],
    new: Annotated[str, typer.Argument(help="The later document, or run.", show_default=False)],
    in_: Annotated[
        Path | None, typer.Option("--in", help="Folder that `esfnlp run` wrote.", show_default=False)
    ] = None,
    runs: Annotated[
        bool,
        typer.Option(
            "--runs", help="OLD and NEW are folders that `esfnlp run` wrote; say why records differ."
        ),
    ] = False,
    format: Annotated[Format, typer.Option(help="How the differences are printed.")] = Format.table,
) -> None:
    """Show what changed in meaning between two versions of a plan, or between two runs."""
    if runs:
        _diff_runs(Path(old), Path(new), format)
    elif in_ is None:
        raise UsageError("give --in OUT with two documents, or --runs with two folders")
    else:
        _diff_documents(old, new, in_, format)


def _diff_documents(old: str, new: str, out: Path, format: Format) -> None:
    from esfnlp.cli.output import open_dataset
    from esfnlp.dataset.diff import diff

    dataset = open_dataset(out)
    found = diff(dataset, old, new)
    for document, reasons in found.unread.items():
        typer.echo(
            f"esfnlp: not all of {document} could be read, so some of what differs may only be unread:"
            f" {'; '.join(reasons)}",
            err=True,
        )
    if format is Format.json:
        typer.echo(json.dumps(found.to_json(), ensure_ascii=False))
    elif format is Format.html:
        from esfnlp.cli.source import source_of
        from esfnlp.dataset.diff_page import to_html

        sys.stdout.write(to_html(dataset, found, source=source_of(dataset)))
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
    values = [_value(value) for value in (change.old, change.new)]
    table = change.table.replace("_", " ")
    return [change.direction or change.kind, table, str(name), where, change.field, *values]


def _value(value: object) -> str:
    return "" if value is None else f"{value:.12g}" if isinstance(value, float) else str(value)


def _diff_runs(old: Path, new: Path, format: Format) -> None:
    from esfnlp.dataset.runs import diff_runs

    for folder in (old, new):
        if not folder.is_dir():
            raise UsageError(f"no folder {folder}; with --runs give two folders that `esfnlp run` wrote")
    found = diff_runs(old, new)
    if format is Format.json:
        typer.echo(json.dumps(found.to_json(), ensure_ascii=False))
    elif format is Format.html:
        from esfnlp.dataset.diff_page import runs_to_html

        sys.stdout.write(runs_to_html(found))
    else:
        _print_runs(found)


def _print_runs(found: "RunDiff") -> None:
    from esfnlp.cli.output import print_table

    same = "" if found.software_changed else " (the same)"
    typer.echo(f"Software: {found.software[0]} → {found.software[1]}{same}")
    typer.echo(f"Settings: {'changed' if found.settings_changed else 'the same'}")
    typer.echo()
    header = ["document", "cause", "change", "table", "what", "fields"]
    print_table(header, [_run_row(change) for change in found.changes])
    for cause, kinds in found.counts().items():
        counts = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
        typer.echo(f"Because of {cause}: {counts}")
    typer.echo(f"{found.unchanged} records are the same in both.")


def _run_row(change: "RecordChange") -> list[str]:
    fields = "; ".join(f"{name}: {_value(old)} → {_value(new)}" for name, (old, new) in change.fields.items())
    return [
        change.document_id,
        change.cause,
        change.kind,
        change.table.replace("_", " "),
        change.item,
        fields,
    ]
