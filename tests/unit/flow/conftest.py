"""A folder of three small plans of our own, as text, web page and Word document, and what a run makes of it."""

from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from esfnlp.dataset.tables import Dataset, read_tables
from esfnlp.flow.run import RunReport, run
from esfnlp.settings import Settings

TEXT = """Handlingsplan för Socialfonden i Sydsverige 2014-2020

Bakgrund

Länen har en stark industri. Många arbetar inom handel.

Programområde 2

Målgrupper

Insatserna ska riktas till unga som varken arbetar eller studerar. Asylsökande omfattas inte.

Prioriterade insatser

- Vägledning på hemorten
- Praktik inom livsmedelsindustrin

Region Skåne leder arbetet tillsammans med kommunerna.

Minst 450 deltagare ska nås till år 2020.
"""

PAGE = """<!doctype html><html lang="sv"><head><title>Handlingsplan för Västsverige 2021-2027</title></head><body>
<main><h1>Handlingsplan för Europeiska socialfonden+ i Västsverige 2021-2027</h1>
<p>Den här planen beskriver hur medlen används i länen under perioden, och den ses över varje vår.</p>
<h2>Målgrupper</h2>
<p>Särskilt fokus läggs på nyanlända kvinnor. Insatserna kan även omfatta sjukskrivna.</p>
<h2>Åtgärder</h2><ul><li>Språkstöd på arbetsplatsen</li><li>Validering av yrkeskunskaper</li></ul>
<p>Arbetsförmedlingen ansvarar för urvalet av deltagare.</p>
</main></body></html>
"""


def write_word(path: Path) -> None:
    document = docx.Document()
    document.add_heading("Regional plan för Stockholm 2014-2020", level=1)
    document.add_heading("Målgrupper", level=2)
    document.add_paragraph("Långtidsarbetslösa är en prioriterad målgrupp.")
    document.add_heading("Kvantitativa mål", level=2)
    document.add_paragraph("Andelen i arbete ska vara minst 40 procent år 2019.")
    document.save(str(path))


@pytest.fixture(scope="session")
def originals(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("originals")
    (folder / "Sydsverige.txt").write_text(TEXT, encoding="utf-8")
    (folder / "webb").mkdir()
    (folder / "webb" / "vast.html").write_text(PAGE, encoding="utf-8")
    write_word(folder / "stockholm.docx")
    return folder


@pytest.fixture
def plans(originals: Path, tmp_path: Path) -> Path:
    """The folder, for a test to change."""
    folder = tmp_path / "plans"
    for path in originals.rglob("*.*"):
        target = folder / path.relative_to(originals)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    return folder


@pytest.fixture(scope="session")
def first_run(originals: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, RunReport]:
    """What one run over the folder wrote, and its report; no test may change it."""
    out = tmp_path_factory.mktemp("first") / "out"
    return out, run([originals], out, settings=Settings(), workers=1)


@pytest.fixture(scope="session")
def dataset(first_run: tuple[Path, RunReport]) -> Dataset:
    return read_tables(first_run[0] / "dataset")


@pytest.fixture
def rerun(plans: Path, tmp_path: Path) -> Callable[..., RunReport]:
    """Runs over the test's own folder into the test's own `out`."""

    def again(*paths: Path) -> RunReport:
        return run(list(paths) or [plans], tmp_path / "out", settings=Settings(), workers=1)

    return again
