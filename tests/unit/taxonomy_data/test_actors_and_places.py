import re
from collections import Counter
from pathlib import Path

import pytest
import yaml

from esfnlp.taxonomy import load_taxonomy, matcher
from esfnlp.taxonomy.concepts import load_yaml
from esfnlp.taxonomy.places import load_places

SHARED = Path(__file__).parents[3] / "../shared"
ACTOR_TYPES = {
    "government_agency", "municipality", "region", "county_board", "coordination_association",
    "education_provider", "employer", "social_partner", "civil_society", "social_enterprise", "eu_body",
    "partnership", "healthcare", "network", "other",
}  # fmt: skip
REGIONS, COUNTIES, MUNICIPALITIES = 8, 21, 290


def found(text: str) -> list[str]:
    return [match.concept_id for match in matcher("ac")(text)]


def test_every_place_is_there() -> None:
    places = load_places()
    counts = [len(places.level(level)) for level in ("region", "county", "municipality")]
    assert counts == [REGIONS, COUNTIES, MUNICIPALITIES]


def test_no_name_belongs_to_two_places() -> None:
    names = Counter(name for place in load_places().by_code.values() for name in place.names)
    assert [name for name, count in names.items() if count > 1] == []


def test_every_place_lies_in_an_esf_region() -> None:
    places = load_places()
    regions = {place.code for place in places.level("region")}
    assert {places.region_of(code) for code in places.by_code} == regions


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Stockholm", "SE11"),
        ("ÖMS", "SE12"),
        ("Sörmland", "SE122"),
        ("Uppsala", "0380"),
        ("Malmö stad", "1280"),
    ],
)
def test_usual_names_are_known(name: str, code: str) -> None:
    assert name in load_places()[code].names


def test_a_common_word_is_no_bare_name() -> None:
    names = {name for place in load_places().level("municipality") for name in place.names}
    assert not names & {"Vara", "Mark", "Berg"}


def test_actor_ids_are_unique() -> None:
    entries = [*load_yaml("actor_classes.yaml"), *load_yaml("organisations.yaml")]
    assert [i for i, count in Counter(e["id"] for e in entries).items() if count > 1] == []


def test_actor_ids_are_slugs() -> None:
    wrong = [
        c.concept_id
        for c in load_taxonomy().scheme("ac")
        if not re.fullmatch(r"ac:[a-z0-9]+(-[a-z0-9]+)*", c.concept_id)
    ]
    assert wrong == []


def test_actor_types_are_those_of_the_contract() -> None:
    assert {c.actor_type for c in load_taxonomy().scheme("ac")} <= ACTOR_TYPES


def test_labels_to_show_hold_no_matching_marks() -> None:
    assert [c.label() for c in load_taxonomy().scheme("ac") if re.search(r"[=*|?]|\.\.\.", c.label())] == []


def test_each_municipality_is_an_actor() -> None:
    official = {place.names[-1] for place in load_places().level("municipality")}
    known = {label for c in load_taxonomy().scheme("ac") for label in c.labels["sv"]}
    assert official <= known


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Danderyds kommun", ["ac:danderyds-kommun"]),
        ("Göteborgs stads", ["ac:goteborgs-stad"]),
        ("Länsstyrelsen i Västra Götalands län", ["ac:lansstyrelsen-vastra-gotaland"]),
        ("Region Jönköpings län", ["ac:region-jonkopings-lan"]),
        ("bransch- och fackliga organisationer", ["ac:branschorganisationer", "ac:fackliga-organisationer"]),
        ("KTH:s rektor", ["ac:kth"]),
        ("arbetsmarknadens parter", ["ac:arbetsmarknadens-parter"]),
        ("regionalt utvecklingsansvar", []),
        ("statligt stöd till företagande", []),
        ("en svår kris", []),
    ],
)
def test_names_are_matched(text: str, actors: list[str]) -> None:
    assert found(text) == actors


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="the reference material is not beside the repository")
def test_agreed_actors_have_their_agreed_types() -> None:
    agreed = yaml.safe_load((SHARED / "taxonomy/actors.yaml").read_text(encoding="utf-8"))
    taxonomy = load_taxonomy()
    wrong = [e["id"] for part in agreed.values() for e in part if taxonomy[e["id"]].actor_type != e["type"]]
    assert wrong == []
