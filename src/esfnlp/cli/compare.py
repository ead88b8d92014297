"""`esfnlp compare`: what the regions say, side by side."""

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from esfnlp.dataset.compare import Comparison, ComparisonRow
    from esfnlp.dataset.tables import Dataset


class By(StrEnum):
    target_groups = "target-groups"
    themes = "themes"
    actors = "actors"
    targets = "targets"


class Format(StrEnum):
    table = "table"
    json = "json"
    csv = "csv"
    html = "html"


def compare_command(
    in_: Annotated[Path, typer.Option("--in", help="Folder that `esfnlp run` wrote.", show_default=False)],
    by: Annotated[By, typer.Option(help="What the plans are compared by.")] = By.target_groups,
    format: Annotated[Format, typer.Option(help="How the comparison is printed.")] = Format.table,
) -> None:
    """Compare what the regions' plans say, silence included."""
    from esfnlp.cli.output import open_dataset
    from esfnlp.dataset.compare import compare

    dataset = open_dataset(in_)
    comparison = compare(dataset, by.value)
    if format is Format.json:
        typer.echo(json.dumps(comparison.to_json(), ensure_ascii=False))
    else:
        _PRINTERS[format](dataset, comparison)


def _print_csv(dataset: "Dataset", comparison: "Comparison") -> None:
    from esfnlp.dataset.views import labels_of, to_csv

    sys.stdout.write(to_csv(comparison, labels_of(dataset, comparison)))


def _print_html(dataset: "Dataset", comparison: "Comparison") -> None:
    from esfnlp.dataset.views import evidence_of, labels_of, to_html

    page = to_html(comparison, labels_of(dataset, comparison), evidence_of(dataset, comparison))
    sys.stdout.write(page)


def _print_table(dataset: "Dataset", comparison: "Comparison") -> None:
    """A table for each period, since the regions of all periods are wider than a terminal."""
    from esfnlp.cli.output import print_table
    from esfnlp.dataset.views import MEANINGS, SYMBOLS, labels_of, matrix

    labels = labels_of(dataset, comparison)
    table = matrix(comparison, labels)
    for period in sorted({period or "" for _, period in table.columns}, reverse=True):
        columns = [column for column in table.columns if (column[1] or "") == period]
        header = [f"{comparison.key}, {period or 'no programme period'}", *(region for region, _ in columns)]
        rows = [
            [labels[item], *(_sign(table.cells[item].get(column)) for column in columns)]
            for item in table.items
        ]
        print_table(header, rows)
        typer.echo()
    typer.echo("  ".join(f"{SYMBOLS[status]} {meaning}" for status, meaning in MEANINGS.items()))
    if table.unsaid:
        typer.echo(f"No plan says anything of {len(table.unsaid)} more; --format json names them.")


def _sign(row: "ComparisonRow | None") -> str:
    from esfnlp.dataset.views import SYMBOLS

    return f"{SYMBOLS[row.status]} {len(row.records) or ''}".strip() if row else ""


_PRINTERS = {Format.csv: _print_csv, Format.html: _print_html, Format.table: _print_table}
