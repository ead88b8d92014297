"""`esfnlp serve`: the reading room, a small web server over one dataset."""

from pathlib import Path
from typing import Annotated

import typer


def serve_command(
    in_: Annotated[Path, typer.Option("--in", help="Folder that `esfnlp run` wrote.", show_default=False)],
    host: Annotated[
        str, typer.Option(help="Address to listen on; 127.0.0.1 is this computer only.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0 takes a free one.")] = 8000,
) -> None:
    """Read and search a dataset in the browser."""
    from esfnlp.cli.output import open_dataset
    from esfnlp.errors import UsageError

    open_dataset(in_)
    try:
        from esfnlp.web.server import listen, serve
    except ModuleNotFoundError as error:
        raise UsageError(
            f'the reading room needs {error.name}, which is not installed; pip install "esfnlp[web]"'
        ) from error
    with listen(host, port) as listener:
        shown = f"[{host}]" if ":" in host else host
        typer.echo(f"{in_} at http://{shown}:{listener.getsockname()[1]} (Ctrl+C ends)", err=True)
        serve(in_, listener)
