import pytest
from hypothesis import given
from hypothesis import strategies as st

from esfnlp.document import Document, Passage, Span
from esfnlp.review.anchors import Anchor, Anchors, Unanchored, selector_of

QUOTE = "unga som står utan arbete"


def found(old: Document, new: Document, quote: str = QUOTE) -> Anchor | Unanchored:
    start = old.text.index(quote)
    return Anchors(new).find(selector_of(old.text, Span(start, start + len(quote))))


def words(new: Document, anchor: Anchor | Unanchored) -> str:
    assert isinstance(anchor, Anchor)
    return new.quote(anchor.span)


def test_words_are_found_where_they_stand(document: Document) -> None:
    anchor = found(document, document)
    assert (words(document, anchor), anchor.how) == (QUOTE, "exact")  # type: ignore[union-attr]


def test_words_are_found_after_other_paragraphs_were_added(document, make_document) -> None:
    new = make_document("Ett nytt förord om åren som gick.", *(p.text for p in document.passages))
    assert words(new, found(document, new)) == QUOTE


def test_words_are_found_in_new_lines_and_with_hyphens(document, make_document) -> None:
    new = make_document(
        "Insatserna ska riktas till\nunga som står ut-\nan arbete i länen.",
        *(p.text for p in document.passages[1:]),
    )
    anchor = found(document, new)
    assert (words(new, anchor), anchor.how) == ("unga som står ut-\nan arbete", "spacing")


def test_nearly_the_same_words_are_found(document, make_document) -> None:
    new = make_document(
        "Insatserna ska riktas till unga personer som står utan arbete i länen.",
        *(p.text for p in document.passages[1:]),
    )
    anchor = found(document, new)
    assert (words(new, anchor), anchor.how) == ("unga personer som står utan arbete", "fuzzy")


def test_words_that_are_gone_are_lost_though_one_of_them_stands_elsewhere(document, make_document) -> None:
    new = make_document(*(p.text for p in document.passages[1:]))
    assert found(document, new) == Unanchored("lost")


def test_a_short_quote_is_not_found_in_other_surroundings(document, make_document) -> None:
    new = make_document("Helt andra saker sägs nu om hur unga mår i skolan.", "Ännu mer om annat.")
    assert found(document, new, "unga") == Unanchored("lost")


def test_two_places_with_the_same_surroundings_are_ambiguous(document, make_document) -> None:
    texts = [p.text for p in document.passages]
    assert found(document, make_document(*texts, *texts)) == Unanchored("ambiguous")


def test_of_repeated_words_the_one_with_the_same_surroundings_counts(document, make_document) -> None:
    texts = [p.text for p in document.passages]
    new = make_document("Här nämns unga som står utan arbete i en helt annan mening om länen.", *texts)
    anchor = found(document, new)
    assert isinstance(anchor, Anchor) and anchor.passage.passage_id == "p1"


def test_no_place_crosses_passages(make_document) -> None:
    old = make_document("Ett två tre fyra fem sex sju åtta.")
    assert found(
        old, make_document("Ett två tre fyra", "fem sex sju åtta."), "tre fyra fem sex"
    ) == Unanchored("lost")


def test_as_much_is_kept_of_the_surroundings_as_tells_the_place() -> None:
    text = "a " * 150 + "början " + "b " * 60 + "mål " + "b " * 60 + "slut " + "b " * 60 + "mål " + "b " * 60
    selector = selector_of(text, Span(text.rindex("mål"), text.rindex("mål") + 3))
    assert len(selector.prefix) > 64
    assert text.count(selector.prefix + selector.exact + selector.suffix) == 1


@pytest.mark.parametrize("quote", ["", "  "])
def test_no_words_stand_nowhere(document: Document, quote: str) -> None:
    assert Anchors(document).places(quote) == [] or quote.isspace()


@given(st.lists(st.text("abcdeåäö -\n", min_size=1, max_size=60), min_size=1, max_size=6), st.data())
def test_every_place_of_an_unchanged_text_is_found_or_stands_twice(
    texts: list[str], data: st.DataObject
) -> None:
    passages, start = [], 0
    for number, text in enumerate(texts):
        passages.append(Passage(f"p{number}", None, "paragraph", text, start, start + len(text)))
        start += len(text) + 2
    document = Document("d", "\n\n".join(texts), passages=tuple(passages))
    passage = data.draw(st.sampled_from(passages))
    begin = data.draw(st.integers(passage.char_start, passage.char_end - 1))
    span = Span(begin, data.draw(st.integers(begin + 1, passage.char_end)))
    anchor = Anchors(document).find(selector_of(document.text, span))
    assert not isinstance(anchor, Anchor) or anchor.passage.span.contains(anchor.span)
    if isinstance(anchor, Anchor) and anchor.how == "exact":
        assert document.quote(anchor.span) == document.quote(span)
