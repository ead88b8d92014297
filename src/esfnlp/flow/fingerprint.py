"""Hashes of the software and its data: when the part that a stage runs on changes, the stage is done again."""

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from pathlib import Path

from esfnlp.artefacts import models_folder

INGEST = (
    "artefacts.py", "document.py", "errors.py", "finding.py", "ingest", "record.py", "settings.py", "store", "swedish",
    "taxonomy/concepts.py", "taxonomy/data/places.yaml", "taxonomy/data/programmes.yaml", "taxonomy/places.py",
)  # fmt: skip
EXTRACT = (
    "artefacts.py", "dataset/rows.py", "document.py", "embedding", "errors.py", "extract", "finding.py", "language",
    "normalize", "record.py", "settings.py", "swedish", "taxonomy",
)  # fmt: skip
"""Rooms and modules of the package that decide what a document says, and what is found in it."""

_INGEST_MODELS = ("sv_lexicon",)
_KINDS = {
    ".py",
    ".yaml",
    ".json",
    ".toml",
    ".tsv",
    ".txt",
    ".gz",
    ".npz",
    ".npy",
    ".cfg",
    ".bin",
    ".jsonl",
    "",
}


@cache
def software_fingerprint() -> str:
    """SHA-256 over the package's code and data and over the models."""
    return _digest([_package(), models_folder()])


@cache
def ingest_fingerprint() -> str:
    """SHA-256 over what reading a file runs on."""
    return _digest([*_parts(INGEST), *(models_folder() / name for name in _INGEST_MODELS)])


@cache
def extract_fingerprint() -> str:
    """SHA-256 over what finding records in a document runs on."""
    return _digest([*_parts(EXTRACT), models_folder()])


def _package() -> Path:
    return Path(str(files("esfnlp")))


def _parts(names: Iterable[str]) -> list[Path]:
    return [_package() / name for name in names]


def _digest(roots: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for root in roots:
        found = (
            [root] if root.is_file() else [p for p in root.rglob("*") if p.suffix in _KINDS and p.is_file()]
        )
        for path in sorted(found):
            digest.update(f"{root.name}/{path.relative_to(root).as_posix()}".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()
