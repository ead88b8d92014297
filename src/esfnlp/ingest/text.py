"""Plain text to a reading, also where it is the dump of a laid-out page."""

import re
from pathlib import Path

from esfnlp.document import Page
from esfnlp.ingest.encoding import cleaned, decode
from esfnlp.ingest.pieces import Reading
from esfnlp.ingest.text_blocks import build_pieces
from esfnlp.ingest.text_glue import unglued
from esfnlp.ingest.text_lines import split_lines, with_roles

_EMPHASIS = re.compile(r"(\*\*|__)(?=[^\s*_])([^\n*_]*[^\s*_])\1")
"""Marks of Markdown around bold words."""


def read_text(path: Path) -> Reading:
    """The reading of a text file in UTF-8, UTF-16 or Windows-1252; form feeds divide its pages."""
    return parse_text(decode(path.read_bytes()))


def parse_text(text: str) -> Reading:
    text = _EMPHASIS.sub(r"\2", cleaned(text))
    pieces = build_pieces(unglued(with_roles(split_lines(text))))
    count = len(text.rstrip("\f\n ").split("\f")) if "\f" in text else 0
    return Reading(
        pieces=tuple(pieces), pages=tuple(Page(n) for n in range(1, count + 1)), media_type="text/plain"
    )
