import pytest

from esfnlp.document import Block
from esfnlp.ingest.sections import build_sections, number_of


def levels(*headings: str | tuple[str, int]) -> list[int]:
    """Levels of headings: texts, or texts with the level they are drawn at; a colon makes a paragraph."""
    blocks, offset = [], 0
    for heading in headings:
        text, level = heading if isinstance(heading, tuple) else (heading, None)
        kind = "paragraph" if text.endswith(":") else "heading"
        blocks.append(Block(kind, text, offset, offset + len(text), level=level))  # type: ignore[arg-type]
        offset += len(text) + 2
    return [section.level for section in build_sections("d", blocks, offset, [])]


@pytest.mark.parametrize(
    ("heading", "number"),
    [
        ("4.1.1 Behov", ("4.1.1", 3)),
        ("3.0 Mål", ("3.0", 1)),
        ("2 Mål", ("2", 1)),
        ("Kapitel 2 Mål", ("Kapitel 2", 1)),
        ("Bilaga 1: Tabeller", ("Bilaga 1", 1)),
        ("Del 2", ("Del 2", 1)),
        ("2021 års plan", (None, None)),
        ("Målgrupp", (None, None)),
    ],
)
def test_numbers_give_levels(heading: str, number: tuple[str | None, int | None]) -> None:
    assert number_of(heading) == number


def test_numbers_win_over_drawing_and_teach_its_levels() -> None:
    assert levels(("1 Mål", 3), ("1.1 Vägar", 5), ("Bakgrund", 5), ("Slut", 3)) == [1, 2, 2, 1]


def test_plain_headings_stand_under_the_numbered_one() -> None:
    assert levels("1 Mål", "1.1 Vägar", "Bakgrund", "Behov", "2 Medel") == [1, 2, 3, 3, 1]


def test_objective_holds_the_headings_drawn_like_it() -> None:
    drawn = [(text, 4) for text in ("Mål 1.1", "Målgrupp", "Fokus", "Mål 1.2", "Målgrupp", "Fokus")]
    assert levels(*drawn) == [4 - 3, 2, 2, 1, 2, 2]


def test_a_new_plain_heading_ends_a_series_of_programme_areas() -> None:
    assert levels("Programområde A Arbete", "Programområde B Stöd", "Regionens läge") == [1, 1, 1]


def test_counties_stand_under_their_region() -> None:
    assert levels("Östra Mellansverige", "Uppsala län", "Örebro län", "Västsverige") == [1, 2, 2, 1]


def test_announced_titles_stand_under_the_section_up_to_a_repeated_heading() -> None:
    found = levels(
        "1 A", "Fokus", "Områden är:", "Nya kurser", "Fler jobb", "Mål", "2 B", "Fokus", "Mål", "3 C"
    )  # fmt: skip
    assert found == [1, 2, 3, 3, 2, 1, 2, 2, 1]


def test_sections_end_where_the_next_of_their_level_begins() -> None:
    texts = ["1 A", "1.1 B", "2 C"]
    blocks = [Block("heading", text, i * 10, i * 10 + len(text)) for i, text in enumerate(texts)]
    first, inner, last = build_sections("d", blocks, 40, [(0, 1), (20, 2)])
    assert (first.char_end, inner.char_end, last.char_end) == (20, 20, 40)
    assert (inner.parent_id, last.parent_id) == (first.section_id, None)
    assert (first.page_start, first.page_end, last.page_start) == (1, 1, 2)
