import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Cli = Callable[..., Any]


def test_a_document_is_printed_as_json_with_its_blocks_at_their_offsets(esfnlp: Cli, plans: Path) -> None:
    done = esfnlp("ingest", plans / "syd.txt")
    document = json.loads(done.out)
    assert (done.code, done.err) == (0, "")
    assert {"document_id", "text", "pages", "blocks"} <= document.keys()
    for block in document["blocks"]:
        assert {"kind", "text", "page", "bbox", "char_start", "char_end"} <= block.keys()
        assert document["text"][block["char_start"] : block["char_end"]] == block["text"]


def test_a_document_is_printed_as_text_and_as_markdown(esfnlp: Cli, plans: Path) -> None:
    assert "Målgrupper\n\nInsatserna" in esfnlp("ingest", plans / "syd.txt", "--format", "text").out
    assert "# Målgrupper" in esfnlp("ingest", plans / "syd.txt", "--format", "markdown").out


def test_a_file_that_is_not_there_is_2(esfnlp: Cli, tmp_path: Path) -> None:
    done = esfnlp("ingest", tmp_path / "nowhere.txt")
    assert (done.code, len(done.err.splitlines())) == (2, 1)


def test_a_file_that_cannot_be_read_is_3(esfnlp: Cli, tmp_path: Path) -> None:
    path = tmp_path / "trasig.pdf"
    path.write_bytes(b"%PDF-1.4\nnothing\n")
    done = esfnlp("ingest", path)
    assert (done.code, done.out, len(done.err.splitlines())) == (3, "", 1)
    assert "trasig.pdf" in done.err


def test_a_page_of_no_pdf_cannot_be_drawn(esfnlp: Cli, plans: Path, tmp_path: Path) -> None:
    done = esfnlp("ingest", plans / "syd.txt", "--debug-page", 1, tmp_path / "sida.png")
    assert (done.code, len(done.err.splitlines())) == (2, 1)
    assert not (tmp_path / "sida.png").exists()
