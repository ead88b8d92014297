"""The wheel carries the models and the taxonomy, and works away from the repository."""

import json
import subprocess
import sys
import venv
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
TEXT = """Handlingsplan för Socialfonden i Sydsverige 2021-2027

Målgrupper

Insatserna ska i första hand riktas till unga som varken arbetar eller studerar.
"""


@pytest.mark.slow
def test_the_built_wheel_runs_in_an_empty_environment(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "build", "--wheel", "--outdir", str(tmp_path / "dist"), str(REPOSITORY)]
    subprocess.run(build, check=True, capture_output=True, cwd=tmp_path)
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    venv.create(tmp_path / "env", with_pip=True)
    python = tmp_path / "env" / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", str(wheel)], check=True, cwd=tmp_path)
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "plan.txt").write_text(TEXT, encoding="utf-8")
    esfnlp = tmp_path / "env" / "bin" / "esfnlp"
    subprocess.run([esfnlp, "run", "plans", "--out", "out"], check=True, cwd=tmp_path, capture_output=True)
    done = subprocess.run(
        [esfnlp, "search", "which plans prioritize UVAS", "--in", "out", "--format", "json"],
        check=True, cwd=tmp_path, capture_output=True, text=True,
    )  # fmt: skip
    plans = json.loads(done.stdout)["plans"]
    assert [plan["status"] for plan in plans] == ["prioritised"]
    code = "from esfnlp.artefacts import models_folder as f; print(sorted(p.name for p in f().iterdir()))"
    models = subprocess.run([python, "-c", code], check=True, cwd=tmp_path, capture_output=True, text=True)
    assert "sv_lexicon" in models.stdout
