import time
import zipfile
from pathlib import Path

import pytest

from esfnlp.errors import UnreadableDocumentError
from esfnlp.ingest import is_supported, read_document
from esfnlp.ingest.sniff import media_kind
from esfnlp.settings import IngestSettings

SHARED = Path(__file__).parents[3] / ".." / "shared" / "plans"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("tom.txt", b"", "empty"),
        ("blank.txt", b" \n\t\r\n\f", "empty"),
        ("tom.pdf", b"", "empty"),
        ("bild.pdf", b"\x89PNG\r\n\x1a\n\x00\x00", "not_pdf"),
        ("sida.pdf", b"<!DOCTYPE html><html><body>Hej</body></html>", "not_pdf"),
        ("brev.pdf", b"Bara text.", "not_pdf"),
        ("brev.docx", b"Bara text.", "damaged"),
        ("bild.txt", b"\xff\xd8\xff\xe0\x00", "unsupported"),
        ("gammal.txt", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "unsupported"),
        ("arkiv.txt", b"PK\x03\x04", "unsupported"),
    ],
)
def test_files_that_cannot_be_read_say_why(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UnreadableDocumentError, match=name) as caught:
        read_document(path, "d", IngestSettings())
    assert caught.value.code == code


def test_too_large_a_file_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "stor.txt"
    path.write_text("text " * 10, encoding="utf-8")
    with pytest.raises(UnreadableDocumentError, match="more than 5"):
        read_document(path, "d", IngestSettings(max_bytes=5))


def test_content_decides_over_the_extension(tmp_path: Path) -> None:
    path = tmp_path / "sida.txt"
    path.write_text("<html><body><h1>Plan</h1><p>Text.</p></body></html>", encoding="utf-8")
    document = read_document(path, "d", IngestSettings())
    assert [block.kind for block in document.blocks] == ["heading", "paragraph"]
    assert document.metadata.media_type == "text/html"
    assert len(document.metadata.source_sha256) == 64


def test_supported_extensions() -> None:
    assert is_supported(Path("A.PDF"))
    assert not is_supported(Path("a.xlsx"))


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="the reference texts are not here")
@pytest.mark.parametrize(
    ("name", "headings", "notes"),
    [("stockholm-2021-2027", 24, 9), ("ostra-mellansverige-2014-2020-del-1", 41, 7)],
)
def test_reference_texts_are_read_fast_with_headings_and_notes(name: str, headings: int, notes: int) -> None:
    started = time.process_time()
    document = read_document(SHARED / f"{name}.txt", name, IngestSettings())
    kinds = [block.kind for block in document.blocks]
    assert (kinds.count("heading"), kinds.count("footnote")) == (headings, notes)
    assert time.process_time() - started < 2


def test_many_comments_before_anything_else_are_told_from_a_page_at_once(tmp_path: Path) -> None:
    path = tmp_path / "kommentarer.txt"
    path.write_bytes(b"<!-- -->" * 400 + b"<plan>")
    assert media_kind(path) == "text"


@pytest.mark.parametrize(
    "line", ["." * 50_000, ". " * 50_000, "a" * 100_000, "-" * 20_000, "hundra" * 15_000]
)
def test_odd_lines_are_read_like_others(tmp_path: Path, line: str) -> None:
    path = tmp_path / "udda.txt"
    path.write_text(f"Planen\n\n{line}\nslut", encoding="utf-8")
    assert "Planen" in read_document(path, "udda", IngestSettings()).text


def test_an_archive_of_an_unknown_version_is_unreadable_like_any_other(tmp_path: Path) -> None:
    path = tmp_path / "brev.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    path.write_bytes(path.read_bytes().replace(b"PK\x01\x02\x14\x03\x14", b"PK\x01\x02\x14\x03\x72"))
    with pytest.raises(UnreadableDocumentError):
        read_document(path, "brev", IngestSettings())
