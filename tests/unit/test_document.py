import pytest
from hypothesis import given
from hypothesis import strategies as st

from esfnlp.document import (
    Document,
    Metadata,
    Occurrences,
    Section,
    Span,
    boxes_to_json,
    compose,
    content_id,
    merged,
    overlaps_any,
    without_overlaps,
)

spans = st.tuples(st.integers(0, 50), st.integers(0, 50)).map(lambda pair: Span(min(pair), max(pair)))


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2)])
def test_a_span_does_not_run_backwards(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(start, end)


def test_spans_that_touch_do_not_overlap() -> None:
    assert not Span(0, 3).overlaps(Span(3, 5))


@given(spans, spans)
def test_overlap_goes_both_ways(a: Span, b: Span) -> None:
    assert a.overlaps(b) == b.overlaps(a)


@given(spans, st.integers(0, 20))
def test_a_shifted_span_keeps_its_length(span: Span, offset: int) -> None:
    assert len(span.shift(offset)) == len(span)


@given(st.lists(st.text(max_size=10)), st.sampled_from(["\n\n", "\n", ""]))
def test_composed_pieces_stand_at_their_spans(pieces: list[str], separator: str) -> None:
    text = separator.join(pieces)
    assert all(text[span.start : span.end] == piece for piece, span in compose(pieces, separator))


def test_pages_are_found_by_offset() -> None:
    document = Document("d", "a" * 30, page_marks=((0, 1), (10, 2), (20, 4)))
    assert [document.page_at(offset) for offset in (0, 9, 10, 19, 29)] == [1, 1, 2, 2, 4]


def test_text_without_pages_has_no_page() -> None:
    assert Document("d", "text").page_at(2) is None


def test_the_headings_of_a_section_are_given_outermost_first() -> None:
    outer, inner = Section("a", None, 1, "1", "Mål", 0, 9), Section("b", "a", 2, "1.1", "Unga", 2, 9)
    document = Document("d", "a" * 9, sections=(outer, inner))
    assert document.heading_path("b") == ["Mål", "Unga"]
    assert document.heading_path(None) == []


@given(st.lists(st.text(max_size=5), min_size=1, max_size=4), st.lists(st.text(max_size=5), max_size=4))
def test_ids_follow_the_content_alone(parts: list[str], others: list[str]) -> None:
    assert content_id("p", *parts) == content_id("p", *parts)
    assert (content_id("p", *parts) == content_id("p", *others)) == (
        "\x1f".join(parts) == "\x1f".join(others)
    )


def test_repeated_texts_are_numbered() -> None:
    occurrence = Occurrences()
    assert [occurrence("a"), occurrence("b"), occurrence("a")] == [0, 0, 1]


def test_one_box_is_four_numbers_and_several_are_a_list() -> None:
    box = (1.0, 2.004, 3.0, 4.0)
    assert boxes_to_json(()) is None
    assert boxes_to_json((box,)) == [1.0, 2.0, 3.0, 4.0]
    assert boxes_to_json((box, box)) == [[1.0, 2.0, 3.0, 4.0]] * 2


def test_metadata_knows_nothing_until_told() -> None:
    assert Metadata().region_codes == () and Metadata().programme is None


def test_of_overlapping_items_the_longer_stays_and_of_equals_the_first() -> None:
    named = {"a": Span(0, 4), "b": Span(2, 9), "c": Span(12, 14), "d": Span(13, 15)}
    assert without_overlaps(named, named.__getitem__) == ["b", "c"]


@given(st.lists(spans), spans)
def test_a_span_overlaps_merged_spans_where_it_overlaps_one_of_them(others: list[Span], span: Span) -> None:
    others = [other for other in others if len(other)]
    assert overlaps_any(span, merged(others)) == any(span.overlaps(other) for other in others)
