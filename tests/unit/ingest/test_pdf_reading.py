"""Whole small PDFs, typeset here, from file to pieces."""

from pathlib import Path

import pikepdf
import pytest
from pdf_samples import typeset

from esfnlp.errors import UnreadableDocumentError
from esfnlp.ingest.pdf import read_pages, read_pdf
from esfnlp.ingest.pdf_open import open_pdf
from esfnlp.ingest.pieces import Piece, Reading
from esfnlp.settings import IngestSettings

PLAN = """
#set page(header: [Plan för Norrlänet], footer: context align(center, counter(page).display()))
#set heading(numbering: "1.1")
= Läget i länet
#lorem(20) Kommunerna har länge arbetat tillsammans för att fler unga ska få fotfäste.#footnote[Se bilagan.]

== Behov
*Målgrupp:* unga som varken arbetar eller studerar, och deras arbetsmarknadskontakter.
- stöd till lång- och korttidssjukskrivna
- vägledning

#figure(caption: [Mål per år], kind: table, supplement: [Tabell],
  table(columns: 3, [Mått], [2025], [2027], [Deltagare], [120], [340], [Projekt], [4], [9]))
#pagebreak()
= Parter
Region och kommuner.
"""


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    return read_pdf(typeset(tmp_path_factory.mktemp("pdf"), PLAN), IngestSettings())


def of_kind(reading: Reading, kind: str) -> list[Piece]:
    return [piece for piece in reading.pieces if piece.kind == kind]


def test_headings_have_their_numbers_and_levels(reading: Reading) -> None:
    found = [(piece.number, piece.level, piece.page) for piece in of_kind(reading, "heading")]
    assert found == [("1", 1, 1), ("1.1", 2, 1), ("2", 1, 2)]


def test_running_heads_and_page_numbers_are_kept_apart(reading: Reading) -> None:
    assert [piece.text for piece in of_kind(reading, "header")] == ["Plan för Norrlänet"] * 2
    assert [piece.text for piece in of_kind(reading, "page_number")] == ["1", "2"]


def test_a_note_loses_its_mark_and_the_text_its_call(reading: Reading) -> None:
    assert [(piece.mark, piece.text) for piece in of_kind(reading, "footnote")] == [("1", "Se bilagan.")]
    assert of_kind(reading, "paragraph")[0].text.endswith("ska få fotfäste.")


def test_a_bold_label_opens_the_paragraph(reading: Reading) -> None:
    assert of_kind(reading, "paragraph")[1].label == "Målgrupp:"


def test_list_items_have_marks_that_are_no_part_of_the_text(reading: Reading) -> None:
    texts = [(piece.mark, piece.text) for piece in of_kind(reading, "list_item")]
    assert texts == [("•", "stöd till lång- och korttidssjukskrivna"), ("•", "vägledning")]


def test_a_table_has_its_rows_and_its_caption(reading: Reading) -> None:
    (table,) = of_kind(reading, "table")
    assert table.rows == (("Mått", "2025", "2027"), ("Deltagare", "120", "340"), ("Projekt", "4", "9"))
    assert table.caption is not None and table.caption.startswith("Tabell 1")
    assert table.text.splitlines()[1] == "Deltagare\t120\t340"


def test_boxes_lie_on_the_page(reading: Reading) -> None:
    boxes = [box for piece in reading.pieces for box in piece.boxes]
    assert all(0 <= x0 < x1 <= 596 and 0 <= y0 < y1 <= 842 for x0, y0, x1, y1 in boxes)


def test_a_paragraph_runs_over_the_page_break(tmp_path: Path) -> None:
    source = (
        "#set page(height: 90mm)\n"
        + "Ett stycke som går vidare utan punkt förrän allra sist och " * 40
        + "slut."
    )
    piece = read_pdf(typeset(tmp_path, source), IngestSettings()).pieces[0]
    assert piece.text.endswith("slut.")
    assert [page for _, page in piece.page_breaks][:1] == [2]
    assert len(piece.boxes) == len(piece.page_breaks) + 1
    assert all(piece.text[offset - 1] == " " for offset, _ in piece.page_breaks)


