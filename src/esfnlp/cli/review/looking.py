"""What waits for reviewers, what they said, and how far they agree."""

import json
from enum import StrEnum
from typing import Annotated, Any

import typer

from esfnlp.cli.output import Format
from esfnlp.cli.review.options import File, Fmt, In, Table, bench_of


class By(StrEnum):
    uncertainty = "uncertainty"
    sample = "sample"


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

    bench = bench_of(in_, corrections)
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
    from esfnlp.review.report import with_states

    found = with_states(bench_of(in_, corrections).log, in_)
    told = [(one, state) for one, state in found if not lost or state in UNFIT]
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


def agreement_command(in_: In, corrections: File = None, format: Fmt = Format.table) -> None:
    """Show how far reviewers agree, by concept and in all."""
    from esfnlp.cli.output import print_table
    from esfnlp.errors import NothingToDoError
    from esfnlp.review.agreement import agreement

    bench = bench_of(in_, corrections)
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
