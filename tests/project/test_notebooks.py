"""Notebooks run from top to bottom on a dataset of the corpus, and carry no outputs."""

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from esfnlp.flow.run import run
from esfnlp.settings import Settings

REPOSITORY = Path(__file__).parents[2]
NOTEBOOKS = sorted((REPOSITORY / "notebooks").glob("*.ipynb"))
DIGESTS = ("digest-ostra-mellansverige-2014-2020", "digest-stockholm-2021-2027")
SECONDS = 120


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("out")
    digests = [REPOSITORY / "corpus" / "pdf" / f"{name}.pdf" for name in DIGESTS]
    run(digests, folder, settings=Settings())
    return folder


def read(path: Path) -> nbformat.NotebookNode:
    notebook: nbformat.NotebookNode = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    return notebook


def code_cells(path: Path) -> list[nbformat.NotebookNode]:
    return [cell for cell in read(path).cells if cell.cell_type == "code"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_notebooks_carry_no_outputs(path: Path) -> None:
    assert not [cell.source for cell in code_cells(path) if cell.outputs or cell.execution_count]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_notebooks_define_no_functions(path: Path) -> None:
    assert not [cell.source for cell in code_cells(path) if "def " in cell.source or "class " in cell.source]


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_notebooks_run_from_top_to_bottom(path: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ESFNLP_OUT", str(out))
    executed = NotebookClient(read(path), timeout=SECONDS, kernel_name="python3").execute(
        cwd=str(path.parent)
    )
    assert not [o for cell in executed.cells for o in cell.get("outputs", ()) if o.output_type == "stream"]
