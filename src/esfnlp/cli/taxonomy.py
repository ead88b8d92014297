"""`esfnlp taxonomy`: the concepts that records are coded by."""

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from esfnlp.cli.output import Format

if TYPE_CHECKING:
    from esfnlp.taxonomy import Concept

taxonomy_app = typer.Typer(
    help="Target groups, themes and actors: list, show, check, export.", no_args_is_help=True
)


class Scheme(StrEnum):
    tg = "tg"
    th = "th"
    ac = "ac"


@taxonomy_app.command("list")
def list_command(
    scheme: Annotated[
        Scheme | None, typer.Option(help="Target groups (tg), themes (th) or actors (ac) only.")
    ] = None,
    format: Annotated[Format, typer.Option(help="How the concepts are printed.")] = Format.table,
) -> None:
    """List the concepts."""
    from esfnlp.cli.output import print_table
    from esfnlp.taxonomy import load_taxonomy

    taxonomy = load_taxonomy()
    concepts = taxonomy.scheme(scheme.value) if scheme else list(taxonomy.concepts.values())
    if format is Format.json:
        typer.echo(json.dumps([_to_json(concept) for concept in concepts], ensure_ascii=False))
    else:
        rows = [[c.concept_id, c.label(), _english(c), ", ".join(c.broader)] for c in concepts]
        print_table(["id", "label", "English", "broader"], rows)


@taxonomy_app.command("show")
def show_command(
    concept_id: Annotated[str, typer.Argument(help="A concept's id, such as tg:uvas.")],
    format: Annotated[Format, typer.Option(help="How the concept is printed.")] = Format.table,
) -> None:
    """Show one concept with its definition, labels and place in the scheme."""
    from esfnlp.taxonomy import load_taxonomy

    taxonomy = load_taxonomy()
    concept = taxonomy[concept_id]
    if format is Format.json:
        typer.echo(json.dumps(_to_json(concept), ensure_ascii=False))
        return
    typer.echo(f"{concept.concept_id}  {concept.label()} / {_english(concept)}")
    for text in concept.definition.values():
        typer.echo(f"  {text}")
    for name, values in {
        "broader": taxonomy.ancestors(concept_id),
        "narrower": taxonomy.narrower(concept_id),
        "abbreviations": concept.abbreviations,
        "Swedish labels": concept.labels["sv"],
        "only with a cue": concept.weak.get("sv", ()),
        "English labels": concept.labels.get("en", ()),
        "not": concept.negative,
    }.items():
        if values:
            typer.echo(f"  {name}: " + "; ".join(values))


@taxonomy_app.command("check")
def check_command() -> None:
    """Check the concepts' links and labels; ends with 1 where something is wrong."""
    from esfnlp.taxonomy import load_taxonomy
    from esfnlp.taxonomy.check import check_taxonomy

    taxonomy = load_taxonomy()
    problems = check_taxonomy(taxonomy)
    for problem in problems:
        typer.echo(problem, err=True)
    if problems:
        raise typer.Exit(1)
    typer.echo(f"{len(taxonomy.concepts)} concepts, nothing wrong")


@taxonomy_app.command("export")
def export_command(
    to: Annotated[Path, typer.Option("--to", help="Turtle file that is written.", show_default=False)],
) -> None:
    """Write the concepts as SKOS in Turtle."""
    from esfnlp.errors import UsageError
    from esfnlp.taxonomy import load_taxonomy
    from esfnlp.taxonomy.skos import to_turtle

    if not to.parent.is_dir():
        raise UsageError(f"no folder {to.parent}; make it, or give another file")
    to.write_text(to_turtle(load_taxonomy()), encoding="utf-8", newline="\n")
    typer.echo(f"wrote {to}", err=True)


def _english(concept: "Concept") -> str:
    return concept.labels["en"][0] if concept.labels.get("en") else ""


def _to_json(concept: "Concept") -> dict[str, object]:
    return {
        "id": concept.concept_id,
        "labels": {language: list(labels) for language, labels in concept.labels.items()},
        "weak": {language: list(labels) for language, labels in concept.weak.items()},
        "abbreviations": list(concept.abbreviations),
        "broader": list(concept.broader),
        "definition": dict(concept.definition),
        "needs_cue": concept.needs_cue,
        "actor_type": concept.actor_type,
    }
