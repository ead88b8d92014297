from esfnlp.document import Block, Document, Page, Span
from esfnlp.web.views.page_marks import quotes_on
from esfnlp.web.views.page_view import marks_of, page_content

FIRST, SECOND = (70.0, 700.0, 500.0, 780.0), (70.0, 70.0, 500.0, 90.0)
OVER_PAGES = Document(
    "d",
    "Målgruppen är unga. Sida 1 Den är också äldre.",
    pages=(Page(1, 595, 842), Page(2, 595, 842)),
    blocks=(
        Block("paragraph", "Målgruppen är unga.", 0, 19, page=1, boxes=(FIRST,)),
        Block("footer", "Sida 1", 20, 26, page=1),
        Block("paragraph", "Den är också äldre.", 27, 46, page=2, boxes=(SECOND,)),
    ),
    page_marks=((0, 1), (27, 2)),
)
BROKEN = Document(
    "d",
    "Målgruppen är unga.",
    pages=(Page(1, 595, 842), Page(2, 595, 842)),
    blocks=(Block("paragraph", "Målgruppen är unga.", 0, 19, page=1, boxes=(FIRST, SECOND)),),
    page_marks=((0, 1), (14, 2)),
)


def test_a_quote_over_a_page_break_stands_on_both_pages_with_its_part_of_the_text():
    first, second = (quotes_on(BROKEN, [Span(0, 19)], page)[0] for page in (1, 2))
    assert (first.text, first.boxes, first.goes_on, first.began) == ("Målgruppen är ", (FIRST,), True, False)
    assert (second.text, second.boxes, second.goes_on, second.began) == ("unga.", (SECOND,), False, True)


def test_a_quote_stands_on_no_other_page():
    assert quotes_on(OVER_PAGES, [Span(0, 19)], 2) == []


def test_a_quote_that_was_not_found_is_marked_by_its_block():
    content = page_content(OVER_PAGES, 2, [])
    assert marks_of(content, []) == []
    marked = marks_of(content_with_quote(), [[]])
    assert [(mark.anchor, mark.is_exact, len(mark.boxes)) for mark in marked] == [("c27", False, 1)]


def test_a_quote_that_was_found_is_marked_by_its_lines():
    marked = marks_of(content_with_quote(), [[(70, 70, 90, 80), (70, 82, 80, 92)]])
    assert [(mark.anchor, mark.is_exact, len(mark.boxes)) for mark in marked] == [("c27", True, 2)]


def test_the_pages_text_leaves_headers_and_footers_out():
    assert page_content(OVER_PAGES, 1, []).text == "Målgruppen är unga."


def content_with_quote():
    from dataclasses import replace

    found = tuple(quotes_on(OVER_PAGES, [Span(27, 46)], 2))
    return replace(page_content(OVER_PAGES, 2, []), quotes=found)
