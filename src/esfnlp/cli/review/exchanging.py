"""Records for annotation tools, for training and evaluation, and back."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from esfnlp.cli.review.options import File, In, Who, bench_of, who_is


class Exchange(StrEnum):
    gold = "gold"
    label_studio = "label-studio"
    doccano = "doccano"
    docbin = "docbin"
    corrections = "corrections"


def export_command(
    in_: In,
    to: Annotated[Path, typer.Option("--to", help="Folder for the files.", show_default=False)],
    format: Annotated[Exchange, typer.Option(help="For what they are.")] = Exchange.gold,
    document: Annotated[
        list[str] | None, typer.Option(help="Only this document; may be repeated.", show_default=False)
    ] = None,
    judged: Annotated[
        bool, typer.Option("--judged", help="Only what a reviewer has judged, as finished annotations.")
    ] = False,
    partial: Annotated[
        bool, typer.Option("--partial", help="Gold also of documents that are not judged as a whole.")
    ] = False,
    with_reviewers: Annotated[
        bool, typer.Option("--with-reviewers", help="Corrections with the names of those who made them.")
    ] = False,
    corrections: File = None,
) -> None:
    """Write records for an annotation tool, as gold, or the corrections themselves."""
    from esfnlp.errors import UsageError
    from esfnlp.review.exchange import exported
    from esfnlp.store.files import write_atomic

    bench = bench_of(in_, corrections)
    found = exported(
        bench,
        format.value,
        documents=document or (),
        judged=judged,
        partial=partial,
        reviewers=with_reviewers,
    )
    for line in found.left_out:
        typer.echo(f"esfnlp: left out {line}", err=True)
    try:
        for name, content in found.files.items():
            write_atomic(to / name, content)
    except OSError as error:
        raise UsageError(f"{to}: cannot be written ({error.strerror})") from error
    typer.echo(f"esfnlp: wrote {', '.join(found.files)} to {to}", err=True)


def import_command(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="What a tool exported.", show_default=False)
    ],
    in_: In,
    format: Annotated[Exchange, typer.Option(help="What they are.", show_default=False)],
    reject_rest: Annotated[
        bool,
        typer.Option("--reject-rest", help="Reject the records that an annotated stretch does not have."),
    ] = False,
    who: Who = "",
    corrections: File = None,
) -> None:
    """Take annotations as corrections; what does not fit the texts is named."""
    from esfnlp.review.exchange import imported

    bench = bench_of(in_, corrections)
    name = who if format in (Exchange.label_studio, Exchange.corrections) else who_is(who)
    made = [imported(bench, format.value, path, who=name, reject_rest=reject_rest) for path in files]
    faults = [fault for one in made for fault in one.faults]
    for fault in faults:
        typer.echo(f"esfnlp: {fault}", err=True)
    kept = bench.keep([correction for one in made for correction in one.corrections])
    counts = ", ".join(
        f"{sum(one.action == a for one in kept)} {a}" for a in ("accept", "reject", "edit", "add")
    )
    typer.echo(f"esfnlp: kept {len(kept)} corrections ({counts}); they take effect with the next `esfnlp run`", err=True)  # fmt: skip
    if faults:
        raise typer.Exit(1)
