from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, SKOS

from esfnlp.taxonomy import Concept, Taxonomy, load_taxonomy
from esfnlp.taxonomy.skos import concept_iri, to_turtle


def graph(taxonomy: Taxonomy) -> Graph:
    return Graph().parse(data=to_turtle(taxonomy), format="turtle")


def test_every_packaged_concept_is_there_with_its_label_and_scheme() -> None:
    taxonomy, found = load_taxonomy(), graph(load_taxonomy())
    assert set(found.subjects(RDF.type, SKOS.Concept)) == {URIRef(concept_iri(c)) for c in taxonomy.concepts}
    uvas = URIRef(concept_iri("tg:uvas"))
    assert Literal(taxonomy["tg:uvas"].label(), lang="sv") in set(found.objects(uvas, SKOS.prefLabel))
    assert URIRef(concept_iri("tg:unga")) in set(found.objects(uvas, SKOS.broader))
    assert Literal("tg:uvas") in set(found.objects(uvas, SKOS.notation))


def test_each_concept_has_one_preferred_label_in_a_language() -> None:
    found = graph(load_taxonomy())
    for subject in set(found.subjects(RDF.type, SKOS.Concept)):
        languages = [label.language for label in found.objects(subject, SKOS.prefLabel)]
        assert len(languages) == len(set(languages))


def test_patterns_are_no_labels() -> None:
    labels = ("unga", "(=ung|ungdom*|=unge)", "unga ... länet", "=de unga")
    found = graph(Taxonomy({"tg:a": Concept("tg:a", {"sv": labels})}))
    alternatives = {str(label) for label in found.objects(URIRef(concept_iri("tg:a")), SKOS.altLabel)}
    assert alternatives == {"ung", "unge", "de unga"}


def test_quotes_and_backslashes_survive() -> None:
    text = 'kallad "unga" \\ yngre'
    found = graph(Taxonomy({"tg:a": Concept("tg:a", {"sv": ("a",)}, definition={"sv": text})}))
    assert list(found.objects(URIRef(concept_iri("tg:a")), SKOS.definition)) == [Literal(text, lang="sv")]
