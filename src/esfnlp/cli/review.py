"""`esfnlp review`: corrections by people, on the command line."""

import json
import os
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from esfnlp.cli.output import Format

if TYPE_CHECKING:
    from esfnlp.review.bench import Bench
    from esfnlp.review.correction import Correction

review_app = typer.Typer(
    help="Correct records: accept, reject, edit or add them; they hold over every later run.",
    no_args_is_help=True,
)

REVIEWER = "ESFNLP_REVIEWER"


class Table(StrEnum):
    target_groups = "target_groups"
    actors = "actors"
    priorities = "priorities"
    targets = "targets"


class Exchange(StrEnum):
    gold = "gold"
    label_studio = "label-studio"
    doccano = "doccano"
    docbin = "docbin"
    corrections = "corrections"


class By(StrEnum):
    uncertainty = "uncertainty"
    sample = "sample"


In = Annotated[Path, typer.Option("--in", help="Folder that `esfnlp run` wrote.", show_default=False)]
Ids = Annotated[list[str], typer.Argument(metavar="RECORD_ID...", help="Records.", show_default=False)]
Who = Annotated[
    str,
    typer.Option(help=f"Who judges; else {REVIEWER} or the name of the user.", show_default=False),
]
Why = Annotated[str, typer.Option(help="The reason, in a few words.", show_default=False)]
File = Annotated[
    Path | None,
    typer.Option("--corrections", help="File of corrections in place of IN/corrections.", show_default=False),
]
Set = Annotated[
    list[str] | None,
    typer.Option(
        "--set", metavar="COLUMN=VALUE", help="What it is to say; lists joined by |.", show_default=False
    ),
]
Fmt = Annotated[Format, typer.Option("--format", help="How it is printed.")]


@review_app.command("queue")
def queue_command(
    in_: In,
    by: Annotated[By, typer.Option(help="The least certain first, or a random sample.")] = By.uncertainty,
    n: Annotated[int, typer.Option("-n", min=1, help="Records at most.")] = 20,
    seed: Annotated[int, typer.Option(help="Of the random sample.")] = 0,
    table: Annotated[Table | None, typer.Option(help="Of one table only.", show_default=False)] = None,
    document: Annotated[str | None, typer.Option(help="Of one document only.", show_default=False)] = None,
    who: Annotated[
        str | None, typer.Option(help="Leave out only what this reviewer has judged.", show_default=False)
    ] = None,
    second: Annotated[
        bool, typer.Option("--second", help="Only what another than --who has judged, for agreement.")
    ] = False,
    corrections: File = None,
    format: Fmt = Format.table,
) -> None:
    """Show the records that wait for a reviewer."""
    from esfnlp.cli.output import print_table
    from esfnlp.review.queue import queue

    bench = _bench(in_, corrections)
    records = {
        name: [row for row in rows if document in (None, row["document_id"])]
        for name, rows in bench.records.items()
        if table in (None, name)
    }
    found = queue(records, bench.log.standing, by=by.value, seed=seed, who=who, second=second)[:n]
    if format is Format.json:
        content = [{"table": e.table, "uncertainty": round(e.uncertainty, 4), **e.row} for e in found]
        typer.echo(json.dumps(content, ensure_ascii=False))
        return
    rows = [
        [str(e.row["record_id"]), e.table, _claim(e.table, e.row), f"{e.row['confidence']:.2f}",
         str(e.row["document_id"]), str(e.row["page"] or ""), " ".join(str(e.row["quote"]).split())]
        for e in found
    ]  # fmt: skip
    print_table(["record", "table", "claim", "confidence", "document", "page", "quote"], rows, numbers=("confidence", "page"))  # fmt: skip


