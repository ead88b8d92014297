import pytest

from esfnlp.errors import UsageError
from esfnlp.taxonomy import load_taxonomy
from esfnlp.taxonomy.programmes import Programme, load_programmes, programme_of


def programme(name: str, year: int) -> Programme:
    found = programme_of(name, year)
    assert found is not None
    return found


def test_a_programme_is_found_by_its_name_and_a_year_in_its_period() -> None:
    assert programme("ESF", 2016).period_end == 2020
    assert programme_of("ESF+", 2016) is None
    assert programme_of("ESF", None) is None


def test_an_investment_priority_gives_its_area_and_objective() -> None:
    assert programme("ESF", 2014).place_of_priority("10.3") == ("1", "1.1")
    assert programme("ESF", 2014).priority_of_objective("2.3") == "9.1"
    assert programme("ESF", 2007).place_of_priority("10.3") is None


@pytest.mark.parametrize(
    ("heading", "area"),
    [
        ("4.2 Instabil ställning på arbetsmarknaden", "instabil"),
        ("Stabil ställning på arbetsmarknaden", "stabil"),
        ("Tematiskt målområde: Etablering", "etablering"),
        ("Minska risken för ekonomisk utsatthet", None),
        ("Från etablering till arbete", None),
        ("Ekonomisk utsatthet och återinträde på arbetsmarknaden", None),
    ],
)
def test_a_heading_names_one_thematic_area(heading: str, area: str | None) -> None:
    assert programme("ESF+", 2021).thematic_area_in(heading) == area


def test_areas_know_who_decides_and_for_whom() -> None:
    current = programme("ESF+", 2021)
    assert (current.is_national("B"), current.is_national("A")) == (True, False)
    assert current.regions_of("D") == ("SE32", "SE33")


def test_an_unknown_area_is_named_with_those_that_are_known() -> None:
    with pytest.raises(UsageError, match="no area 'Z'; known: A, B"):
        programme("ESF+", 2021).area("Z")


def test_themes_of_the_programmes_are_in_the_taxonomy() -> None:
    parts = [p for own in load_programmes() for a in own.areas for p in (a, *a.investment_priorities)]
    parts += [theme for own in load_programmes() for theme in own.thematic_areas]
    assert {theme for part in parts for theme in part.themes} <= load_taxonomy().concepts.keys()
