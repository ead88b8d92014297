import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from esfnlp.document import Document, Metadata, Page
from esfnlp.ingest.assemble import assemble
from esfnlp.ingest.pieces import Piece, Reading


def assembled(*pieces: Piece) -> Document:
    return assemble("d", Reading(pieces, (Page(1), Page(2)), "text/plain"), Metadata())


def paragraph(text: str, **over: object) -> Piece:
    return Piece("paragraph", text, **over)  # type: ignore[arg-type]


KINDS = st.sampled_from(["heading", "paragraph", "list_item", "footnote", "caption", "footer"])
PIECES = st.lists(st.builds(Piece, kind=KINDS, text=st.text(max_size=30), page=st.sampled_from([None, 1, 2])))
CELLS = st.lists(st.lists(st.text(max_size=8), min_size=1, max_size=3), min_size=1, max_size=4)


@given(PIECES, CELLS)
def test_every_span_quotes_its_text(pieces: list[Piece], cells: list[list[str]]) -> None:
    table = Piece("table", "", rows=tuple(map(tuple, cells)), header_rows=1)
    document = assembled(*pieces, table)
    assert document.text == unicodedata.normalize("NFC", document.text)
    assert all(document.quote(block.span) == block.text for block in document.blocks)
    assert all(document.quote(passage.span) == passage.text for passage in document.passages)
    assert len({passage.passage_id for passage in document.passages}) == len(document.passages)
    assert list(document.page_marks) == sorted(document.page_marks)


def test_page_marks_follow_a_block_over_the_page_break() -> None:
    document = assembled(paragraph("  Ma\u030alet nås på sikt.", page=1, page_breaks=((8, 2),)))
    assert document.page_at(document.text.index("Målet")) == 1
    assert document.page_at(document.text.index("nås")) == 2


def test_ids_stay_when_text_elsewhere_changes() -> None:
    heading = Piece("heading", "Mål", level=1)
    old = assembled(paragraph("Först."), heading, paragraph("Sist."))
    new = assembled(paragraph("Först, men utökad."), paragraph("Nytt."), heading, paragraph("Sist."))
    assert [p.passage_id for p in old.passages[1:]] == [p.passage_id for p in new.passages[2:]]
    assert old.sections[0].section_id == new.sections[0].section_id


def test_page_furniture_gives_no_passages_but_stands_in_the_text() -> None:
    document = assembled(Piece("header", "Plan 2022"), paragraph("Text."), Piece("page_number", "3"))
    assert [passage.text for passage in document.passages] == ["Text."]
    assert document.text == "Plan 2022\n\nText.\n\n3"


def test_a_label_line_that_is_a_heading_elsewhere_becomes_one() -> None:
    pieces = [
        Piece("heading", "Vårt fokus", level=2),
        paragraph("A."),
        paragraph("Vårt fokus:"),
        paragraph("B."),
    ]
    assert [(b.kind, b.level) for b in assembled(*pieces).blocks][2] == ("heading", 2)


def test_headings_without_a_level_get_that_of_their_section() -> None:
    document = assembled(Piece("heading", "2.1 Mål"), paragraph("A."))
    assert document.blocks[0].level == document.sections[0].level == 2
