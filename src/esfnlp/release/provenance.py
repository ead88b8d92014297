"""How a release came about: software, models, taxonomy, sources, and a hash of every file."""

import hashlib
import json
import platform
import re
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, requires, version
from importlib.resources import files
from pathlib import Path
from typing import Any

import esfnlp
from esfnlp.artefacts import models_folder
from esfnlp.dataset.package import FORMAT
from esfnlp.release.version import dataset_version, software_of
from esfnlp.taxonomy import load_taxonomy

PROVENANCE = "provenance.json"
_BLOCK = 1 << 20
_NAME = re.compile(r"[A-Za-z0-9_.-]+")


def provenance(
    out: Path, release: Path, *, with_persons: bool, since: str | None, fingerprint: str = ""
) -> str:
    """The provenance of the release that lies in `release`, as JSON; no times, so that it is the same each time.

    `fingerprint` is that of this software; models and taxonomy are those that made the dataset where it is the
    one in `made_by` too. `since` is the version of the earlier release that its change log is about.
    """
    content = {
        "dataset": {"version": dataset_version(out / "dataset"), "format": FORMAT, "since": since},
        "with_persons": with_persons,
        "made_by": {"name": "esfnlp", **software_of(out)},
        "exported_by": {
            "name": "esfnlp",
            "version": esfnlp.__version__,
            "fingerprint": fingerprint,
            "python": platform.python_version(),
            "packages": _packages(),
        },
        "settings": _run(out).get("settings"),
        "models": {folder.name: _folder_hash(folder) for folder in _folders(models_folder())},
        "taxonomy": {
            "concepts": len(load_taxonomy().concepts),
            "files": {path.name: file_hash(path) for path in _taxonomy_files()},
        },
        "not_read": _run(out).get("problems", []),
        "files": {
            path.relative_to(release).as_posix(): {"bytes": path.stat().st_size, "sha256": file_hash(path)}
            for path in sorted(release.rglob("*"))
            if path.is_file() and path.name != PROVENANCE
        },
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def file_hash(path: Path) -> str:
    """SHA-256 of a file."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def _run(out: Path) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads((out / "run.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found


def _packages() -> dict[str, str]:
    """Versions of what esfnlp needs, without what its extras bring."""
    found: dict[str, str] = {}
    for requirement in requires("esfnlp") or ():
        name = _NAME.match(requirement)
        if name and "extra ==" not in requirement:
            try:
                found[name.group()] = version(name.group())
            except PackageNotFoundError:
                continue
    return dict(sorted(found.items()))


def _folders(root: Path) -> Iterable[Path]:
    return sorted(path for path in root.iterdir() if path.is_dir()) if root.is_dir() else []


def _folder_hash(folder: Path) -> dict[str, Any]:
    """One hash over names and contents of all files of a model."""
    digest = hashlib.sha256()
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    for path in paths:
        digest.update(f"{path.relative_to(folder).as_posix()} {file_hash(path)}\n".encode())
    return {"files": len(paths), "sha256": digest.hexdigest()}


def _taxonomy_files() -> list[Path]:
    folder = Path(str(files("esfnlp.taxonomy").joinpath("data")))
    return sorted(path for path in folder.iterdir() if path.suffix == ".yaml")
