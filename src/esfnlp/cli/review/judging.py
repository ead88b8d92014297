"""Accept, reject, edit or add records, and take corrections back."""

from typing import TYPE_CHECKING, Annotated

import typer

from esfnlp.cli.review.options import File, In, Table, Who, Why, bench_of, who_is

if TYPE_CHECKING:
    from esfnlp.review.correction import Correction

Ids = Annotated[list[str], typer.Argument(metavar="RECORD_ID...", help="Records.", show_default=False)]
Set = Annotated[
    list[str] | None,
    typer.Option(
        "--set", metavar="COLUMN=VALUE", help="What it is to say; lists joined by |.", show_default=False
    ),
]


def accept_command(records: Ids, in_: In, who: Who = "", why: Why = "", corrections: File = None) -> None:
    """Say that records are right."""
    _said(bench_of(in_, corrections).accept(records, who=who_is(who), why=why))


def reject_command(records: Ids, in_: In, who: Who = "", why: Why = "", corrections: File = None) -> None:
    """Say that records should not be there."""
    _said(bench_of(in_, corrections).reject(records, who=who_is(who), why=why))


def edit_command(
    record: Annotated[str, typer.Argument(metavar="RECORD_ID", show_default=False)],
    in_: In,
    set_: Set = None,
    who: Who = "",
    why: Why = "",
    corrections: File = None,
) -> None:
    """Say what a record should say: --set status=eligible --set age_min=16."""
    from esfnlp.review.columns import parsed_values

    bench = bench_of(in_, corrections)
    table, _ = bench.record(record)
    _said(bench.edit(record, parsed_values(table, _pairs(set_)), who=who_is(who), why=why))


def add_command(
    document: Annotated[str, typer.Argument(metavar="DOCUMENT_ID", show_default=False)],
    quote: Annotated[str, typer.Argument(help="The words that prove it, as they stand.", show_default=False)],
    in_: In,
    table: Annotated[Table, typer.Option(help="What kind of record it is.", show_default=False)],
    set_: Set = None,
    before: Annotated[
        str, typer.Option(help="Words right before the quote, where it stands twice.", show_default=False)
    ] = "",
    page: Annotated[int | None, typer.Option(min=1, help="Its page.", show_default=False)] = None,
    who: Who = "",
    why: Why = "",
    corrections: File = None,
) -> None:
    """Add a record that was not found: --table target_groups --set concept=tg:uvas --set status=eligible."""
    from esfnlp.review.columns import parsed_values

    values = parsed_values(table.value, _pairs(set_))
    bench = bench_of(in_, corrections)
    _said(bench.add(table.value, document, quote, values, before=before, page=page, who=who_is(who), why=why))


def retract_command(
    ids: Annotated[list[str], typer.Argument(metavar="CORRECTION_ID...", show_default=False)],
    in_: In,
    who: Who = "",
    why: Why = "",
    corrections: File = None,
) -> None:
    """Take corrections back."""
    _said(bench_of(in_, corrections).retract(ids, who=who_is(who), why=why))


def _pairs(given: list[str] | None) -> dict[str, str]:
    from esfnlp.errors import UsageError

    wrong = [one for one in given or () if "=" not in one]
    if wrong:
        raise UsageError(f"--set {wrong[0]!r}: write COLUMN=VALUE")
    return {name.strip(): value for name, _, value in (one.partition("=") for one in given or ())}


def _said(made: "list[Correction]") -> None:
    for one in made:
        typer.echo(one.correction_id)
    typer.echo("esfnlp: kept; it takes effect with the next `esfnlp run`", err=True)