@review_app.command("list")
def list_command(
    in_: In,
    lost: Annotated[bool, typer.Option("--lost", help="Only those that fit no more.")] = False,
    corrections: File = None,
    format: Fmt = Format.table,
) -> None:
    """Show the corrections and what became of them in the last run."""
    from esfnlp.cli.output import print_table
    from esfnlp.review.correction import correction_to_json
    from esfnlp.review.replay import UNFIT
    from esfnlp.review.report import PENDING, RETRACTED, read_states

    log = _bench(in_, corrections).log
    states, gone = read_states(in_), log.retracted
    told = [
        (
            one,
            RETRACTED
            if one.correction_id in gone
            else states.get(one.correction_id, {}).get("state", PENDING),
        )
        for one in log.corrections
        if one.action != "retract"
    ]
    told = [(one, state) for one, state in told if not lost or state in UNFIT]
    if format is Format.json:
        typer.echo(
            json.dumps([{**correction_to_json(one), "state": s} for one, s in told], ensure_ascii=False)
        )
        return
    rows = [
        [one.correction_id, one.when[:16].replace("T", " "), one.who, one.action, state, one.document_id,
         _claim(one.table, one.told), " ".join(one.selector.exact.split())]
        for one, state in told
    ]  # fmt: skip
    print_table(["correction", "when", "who", "action", "state", "document", "claim", "quote"], rows)


@review_app.command("accept")
def accept_command(records: Ids, in_: In, who: Who = "", why: Why = "", corrections: File = None) -> None:
    """Say that records are right."""
    _said(_bench(in_, corrections).accept(records, who=_who(who), why=why))


@review_app.command("reject")
def reject_command(records: Ids, in_: In, who: Who = "", why: Why = "", corrections: File = None) -> None:
    """Say that records should not be there."""
    _said(_bench(in_, corrections).reject(records, who=_who(who), why=why))


@review_app.command("edit")
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

    bench = _bench(in_, corrections)
    table, _ = bench.record(record)
    _said(bench.edit(record, parsed_values(table, _pairs(set_)), who=_who(who), why=why))


@review_app.command("add")
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
    bench = _bench(in_, corrections)
    _said(bench.add(table.value, document, quote, values, before=before, page=page, who=_who(who), why=why))


@review_app.command("retract")
def retract_command(
    ids: Annotated[list[str], typer.Argument(metavar="CORRECTION_ID...", show_default=False)],
    in_: In,
    who: Who = "",
    why: Why = "",
    corrections: File = None,
) -> None:
    """Take corrections back."""
    _said(_bench(in_, corrections).retract(ids, who=_who(who), why=why))


@review_app.command("agreement")
def agreement_command(in_: In, corrections: File = None, format: Fmt = Format.table) -> None:
    """Show how far reviewers agree, by concept and in all."""
    from esfnlp.cli.output import print_table
    from esfnlp.errors import NothingToDoError
    from esfnlp.review.agreement import agreement

    bench = _bench(in_, corrections)
    standing = bench.log.standing
    found = agreement(standing, bench.places(standing))
    if not found:
        raise NothingToDoError("no two reviewers have judged the same; see `esfnlp review queue --second`")
    if format is Format.json:
        typer.echo(json.dumps([one.to_json() for one in found], ensure_ascii=False))
        return
    numbers = ("units", "Cohen's kappa", "Krippendorff's alpha", "span F1")
    rows = [
        [
            one.table or "all",
            one.concept,
            str(one.units),
            *(_figure(x) for x in (one.kappa, one.alpha, one.f1)),
        ]
        for one in found
    ]
    print_table(["table", "concept", *numbers], rows, numbers=numbers)


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


@review_app.command("export")
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

    bench = _bench(in_, corrections)
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


@review_app.command("import")
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

    bench = _bench(in_, corrections)
    name = who if format in (Exchange.label_studio, Exchange.corrections) else _who(who)
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


def _bench(out: Path, corrections: Path | None) -> "Bench":
    """The bench of a folder; damaged lines of corrections are named on standard error."""
    from esfnlp.cli.output import open_dataset
    from esfnlp.review.bench import Bench

    bench = Bench(out, open_dataset(out), corrections)
    for fault in bench.log.faults:
        typer.echo(f"esfnlp: {fault}", err=True)
    return bench


def _who(stated: str) -> str:
    import getpass

    if stated or os.environ.get(REVIEWER):
        return stated or os.environ[REVIEWER]
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""


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


def _claim(table: str, row: dict[str, Any]) -> str:
    columns = {
        "target_groups": ("concept", "status"),
        "actors": ("actor", "role"),
        "priorities": ("kind", "themes"),
        "targets": ("kind", "comparator", "value", "unit", "year"),
    }[table]
    values = (row.get(column) for column in columns)
    return " ".join(
        ", ".join(v) if isinstance(v, list) else f"{v:g}" if isinstance(v, float) else str(v)
        for v in values
        if v not in (None, "", [])
    )
