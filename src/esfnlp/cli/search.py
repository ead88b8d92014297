"""`esfnlp search`: a question to the plans."""

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from esfnlp.search.answer import Answer


class Format(StrEnum):
    table = "table"
    json = "json"


def search_command(
    query: Annotated[str, typer.Argument(help="A question, in Swedish or English.", show_default=False)],
    in_: Annotated[Path, typer.Option("--in", help="Folder that `esfnlp run` wrote.", show_default=False)],
    k: Annotated[int, typer.Option("-k", min=1, help="Plans and passages at most.")] = 10,
    region: Annotated[
        list[str] | None, typer.Option(help="Region, county or municipality code; may be repeated.")
    ] = None,
    period: Annotated[str | None, typer.Option(help="Years, such as 2014-2020.")] = None,
    embedder: Annotated[
        str | None,
        typer.Option(help="Name or folder of the encoder that made the index, if not the shipped one."),
    ] = None,
    why: Annotated[
        bool, typer.Option("--why", help="Say of each passage why it was found; JSON always does.")
    ] = False,
    params: Annotated[Path | None, typer.Option(help="YAML file with settings.")] = None,
    format: Annotated[Format, typer.Option(help="How the answer is printed.")] = Format.table,
) -> None:
    """Ask the plans a question; the answer names plans, with status, page and quote, and passages."""
    from esfnlp.search.answer import answer
    from esfnlp.search.period import parse_period
    from esfnlp.settings import Settings

    found = answer(
        _existing(in_),
        query,
        k=k,
        regions=tuple(region or ()),
        period=parse_period(period),
        settings=Settings.read(params).search if params else None,
        embedder=embedder,
    )
    if format is Format.json:
        typer.echo(json.dumps(found.as_json(), ensure_ascii=False))
    else:
        _print(found, why)


def _existing(out: Path) -> Path:
    from esfnlp.errors import UsageError

    if not out.is_dir():
        raise UsageError(f"no folder {out}; give the folder that `esfnlp run ... --out` wrote")
    return out


def _print(found: "Answer", why: bool) -> None:
    from esfnlp.cli.answers import print_answer

    print_answer(found, why=why)
