"""`esfnlp similar`: the plans most like one."""

import json
from pathlib import Path
from typing import Annotated

import typer

from esfnlp.cli.output import Format


def similar_command(
    document_id: Annotated[str, typer.Argument(help="A document of the dataset.", show_default=False)],
    in_: Annotated[Path, typer.Option("--in", help="Folder that `esfnlp run` wrote.", show_default=False)],
    format: Annotated[Format, typer.Option(help="How the documents are printed.")] = Format.table,
) -> None:
    """List the other documents, most similar first."""
    from esfnlp.cli.output import open_dataset, print_table
    from esfnlp.dataset.similar import PART_WEIGHTS, similar, similar_json

    found = similar(open_dataset(in_), document_id)
    if format is Format.json:
        typer.echo(json.dumps(similar_json(document_id, found), ensure_ascii=False))
        return
    header = ["document", "score", *(part.replace("_", " ") for part in PART_WEIGHTS)]
    rows = [
        [s.document_id, f"{s.score:.3f}", *(f"{s.parts[part]:.3f}" for part in PART_WEIGHTS)] for s in found
    ]
    print_table(header, rows, numbers=header[1:])
