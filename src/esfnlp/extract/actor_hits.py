"""Where a sentence names actors: listed names and classes, names known by their form, and their lists."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from esfnlp.document import Document, Span, without_overlaps
from esfnlp.extract.actor_names import (
    Name,
    applicants,
    bare_municipalities,
    named_abbreviations,
    sector_names,
    unions_in_lists,
    unlisted_names,
)
from esfnlp.extract.reading import document_abbreviations
from esfnlp.taxonomy import Concept, load_taxonomy, matcher

_NO_ABBREVIATIONS = frozenset({"ESF", "ERUF", "PO", "EU", "SE"})
_JOIN = re.compile(
    r"""^\)?\s*(?:\([^)]*\)\s*)?(?:(?:på|inom|i|med|från|av)\s[\w\s,-]{2,45}?)?
    (?:(?:[,/(&]|(?:och|samt|eller|respektive|liksom|men\säven|såsom|såväl|till\sexempel|exempelvis|bland\sannat
    |inklusive)\b|(?:t\.?\s?ex|bl\.?\s?a)\b\.?)[\s,]*(?:[\w-]+[\s,]*){0,5}
    |som(?:\s(?:exempelvis|till\sexempel|bland\sannat|olika|berörda))?\s*)$""",
    re.X | re.I,
)
"""What may stand between two names of one list: a comma or conjunction and a few words."""
_UMBRELLA = ("Fackförbundet ", "Arbetsgivarorganisationen ")
_NEW_CLAUSE = re.compile(
    r"""\b(?:är|har|ska|skall|kan|bör|behöver|vill|får|ger|gör|blir|finns|kommer|att|som|vilket|där|när|om|så
    |tillsammans|ihop|samverkan|samarbete)\b(?!\s*$)""",
    re.X | re.I,
)


@dataclass(frozen=True, slots=True)
class Hit:
    """An actor named in a sentence; `span` is relative to the sentence. Vague words need a cue to count, those
    that mean an area as well (`is_area`) need one of their own."""

    name: Name
    needs_cue: bool = False
    is_class: bool = False
    is_area: bool = False

    @property
    def span(self) -> Span:
        return self.name.span


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """Those that a document introduces: for listed actors (their id), and for names that no list has."""

    listed: Mapping[str, str] = field(default_factory=dict)
    named: Mapping[str, Name] = field(default_factory=dict)


def introduced(document: Document) -> Abbreviations:
    """The abbreviations of actors that the document gives in brackets."""
    named: dict[str, Name] = {}
    for passage in document.passages:
        if "(" in passage.text:
            named = named_abbreviations(passage.text) | named
    listed = document_abbreviations(document, "ac")
    return Abbreviations({short: listed[short] for short in listed.keys() - _NO_ABBREVIATIONS}, named)


def hits(text: str, abbreviations: Abbreviations) -> list[Hit]:
    """Names in the order of the text; of overlapping ones the longer, of equals the listed one."""
    listed = list(_listed(text, abbreviations.listed))
    sectors = [Hit(name, needs_cue=True, is_class=True) for name in sector_names(text)]
    others = [Hit(name) for name in _unlisted(text, abbreviations.named, listed)]
    others += [Hit(name, is_class=True) for name in applicants(text)]
    return without_overlaps([*listed, *sectors, *others], lambda hit: hit.span)


def _listed(text: str, abbreviations: Mapping[str, str], offset: int = 0) -> Iterator[Hit]:
    """Names and classes of the gazetteer; of words that only look like a name, those after the first."""
    taxonomy = load_taxonomy()
    for match in matcher("ac")(text, abbreviations):
        concept, words = taxonomy[match.concept_id], text[match.span.start : match.span.end]
        if _is_name(concept, words):
            span = match.span.shift(offset)
            name = Name(concept.concept_id, concept.label(), concept.actor_type or "other", span)
            yield Hit(name, concept.needs_cue or match.weak, concept.is_class)
        elif " " in words:
            start = match.span.start + words.index(" ") + 1
            yield from _listed(text[start : match.span.end], abbreviations, offset + start)


def _is_name(concept: Concept, words: str) -> bool:
    """Whether words can be the organisation's name: written small they must be its very words.

    So "stärkt arbetsförmedling", "regionerna Halland och Kalmar" and "rädda barn" name nobody.
    """
    if concept.is_class:
        return True
    if words[0].isupper():
        return not words.startswith(("Regionerna ", "Regionen "))
    if any(label[0].islower() for label in concept.labels["sv"]) and " " in words:
        return True
    known = {label.lstrip("=").casefold() for label in concept.labels["sv"]}
    return words.casefold() in known or words.casefold().removesuffix("s") in known


def _unlisted(text: str, abbreviations: Mapping[str, Name], listed: Sequence[Hit]) -> Iterator[Name]:
    """Names by their form; "fackförbundet X" gives way to a listed X."""
    named = [hit.span for hit in listed if not hit.is_class]
    for name in unlisted_names(text):
        if not (name.name.startswith(_UMBRELLA) and any(name.span.contains(span) for span in named)):
            yield name
    yield from bare_municipalities(text)
    yield from unions_in_lists(text)
    for short, name in abbreviations.items():
        for match in re.finditer(rf"(?<!\w){re.escape(short)}(?!\w)", text):
            yield replace(name, span=Span(*match.span()))


def enumerations(text: str, found: Sequence[Hit]) -> list[list[Hit]]:
    """Hits that stand in one list ("Arbetsförmedlingen, berörda kommuner och fackförbund") together."""
    groups: list[list[Hit]] = []
    for hit in found:
        between = text[groups[-1][-1].span.end : hit.span.start] if groups else ""
        if groups and _JOIN.search(between) and not _NEW_CLAUSE.search(between):
            groups[-1].append(hit)
        else:
            groups.append([hit])
    return groups
