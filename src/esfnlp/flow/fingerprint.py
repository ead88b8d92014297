"""A hash of the software and its data: when it changes, every document is done again."""

import hashlib
from functools import cache
from importlib.resources import files
from pathlib import Path

from esfnlp.artefacts import models_folder

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
    """SHA-256 over the package's code and taxonomy and over the models."""
    digest = hashlib.sha256()
    for root in (Path(str(files("esfnlp"))), models_folder()):
        for path in sorted(p for p in root.rglob("*") if p.suffix in _KINDS and p.is_file()):
            digest.update(path.relative_to(root).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()
