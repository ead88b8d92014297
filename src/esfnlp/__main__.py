"""`python -m esfnlp` is the command `esfnlp`."""

from esfnlp.cli import main

main()
