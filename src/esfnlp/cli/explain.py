"""`esfnlp explain`: why a record stands in the dataset."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from esfnlp.cli.output import Format

if TYPE_CHECKING:
    from rich.text import Text

    from esfnlp.extract.explanations import Judgement
    from esfnlp.flow.explain import Explanation


def explain_command(
    record_id: Annotated[str, typer.Argument(help="A record_id of the dataset.", show_default=False)],
    in_: Annotated[Path, typer.Option("--in", help="Folder that `esfnlp run` wrote.", show_default=False)],
    format: Annotated[Format, typer.Option(help="How the explanation is printed.")] = Format.table,
) -> None:
    """Show a record's passage, what decided it, and which other answers lost."""
    from esfnlp.flow.explain import explain

    found = explain(in_, record_id)
    if format is Format.json:
        typer.echo(json.dumps(found.to_json(), ensure_ascii=False))
        return
    from rich.console import Console

    console = Console(highlight=False, soft_wrap=True)
    for line in _lines(found):
        console.print(line)


def _lines(found: "Explanation") -> list["Text"]:
    from rich.text import Text

    record = found.record
    page = f", page {record['page']}" if record["page"] else ""
    marked = Text("  ").append(found.before).append(found.quote, style="reverse bold").append(found.after)
    above = [Text(f"  {name}: {text}") for name, text in
             (("label", found.label), ("lead-in", found.lead_in), ("table", found.context)) if text]  # fmt: skip
    return [
        Text(f"{found.table} {record['record_id']}: {_claim(found)}", style="bold"),
        Text(f"{record['document_id']}{page}: {' > '.join(found.path)}"),
        *above,
        marked,
        Text(f"decided by {record['method']}, cue: {record['cue'] or 'none'}, confidence {float(str(record['confidence'])):.2f}"),
        *(line for one in found.judgements for line in _judgement(one)),
    ]  # fmt: skip


def _judgement(one: "Judgement") -> list["Text"]:
    from rich.text import Text

    lost = ", ".join(f"{label} {share:.2f}" for label, share in one.alternatives)
    reasons = ", ".join(f"{reason.feature} ({reason.weight:+.2f})" for reason in one.reasons)
    return [
        Text(f"{one.question}: {one.answer} {one.probability:.2f}; lost: {lost}"),
        Text(f"  for it: {reasons}"),
    ]


def _claim(found: "Explanation") -> str:
    columns = {
        "target_groups": ("concept", "status"),
        "actors": ("actor", "role"),
        "priorities": ("kind", "themes"),
        "targets": ("kind", "comparator", "value", "unit", "year"),
    }[found.table]
    values = (found.record[column] for column in columns)
    return " ".join(", ".join(v) if isinstance(v, list) else f"{v:g}" if isinstance(v, float) else str(v) for v in values if v is not None)  # fmt: skip
