"""`esfnlp export`: a citable release of a dataset."""

from pathlib import Path
from typing import Annotated

import typer


def export_command(
    in_: Annotated[Path, typer.Option("--in", help="Folder that `esfnlp run` wrote.", show_default=False)],
    to: Annotated[
        Path, typer.Option("--to", help="Folder that the release is written to.", show_default=False)
    ],
    with_persons: Annotated[
        bool, typer.Option("--with-persons", help="Keep mentions of persons, which else stay out.")
    ] = False,
    since: Annotated[
        Path | None, typer.Option(help="An earlier release, for a log of what changed since.")
    ] = None,
) -> None:
    """Write the dataset as a release: Parquet, CSV, Excel, Stata, SPSS and SQLite, with codebook and citation."""
    from esfnlp.cli.output import open_dataset
    from esfnlp.flow.fingerprint import software_fingerprint
    from esfnlp.release.write import export

    open_dataset(in_)
    release = export(in_, to, with_persons=with_persons, since=since, fingerprint=software_fingerprint())
    rows = sum(release.sizes.values())
    typer.echo(
        f"wrote {release.folder}: {len(release.sizes)} tables, {rows} rows, version {release.version}",
        err=True,
    )
    if release.persons_left_out:
        typer.echo(
            f"{release.persons_left_out} mentions of persons stay out (--with-persons keeps them)", err=True
        )
