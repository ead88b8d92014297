"""What a dataset is called when it is cited: the software's version and a hash of the tables."""

import hashlib
import json
from pathlib import Path

import esfnlp

_DIGITS = 12


def dataset_version(dataset: Path) -> str:
    """Such as "0.1.0+5f0c2d9a1b3e"; the same tables, made by the same version, have the same one.

    The descriptor in the folder names a hash of each CSV file, so it stands for them all.
    """
    descriptor = (dataset / "datapackage.json").read_bytes()
    return f"{esfnlp.__version__}+{hashlib.sha256(descriptor).hexdigest()[:_DIGITS]}"


def software_of(out: Path) -> dict[str, str]:
    """Version and fingerprint of the software that made the dataset in `out`, as far as its run.json says."""
    try:
        run = json.loads((out / "run.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    known = {"version": run.get("esfnlp_version"), "fingerprint": run.get("software_fingerprint")}
    return {key: str(value) for key, value in known.items() if value}
