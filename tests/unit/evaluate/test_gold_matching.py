import pytest

from esfnlp.evaluate.matching import Counts, match_quotes, overlap_of, shared_stretch


def row(quote, region="SE12"):
    return {"document_id": "plan", "region_code": region, "quote": quote}


@pytest.mark.parametrize(
    ("left", "right", "share"),
    [
        ("abcd", "abcd", 1.0),
        ("bcd", "abcde", 1.0),
        ("abcdxx", "yyabcd", 4 / 6),
        ("abcxyz", "abc123", 0.5),
        ("abxxxx", "abyyyy", 0.0),
        ("abc", "abc" + "d" * 10, 0.0),
        ("", "abc", 0.0),
    ],
)
def test_the_shared_stretch_is_measured_on_the_shorter_text(left, right, share):
    assert shared_stretch(left, right) == shared_stretch(right, left) == share


def test_quotes_match_over_line_breaks_and_hyphenation():
    assert match_quotes([row("fler väg-\nledare i skolan")], [row("Fler vägledare i skolan.")]).pairs == [
        (0, 0)
    ]


def test_each_statement_is_matched_once():
    found = match_quotes([row("stöd till unga"), row("stöd till unga vuxna")], [row("stöd till unga vuxna")])
    assert found.pairs == [(1, 0)]


def test_the_same_words_in_another_region_go_second():
    predicted = [row("stöd till unga", "SE11"), row("stöd till unga", "SE12")]
    assert match_quotes(predicted, [row("stöd till unga", "SE12")]).pairs == [(1, 0)]


def test_repeated_words_in_one_region_are_one_statement():
    assert len(match_quotes([row("stöd"), row("Stöd.")], []).predicted) == 1


def test_keys_are_counted_as_often_as_they_stand():
    assert overlap_of(["a", "a", "b"], ["a", "c"]) == Counts(1, 3, 2)


def test_nothing_found_and_nothing_there_is_no_division_by_zero():
    assert Counts(0, 0, 0).to_json() == {"p": 0.0, "r": 0.0, "f1": 0.0}
