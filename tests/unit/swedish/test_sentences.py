import pytest
from hypothesis import given
from hypothesis import strategies as st

from esfnlp.swedish.sentences import sentences


def texts(text: str) -> list[str]:
    return [text[span.start : span.end] for span in sentences(text)]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Planen gäller hela länet. Den ses över varje år.", 2),
        ("Vem ansvarar? Länsstyrelsen gör det!", 2),
        ("Insatser inom t.ex. vård och omsorg prioriteras.", 1),
        ("Arbetet leds av regionen m.fl. Kommunerna medverkar.", 2),
        ("Parterna, kommuner m.m. deltar.", 1),
        ("Se kap. 4.", 1),
        ("Enligt art. 5 gäller detta fr.o.m. 2015 och t.o.m. 2020.", 1),
        ("Budgeten är 1.5 miljoner kronor. Den räcker.", 2),
        ("1. Inledning till planen", 1),
        ("a. Första stycket", 1),
        ("Stödet gäller 2014. År 2020 upphör det.", 2),
        ("Regionen säger: ”Alla behövs.” Kommunerna håller med.", 2),
        ("Det kostar ca. 40 tkr per plats.", 1),
        ("Stödet är 40 mkr. Hälften är statligt.", 2),
        ("Unga utan jobb (15–24 år). De prioriteras.", 2),
        ("Målen är:\nfler i arbete.", 1),
        ("Målen är följande;\nFler ska i arbete.", 2),
        ("Det räcker… Eller inte.", 2),
        ("Kom m. fl. hit.", 1),
        ("", 0),
        (" \n ", 0),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, count: int) -> None:
    assert len(texts(text)) == count


def test_sentences_leave_out_the_white_space_around_them() -> None:
    assert texts("  Ett mål.\n\n Två mål.  ") == ["Ett mål.", "Två mål."]


PIECES = [
    "Målet",
    "är",
    "t.ex.",
    "m.m.",
    ".",
    "!",
    "?",
    ":",
    ";",
    "\n",
    " ",
    "”",
    "(",
    ")",
    "1",
    "2014",
    "ökas",
    "Å",
    "…",
    "a",
]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join) | st.text(max_size=80))
def test_sentences_cover_the_text_without_overlap(text: str) -> None:
    spans = sentences(text)
    edges = [0, *(edge for span in spans for edge in (span.start, span.end)), len(text)]
    assert edges == sorted(edges)
    assert all(span.start < span.end for span in spans)
    between = [text[edges[i] : edges[i + 1]] for i in range(0, len(edges), 2)]
    assert "".join(between).strip() == ""


def test_what_is_too_long_for_a_sentence_is_cut_at_spaces() -> None:
    pieces = texts("ordet " * 1_000)
    assert max(map(len, pieces)) < 1_300
    assert " ".join(pieces).split() == ["ordet"] * 1_000


@pytest.mark.parametrize("text", ["." * 50_000, ". " * 50_000, "a." * 50_000, "a" * 100_000 + ". "])
def test_odd_texts_take_no_longer_than_others(text: str) -> None:
    assert sum(len(piece.split()) for piece in texts(text)) >= len(text.split())
