"""Where the trained artefacts lie: inside the installed package, or in `models/` of a working copy."""

from importlib.resources import files
from pathlib import Path


def models_folder() -> Path:
    """The folder that holds one folder for each model."""
    package = Path(str(files("esfnlp")))
    installed = package / "models"
    return installed if installed.is_dir() else package.parents[1] / "models"
