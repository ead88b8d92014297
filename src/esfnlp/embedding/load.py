"""Finds an encoder by its name or folder."""

from pathlib import Path

from esfnlp.artefacts import models_folder
from esfnlp.embedding.encoder import Encoder
from esfnlp.errors import UsageError

SHIPPED = "sv_embedder"
"""The encoder that is taken where none is named."""


def load(name: str | None = None) -> Encoder:
    """The shipped encoder, or the one in a folder or of a name that sentence-transformers knows.

    Raises
    ------
    UsageError : there is none of that name, it cannot be read, or sentence-transformers is needed and missing.
    """
    folder = models_folder() / SHIPPED if name in (None, SHIPPED) else Path(str(name))
    if (folder / "units.txt").is_file():
        from esfnlp.embedding.static import StaticEncoder

        return StaticEncoder.read(folder, name or SHIPPED)
    if name in (None, SHIPPED):
        raise UsageError(f"no encoder in {folder}; install esfnlp again, or name one with --embedder")
    from esfnlp.embedding.transformer import TransformerEncoder

    return TransformerEncoder.read(str(name))
