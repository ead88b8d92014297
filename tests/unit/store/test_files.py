import hashlib
from pathlib import Path

import pytest

from esfnlp.store.files import sha256_of, write_atomic


def test_text_and_bytes_are_written_in_new_folders(tmp_path: Path) -> None:
    path = tmp_path / "ny" / "a.txt"
    write_atomic(path, "mål\n")
    assert path.read_bytes() == "mål\n".encode()
    write_atomic(path, b"\x00")
    assert path.read_bytes() == b"\x00"
    assert [p.name for p in path.parent.iterdir()] == ["a.txt"]


def test_a_failed_write_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    write_atomic(path, "gammal")

    def refuse(self: Path, target: Path) -> Path:
        raise OSError("no space")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OSError, match="no space"):
        write_atomic(path, "ny")
    assert path.read_text(encoding="utf-8") == "gammal"
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def test_sha256_is_that_of_the_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"plan")
    assert sha256_of(path) == hashlib.sha256(b"plan").hexdigest()
