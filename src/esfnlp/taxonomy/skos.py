"""The taxonomy as SKOS in Turtle, for vocabularies and linked data."""

from collections.abc import Iterator

from esfnlp.taxonomy.check import plain_forms
from esfnlp.taxonomy.concepts import Concept, Taxonomy

BASE = "https://w3id.org/esfnlp/"
SCHEMES = {
    "tg": ("Target groups", "Målgrupper"),
    "th": ("Themes", "Teman"),
    "ac": ("Actors", "Aktörer"),
}
_LANGUAGES = ("sv", "en")
_MARKS = frozenset("()|*?=")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def to_turtle(taxonomy: Taxonomy) -> str:
    """Concept schemes and concepts with their labels, definitions and broader concepts.

    Labels that are patterns and no phrases are left out: only what a person would write is a label there.
    """
    prefixes = f"@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n@base <{BASE}> .\n"
    schemes = [_scheme(prefix, taxonomy) for prefix in SCHEMES if taxonomy.scheme(prefix)]
    concepts = [_concept(concept) for concept in taxonomy.concepts.values()]
    return "\n".join([prefixes, *schemes, *concepts])


def concept_iri(concept_id: str) -> str:
    """The address of a concept: `tg:unga` is `https://w3id.org/esfnlp/tg/unga`."""
    return BASE + concept_id.replace(":", "/", 1)


def _scheme(prefix: str, taxonomy: Taxonomy) -> str:
    english, swedish = SCHEMES[prefix]
    tops = [concept for concept in taxonomy.scheme(prefix) if not concept.broader]
    lines = [
        "a skos:ConceptScheme",
        f"skos:prefLabel {_literal(swedish, 'sv')}, {_literal(english, 'en')}",
        *(f"skos:hasTopConcept {_iri(concept.concept_id)}" for concept in tops),
    ]
    return _statement(f"<{BASE}{prefix}>", lines)


def _concept(concept: Concept) -> str:
    lines = [
        "a skos:Concept",
        f"skos:inScheme <{BASE}{concept.scheme}>",
        f"skos:notation {_literal(concept.concept_id)}",
        *_labels(concept),
        *(f"skos:definition {_literal(text, lang)}" for lang, text in sorted(concept.definition.items())),
        *(f"skos:broader {_iri(parent)}" for parent in concept.broader),
    ]
    if not concept.broader:
        lines.append(f"skos:topConceptOf <{BASE}{concept.scheme}>")
    return _statement(_iri(concept.concept_id), lines)


def _labels(concept: Concept) -> Iterator[str]:
    for language in _LANGUAGES:
        labels = concept.labels.get(language, ())
        if not labels:
            continue
        yield f"skos:prefLabel {_literal(labels[0], language)}"
        forms = dict.fromkeys(form for label in labels[1:] for form in plain_forms(label))
        for form in forms:
            if _is_phrase(form) and form != labels[0]:
                yield f"skos:altLabel {_literal(form, language)}"
    for short in concept.abbreviations:
        yield f"skos:altLabel {_literal(short)}"


def _is_phrase(form: str) -> bool:
    return _MARKS.isdisjoint(form) and "..." not in form


def _statement(subject: str, lines: list[str]) -> str:
    return f"{subject}\n    " + " ;\n    ".join(lines) + " .\n"


def _iri(concept_id: str) -> str:
    return f"<{concept_iri(concept_id)}>"


def _literal(text: str, language: str = "") -> str:
    escaped = "".join(_ESCAPES.get(char, char) for char in text)
    return f'"{escaped}"' + (f"@{language}" if language else "")
