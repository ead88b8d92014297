import json
from pathlib import Path

import pytest

from esfnlp.cli.ingest import Format, ingest_command
from esfnlp.errors import NothingToDoError, UsageError


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "Plan för länet.txt"
    path.write_text("1 Läget\n\nRegionen ska stödja unga utan arbete.\n", encoding="utf-8")
    return path


def test_json_has_the_contracts_keys_and_offsets(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ingest_command(plan, Format.json)
    shown = json.loads(capsys.readouterr().out)
    assert shown["document_id"] == "plan-for-lanet"
    assert all(shown["text"][b["char_start"] : b["char_end"]] == b["text"] for b in shown["blocks"])


def test_text_and_markdown_can_be_had(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ingest_command(plan, Format.text)
    ingest_command(plan, Format.markdown)
    assert capsys.readouterr().out.count("Regionen ska stödja unga utan arbete.") == 2


def test_an_empty_file_leaves_nothing_to_do(tmp_path: Path) -> None:
    path = tmp_path / "tom.pdf"
    path.touch()
    with pytest.raises(NothingToDoError, match=r"tom\.pdf"):
        ingest_command(path)


def test_a_missing_file_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        ingest_command(tmp_path / "saknas.pdf")
