"""`esfnlp similar`: the plans most like one, or what other regions say where one plan says something."""

import json
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from esfnlp.cli.output import Format

if TYPE_CHECKING:
    from esfnlp.dataset.similar import Similarity
    from esfnlp.search.counterparts import Counterparts

_LETTERS = 160


def similar_command(
    document_id: Annotated[
        str, typer.Argument(help="A document, passage or record of the dataset.", show_default=False)
    ],
    in_: Annotated[Path, typer.Option("--in", help="Folder that `esfnlp run` wrote.", show_default=False)],
    k: Annotated[int, typer.Option("-k", min=1, help="Passages at most, for a passage or record.")] = 10,
    embedder: Annotated[
        str | None,
        typer.Option(help="Name or folder of the encoder that made the index, if not the shipped one."),
    ] = None,
    format: Annotated[Format, typer.Option(help="How the answer is printed.")] = Format.table,
) -> None:
    """List the other documents, most similar first, sentences that regions share left out; of a passage or record its
    counterparts in other regions."""
    from esfnlp.cli.output import open_dataset
    from esfnlp.dataset.boilerplate import find_boilerplate
    from esfnlp.dataset.similar import similar, similar_json
    from esfnlp.search.counterparts import counterparts

    dataset = open_dataset(in_)
    if document_id in {str(row["document_id"]) for row in dataset.rows("documents")}:
        plans = similar(dataset, document_id, boilerplate=find_boilerplate(dataset))
        if format is Format.json:
            typer.echo(json.dumps(similar_json(document_id, plans), ensure_ascii=False))
        else:
            _print_plans(plans)
        return
    passages = counterparts(in_, document_id, k=k, embedder=embedder)
    if format is Format.json:
        typer.echo(json.dumps(passages.as_json(), ensure_ascii=False))
    else:
        _print_counterparts(passages)


def _print_plans(found: "list[Similarity]") -> None:
    from esfnlp.cli.output import print_table
    from esfnlp.dataset.similar import PART_WEIGHTS

    header = ["document", "score", *(part.replace("_", " ") for part in PART_WEIGHTS)]
    rows = [
        [s.document_id, f"{s.score:.3f}", *(f"{s.parts[part]:.3f}" for part in PART_WEIGHTS)] for s in found
    ]
    print_table(header, rows, numbers=header[1:])


def _print_counterparts(found: "Counterparts") -> None:
    """The passage sentence by sentence with the regions that share it, then the counterparts."""
    from esfnlp.cli.output import print_table
    from esfnlp.search.counterparts import WEIGHTS

    typer.echo(f"{found.passage_id} in {found.document_id}")
    for sentence in found.sentences:
        whose = f"also in {', '.join(sentence.regions)}" if sentence.regions else "its own"
        typer.echo(f"  [{whose}] {' '.join(sentence.text.split())}")
    if not found.found:
        typer.echo("No other region says anything like it.")
        return
    header = ["document", "page", "score", *WEIGHTS, "wording", "text"]
    rows = [
        [c.document_id, str(c.page or ""), f"{c.score:.2f}", *(f"{c.parts[part]:.2f}" for part in WEIGHTS),
         f"{c.wording:.2f}", textwrap.shorten(c.text, _LETTERS, placeholder=" …")]
        for c in found.found
    ]  # fmt: skip
    typer.echo("")
    print_table(header, rows, numbers=header[1:-1])
