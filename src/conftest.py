"""The dataset that the examples in docstrings use: three tiny plans, one of them in two versions."""

from pathlib import Path
from typing import Any

import pytest

PLANS = {
    "syd-v1": ("Sydsverige", "unga som varken arbetar eller studerar", 200),
    "syd-v2": ("Sydsverige", "unga som varken arbetar eller studerar", 300),
    "norr": ("Övre Norrland", "långtidssjukskrivna", 150),
}
TEXT = """Handlingsplan för Socialfonden i {} 2014-2020

Målgrupper

Insatserna ska i första hand riktas till {}.

Mål

Minst {} deltagare ska nås senast 2018.
"""


@pytest.fixture(scope="session")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from esfnlp.flow.run import run
    from esfnlp.settings import Settings

    folder = tmp_path_factory.mktemp("examples")
    (folder / "plans").mkdir()
    for name, words in PLANS.items():
        (folder / "plans" / f"{name}.txt").write_text(TEXT.format(*words), encoding="utf-8")
    run([folder / "plans"], folder / "out", settings=Settings())
    return folder / "out"


@pytest.fixture(autouse=True)
def examples(request: pytest.FixtureRequest, doctest_namespace: dict[str, Any]) -> None:
    """`plans`, in the examples of the library."""
    if request.node.name.startswith("esfnlp.library"):
        from esfnlp.library import open_plans

        doctest_namespace["plans"] = open_plans(request.getfixturevalue("out"))