def test_columns_are_read_in_order_and_divided_words_become_whole(tmp_path: Path) -> None:
    text = (
        "Arbetsmarknadspolitiska utbildningsinsatser kompetensutvecklar långtidsarbetslösa deltagare. " * 30
    )
    source = f"#set page(columns: 2)\n#set text(hyphenate: true)\n{text}"
    pieces = read_pdf(typeset(tmp_path, source), IngestSettings()).pieces
    assert " ".join(piece.text for piece in pieces) == text.strip()


def test_rotated_pages_are_read_upright(tmp_path: Path) -> None:
    path = typeset(tmp_path, "Texten står på sidan och är lika läsbar när sidan har vridits.")
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.pages[0].Rotate = 90
        pdf.save(path)
    reading = read_pdf(path, IngestSettings())
    assert reading.pieces[0].text.startswith("Texten står på sidan")
    assert reading.pages[0].width > reading.pages[0].height  # type: ignore[operator]
    x0, y0, x1, y1 = reading.pieces[0].boxes[0]
    assert x1 - x0 < y1 - y0


def test_a_truncated_file_is_repaired_and_says_so(tmp_path: Path) -> None:
    path = typeset(tmp_path, "Texten räddas ur filen.")
    path.write_bytes(path.read_bytes()[:-200])
    reading = read_pdf(path, IngestSettings())
    assert reading.pieces[0].text == "Texten räddas ur filen."
    assert reading.warnings[0].startswith("repaired")


@pytest.mark.parametrize(("owner_only", "code"), [(True, None), (False, "encrypted")])
def test_only_a_password_for_reading_keeps_a_file_shut(
    tmp_path: Path, owner_only: bool, code: str | None
) -> None:
    path = typeset(tmp_path, "Texten är skyddad.")
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.save(path, encryption=pikepdf.Encryption(owner="x", user="" if owner_only else "y"))
    if code is None:
        assert read_pdf(path, IngestSettings()).pieces
    else:
        with pytest.raises(UnreadableDocumentError) as caught:
            read_pdf(path, IngestSettings())
        assert caught.value.code == code


def test_a_page_that_is_a_picture_is_unread_and_the_rest_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    path = typeset(tmp_path, "Första sidan har text.\n#pagebreak()\n#rect(width: 1pt, height: 1pt)")
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        image = pdf.make_stream(b"\x80" * 12, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=2)
        image.Height, image.ColorSpace, image.BitsPerComponent = 2, pikepdf.Name.DeviceRGB, 8
        page = pdf.pages[1]
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im=image))
        page.Contents = pdf.make_stream(b"q 500 0 0 700 50 50 cm /Im Do Q")
        pdf.save(path)
    reading = read_pdf(path, IngestSettings())
    assert [page.unread is None for page in reading.pages] == [True, False]
    assert reading.warnings == (f"page 2: {reading.pages[1].unread}",)


def test_a_file_without_any_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocumentError, match="no page holds any text") as caught:
        read_pdf(typeset(tmp_path, "#rect()"), IngestSettings())
    assert caught.value.code == "no_text"


def test_too_many_pages_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocumentError) as caught:
        read_pdf(typeset(tmp_path, "a #pagebreak() b"), IngestSettings(max_pages=1))
    assert caught.value.code == "too_large"


def test_words_of_several_styles_on_one_line_keep_their_styles_and_their_baseline(tmp_path: Path) -> None:
    path = typeset(tmp_path, "Vi ger *stöd till unga* och _utrikes födda_ i länet#super[3] före 14.")
    opened = open_pdf(path)
    contents, _ = read_pages(opened.document)
    opened.document.close()
    words = {word.text: word for word in contents[0].words}
    assert [t for t, word in words.items() if word.style.bold] == ["stöd", "till", "unga"]
    assert [t for t, word in words.items() if word.style.italic] == ["utrikes", "födda"]
    assert words["3"].raised and not words["14."].raised
    assert len({word.baseline for word in words.values()}) == 1
