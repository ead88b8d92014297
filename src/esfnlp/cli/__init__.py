"""The command line: parse, call one function, print. Modules that a command needs are imported when it runs."""

import sys


def main() -> None:
    """Run `esfnlp`; what a user can cause ends in one line on standard error and the contract's exit code."""
    from esfnlp.cli.app import app
    from esfnlp.errors import EsfnlpError

    try:
        app()
    except EsfnlpError as error:
        print(f"esfnlp: {error}", file=sys.stderr)  # noqa: T201
        sys.exit(error.exit_code)
