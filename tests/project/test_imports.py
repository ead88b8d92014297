"""Imports point down the floors, and the command line stays light."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "src" / "esfnlp"

FLOORS: dict[str, int] = {
    "errors": 0, "settings": 0, "artefacts": 0,
    "document": 1, "swedish": 1, "finding": 1, "record": 1, "taxonomy": 1, "language": 1, "embedding": 1,
    "ingest": 2, "extract": 2, "normalize": 2, "store": 2,
    "dataset": 3, "evaluate": 3, "spacy_components": 3, "release": 3, "plots": 3, "review": 3,
    "search": 4,
    "flow": 5, "library": 5,
    "web": 6,
    "cli": 7, "__main__": 7,
}  # fmt: skip
ORDER = {
    "errors": 0, "artefacts": 0, "settings": 1,
    "document": 0, "finding": 1, "swedish": 2, "record": 3, "taxonomy": 3, "language": 3,
    "dataset": 0, "release": 1, "plots": 2, "review": 2,
    "cli": 0, "__main__": 1,
}  # fmt: skip
"""Within the two lowest floors, and of what is made of a dataset: what stands earlier may be imported by what
stands later."""


def modules() -> list[Path]:
    return sorted(p for p in PACKAGE.rglob("*.py") if p.parent != PACKAGE or p.stem != "__init__")


def imported(path: Path) -> set[str]:
    """Rooms of the package that a module imports, also inside functions."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names.add(node.module)
            names |= {f"{node.module}.{alias.name}" for alias in node.names if node.module == "esfnlp"}
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    return {
        name.split(".")[1] for name in names if name.startswith("esfnlp.") and name.split(".")[1] in FLOORS
    }


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def allowed(of: str, other: str) -> bool:
    if of == other or FLOORS[other] < FLOORS[of]:
        return True
    return FLOORS[of] == FLOORS[other] and of in ORDER and ORDER[other] < ORDER[of]


@pytest.mark.parametrize("path", modules(), ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_imports_point_down_the_floors(path: Path) -> None:
    assert room(path) in FLOORS, f"{room(path)} has no floor"
    wrong = {other for other in imported(path) if not allowed(room(path), other)}
    assert not wrong


def test_help_loads_no_heavy_library() -> None:
    code = (
        "import sys, runpy; sys.argv=['esfnlp','--help']\n"
        "from esfnlp.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy={'pandas','numpy','pyarrow','sklearn','lancedb','pdfplumber','pypdfium2','spacy','torch','docx','fastapi'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip().splitlines()[-1] == "[]"
