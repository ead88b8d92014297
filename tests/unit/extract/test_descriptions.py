import pytest

from esfnlp.extract.descriptions import candidates, descriptions


def stretches(sentence: str) -> list[str]:
    return [sentence[span.start : span.end] for span in candidates(sentence)]


def test_a_description_may_end_in_several_places() -> None:
    found = stretches("Kursen är öppen för den som har barn och saknar arbete.")
    assert "den som har barn" in found
    assert "den som har barn och saknar arbete" in found


def test_without_people_there_is_no_description() -> None:
    assert stretches("Budgeten fastställs i juni.") == []


@pytest.mark.parametrize(
    ("sentence", "concept"),
    [
        ("Kursen vänder sig till ungdomar som varken har ett jobb att gå till eller läser.", "tg:uvas"),
        (
            "Stödet är till för den som länge har varit borta från jobbet på grund av sjukdom.",
            "tg:sjukskrivna",
        ),
    ],
)
def test_a_group_is_understood_without_its_name(sentence: str, concept: str) -> None:
    assert concept in [one.concept_id for one in descriptions(sentence)]


def test_those_who_do_the_work_are_no_group() -> None:
    assert descriptions("De som ansvarar för projektets ekonomi lämnar en rapport.") == []
