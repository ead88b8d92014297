"""Sentences with made names, silver annotation, and the patterns of the entity ruler."""

import spacy
from pipeline.language.entity_corpora import Names
from pipeline.language.gazetteer import Gazetteer
from pipeline.language.made_names import Inventor, genitive
from pipeline.language.ruler import add_ruler
from pipeline.language.silver import Annotator

GAZETTEER = Gazetteer(
    agencies=["Skolverket", "Vägverket"],
    organisations=["Skolverket", "Vägverket", "Statens kulturråd"],
    taxonomy=["Skolverket", "Statens kulturråd", "Unionen"],
    abbreviations=["SCB"],
    municipalities=["Borås stad", "Tierps kommun"],
    towns=["Borås", "Tierp"],
    counties=["Uppsala län", "Skåne län"],
    countries=["Norge", "Oslo"],
    localities=["Älvkarleby"],
    first_names=["Eva", "Omar"],
    universities=["Lunds universitet"],
    schools=[],
)
ANNOTATOR = Annotator(
    GAZETTEER, frozenset({"enligt", "kommunen", "det"}), {"2007:459": "om strukturfondspartnerskap"}
)


def named(names: Names | None) -> list[tuple[str, str]]:
    assert names is not None
    return [(" ".join(names.words[start:end]), label) for start, end, label in names.spans]


def test_silver_takes_only_sentences_whose_capitals_are_explained() -> None:
    assert named(ANNOTATOR.annotate("Enligt Skolverket har Tierp många lärare.")) == [
        ("Skolverket", "ORGANISATION"),
        ("Tierp", "PLACE"),
    ]
    assert ANNOTATOR.annotate("Enligt Blorp har Tierp många lärare.") is None


def test_silver_tells_the_municipality_that_acts_from_the_one_that_is_lived_in() -> None:
    assert named(ANNOTATOR.annotate("Enligt Tierps kommun växer skolan.")) == [
        ("Tierps kommun", "ORGANISATION")
    ]
    assert named(ANNOTATOR.annotate("Det bor få i Tierps kommun.")) == [("Tierps kommun", "PLACE")]


def test_silver_knows_the_titles_of_acts() -> None:
    text = "Enligt lagen (2007:459) om strukturfondspartnerskap gäller det."
    assert named(ANNOTATOR.annotate(text)) == [("lagen ( 2007:459 ) om strukturfondspartnerskap", "LAW")]


def test_silver_leaves_names_that_only_modify() -> None:
    assert named(ANNOTATOR.annotate("Kommunen söker EU-medel.")) == []


def test_made_sentences_are_the_same_for_the_same_seed_and_mark_what_they_fill() -> None:
    first, again = Inventor(GAZETTEER, 7).sentences(40), Inventor(GAZETTEER, 7).sentences(40)
    assert [names.text for names in first] == [names.text for names in again]
    assert {label for names in first for *_, label in names.spans} >= {"ORGANISATION", "PLACE", "PROGRAMME"}


def test_a_municipality_in_a_made_sentence_is_a_place_after_i() -> None:
    inventor = Inventor(GAZETTEER, 1)
    assert "[[PLACE " in inventor.fill("Ungdomar i {municipality} läser.", outer=True)
    assert "[[ORGANISATION " in inventor.fill("{municipality} leder arbetet.", outer=True)


def test_genitives() -> None:
    assert [genitive(name) for name in ("Umeå", "Borås", "LO")] == ["Umeås", "Borås", "LO:s"]


def test_the_ruler_finds_series_laws_and_bodies_but_no_municipality() -> None:
    nlp = add_ruler(spacy.blank("sv"), GAZETTEER)
    doc = nlp("Statens kulturråd och Tierps kommun läser SOU 2019:2 och skollagen.")
    assert [(ent.text, ent.label_) for ent in doc.ents] == [
        ("Statens kulturråd", "ORGANISATION"),
        ("SOU 2019:2", "DOCUMENT"),
        ("skollagen", "LAW"),
    ]
