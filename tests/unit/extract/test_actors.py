import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from esfnlp.document import Document, Passage, Section, Span
from esfnlp.extract.actor_entities import without_genitive
from esfnlp.extract.actor_hits import Hit
from esfnlp.extract.actor_names import Name
from esfnlp.extract.actor_verbs import inflected
from esfnlp.extract.actors import features, find_actors, namings
from esfnlp.finding import ActorClaim
from esfnlp.language.analysis import Analysis, Entity, Word

CASES = Path(__file__).parents[2] / "cases" / "actors.toml"


def document(text: str, heading: str = "Bakgrund", **over: str) -> Document:
    """One paragraph under a heading."""
    section = Section("s", None, 1, None, heading, 0, len(text))
    passage = Passage("p", "s", "paragraph", text, 0, len(text), **over)  # type: ignore[arg-type]
    return Document("d", text, sections=(section,), passages=(passage,))


def claims(text: str, **over: str) -> list[ActorClaim]:
    return [f.claim for f in find_actors(document(text, **over)) if isinstance(f.claim, ActorClaim)]


@pytest.mark.parametrize(
    "case", tomllib.loads(CASES.read_text(encoding="utf-8"))["case"], ids=lambda c: c["text"][:50]
)
def test_actors_are_found_and_the_rules_read_their_roles(case: dict[str, Any]) -> None:
    over = {key: case[key] for key in ("label", "lead_in", "heading", "context") if key in case}
    found = [naming for naming in namings(document(case["text"], **over)) if naming.counts]
    assert {naming.hit.name.actor: naming.decision.role for naming in found} == case["expect"]


def test_the_classifier_judges_only_where_no_words_tell_the_role() -> None:
    told, untold = find_actors(document("Region Värmland leder arbetet. Visst känner folk till Skolverket."))
    assert told.probability is None
    assert untold.probability is not None
    assert 0 < untold.probability <= 1


def test_in_a_table_the_header_of_its_own_column_tells_the_role() -> None:
    text = "Ny blankett\tSkolverket\tVinnova"
    passage = Passage("p", None, "table_row", text, 0, len(text), context="Insats | Ansvarig | Stöd")
    found = find_actors(Document("d", text, passages=(passage,)))
    assert [f.claim.role for f in found if isinstance(f.claim, ActorClaim)] == ["responsible", "partner"]


def test_the_names_of_actors_are_no_evidence_for_their_roles() -> None:
    one, other = (
        next(namings(document(f"Här nämns {name} igen."))) for name in ("Skolverket", "Jordbruksverket")
    )
    assert features(one) == features(other)


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Projektet drivs av Lindhaga Plåt AB i år.", "ac:lindhaga-plat-ab"),
        ("Det bär Region Tallviks underskrift.", "ac:region-tallvik"),
        ("Så gör Västra Åbackens kommun redan.", "ac:vastra-abackens-kommun"),
        ("Det säger Tallviks gymnasium.", "ac:tallviks-gymnasium"),
        ("Så svarade Tallviks hushållningssällskap.", "ac:tallviks-hushallningssallskap"),
    ],
)
def test_unlisted_organisations_are_known_by_the_form_of_their_names(text: str, actor: str) -> None:
    assert [claim.actor for claim in claims(text)] == [actor]


def test_every_naming_is_a_finding_of_its_own() -> None:
    text = "Kommunerna söker medel. Kommunerna redovisar."
    assert [claim.actor for claim in claims(text)] == ["ac:kommuner", "ac:kommuner"]


def test_the_quote_is_the_sentence_that_names_the_actor() -> None:
    found = document("Läget är gott. Region Värmland leder arbetet.")
    (finding,) = find_actors(found)
    assert found.quote(finding.span) == "Region Värmland leder arbetet."


def test_of_a_long_sentence_the_quote_is_the_clause() -> None:
    found = document(
        "Läget är gott; " + "det har prövats på många sätt " * 12 + "; Skolverket lämnade en rapport."
    )
    (finding,) = find_actors(found)
    assert found.quote(finding.span) == "Skolverket lämnade en rapport."


def test_the_sentence_holds_the_quote() -> None:
    (finding,) = find_actors(document("Läget är gott. Region Värmland leder arbetet."))
    assert finding.sentence.contains(finding.span)


def test_the_surface_is_the_words_used() -> None:
    (claim,) = claims("Frågan är Arbetsförmedlingens.")
    assert (claim.surface, claim.name) == ("Arbetsförmedlingens", "Arbetsförmedlingen")


def test_an_introduced_abbreviation_stands_for_its_actor() -> None:
    found = claims("Inspektionen för nya frågor och Samhall (SAMH) svarade. SAMH var tveksamt.")
    assert [claim.surface for claim in found] == ["Samhall", "SAMH", "SAMH"]


def test_an_unlisted_name_can_introduce_an_abbreviation() -> None:
    found = claims("Samordningsförbundet Fjärdsbygden (SFB) växer. SFB leder arbetet.")
    assert [(claim.actor, claim.role) for claim in found[-1:]] == [
        ("ac:samordningsforbundet-fjardsbygden", "responsible")
    ]


def test_the_cue_is_the_words_that_decided() -> None:
    (claim,) = claims("Region Dalarna ansvarar för planen.")
    assert claim.cue == "ansvarar"


