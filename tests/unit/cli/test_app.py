import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import version
from typing import Any

import pytest

Cli = Callable[..., Any]


def test_the_version_is_that_of_the_package(esfnlp: Cli) -> None:
    done = esfnlp("--version")
    assert (done.code, done.out.strip()) == (0, f"esfnlp {version('esfnlp')}")


def test_the_package_runs_as_a_module() -> None:
    done = subprocess.run([sys.executable, "-m", "esfnlp", "--version"], capture_output=True, text=True)
    assert (done.returncode, done.stdout.strip()) == (0, f"esfnlp {version('esfnlp')}")


def test_without_a_command_the_help_is_shown(esfnlp: Cli) -> None:
    done = esfnlp()
    assert "Usage" in done.out + done.err


@pytest.mark.parametrize(
    "command",
    ["search x", "compare", "similar x", "diff x y", "evaluate --gold x", "explain x", "serve"],
)
def test_a_command_on_a_folder_that_is_not_there_is_2(esfnlp: Cli, tmp_path: Any, command: str) -> None:
    done = esfnlp(*command.split(), "--in", tmp_path / "nowhere")
    assert (done.code, len(done.err.splitlines())) == (2, 1)
    assert "nowhere" in done.err or "no gold" in done.err


@pytest.mark.parametrize("command", ["search x", "compare", "similar x", "diff x y", "explain x", "serve"])
def test_a_command_on_a_folder_without_a_dataset_is_3(esfnlp: Cli, tmp_path: Any, command: str) -> None:
    done = esfnlp(*command.split(), "--in", tmp_path)
    assert (done.code, len(done.err.splitlines())) == (3, 1)
