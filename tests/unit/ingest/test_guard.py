import subprocess
import sys
from pathlib import Path

import pytest
from pdf_samples import typeset

from esfnlp.document import Document
from esfnlp.errors import UnreadableDocumentError, UsageError
from esfnlp.ingest import guard
from esfnlp.ingest.guard import read_guarded, read_many_guarded
from esfnlp.settings import IngestSettings

DEFAULT = IngestSettings()
DIES_WHEN_ASKED = (
    "import os, sys; from esfnlp.ingest.guard_worker import send, receive;"
    "send(sys.stdout.buffer, 'ready'); receive(sys.stdin.buffer); os.abort()"
)


def code_of(path: Path, settings: IngestSettings = DEFAULT) -> str:
    with pytest.raises(UnreadableDocumentError) as caught:
        read_guarded(path, "plan", settings)
    return caught.value.code


def text_file(folder: Path, name: str) -> Path:
    path = folder / name
    path.write_text(f"Planen {name} gäller länet.\n", encoding="utf-8")
    return path


def test_a_pdf_comes_back_as_a_document(tmp_path: Path) -> None:
    document = read_guarded(typeset(tmp_path, "Regionen ska stödja unga."), "plan", DEFAULT)
    assert (document.document_id, document.blocks[0].text) == ("plan", "Regionen ska stödja unga.")


def test_a_path_that_is_not_there_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no file"):
        read_guarded(tmp_path / "saknas.pdf", "saknas", DEFAULT)


@pytest.mark.parametrize(
    ("content", "code"), [(b"", "empty"), (b"<html><body>Hej", "not_pdf"), (b"%PDF-1.7\n", "damaged")]
)
def test_what_is_no_readable_pdf_has_its_code(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "plan.pdf"
    path.write_bytes(content)
    assert code_of(path) == code


def test_size_and_time_are_limited(tmp_path: Path) -> None:
    path = text_file(tmp_path, "plan.txt")
    assert code_of(path, IngestSettings(max_bytes=5)) == "too_large"
    assert code_of(path, IngestSettings(wall_seconds=0.0)) == "timeout"


def test_a_worker_that_dies_costs_one_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    start = guard._start
    scripts = iter([DIES_WHEN_ASKED])

    def start_or_die() -> "subprocess.Popen[bytes]":
        script = next(scripts, None)
        if script is None:
            return start()
        pipe = subprocess.PIPE
        return subprocess.Popen(
            [sys.executable, "-c", script], stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL
        )

    monkeypatch.setattr(guard, "_start", start_or_die)
    items = [(text_file(tmp_path, name), name) for name in ("a.txt", "b.txt")]
    first, second = (result for _, result in read_many_guarded(items, DEFAULT, workers=1))
    assert isinstance(first, UnreadableDocumentError) and first.code == "crashed"
    assert isinstance(second, Document)


def test_results_come_in_the_order_given(tmp_path: Path) -> None:
    bad = tmp_path / "b.pdf"
    bad.write_bytes(b"")
    paths = [text_file(tmp_path, "c.txt"), bad, text_file(tmp_path, "a.txt")]
    results = list(read_many_guarded([(path, path.stem) for path in paths], DEFAULT))
    assert [path for path, _ in results] == paths
    assert [isinstance(result, Document) for _, result in results] == [True, False, True]


def test_stopping_early_leaves_no_process(tmp_path: Path) -> None:
    paths = [text_file(tmp_path, f"{n}.txt") for n in range(6)]
    results = read_many_guarded([(path, path.stem) for path in paths], DEFAULT)
    next(results)
    results.close()  # type: ignore[attr-defined]
    children = Path("/proc/self/task")
    left = (
        [c for task in children.iterdir() for c in (task / "children").read_text().split()]
        if children.exists()
        else []
    )
    assert left == []
