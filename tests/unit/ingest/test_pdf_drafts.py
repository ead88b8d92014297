from pdf_samples import line, lines

from esfnlp.ingest.pdf_drafts import Draft, drafts
from esfnlp.ingest.pdf_lines import Line

FULL = "Satsningen ska ge fler en väg till arbete och egen försörjning"


def cut(*parts: Line) -> list[Draft]:
    return drafts(parts, 1, {10: 12.0}, 10.0)


def test_a_wide_step_parts_paragraphs() -> None:
    found = cut(*lines(FULL, "i hela länet."), *lines(FULL, "också i söder.", y=136))
    assert [draft.text for draft in found] == [f"{FULL} i hela länet.", f"{FULL} också i söder."]


def test_a_short_last_line_ends_a_paragraph_without_any_step() -> None:
    assert len(cut(*lines(FULL, "i länet.", FULL, "i söder."))) == 2


def test_items_lose_their_marks_and_keep_their_hanging_lines() -> None:
    found = cut(
        line("• unga som varken arbetar eller studerar och som behöver"),
        line("stöd under längre tid", x=78, y=112),
        line("• nyanlända kvinnor", y=124),
    )
    assert [draft.mark for draft in found] == ["•", "•"]
    assert found[0].text.startswith("unga") and found[0].text.endswith("längre tid")


def test_a_dash_that_opens_a_full_line_of_running_text_is_no_mark() -> None:
    parts = lines("Satsningen ska ge fler en väg till arbete eller till studier", "– gärna båda – i länet.")
    assert [draft.mark for draft in cut(*parts)] == [None]


def test_lines_of_contents_stay_apart() -> None:
    found = cut(*lines("1.1 Läget i länet ........ 4", "1.2 Behoven ........ 6"))
    assert [draft.has_leaders for draft in found] == [True, True]


def test_a_lone_bullet_is_dropped() -> None:
    assert cut(line("•")) == []
