"""Scanned pages, with Tesseract where it is installed, and without."""

from pathlib import Path

import pikepdf
import pytest
from pdf_samples import typeset
from scans import scan

from esfnlp.errors import UnreadableDocumentError
from esfnlp.ingest.guard import read_guarded
from esfnlp.ingest.ocr_tesseract import INSTALL, is_available, is_stale
from esfnlp.ingest.pdf import read_pdf
from esfnlp.settings import IngestSettings

needs_tesseract = pytest.mark.skipif(not is_available(), reason=f"needs Tesseract: {INSTALL}")
SMALL_PAGE = "#set page(width: 120mm, height: 90mm, margin: 12mm)\n"
PROSE = f"""{SMALL_PAGE}
= Prioriterade målgrupper

Insatserna vänder sig till långtidsarbetslösa kvinnor och män.

- unga som saknar gymnasieexamen

#table(columns: 2, [*År*], [*Deltagare*], [2025], [4 231], [2027], [11 860])
"""


def scanned_page(folder: Path, *, skew: float = 0.0, turn: int = 0) -> Path:
    return scan(typeset(folder, PROSE, name="klar.pdf"), folder / "skann.pdf", skew=skew, turn=turn)


def after_a_page_of_text(folder: Path, scanned: Path) -> Path:
    path = typeset(folder, "Första sidan har text.", name="blandad.pdf")
    with pikepdf.open(path, allow_overwriting_input=True) as pdf, pikepdf.open(scanned) as other:
        pdf.pages.extend(other.pages)
        pdf.save(path)
    return path


@needs_tesseract
def test_a_scan_gives_the_document_that_its_text_layer_would(tmp_path: Path) -> None:
    document = read_guarded(scanned_page(tmp_path, skew=1.0), "skann", IngestSettings())
    kinds = {block.kind: block for block in document.blocks}
    assert kinds["heading"].text == "Prioriterade målgrupper"
    assert kinds["paragraph"].text == "Insatserna vänder sig till långtidsarbetslösa kvinnor och män."
    assert (kinds["list_item"].text, kinds["list_item"].mark) == ("unga som saknar gymnasieexamen", "•")
    assert kinds["table"].rows == (("År", "Deltagare"), ("2025", "4 231"), ("2027", "11 860"))
    assert all(block.confidence and block.confidence > 0.7 for block in document.blocks)
    assert document.pages[0].unread is None and document.warnings == ()
    assert 0.7 < document.ocr_pages[1] <= 1


@needs_tesseract
def test_only_the_pages_without_text_are_read_by_ocr(tmp_path: Path) -> None:
    reading = read_pdf(after_a_page_of_text(tmp_path, scanned_page(tmp_path)), IngestSettings())
    assert [page.ocr is None for page in reading.pages] == [True, False]
    assert reading.pieces[0].text == "Första sidan har text." and reading.pieces[0].confidence is None


@needs_tesseract
def test_a_page_on_its_side_is_turned_and_boxes_stand_where_the_scan_has_the_words(tmp_path: Path) -> None:
    clear = read_pdf(typeset(tmp_path, PROSE), IngestSettings())
    seen = read_pdf(scanned_page(tmp_path, turn=90), IngestSettings())
    (x0, y0, x1, y1), box = clear.pieces[0].boxes[0], seen.pieces[0].boxes[0]
    width = clear.pages[0].width or 0
    assert box == pytest.approx((y0, width - x1, y1, width - x0), abs=4)


@needs_tesseract
def test_pages_that_time_does_not_suffice_for_are_unread_and_the_rest_is_kept(tmp_path: Path) -> None:
    path = after_a_page_of_text(tmp_path, scanned_page(tmp_path))
    for settings in (IngestSettings(ocr_seconds=0.01), IngestSettings(ocr_seconds=0)):
        reading = read_pdf(path, settings)
        assert "ocr_seconds" in (reading.pages[1].unread or "")
        assert [piece.text for piece in reading.pieces] == ["Första sidan har text."]


@needs_tesseract
def test_a_picture_without_words_is_a_page_that_was_read(tmp_path: Path) -> None:
    picture = scan(typeset(tmp_path, SMALL_PAGE + "#circle(radius: 25mm, fill: gray)"), tmp_path / "bild.pdf")
    reading = read_pdf(after_a_page_of_text(tmp_path, picture), IngestSettings())
    assert [(page.unread, page.ocr) for page in reading.pages] == [(None, None), (None, None)]


def test_without_tesseract_the_page_is_unread_with_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    path = after_a_page_of_text(tmp_path, scanned_page(tmp_path))
    document = read_guarded(path, "blandad", IngestSettings())
    assert [page.unread is None for page in document.pages] == [True, False]
    assert INSTALL in document.warnings[0]
    assert document.text == "Första sidan har text."
    with pytest.raises(UnreadableDocumentError, match="apt-get install") as caught:
        read_guarded(tmp_path / "skann.pdf", "skann", IngestSettings())
    assert caught.value.code == "no_text"


def test_what_tesseract_was_missing_for_is_stale_once_it_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reasons = [f"plan.pdf page 3: no text layer; install it: `{INSTALL}`", "page 4: the page is damaged"]
    program = tmp_path / "tesseract"
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not is_stale(reasons)
    program.write_text("#!/bin/sh\necho eng\necho swe\n")
    program.chmod(0o755)
    assert not is_stale(reasons[1:])
    assert is_stale([f"page 3: install Tesseract with Swedish and read it again: `{INSTALL}`"])


def test_a_tesseract_that_fails_leaves_the_page_unread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = after_a_page_of_text(tmp_path, scanned_page(tmp_path))
    program = tmp_path / "bin" / "tesseract"
    program.parent.mkdir()
    program.write_text(
        '#!/bin/sh\n[ "$1" = --list-langs ] && echo swe && exit 0\necho "no memory" >&2\nexit 1\n'
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}")
    reading = read_pdf(path, IngestSettings())
    assert reading.pages[1].unread == "a scan; Tesseract failed (no memory)"
    assert len(reading.pieces) == 1
