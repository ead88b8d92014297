"""`esfnlp site`: the reading room as files that need no server."""

from pathlib import Path
from typing import Annotated

import typer


def site_command(
    in_: Annotated[Path, typer.Option("--in", help="Folder that `esfnlp run` wrote.", show_default=False)],
    to: Annotated[
        Path,
        typer.Option(
            "--to",
            help="Folder that the site is written to; it must be empty or not there yet.",
            show_default=False,
        ),
    ],
    no_pictures: Annotated[
        bool,
        typer.Option("--no-pictures", help="Leave out the pictures of pages; quotes are marked in the text."),
    ] = False,
    sources: Annotated[
        list[Path] | None,
        typer.Option(
            help="Folder with the plans' files, where they do not lie any more where `run` read them."
        ),
    ] = None,
) -> None:
    """Write the dataset as a web site that needs no server: comparisons, plans with their evidence, and search."""
    from esfnlp.cli.output import open_dataset
    from esfnlp.errors import UsageError

    open_dataset(in_)
    for folder in sources or ():
        if not folder.is_dir():
            raise UsageError(f"no folder at {folder}; give --sources the folder that holds the plans' files")
    try:
        from esfnlp.web.site.write import write_site
    except ModuleNotFoundError as error:
        raise UsageError(
            f'the site needs {error.name}, which is not installed; pip install "esfnlp[web]"'
        ) from error
    site = write_site(in_, to, with_pictures=not no_pictures, sources=tuple(sources or ()))
    typer.echo(
        f"wrote {site.folder}: {site.pages} pages on {site.documents} documents, {site.pictures} pictures of pages,"
        f" {site.size / 1e6:.1f} MB; open {site.folder / 'index.html'}",
        err=True,
    )
