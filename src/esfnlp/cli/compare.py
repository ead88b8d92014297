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
    roles = "roles"
    targets = "targets"


class Format(StrEnum):
    table = "table"
    json = "json"
    csv = "csv"
    html = "html"


def compare_command(
    in_: Annotated[Path, typer.Option("--in", help="Folder that `esfnlp run` wrote.", show_default=False)],
    by: Annotated[By, typer.Option(help="What the plans are compared by.")] = By.target_groups,
    without_boilerplate: Annotated[
        bool,
        typer.Option(
            "--without-boilerplate", help="Leave out sentences that several regions share, nearly or wholly."
        ),
    ] = False,
    format: Annotated[Format, typer.Option(help="How the comparison is printed.")] = Format.table,
) -> None:
    """Compare what the regions' plans say, silence included.

    Beside each status stand the number of records and, in brackets, how many places per 1,000 words speak of it.
    """
    from esfnlp.cli.output import open_dataset
    from esfnlp.dataset.boilerplate import find_boilerplate
    from esfnlp.dataset.compare import compare

    dataset = open_dataset(in_)
    boilerplate = find_boilerplate(dataset) if without_boilerplate else None
    comparison = compare(dataset, by.value, boilerplate=boilerplate, with_salience=True)
    _PRINTERS[format](dataset, comparison)


def _print_json(_: "Dataset", comparison: "Comparison") -> None:
    from esfnlp.dataset.views import to_json

    typer.echo(json.dumps(to_json(comparison), ensure_ascii=False))


def _print_csv(dataset: "Dataset", comparison: "Comparison") -> None:
    from esfnlp.dataset.views import labels_of, to_csv

    sys.stdout.write(to_csv(comparison, labels_of(dataset, comparison)))


def _print_html(dataset: "Dataset", comparison: "Comparison") -> None:
    from esfnlp.cli.source import source_of
    from esfnlp.dataset.compare_page import to_html
    from esfnlp.dataset.views import evidence_of, labels_of

    labels, evidence = labels_of(dataset, comparison), evidence_of(dataset, comparison)
    sys.stdout.write(to_html(comparison, labels, evidence, source=source_of(dataset)))


def _print_table(dataset: "Dataset", comparison: "Comparison") -> None:
    """A table for each period, since the regions of all periods are wider than a terminal."""
    from esfnlp.cli.output import print_table
    from esfnlp.dataset.compare_page import SHARE_NAME, share_words
    from esfnlp.dataset.views import SYMBOLS, labels_of, matrix, meanings, share_of

    labels = labels_of(dataset, comparison)
    table = matrix(comparison, labels)
    for period in sorted({period or "" for _, period in table.columns}, reverse=True):
        columns = [column for column in table.columns if (column[1] or "") == period]
        header = [
            f"{comparison.key}, {period or 'no programme period'}",
            *(region for region, _ in columns),
            f"{SHARE_NAME.get(comparison.by, 'prioritised by')} (95 %)",
        ]
        cells = {item: [table.cells[item].get(column) for column in columns] for item in table.items}
        rows = [
            [
                labels[item],
                *map(_sign, own),
                share_words(share_of((row for row in own if row), comparison.by)),
            ]
            for item, own in cells.items()
        ]
        print_table(header, rows)
        typer.echo()
    typer.echo(
        "  ".join(f"{SYMBOLS[status]} {meaning}" for status, meaning in meanings(comparison.by).items())
    )
    typer.echo("Beside the sign: records (places per 1,000 words).")
    if comparison.is_without_shared:
        count = len({record for row in comparison.rows for record in row.shared})
        typer.echo(f"{count} records left out, since several regions share their sentences.")
    if table.unsaid:
        typer.echo(f"No plan says anything of {len(table.unsaid)} more; --format json names them.")


def _sign(row: "ComparisonRow | None") -> str:
    from esfnlp.dataset.views import SYMBOLS

    if row is None or not row.records:
        return SYMBOLS[row.status] if row else ""
    density = row.salience.density if row.salience else None
    return f"{SYMBOLS[row.status]} {len(row.records)}" + ("" if density is None else f" ({density:.1f})")


_PRINTERS = {
    Format.json: _print_json,
    Format.csv: _print_csv,
    Format.html: _print_html,
    Format.table: _print_table,
}
