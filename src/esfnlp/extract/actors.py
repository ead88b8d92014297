"""Actors: the organisations and classes of organisations that a plan names, and the part each is given."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from esfnlp.document import Document, Passage, Span
from esfnlp.extract.actor_names import (
    Name,
    bare_municipalities,
    named_abbreviations,
    sector_names,
    unions_in_lists,
    unlisted_names,
)
from esfnlp.extract.actor_roles import (
    BLANK,
    ONLY_BACKGROUND,
    Decision,
    clause_around,
    decide_role,
    role_from_surroundings,
)
from esfnlp.extract.reading import Sentence, body, document_abbreviations, read_sentences
from esfnlp.finding import ActorClaim, Finding, Role
from esfnlp.taxonomy import Concept, load_taxonomy, matcher

_METHOD = "gazetteer+cues"
_LONGEST_QUOTE = 320
_LISTED_CONFIDENCE = 0.85
_UNLISTED_CONFIDENCE = 0.7
_NO_ABBREVIATIONS = frozenset({"ESF", "ERUF", "PO", "EU", "SE"})
_BY_NATURE: dict[str, Role] = {
    "ac:projektsokande": "addressed",
    "ac:forvaltande-myndighet": "responsible",
    "ac:regionalt-utvecklingsansvariga": "responsible",
}
"""Those whose very name says their part."""
_TITLES = frozenset({"ac:forvaltande-myndighet", "ac:regionalt-utvecklingsansvariga", "ac:projektagare"})
_AREA_TOO = frozenset({"ac:kommuner", "ac:regioner"})
_JOIN = re.compile(
    r"""^\)?\s*(?:\([^)]*\)\s*)?(?:(?:på|inom|i|med|från|av)\s[\w\s,-]{2,45}?)?
    (?:(?:[,/(&]|(?:och|samt|eller|respektive|liksom|men\säven|såsom|såväl|till\sexempel|exempelvis|bland\sannat
    |inklusive)\b|(?:t\.?\s?ex|bl\.?\s?a)\b\.?)[\s,]*(?:[\w-]+[\s,]*){0,5}
    |som(?:\s(?:exempelvis|till\sexempel|bland\sannat|olika|berörda))?\s*)$""",
    re.X | re.I,
)
_FINITE = re.compile(
    r"\b(?:är|har|ska|skall|kan|bör|behöver|vill|får|ger|gör|blir|finns|kommer|att|som|vilket|där|när|om|så|tillsammans
    |ihop|samverkan|samarbete)\b(?!\s*$)",
    re.I,
)
_IN_AREA = re.compile(
    r"""\b(?:i|inom|från|över|mellan|bland)\s(?:(?:våra|dessa|alla|flera|samtliga|vissa|olika|många|övriga|de|den
    |båda|åtta|fem|tre|berörda|andra|stora|små|\w+s|\w+fattiga|\w+befolkade)\s){0,3}$""",
    re.X | re.I,
)
_KIND_OF_EDUCATION = re.compile(
    r"(?:(?:grund|gymnasie)skolan?|(?:yrkeshög|folkhög|hög)?skola|gymnasi(?:et|um)|(?:kommunal\s)?vuxenutbildning"
    r"|folkbildning|universitet)s?",
    re.I,
)
"""Forms that name a kind of education as often as an organisation; among other actors they are one."""


@dataclass(frozen=True, slots=True)
class _Hit:
    """An actor named in a sentence; `span` is relative to the sentence."""

    name: Name
    needs_cue: bool = False
    confidence: float = _LISTED_CONFIDENCE

    @property
    def span(self) -> Span:
        return self.name.span


@dataclass(frozen=True, slots=True)
class _Abbreviations:
    """Those that the document introduces: for listed actors (their id) and for names that no list has."""

    listed: dict[str, str]
    named: dict[str, Name]


def find_actors(document: Document) -> list[Finding]:
    """One finding per naming of an actor outside headings, with the role that its sentence gives it."""
    abbreviations = _abbreviations(document)
    return [
        finding
        for passage, headings in body(document)
        for sentence in read_sentences(passage)
        for finding in _in_sentence(sentence, passage, headings, abbreviations)
    ]


def _abbreviations(document: Document) -> _Abbreviations:
    named: dict[str, Name] = {}
    for passage in document.passages:
        if "(" in passage.text:
            named = named_abbreviations(passage.text) | named
    listed = document_abbreviations(document, "ac")
    return _Abbreviations({short: listed[short] for short in listed.keys() - _NO_ABBREVIATIONS}, named)


def _in_sentence(
    sentence: Sentence, passage: Passage, headings: list[str], abbreviations: _Abbreviations
) -> Iterator[Finding]:
    hits = list(_hits(sentence.text, abbreviations))
    blanked = _blanked(sentence.text, hits)
    for group in _enumerations(sentence.text, hits):
        genitive = _is_genitive(sentence.text, group[-1])
        for hit in group:
            first = sentence.span.start + group[0].span.start == passage.char_start
            surroundings = role_from_surroundings(passage, headings, first=first)
            decision = _decide(blanked, hit, group, genitive) or _default(hit, surroundings)
            if _counts(sentence.text, hit, group, decision):
                yield _finding(sentence, hit, decision)


def _hits(text: str, abbreviations: _Abbreviations) -> Iterator[_Hit]:
    """Names in the order of the text; of overlapping ones the longer, of equals the listed one."""
    taxonomy = load_taxonomy()
    listed = [
        _Hit(_listed(taxonomy[match.concept_id], match.span), taxonomy[match.concept_id].needs_cue)
        for match in matcher("ac")(text, abbreviations.listed)
        if _is_name(taxonomy[match.concept_id], text, match.span)
    ]
    sectors = [_Hit(name, needs_cue=True) for name in sector_names(text)]
    named = [hit.span for hit in listed if not taxonomy[hit.name.actor].is_class]
    others = [
        _Hit(name, confidence=_UNLISTED_CONFIDENCE)
        for name in (
            *unlisted_names(text),
            *bare_municipalities(text),
            *unions_in_lists(text),
            *_abbreviated(text, abbreviations.named),
        )
        if not (name.actor_type == "social_partner" and any(name.span.contains(span) for span in named))
    ]
    kept: list[_Hit] = []
    for hit in sorted([*listed, *sectors, *others], key=lambda hit: -len(hit.span)):
        if not any(hit.span.overlaps(other.span) for other in kept):
            kept.append(hit)
    yield from sorted(kept, key=lambda hit: hit.span)


def _abbreviated(text: str, named: dict[str, Name]) -> Iterator[Name]:
    for short, name in named.items():
        for match in re.finditer(rf"(?<!\w){re.escape(short)}(?!\w)", text):
            yield replace(name, span=Span(*match.span()))


def _listed(concept: Concept, span: Span) -> Name:
    return Name(concept.concept_id, concept.label(), concept.actor_type or "other", span)


def _is_name(concept: Concept, text: str, span: Span) -> bool:
    """Whether the words can be the organisation's name: written small they must be its very words.

    So "stärkt arbetsförmedling", "regionerna Halland och Kalmar" and "rädda barn" name nobody.
    """
    words = text[span.start : span.end]
    if concept.is_class:
        return True
    if words[0].isupper():
        return not words.startswith(("Regionerna ", "Regionen "))
    if any(label[0].islower() for label in concept.labels["sv"]) and " " in words:
        return True
    known = {label.lstrip("=").casefold() for label in concept.labels["sv"]}
    return words.casefold() in known or words.casefold().removesuffix("s") in known


def _enumerations(text: str, hits: Sequence[_Hit]) -> list[list[_Hit]]:
    """Hits that stand in one list ("Arbetsförmedlingen, berörda kommuner och fackförbund") together."""
    groups: list[list[_Hit]] = []
    for hit in hits:
        between = text[groups[-1][-1].span.end : hit.span.start] if groups else ""
        if groups and _JOIN.search(between) and not _FINITE.search(between):
            groups[-1].append(hit)
        else:
            groups.append([hit])
    return groups


def _is_genitive(text: str, hit: _Hit) -> bool:
    surface = text[hit.span.start : hit.span.end]
    return surface.endswith("s") and surface.casefold() != hit.name.name.casefold()


def _blanked(text: str, hits: Sequence[_Hit]) -> str:
    """The sentence with every name blanked out, its length kept; what says who is in charge stays."""
    for hit in hits:
        if hit.name.actor not in _TITLES:
            text = text[: hit.span.start] + BLANK * len(hit.span) + text[hit.span.end :]
    return text


def _decide(text: str, hit: _Hit, group: Sequence[_Hit], genitive: bool) -> Decision | None:
    return decide_role(
        text,
        group[0].span.start,
        group[-1].span.end,
        last=hit is group[-1],
        genitive=genitive,
        background=hit.name.actor in ONLY_BACKGROUND,
    )


def _default(hit: _Hit, surroundings: Decision | None) -> Decision:
    """The role of an actor of which its sentence says nothing."""
    if hit.name.actor in _BY_NATURE:
        return Decision(_BY_NATURE[hit.name.actor], "")
    if surroundings and hit.name.actor not in ONLY_BACKGROUND:
        return surroundings
    return Decision("mentioned", "")


def _counts(text: str, hit: _Hit, group: Sequence[_Hit], decision: Decision) -> bool:
    """Vague words count where they have a part to play or stand among actors, not as areas or workplaces."""
    before, surface = text[: hit.span.start], text[hit.span.start : hit.span.end]
    if hit.name.actor in _AREA_TOO and len(group) == 1 and _IN_AREA.search(before):
        return False
    if _KIND_OF_EDUCATION.fullmatch(surface):
        return any(other.name.actor_type != "education_provider" for other in group)
    return not hit.needs_cue or decision.role != "mentioned" or len(group) > 1


def _finding(sentence: Sentence, hit: _Hit, decision: Decision) -> Finding:
    name = hit.name
    surface = sentence.text[name.span.start : name.span.end]
    claim = ActorClaim(name.actor, name.name, surface, name.actor_type, decision.role, decision.cue)
    quote = _quote(sentence, name.span)
    return Finding(claim, quote, sentence.passage.passage_id, sentence.span, hit.confidence, _METHOD)


def _quote(sentence: Sentence, span: Span) -> Span:
    """The sentence, or of a long one the clause that names the actor."""
    if len(sentence.text) <= _LONGEST_QUOTE:
        return sentence.span
    start, end = clause_around(sentence.text, span.start, span.end)
    piece = sentence.text[start:end]
    stripped = piece.strip()
    offset = start + piece.index(stripped)
    return sentence.in_document(Span(offset, offset + len(stripped)))
