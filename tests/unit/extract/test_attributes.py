import pytest

from esfnlp.extract.attributes import Attributes, attributes


def read(sentence: str, group: str, concept: str = "tg:unga") -> Attributes:
    start = sentence.index(group)
    return attributes(sentence, start, start + len(group), concept=concept)


def ages(sentence: str, group: str) -> tuple[int | None, int | None]:
    found = read(sentence, group)
    return found.age_min, found.age_max


@pytest.mark.parametrize(
    ("sentence", "group", "expected"),
    [
        ("Unga (16–24 år) prioriteras.", "Unga", (16, 24)),
        ("Unga 15-29 år utan jobb.", "Unga", (15, 29)),
        ("Unga i åldern 18 till 30 år.", "Unga", (18, 30)),
        ("Unga mellan 16 och 24 år.", "Unga", (16, 24)),
        ("Unga (15—24) prioriteras.", "Unga", (15, 24)),
        ("Stöd till personer över 55 år.", "personer", (55, None)),
        ("Personer som är 60 år och äldre.", "Personer", (60, None)),
        ("Unga under 25 år saknar jobb.", "Unga", (None, 25)),
        ("Unga upp till 29 år.", "Unga", (None, 29)),
        ("Unga som är 25 år eller yngre.", "Unga", (None, 25)),
        ("Äldre, 55+, i arbetskraften.", "Äldre, 55+", (55, None)),
        ("Gruppen ungdomar, 20–24-åringar.", "ungdomar, 20–24-åringar", (20, 24)),
        ("Unga och personer över 55 år.", "Unga", (None, None)),
        ("Unga prioriteras år 2016–2018.", "Unga", (None, None)),
        ("Unga som fått stöd i 12 av 24 kommuner.", "Unga", (None, None)),
    ],
)
def test_ages_stand_beside_their_group(
    sentence: str, group: str, expected: tuple[int | None, int | None]
) -> None:
    assert ages(sentence, group) == expected


@pytest.mark.parametrize(
    ("sentence", "months"),
    [
        ("Långtidsarbetslösa i minst 12 månader.", 12),
        ("Långtidsarbetslösa sedan mer än två år.", 24),
        ("Långtidsarbetslösa i över ett år.", 12),
        ("Långtidsarbetslösa (minst sex månader) får stöd.", 6),
        ("Långtidsarbetslösa ska få stöd.", None),
    ],
)
def test_durations_of_unemployment_are_months(sentence: str, months: int | None) -> None:
    found = read(sentence, "Långtidsarbetslösa", "tg:langtidsarbetslosa")
    assert found.duration_min_months == months


def test_groups_without_a_duration_have_none() -> None:
    assert read("Unga i minst 12 månader.", "Unga").duration_min_months is None


@pytest.mark.parametrize(
    ("surface", "concept", "gender"),
    [
        ("utrikes födda kvinnor", "tg:utrikes-fodda-kvinnor", "women"),
        ("nyanlända kvinnor", "tg:nyanlanda", "women"),
        ("män", "tg:man", "men"),
        ("unga män", "tg:unga", "men"),
        ("kvinnor och män", "tg:sysselsatta", None),
        ("romer", "tg:romer", None),
        ("människor", "tg:unga", None),
    ],
)
def test_gender_is_that_of_the_words_used(surface: str, concept: str, gender: str | None) -> None:
    assert read(surface, surface, concept).gender == gender
