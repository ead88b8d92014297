import pytest

from esfnlp.web.quote_places import PageLetters, merged_lines

LINE_PT, LETTER_PT = 12, 6


def page(*lines, columns=(0,)):
    """Letters as a page draws them; a line is text or (text, x, y)."""
    text, boxes = "", []
    for number, line in enumerate(lines):
        written, x, y = line if isinstance(line, tuple) else (line, 0, number * LINE_PT)
        text += written + "\n"
        boxes += [(x + i * LETTER_PT, y, x + (i + 1) * LETTER_PT, y + 10) for i in range(len(written) + 1)]
    return PageLetters(text, boxes.__getitem__)


def test_a_quote_has_a_box_for_each_of_its_lines():
    letters = page("Unga som varken", "arbetar eller studerar.")
    assert letters.lines_of("varken arbetar", []) == [(54, 0, 90, 10), (0, 12, 42, 22)]


@pytest.mark.parametrize(
    ("drawn", "quote"),
    [
        (("arbets-", "marknaden"), "arbetsmarknaden"),
        (("\ufb01nansiering",), "finansiering"),
        (("lA\u030angtid",), "långtid"),
        (("15 – 24 år",), "15–24 år"),
        (("arbets\ufffe", "marknad"), "arbetsmarknad"),
    ],
)
def test_hyphens_ligatures_accents_and_spaces_do_not_matter(drawn, quote):
    assert len(page(*drawn).lines_of(quote, [])) == len(drawn)


def test_of_equal_words_those_in_the_blocks_box_are_meant():
    letters = page("unga vuxna", "äldre", "unga vuxna")
    assert letters.lines_of("unga vuxna", [(0, 22, 100, 36)]) == [(0, 24, 60, 34)]


def test_words_that_stand_elsewhere_only_are_not_found():
    assert page("unga vuxna", "äldre").lines_of("unga vuxna", [(0, 200, 100, 240)]) == []


def test_a_note_that_is_drawn_between_the_lines_of_a_quote_is_left_out():
    letters = page(("Unga som varken", 0, 0), ("Se bilagan.", 0, 300), ("arbetar eller studerar", 0, 12))
    found = letters.lines_of("Unga som varken arbetar", [(0, 0, 200, 24)])
    assert found == [(0, 0, 90, 10), (0, 12, 42, 22)]


def test_lines_that_are_drawn_in_another_order_are_found():
    letters = page(("som arbetar", 0, 12), ("Unga vuxna", 0, 0))
    assert letters.lines_of("Unga vuxna som", [(0, 0, 100, 24)]) == [(0, 0, 60, 10), (0, 12, 18, 22)]


def test_a_sign_of_a_note_within_a_quote_does_not_hide_it():
    letters = page("Långtidsarbetslösa7 ska ha företräde till stödet")
    assert letters.lines_of("Långtidsarbetslösa ska ha företräde till stödet", [(0, 0, 400, 12)])


def test_a_tables_row_is_marked_and_not_the_same_number_in_another():
    row_one = [("Deltagare", 0, 0), ("40", 200, 0)]
    row_two = [("Projekt", 0, 20), ("40", 200, 20)]
    found = page(*row_one, *row_two).lines_of("Projekt\t40", [(0, 0, 300, 40)])
    assert found == [(0, 20, 42, 30), (200, 20, 212, 30)]


def test_a_wide_gap_divides_a_line():
    assert len(merged_lines([(0, 0, 6, 10), (6, 0, 12, 10), (80, 0, 86, 10)])) == 2


def test_nothing_is_found_for_a_quote_without_letters():
    assert page("unga").lines_of("– …", []) == []
