from importlib.resources import files
from pathlib import Path

from esfnlp.artefacts import models_folder
from esfnlp.flow import fingerprint


def test_the_fingerprint_is_the_same_until_the_software_changes() -> None:
    fingerprint.software_fingerprint.cache_clear()
    first = fingerprint.software_fingerprint()
    fingerprint.software_fingerprint.cache_clear()
    assert fingerprint.software_fingerprint() == first


def test_every_data_file_of_the_extractors_counts() -> None:
    package = Path(str(files("esfnlp")))
    data = [
        *(package / "extract").rglob("*"),
        *(package / "taxonomy").rglob("*"),
        *models_folder().rglob("*"),
    ]
    kinds = {path.suffix for path in data if path.is_file()} - {".pyc", ".md", ".dvc", ".gitignore", ""}
    assert kinds <= fingerprint._KINDS
