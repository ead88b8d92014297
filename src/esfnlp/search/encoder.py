"""The encoder that a question is embedded by: the one that made the vectors of the index, and no other."""

import sqlite3
from functools import cache

from esfnlp.embedding import Encoder, load
from esfnlp.errors import UsageError
from esfnlp.search.index import indexed_encoder


def encoder_of(connection: sqlite3.Connection, name: str | None) -> Encoder:
    """The encoder of that name, or of the name in the index.

    Raises
    ------
    UsageError : it cannot be loaded, or is not the one that made the vectors of the index.
    """
    indexed = indexed_encoder(connection)
    encoder = _loaded(name or indexed.name)
    if encoder.fingerprint != indexed.fingerprint:
        asked = f"--embedder {name}" if name else f"the embedder {indexed.name} that is installed"
        raise UsageError(
            f"{asked} ({encoder.fingerprint}) did not make this index; {indexed.name} ({indexed.fingerprint}) did: "
            "name that one, or make the index again with `esfnlp run`"
        )
    return encoder


@cache
def _loaded(name: str) -> Encoder:
    return load(name)
