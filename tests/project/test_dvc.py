"""dvc.yaml names what is there: commands, files and settings."""

import shlex
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml

from esfnlp.cli.app import app

REPOSITORY = Path(__file__).parents[2]
PIPELINE: dict[str, Any] = yaml.safe_load((REPOSITORY / "dvc.yaml").read_text(encoding="utf-8"))
STAGES: dict[str, dict[str, Any]] = {
    name: stage.get("do", stage) for name, stage in PIPELINE["stages"].items()
}
ON_ALL = pytest.mark.parametrize("name", STAGES)


def commands(name: str) -> list[list[str]]:
    cmd = STAGES[name]["cmd"]
    return [shlex.split(line) for line in (cmd if isinstance(cmd, list) else [cmd])]


def names(entries: list[Any]) -> list[str]:
    """The paths of entries that are a path, or a path with its options."""
    return [next(iter(entry)) if isinstance(entry, dict) else entry for entry in entries]


def made() -> set[str]:
    return {path for stage in STAGES.values() for path in names(stage.get("outs", []))}


@ON_ALL
def test_stages_run_commands_that_exist(name: str) -> None:
    known = set(typer.main.get_command(app).commands)  # type: ignore[attr-defined]
    for words in commands(name):
        if words[0] == "esfnlp":
            assert words[1] in known
        elif words[:2] == ["python", "-m"]:
            assert (REPOSITORY / f"{words[2].replace('.', '/')}.py").is_file()
        elif words[0] == "python":
            assert (REPOSITORY / words[1]).is_file()
        else:
            assert words[0] == "mkdir"


@ON_ALL
def test_stages_depend_on_what_is_there_or_is_made(name: str) -> None:
    missing = [path for path in names(STAGES[name]["deps"]) if not (REPOSITORY / path).exists()]
    assert set(missing) <= made()


@ON_ALL
def test_stages_follow_parameters_that_exist(name: str) -> None:
    for entry in STAGES[name].get("params", []):
        for path, keys in entry.items():
            assert set(keys) <= yaml.safe_load((REPOSITORY / path).read_text(encoding="utf-8")).keys()


def test_every_stage_of_the_parameters_is_followed() -> None:
    followed = {
        key for stage in STAGES.values() for e in stage.get("params", []) for key in next(iter(e.values()))
    }
    settings = yaml.safe_load((REPOSITORY / "pipeline" / "params.yaml").read_text(encoding="utf-8"))
    assert followed == settings.keys()
