import ast
from importlib.resources import files
from pathlib import Path

import pytest

from esfnlp.artefacts import models_folder
from esfnlp.flow import fingerprint

PACKAGE = Path(str(files("esfnlp")))


def imported(path: Path) -> set[Path]:
    """The modules of the package that one of its modules imports, also inside functions."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("esfnlp"):
            names |= {str(node.module), *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    parts = [name.split(".")[1:] for name in names if name.startswith("esfnlp.")]
    places = [PACKAGE.joinpath(*some) for some in parts]
    found = [place.with_suffix(".py") for place in places] + [place / "__init__.py" for place in places]
    return {path for path in found if path.is_file()}


def reached(*starts: str) -> set[str]:
    """All that the modules run on, as paths in the package."""
    todo, done = {PACKAGE / start for start in starts}, set()
    while todo:
        path = todo.pop()
        done.add(path)
        todo |= imported(path) - done
    return {path.relative_to(PACKAGE).as_posix() for path in done}


def test_the_fingerprint_is_the_same_until_the_software_changes() -> None:
    fingerprint.software_fingerprint.cache_clear()
    first = fingerprint.software_fingerprint()
    fingerprint.software_fingerprint.cache_clear()
    assert fingerprint.software_fingerprint() == first


def test_every_data_file_of_the_extractors_counts() -> None:
    data = [
        *(PACKAGE / "extract").rglob("*"),
        *(PACKAGE / "taxonomy").rglob("*"),
        *models_folder().rglob("*"),
    ]
    kinds = {path.suffix for path in data if path.is_file()} - {".pyc", ".md", ".dvc", ".gitignore", ""}
    assert kinds <= fingerprint._KINDS


@pytest.mark.parametrize(
    ("parts", "starts"),
    [
        (fingerprint.INGEST, ["ingest/reader.py", "ingest/guard.py", "store/ingested.py"]),
        (
            fingerprint.EXTRACT,
            ["extract/__init__.py", "normalize/records.py", "dataset/rows.py", "language/pipeline.py"],
        ),
    ],
    ids=["ingest", "extract"],
)
def test_all_that_a_stage_runs_on_counts(parts: tuple[str, ...], starts: list[str]) -> None:
    missing = {
        path
        for path in reached(*starts)
        if not any(path == part or path.startswith(f"{part}/") for part in parts)
    }
    assert missing <= {"__init__.py"}
