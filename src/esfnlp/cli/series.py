"""`esfnlp series`: a region's target groups and targets over the programme periods."""

import json
import sys
from enum import StrEnum
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from esfnlp.dataset.series import Series
    from esfnlp.dataset.tables import Dataset


class By(StrEnum):
    target_groups = "target-groups"
    targets = "targets"


class Format(StrEnum):
    table = "table"
    json = "json"
    csv = "csv"
    html = "html"


def series_command(
    in_: Annotated[Path, typer.Option("--in", help="Folder that `esfnlp run` wrote.", show_default=False)],
    region: Annotated[
        str | None, typer.Option(help="NUTS code of one region, such as SE12; all without.")
    ] = None,
    by: Annotated[By, typer.Option(help="What is followed over the periods.")] = By.target_groups,
    format: Annotated[Format, typer.Option(help="How the series is printed.")] = Format.table,
) -> None:
    """Follow a region's target groups or targets over the programme periods, part by part."""
    from esfnlp.cli.output import open_dataset
    from esfnlp.dataset.series import series

    dataset = open_dataset(in_)
    found = series(dataset, by.value, region)
    if format is Format.json:
        typer.echo(json.dumps(found.to_json(), ensure_ascii=False))
    elif format is Format.csv:
        from esfnlp.dataset.series_page import to_csv

        sys.stdout.write(to_csv(found))
    elif format is Format.html:
        _print_html(dataset, found)
    else:
        _print_table(found)


def _print_html(dataset: "Dataset", found: "Series") -> None:
    from esfnlp.cli.source import source_of
    from esfnlp.dataset.series_page import to_html
    from esfnlp.dataset.views import evidence_in

    wanted = {record for row in found.rows for cell in row.cells for record in cell.records}
    evidence = evidence_in(dataset, found.table, wanted)
    sys.stdout.write(to_html(found, evidence, source=source_of(dataset)))


def _print_table(found: "Series") -> None:
    from esfnlp.cli.output import print_table
    from esfnlp.dataset.series_page import (
        SERIES_SYMBOLS,
        cell_words,
        label_of,
        legend,
        strand_label,
    )
    from esfnlp.taxonomy.places import place_name

    if not found.rows:
        typer.echo("No plan of the programme periods says anything.")
        return
    for (region, strand), rows in groupby(found.rows, key=lambda row: (row.region_code, row.strand)):
        typer.echo(f"{place_name(region)} {region}: {strand_label(strand)}")
        print_table(
            [found.key, *found.periods],
            sorted([label_of(row.item), *map(cell_words, row.cells)] for row in rows),
        )
        typer.echo()
    signs = ((SERIES_SYMBOLS[status], meaning) for status, meaning in legend(found).items())
    typer.echo("  ".join(f"{symbol} {meaning}" for symbol, meaning in signs if symbol))
    typer.echo(
        "In brackets: the parts of the programme it stands in. --format json says how they are mapped."
    )