def test_headings_name_no_actors() -> None:
    passage = Passage("p", None, "heading", "Kommunernas ansvar", 0, 18)
    assert find_actors(Document("d", "Kommunernas ansvar", passages=(passage,))) == []


def test_a_table_header_can_give_the_role() -> None:
    (claim,) = claims("Folkhögskolor", context="Samverkansparter")
    assert claim.role == "partner"


def test_an_unlisted_association_gets_its_type_from_its_form() -> None:
    (claim,) = claims("Fjärdsbygdens samordningsförbund växer.")
    assert (claim.actor, claim.actor_type) == (
        "ac:fjardsbygdens-samordningsforbund",
        "coordination_association",
    )


def test_a_short_form_stands_for_the_one_organisation_of_its_kind() -> None:
    found = claims("Kommunförbundet Älvsjö är nytt. Förbundet samordnar arbetet.")
    assert [(claim.actor, claim.role) for claim in found] == [
        ("ac:kommunforbundet-alvsjo", "mentioned"),
        ("ac:kommunforbundet-alvsjo", "responsible"),
    ]


def test_a_short_form_that_could_mean_two_stands_for_none() -> None:
    found = claims("Högskolan i Väst och Högskolan i Borås är nära. Högskolan är stor.")
    assert "ac:hogskolan-i-vast" not in {claim.actor for claim in found[2:]}


def test_the_region_as_an_area_is_no_actor() -> None:
    found = claims("Region Halland leder arbetet. I regionen behövs fler. Regionen växer.")
    assert [claim.surface for claim in found] == ["Region Halland"]


def test_a_municipality_can_be_named_by_its_place_alone() -> None:
    found = claims("Mest händer i Motala. Motala samordnar utbildningen.")
    assert [(claim.actor, claim.role) for claim in found] == [("ac:motala-kommun", "responsible")]


def test_kommunen_is_the_municipality_of_the_section() -> None:
    (claim,) = claims("Kommunen efterlyser längre kurser.", heading="2.3 Motala kommun")
    assert (claim.actor, claim.role) == ("ac:motala-kommun", "consulted")


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("samordna", ("samordnar", "samordnade", "samordnat")),
        ("genomföra", ("genomför", "genomförde", "genomfört")),
        ("besluta", ("beslutar", "beslutade", "beslutat")),
        ("svara", ("svarar", "svarade", "svarat")),
        ("bidra", ("bidrar", "bidrog", "bidragit")),
    ],
)
def test_verbs_are_inflected_as_the_end_of_their_compound(verb: str, forms: tuple[str, ...]) -> None:
    assert inflected(verb).finite == forms


def test_passives_and_participles_follow_the_supine() -> None:
    assert inflected("bestämma").passive[:2] == ("bestäms", "bestämdes")
    assert inflected("skriva").participle == ("skriven", "skrivet", "skrivna")


class Analyst:
    """Stands for a pipeline that takes one name for an organisation."""

    def __init__(self, name: str, relation: str = "nsubj") -> None:
        self.name, self.relation, self.asked = name, relation, 0

    def analyse(self, texts: list[str]) -> Iterator[Analysis]:
        for text in texts:
            self.asked += 1
            start = text.find(self.name)
            end = start + len(self.name)
            word = Word(self.name, start, end, upos="PROPN", head=99, deprel=self.relation)
            found = (Entity("ORGANISATION", Span(start, end), self.name),) if start >= 0 else ()
            yield Analysis((word,), entities=found)


@pytest.mark.parametrize(
    ("text", "name", "found"),
    [
        ("Sedan i fjol leder Kajutan arbetet.", "Kajutan", True),
        ("Kursen gavs av Skolverket och Kajutan.", "Kajutan", True),
        ("Sedan i fjol leder de arbetet i Kajutan.", "Kajutan", False),
        ("Sedan i fjol gäller Framtidsplanen för alla.", "Framtidsplanen", False),
    ],
)
def test_entities_are_actors_where_they_stand_like_one(text: str, name: str, found: bool) -> None:
    analyst: Any = Analyst(name)
    actors = {naming.hit.name.name for naming in namings(document(text), analyst)}
    assert (name in actors) is found


def test_a_short_form_and_a_genitive_stand_for_a_new_organisation() -> None:
    analyst: Any = Analyst("Framtidskajen")
    text = "Sedan i fjol leder Framtidskajen (FKN) arbetet. I år ansvarar FKN för kursen."
    found = [(naming.hit.name.actor, naming.hit.span) for naming in namings(document(text), analyst)]
    assert [actor for actor, _ in found] == ["ac:framtidskajen"] * 2
    hits = [
        Hit(Name("ac:nav", "Nav", "network", Span(0, 3))),
        Hit(Name("ac:navs", "Navs", "network", Span(0, 4))),
    ]
    assert {without_genitive(hit, {"Nav", "Navs"}).name.actor for hit in hits} == {"ac:nav"}


def test_nothing_is_analysed_where_every_name_is_known() -> None:
    analyst: Any = Analyst("Kajutan")
    assert find_actors(document("Arbetet leds av Skolverket."), analyst)
    assert analyst.asked == 0
