import pytest
from hypothesis import given
from hypothesis import strategies as st

from esfnlp.document import Document, Passage
from esfnlp.extract.mentions import find_mentions
from esfnlp.finding import MentionClaim


def document(text: str) -> Document:
    return Document("d", text, passages=(Passage("p", None, "paragraph", text, 0, len(text)),))


def mentions(text: str) -> set[tuple[str, str, str | None]]:
    claims = [f.claim for f in find_mentions(document(text)) if isinstance(f.claim, MentionClaim)]
    return {(claim.label, claim.text, claim.concept) for claim in claims}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nyanlända får stöd.", ("TARGET_GROUP", "Nyanlända", "tg:nyanlanda")),
        ("Arbetsförmedlingen medverkar.", ("ACTOR", "Arbetsförmedlingen", "ac:arbetsformedlingen")),
        ("från Falun", ("PLACE", "Falun", "2080")),
        ("Eskilstuna växer.", ("PLACE", "Eskilstuna", "0484")),
        ("Stödet från Socialfonden räcker.", ("PROGRAMME", "Socialfonden", None)),
        ("Medel ur ESF+ och Interreg.", ("PROGRAMME", "ESF+", None)),
        ("Enligt Skollagen gäller detta.", ("LAW", "Skollagen", None)),
        ("Planen antogs 2016-03-14.", ("DATE", "2016-03-14", None)),
        ("Planen antogs 14 mars 2016.", ("DATE", "14 mars 2016", None)),
        ("Omkring 1 200 personer nås.", ("QUANTITY", "1 200 personer", None)),
        ("Budgeten är 63 mkr.", ("QUANTITY", "63 mkr", None)),
        ("År 2021 200 personer.", ("QUANTITY", "200 personer", None)),
        ("Målen i Agenda 2030.", ("DOCUMENT", "Agenda 2030", None)),
    ],
)
def test_entities_are_recognised_with_their_ids(text: str, expected: tuple[str, str, str | None]) -> None:
    assert expected in mentions(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Arbetet leds från Eskilstuna.", "0484"),
        ("Folket i Östergötlands län", "SE123"),
        ("i Eskilstuna och Falun", "2080"),
    ],
)
def test_a_place_is_found_soon_after_another_capital(text: str, code: str) -> None:
    assert code in {concept for label, _, concept in mentions(text) if label == "PLACE"}


def test_headings_are_searched_too() -> None:
    passage = Passage("p", None, "heading", "Nyanlända", 0, 9)
    assert [f.passage_id for f in find_mentions(Document("d", "Nyanlända", passages=(passage,)))] == ["p"]


def test_ordinary_words_are_no_entities() -> None:
    assert mentions("Det är bra att planen finns.") == set()


WORDS = [
    "Nyanlända",
    "i",
    "Örebro",
    "län",
    "ESF+",
    "63 mkr",
    "2016-03-14",
    "Falun",
    "och",
    "Kommunerna",
    "(2010:110)",
    "\n",
    "🙂",
]


@given(st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join))
def test_mentions_quote_the_text_in_order(text: str) -> None:
    found = find_mentions(document(text))
    spans = [finding.span for finding in found]
    assert spans == sorted(spans)
    for finding in found:
        assert isinstance(finding.claim, MentionClaim)
        assert text[finding.span.start : finding.span.end] == finding.claim.text != ""


@pytest.mark.parametrize("piece", ["1 ", "123 456 ", "1234567890"])
def test_long_runs_of_digits_are_read_in_time(piece: str) -> None:
    text = piece * (20_000 // len(piece))
    assert not [mention for mention in mentions(text) if mention[0] == "QUANTITY"]
