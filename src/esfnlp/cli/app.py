"""The commands of the contract and the options that they share."""

from typing import Annotated

import typer

from esfnlp import __version__
from esfnlp.cli.compare import compare_command
from esfnlp.cli.diff import diff_command
from esfnlp.cli.evaluate import evaluate_command
from esfnlp.cli.explain import explain_command
from esfnlp.cli.export import export_command
from esfnlp.cli.ingest import ingest_command
from esfnlp.cli.plot import plot_command
from esfnlp.cli.review import review_app
from esfnlp.cli.run import run_command
from esfnlp.cli.search import search_command
from esfnlp.cli.series import series_command
from esfnlp.cli.serve import serve_command
from esfnlp.cli.similar import similar_command
from esfnlp.cli.site import site_command
from esfnlp.cli.taxonomy import taxonomy_app

app = typer.Typer(
    name="esfnlp",
    help="Turn Swedish ESF regional plans into a comparative dataset, and ask it questions.",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"esfnlp {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", help="Show the version.", callback=_show_version, is_eager=True)
    ] = False,
) -> None:
    """Turn Swedish ESF regional plans into a comparative dataset, and ask it questions."""


app.command("run")(run_command)
app.command("search")(search_command)
app.command("compare")(compare_command)
app.command("explain")(explain_command)
app.command("series")(series_command)
app.command("similar")(similar_command)
app.command("diff")(diff_command)
app.command("evaluate")(evaluate_command)
app.command("export")(export_command)
app.command("plot")(plot_command)
app.command("serve")(serve_command)
app.command("site")(site_command)
app.command("ingest")(ingest_command)
app.add_typer(review_app, name="review")
app.add_typer(taxonomy_app, name="taxonomy")
