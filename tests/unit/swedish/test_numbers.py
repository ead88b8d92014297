from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esfnlp.swedish.bounds import find_bounded
from esfnlp.swedish.dates import date_spans, find_years, period_spans
from esfnlp.swedish.numbers import find_numbers, parse_number, parse_words


def values(text: str) -> list[float]:
    return [number.value for number in find_numbers(text)]


def bounds(text: str) -> list[tuple[str, float]]:
    return [(item.comparator, item.number.value) for item in find_bounded(text)]


@pytest.mark.parametrize("space", [" ", "\u00a0", "\u2009", "\u202f"])
def test_thousands_are_parted_by_plain_thin_and_no_break_space(space: str) -> None:
    assert values(f"nå 12{space}345{space}678 personer") == [12345678.0]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3.400 deltagare", 3400.0),
        ("2,5 procent", 2.5),
        ("6.3 miljarder kronor", 6.3e9),
        ("51,8 miljoner", 51.8e6),
        ("tjugosju projekt", 27.0),
        ("två tusen personer", 2000.0),
        ("etthundrafemtio platser", 150.0),
        ("tolvhundra kronor", 1200.0),
        ("ettusentvåhundra personer", 1200.0),
        ("ett par hundra personer", 200.0),
        ("ett dussin projekt", 12.0),
        ("en halv miljon", 500000.0),
        ("ett och ett halvt år", 1.5),
        ("hälften av eleverna", 50.0),
        ("två tredjedelar", 66.67),
        ("en sjundedel", 14.29),
        ("var femte elev", 20.0),
        ("varannan anställd", 50.0),
        ("tre av fyra företag", 75.0),
        ("1/4 av medlen", 25.0),
        ("nio av tolv skolor", 75.0),
        ("ett tjugotal kommuner", 20.0),
        ("ett 50-tal platser", 50.0),
        ("ska halveras", -50.0),
        ("fördubblas", 100.0),
    ],
)
def test_ways_of_writing_a_number(text: str, value: float) -> None:
    assert values(text) == [value]


@pytest.mark.parametrize(
    "text",
    [
        "varannan vecka",
        "vart tredje år",
        "PO1",
        "kronor1",
        "10:3",
        "90-talet",
        "tvärtom",
        "hundratals",
        "12.3.4",
    ],
)
def test_what_only_looks_like_a_number(text: str) -> None:
    assert values(text) == []


def test_an_article_is_told_apart() -> None:
    assert [number.style for number in find_numbers("en region med tre län")] == ["article", "words"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("minst 200", [(">=", 200)]),
        ("lägst cirka 200", [(">=", 200)]),
        ("mer än tolv", [(">", 12)]),
        ("väl över 80", [(">", 80)]),
        ("högst hälften", [("<=", 50)]),
        ("upp till 36", [("<=", 36)]),
        ("färre än 50", [("<", 50)]),
        ("inte överstiga 40", [("<=", 40)]),
        ("inte mindre än 30", [(">=", 30)]),
        ("inte har fyllt 25", [("<", 25)]),
        ("drygt 1 500", [("~", 1500)]),
        ("närmare en tredjedel", [("~", 33.33)]),
        ("55+", [(">=", 55)]),
        ("10 eller fler", [(">=", 10)]),
        ("15–24", [(">=", 15), ("<=", 24)]),
        ("16 till 29", [(">=", 16), ("<=", 29)]),
        ("mellan 5 och 7 miljoner", [(">=", 5e6), ("<=", 7e6)]),
        ("200 och 300", [("=", 200), ("=", 300)]),
        ("8, 9", [("=", 8), ("=", 9)]),
    ],
)
def test_bounds(text: str, expected: list[tuple[str, float]]) -> None:
    assert bounds(text) == expected


def test_the_span_begins_with_the_words_of_the_bound() -> None:
    text = "ska nå minst ca 1 200 personer"
    (item,) = find_bounded(text)
    assert text[item.span.start : item.span.end] == "minst ca 1 200"


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("till år 2026", [2026]),
        ("perioden 2014-2020", []),
        ("Agenda 2030 och Europa 2020", []),
        ("2000 deltagare", []),
        ("år 2000 deltagare", [2000]),
        ("lag (2007:459)", []),
        ("den 31 december 2027", [2027]),
        ("2 026 personer", []),
        ("delmål 2024: 2 100", [2024]),
    ],
)
def test_years(text: str, years: list[int]) -> None:
    assert [year.year for year in find_years(text)] == years


def test_dates_and_periods_have_spans() -> None:
    text = "den 25-26 augusti, kl. 13.00, 2015-01-29 och 2021–2027"
    spans = sorted([*date_spans(text), *period_spans(text)])
    found = [text[span.start : span.end] for span in spans]
    assert found == ["den 25-26 augusti", "kl. 13.00", "2015-01-29", "2021–2027"]


@given(st.integers(0, 999_999_999))
def test_grouped_digits_are_read_back(value: int) -> None:
    assert parse_number(f"{value:,}".replace(",", " ")) == value


@given(st.integers(0, 999_999_999))
def test_a_number_in_a_text_is_found_whole(value: int) -> None:
    grouped = f"{value:,}".replace(",", "\u00a0")
    (number,) = find_numbers(f"Mål: {grouped} personer.")
    assert number.value == value


@given(st.text(alphabet="0123456789 ,.-–%+abenttvåhmiljoner\u00a0()/:", max_size=60))
def test_any_text_is_read_and_numbers_keep_apart(text: str) -> None:
    numbers = find_numbers(text)
    assert all(a.span.end <= b.span.start for a, b in pairwise(numbers))
    assert all(0 <= item.span.start < item.span.end <= len(text) for item in find_bounded(text))


def test_unknown_words_are_refused() -> None:
    with pytest.raises(ValueError, match="not a number word"):
        parse_words("många")


def test_some_of_many_are_two_counts_and_no_share() -> None:
    assert values("14 av 19 kommuner") == [14.0, 19.0]
