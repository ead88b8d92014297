"""`esfnlp run --pipeline NAME`."""

from pathlib import Path

import spacy
from typer.testing import CliRunner

from esfnlp.cli.app import app
from esfnlp.errors import UsageError


def plan(folder: Path) -> Path:
    path = folder / "plan.txt"
    path.write_text("Målgrupper\n\nMålgruppen är nyanlända kvinnor i Region Nordanskog.\n", encoding="utf-8")
    return path


def test_another_pipeline_is_taken_and_what_it_lacks_is_said(tmp_path: Path) -> None:
    nlp = spacy.blank("sv")
    nlp.add_pipe("sentencizer")
    nlp.to_disk(tmp_path / "tiny")
    done = CliRunner().invoke(
        app,
        ["run", str(plan(tmp_path)), "--out", str(tmp_path / "out"), "--pipeline", str(tmp_path / "tiny")],
    )
    assert done.exit_code == 0, done.output
    assert "no dependencies" in done.stderr


def test_a_wrong_pipeline_stops_before_anything_is_read(tmp_path: Path) -> None:
    arguments = ["run", str(plan(tmp_path)), "--out", str(tmp_path / "out"), "--pipeline", "no_such_pipeline"]
    done = CliRunner().invoke(app, arguments)
    assert isinstance(done.exception, UsageError)
    assert not (tmp_path / "out").exists()
