from pathlib import Path

import pytest

from esfnlp.ingest.html import decode_page, parse_html, read_html
from esfnlp.ingest.pieces import Piece

FILLER = "<p>Länets plan gäller alla kommuner och följs upp varje år av ett gemensamt kansli.</p>"


def pieces(body: str) -> list[Piece]:
    return list(parse_html(f"<html><body>{body}</body></html>").pieces)


def kinds(body: str) -> list[tuple[str, str]]:
    return [(piece.kind, piece.text) for piece in pieces(body)]


def test_headings_paragraphs_and_nested_lists() -> None:
    found = pieces(
        "<h2>Mål</h2><p>Vi vill:</p><ul><li>ett<ul><li>två</li></ul></li></ul><ol start=3><li>tre</li></ol>"
    )
    assert [(p.kind, p.text, p.level, p.mark) for p in found] == [
        ("heading", "Mål", 2, None),
        ("paragraph", "Vi vill:", None, None),
        ("list_item", "ett", None, "•"),
        ("list_item", "två", None, "◦"),
        ("list_item", "tre", None, "3."),
    ]


@pytest.mark.parametrize(
    "aside",
    [
        "<nav><a href=/>Start</a></nav>",
        "<header>Logotyp</header>",
        "<footer>Kontakt</footer>",
        "<div class='cookie-banner'>Vi använder kakor</div>",
        "<div style='display: none'>Dold</div>",
        "<ul><li><a href=1>Ett</a></li><li><a href=2>Två</a></li><li><a href=3>Tre</a></li></ul>",
        "<script>var x;</script>",
    ],
)
def test_what_is_not_content_is_left_out(aside: str) -> None:
    assert [piece.kind for piece in pieces(aside + FILLER)] == ["paragraph"]


def test_a_small_main_element_is_not_trusted() -> None:
    assert len(pieces(f"<main>Hej</main><div>{FILLER * 3}</div>")) == 4


def test_tables_keep_rows_headers_and_spans() -> None:
    (table,) = pieces(
        "<table><caption>Antal</caption><tr><th>Mått<th colspan=2>År"
        "<tr><td rowspan=2>A<td>1<td>2<tr><td>3<td>4</table>"
    )
    assert table.rows == (("Mått", "År", "År"), ("A", "1", "2"), ("A", "3", "4"))
    assert (table.header_rows, table.caption) == (1, "Antal")


def test_layout_tables_are_walked_through() -> None:
    assert kinds("<table><tr><td><h3>Mål</h3></td><td><p>Text.</p></td></tr></table>") == [
        ("heading", "Mål"),
        ("paragraph", "Text."),
    ]


def test_forced_breaks_make_lists_and_labels() -> None:
    assert kinds("<p>Åtgärder:<br>- kurser<br>- praktik</p>") == [
        ("paragraph", "Åtgärder:"),
        ("list_item", "kurser"),
        ("list_item", "praktik"),
    ]


def test_short_bold_paragraphs_are_headings_and_bold_openings_labels() -> None:
    first, second = pieces("<p><strong>Våra mål</strong></p><p><b>Analys:</b> Länet växer.</p>")
    assert (first.kind, second.kind, second.label) == ("heading", "paragraph", "Analys")


def test_linked_note_marks_are_no_text() -> None:
    assert kinds("<p>Länet växer<sup><a href='#1'>1</a></sup> på 5 m<sup>2</sup>.</p>") == [
        ("paragraph", "Länet växer på 5 m2.")
    ]


def test_encodings(tmp_path: Path) -> None:
    head = "<head><meta charset='iso-8859-1'><title>Länets plan | Länet</title></head>"
    page = f"<html>{head}<body><p>Ålder – år</p></body></html>"
    assert "Ålder – år" in decode_page(page.encode("cp1252"))
    path = tmp_path / "sida.html"
    path.write_bytes(f'<?xml version="1.0" encoding="utf-8"?>{page}'.encode())
    reading = read_html(path)
    assert (reading.pieces[0].text, reading.title) == ("Ålder – år", "Länets plan")
