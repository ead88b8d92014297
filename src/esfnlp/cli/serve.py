"""`esfnlp serve`: the reading room, a small web server over one dataset."""

from enum import StrEnum
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated

import typer


class Language(StrEnum):
    sv = "sv"
    en = "en"


def serve_command(
    in_: Annotated[Path, typer.Option("--in", help="Folder that `esfnlp run` wrote.", show_default=False)],
    host: Annotated[
        str, typer.Option(help="Address to listen on; 127.0.0.1 is this computer only.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0 takes a free one.")] = 8000,
    sources: Annotated[
        list[Path] | None,
        typer.Option(
            help="Folder with the plans' files, where they do not lie any more where `run` read them."
        ),
    ] = None,
    language: Annotated[
        Language, typer.Option(help="Language of the room for readers whose browser asks for none it has.")
    ] = Language.sv,
    token: Annotated[
        str,
        typer.Option(
            envvar="ESFNLP_TOKEN",
            show_default=False,
            help="Secret that corrections and uploads must state; without it they are open to this computer only.",
        ),
    ] = "",
    user_header: Annotated[
        str,
        typer.Option(
            help="Header in which a reverse proxy on this computer names its user.", show_default=False
        ),
    ] = "",
    name: Annotated[
        list[str] | None, typer.Option(help="Host names that the room may be reached by; all without one.")
    ] = None,
    allow_upload: Annotated[
        bool, typer.Option("--allow-upload", help="Let readers add plans, which are kept in OUT/uploads.")
    ] = False,
) -> None:
    """Read and search a dataset in the browser."""
    from esfnlp.cli.output import open_dataset
    from esfnlp.errors import UsageError

    open_dataset(in_)
    if allow_upload and not (_is_loopback(host) or token or user_header):
        raise UsageError(f"--allow-upload with --host {host} needs --token or --user-header")
    for folder in sources or ():
        if not folder.is_dir():
            raise UsageError(f"no folder at {folder}; give --sources the folder that holds the plans' files")
    try:
        from esfnlp.web.desk import RoomSettings
        from esfnlp.web.server import listen, serve
    except ModuleNotFoundError as error:
        raise UsageError(
            f'the reading room needs {error.name}, which is not installed; pip install "esfnlp[web]"'
        ) from error
    with listen(host, port) as listener:
        shown = f"[{host}]" if ":" in host else host
        typer.echo(f"{in_} at http://{shown}:{listener.getsockname()[1]} (Ctrl+C ends)", err=True)
        if not (_is_loopback(host) or token or user_header):
            typer.echo(
                "esfnlp: everybody who reaches this address can read the plans; corrections are open to this computer only",
                err=True,
            )
        settings = RoomSettings(
            language=language.value,
            token=token,
            user_header=user_header,
            hosts=tuple(name or ()),
            sources=tuple(folder.absolute() for folder in sources or ()),
            allow_upload=allow_upload,
        )
        serve(in_, listener, settings)


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
