"""`esfnlp evaluate`: the dataset against gold annotations."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from esfnlp.cli.output import Format

if TYPE_CHECKING:
    from esfnlp.evaluate.evaluation import Evaluation


def evaluate_command(
    gold: Annotated[list[Path], typer.Option("--gold", help="Gold files.", show_default=False)],
    in_: Annotated[Path, typer.Option("--in", help="Folder that `esfnlp run` wrote.", show_default=False)],
    more_gold: Annotated[
        list[Path] | None, typer.Argument(metavar="[GOLD]...", help="Further gold files.", show_default=False)
    ] = None,
    errors: Annotated[Path | None, typer.Option(help="CSV file for the list of all mistakes.")] = None,
    details: Annotated[bool, typer.Option("--details", help="Also each concept, and the baseline.")] = False,
    format: Annotated[Format, typer.Option(help="How the figures are printed.")] = Format.table,
) -> None:
    """Measure the dataset against what a person read."""
    from esfnlp.cli.output import open_dataset
    from esfnlp.evaluate.evaluation import evaluate
    from esfnlp.evaluate.mistakes import write_mistakes

    evaluation = evaluate(open_dataset(in_), [*gold, *(more_gold or [])])
    for document in evaluation.missing:
        typer.echo(f"esfnlp: {document} has gold, and is not in the dataset", err=True)
    if errors:
        write_mistakes(evaluation.mistakes, errors)
    if format is Format.json:
        typer.echo(json.dumps(evaluation.to_json(details=details), ensure_ascii=False))
    else:
        _print_tables(evaluation, details)


def _print_tables(evaluation: "Evaluation", details: bool) -> None:
    from esfnlp.cli.output import print_table

    header = ["table", "figure", "value", "baseline"]
    rows = [
        [table.replace("_", " "), name, _shown(value), _shown(evaluation.baseline[table][name])]
        for table, figures in evaluation.figures.items()
        for name, value in figures.items()
    ]
    print_table(header, rows, numbers=("value", "baseline"))
    if details:
        typer.echo()
        _print_concepts(evaluation)


def _print_concepts(evaluation: "Evaluation") -> None:
    from esfnlp.cli.output import print_table

    numbers = ("precision", "recall", "f1", "gold", "found")
    rows = [
        [kind.replace("_", " "), concept, *(f"{x:.3f}" for x in (count.precision, count.recall, count.f1)),
         str(count.gold), str(count.predicted)]
        for kind, concepts in evaluation.by_concept.items()
        for concept, count in concepts.items()
    ]  # fmt: skip
    print_table(["of", "concept", *numbers], rows, numbers=numbers)


def _shown(value: float) -> str:
    return f"{value:.3f}" if isinstance(value, float) else str(value)
