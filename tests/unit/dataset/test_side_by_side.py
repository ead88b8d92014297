from esfnlp.dataset.moves import Placed
from esfnlp.dataset.side_by_side import Fold, folded, lines, marked


def placed(*texts, kind="paragraph"):
    return [Placed(text, (), kind=kind) for text in texts]


def sides(found):
    return [(line.text("old"), line.text("new")) for line in found]


def test_other_line_and_paragraph_breaks_make_no_difference():
    old = placed("Planen gäller hela regionen. Den följs upp varje år.")
    new = placed("Planen gäller hela regio-\nnen.", "Den följs upp\nvarje år.")
    assert all(line.is_same for line in lines(old, new))


def test_versions_of_a_sentence_stand_beside_each_other_with_the_words_marked():
    [line] = lines(placed("Minst 40 personer ska delta."), placed("Minst 50 personer ska delta."))
    assert [(p.text, p.mark) for p in line.old if p.mark != "same"] == [("40", "gone")]
    assert [(p.text, p.mark) for p in line.new if p.mark != "same"] == [("50", "new")]


def test_marking_keeps_every_letter():
    old, new = "Unga, 16–24 år", "Unga vuxna, 16–29 år"
    assert tuple("".join(piece.text for piece in side) for side in marked(old, new)) == (old, new)


def test_a_sentence_that_is_gone_and_one_that_is_new_have_lines_of_their_own():
    old = placed("Planen gäller regionen.", "Bussarna går sällan.")
    new = placed("Hamnen ska byggas ut.", "Planen gäller regionen.")
    assert sides(lines(old, new)) == [
        ("", "Hamnen ska byggas ut."), ("Planen gäller regionen.", "Planen gäller regionen."),
        ("Bussarna går sällan.", ""),
    ]  # fmt: skip


def test_a_sentence_that_stands_elsewhere_has_moved():
    old = placed("Ett kort stycke om hamnen.", "Planen gäller regionen.", "Den följs upp av alla.")
    found = lines(old, [*old[1:], old[0]])
    assert [line.has_moved for line in found] == [True, False, False, True]


def test_long_unchanged_stretches_are_only_counted():
    texts = [f"Mening {name} står kvar." for name in "abcdefghij"]
    found = folded(lines(placed(*texts, "Slutet är gammalt."), placed(*texts, "Slutet är nytt.")))
    assert [line.count for line in found if isinstance(line, Fold)] == [6]


def test_dots_and_page_numbers_of_a_table_of_contents_are_no_sentences():
    assert lines(placed(". . . . 7"), placed(". . . 8")) == []
