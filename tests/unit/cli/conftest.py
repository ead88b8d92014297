"""The command line in this process: what it prints, and its exit code."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from esfnlp.cli import main

PLAN = """Handlingsplan för Socialfonden i Sydsverige 2014-2020

Målgrupper

Insatserna ska riktas till unga som varken arbetar eller studerar.
"""


@dataclass(frozen=True)
class Done:
    code: int
    out: str
    err: str


@pytest.fixture
def esfnlp(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Done]:
    def call(*arguments: object) -> Done:
        monkeypatch.setattr("sys.argv", ["esfnlp", *map(str, arguments)])
        with pytest.raises(SystemExit) as exit_:
            main()
            raise SystemExit(0)
        printed = capsys.readouterr()
        code = exit_.value.code
        return Done(code if isinstance(code, int) else int(bool(code)), printed.out, printed.err)

    return call


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    folder = tmp_path / "plans"
    folder.mkdir()
    (folder / "syd.txt").write_text(PLAN, encoding="utf-8")
    return folder
