import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esfnlp.ingest.encoding import decode
from esfnlp.ingest.pieces import Piece
from esfnlp.ingest.text import parse_text

CASES = Path(__file__).parents[2] / "cases" / "text_blocks.toml"
LONG = "Länet har flera lärcentrum som tar emot vuxna från alla kommuner, och de samarbetar med"


def described(piece: Piece) -> str:
    return f"{piece.kind}: {f'<{piece.mark}> ' if piece.mark else ''}{piece.text}"


@pytest.mark.parametrize(
    "case", tomllib.loads(CASES.read_text(encoding="utf-8"))["case"], ids=lambda case: case["name"]
)
def test_text_is_read_as_its_blocks(case: dict[str, Any]) -> None:
    assert [described(piece) for piece in parse_text(case["text"]).pieces] == case["blocks"]


def test_form_feeds_divide_pages_and_a_paragraph_remembers_where_it_goes_on() -> None:
    reading = parse_text(f"{LONG}\n\fvarandra. Det går bra.\n")
    (piece,) = reading.pieces
    assert [page.number for page in reading.pages] == [1, 2]
    assert (piece.page, piece.page_breaks) == (1, ((piece.text.index("varandra"), 2),))


def test_text_without_form_feeds_has_no_pages() -> None:
    reading = parse_text("En rad.\n")
    assert (reading.pages, reading.pieces[0].page) == ((), None)


def test_run_in_label_stays_in_the_text_and_is_named() -> None:
    (piece,) = parse_text("Analys: Länet växer.").pieces
    assert (piece.label, piece.text) == ("Analys", "Analys: Länet växer.")


def test_soft_hyphens_join_words() -> None:
    (piece,) = parse_text(
        "Arbets\u00admarknaden växer i länets södra delar, och det märks på utbild\u00ad\nningarna."
    ).pieces
    assert piece.text == "Arbetsmarknaden växer i länets södra delar, och det märks på utbildningarna."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings_are_told_apart(encoding: str) -> None:
    assert decode("Åtgärder – målgrupp".encode(encoding)) == "Åtgärder – målgrupp"


def test_windows_line_ends_and_decomposed_letters() -> None:
    first, second = parse_text("Ma\u030al och medel.\r\n\r\nNästa stycke.\r\n").pieces
    assert (first.text, second.text) == ("Mål och medel.", "Nästa stycke.")


def test_a_long_text_of_one_line_is_read_at_once() -> None:
    assert len(parse_text("ord " * 200_000).pieces) == 1


LINES = st.lists(
    st.sampled_from(
        [
            "Mål",
            "• ett",
            "1. två",
            "a) tre",
            "- fyra",
            "1 Not.",
            "ord1 och fler ord som går vidare",
            "3",
            "Figur 1. Bild",
            "Analys: text",
            "Mål och medel ......... 4",
            "2.1 Rubrik",
            "halv-",
            "ord",
            "",
            "",
            "\f",
            " Sida",
        ]
    ),
    max_size=30,
)


@given(LINES)
def test_no_letter_is_lost_or_made(lines: list[str]) -> None:
    text = "\n".join(lines)
    pieces = parse_text(text).pieces
    read = Counter("".join(f"{piece.mark or ''}{piece.text}" for piece in pieces))
    assert {c: n for c, n in read.items() if c.isalnum()} == {
        c: n for c, n in Counter(text).items() if c.isalnum()
    }


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    parse_text(text)


def test_a_table_knows_its_header_its_caption_and_where_the_next_page_begins() -> None:
    table = "Tabell 1. Mål\n\n| Mått | Mål |\n|---|---|\n| Deltagare | 5 |\n\f| Projekt | 2 |\n"
    _, piece = parse_text(table).pieces
    assert (piece.header_rows, piece.caption) == (1, "Tabell 1. Mål")
    assert piece.page_breaks == ((piece.text.index("Projekt"), 2),)


def test_the_label_of_a_list_item_is_named_with_and_without_bold_marks() -> None:
    pieces = parse_text("- Målgrupp: unga vuxna\n- **Aktörer:** kommunerna\n").pieces
    assert [piece.label for piece in pieces] == ["Målgrupp", "Aktörer"]
