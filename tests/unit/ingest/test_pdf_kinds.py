import pytest
from pdf_samples import line, lines, words

from esfnlp.ingest.pdf_drafts import Draft
from esfnlp.ingest.pdf_kinds import Body, body_of, heading_levels, is_caption, is_heading, run_in_label
from esfnlp.ingest.pdf_lines import Line

BODY = Body(10.0, 10.0)


def draft(text: str, page: int = 2, **style: float | bool) -> Draft:
    return Draft(page, (line(text, **style),))


@pytest.mark.parametrize(
    ("sample", "expected"),
    [
        (draft("Behov i länet", size=14), True),
        (draft("Behov i länet", bold=True), True),
        (draft("Behov i länet", italic=True), True),
        (draft("4.1.2 Behov i länet"), True),
        (draft("Behov i länet"), False),
        (draft("Behoven är stora i hela länet.", bold=True), False),
        (draft("Målgrupper:", bold=True), False),
        (draft("Tabell 2. Behov i länet", bold=True), False),
        (draft("Behov i länet ........ 14", size=12), False),
        (draft("Not om länet", size=8, bold=True), False),
    ],
)
def test_headings_stand_out(sample: Draft, expected: bool) -> None:
    assert is_heading(sample, BODY) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Tabell 3. Utfall", True), ("Figur 2", True), ("Tabell 3 visar utfallet", False), ("Tabellen", False)],
)
def test_captions_name_a_numbered_table_or_figure(text: str, expected: bool) -> None:
    assert is_caption(draft(text)) is expected


def test_the_body_has_the_style_of_long_lines() -> None:
    cells = lines(*["4 231"] * 50, size=8)
    assert body_of([*cells, *lines("en rad med löpande text på minst sex ord")]).size == 10


def test_a_number_gives_the_level_and_unnumbered_headings_of_that_style_go_below() -> None:
    texts = ["1 Läget", "1.1 Behov", "1.1.1 Unga", "Utbildning"]
    samples = [draft(t, size=s) for t, s in zip(texts, (18, 14, 12, 12), strict=True)]
    assert heading_levels(samples, texts) == [1, 2, 3, 4]


def test_a_title_on_a_cover_does_not_push_the_chapters_down() -> None:
    samples = [draft("Plan", page=1, size=30), draft("Läget", size=18), draft("Behov", size=14)]
    assert heading_levels(samples, ["Plan", "Läget", "Behov"], cover=1) == [1, 1, 2]


def test_bold_words_before_a_colon_are_a_label() -> None:
    mixed = Draft(1, (Line((*words("Berörda parter:", bold=True), *words("kommuner i länet", x=200))),))
    assert run_in_label(mixed) == "Berörda parter:"
    assert run_in_label(draft("Berörda parter: kommuner")) is None
