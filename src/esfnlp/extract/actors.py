"""Actors: the organisations and classes of organisations that a plan names, and the part each is given."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import cast

from esfnlp.document import Document, Span
from esfnlp.extract.actor_cues import BLANK
from esfnlp.extract.actor_entities import with_entities
from esfnlp.extract.actor_features import role_features, role_vectors
from esfnlp.extract.actor_hits import Hit, enumerations, hits, introduced
from esfnlp.extract.actor_roles import (
    Decision,
    Standing,
    clause_around,
    column_header,
    decide_role,
    is_workplace,
    role_from_surroundings,
)
from esfnlp.extract.actor_short import short_forms, with_short_forms
from esfnlp.extract.linear import Features, WithVectors, shipped_model
from esfnlp.extract.reading import Sentence, body, one_of_each, read_sentences
from esfnlp.finding import ActorClaim, Finding, Role
from esfnlp.language import LanguagePipeline

_BY_CUES, _BY_CLASSIFIER = "gazetteer+cues", "gazetteer+classifier"
_LONGEST_QUOTE = 320
_BY_NATURE: dict[str, Role] = {
    "ac:projektsokande": "addressed",
    "ac:forvaltande-myndighet": "responsible",
    "ac:regionalt-utvecklingsansvariga": "responsible",
}
"""Those whose very name says their part; a sentence can still give them a stronger one."""
_TITLES = frozenset({"ac:forvaltande-myndighet", "ac:regionalt-utvecklingsansvariga", "ac:projektagare"})
"""Names that say who is in charge, so that they are cues for other names."""
_IN_CHARGE = frozenset({"ac:strukturfondspartnerskapet", "ac:overvakningskommitten", "ac:svenska-esf-radet"})
"""Those who run the fund, and with it what it does; so do the named regions, whose plans these are."""
_ONLY_BACKGROUND = frozenset(
    f"ac:{name}"
    for name in (
        *("regeringen", "riksdagen", "europeiska-unionen", "europeiska-kommissionen", "europaparlamentet"),
        *("europeiska-radet", "europeiska-unionens-rad", "fn", "oecd", "who", "ilo", "projektagare"),
    )
)
"""Those who set the frame: a sentence on cooperation does not make them partners."""
_AREA_TOO = frozenset({"ac:kommuner", "ac:regioner"})
_IN_AREA = re.compile(
    r"""\b(?:i|inom|från|över|mellan|bland)\s(?:(?:våra|dessa|alla|flera|samtliga|vissa|olika|många|övriga|de|den
    |båda|\d+|två|tre|fyra|fem|sex|sju|åtta|nio|tio|berörda|andra|stora|små|\w+s|\w+fattiga|\w+befolkade)\s){0,3}$""",
    re.X | re.I,
)
_KIND_OF_EDUCATION = re.compile(
    r"""(?:(?:grund|gymnasie)skolan?|(?:yrkeshög|folkhög|hög)?skola|gymnasi(?:et|um)|folkbildning|universitet
    |(?:kommunal\s)?vuxenutbildning)s?""",
    re.X | re.I,
)
"""Forms that name a kind of education as often as an organisation; among other actors they are one."""


@dataclass(frozen=True, slots=True)
class Naming:
    """An actor named in a sentence: the list that it stands in, what the rules make of it, and whether by them
    it counts as an actor at all."""

    sentence: Sentence
    headings: Sequence[str]
    blanked: str
    hit: Hit
    group: Sequence[Hit]
    decision: Decision
    counts: bool


def find_actors(document: Document, language: LanguagePipeline | None = None) -> list[Finding]:
    """One finding per naming of an actor outside headings, with the role that its sentence gives it.

    With `language`, organisations that no list and no form of a name tells are found by its entities.
    """
    counting = [naming for naming in namings(document, language) if naming.counts]
    unsaid = [naming for naming in counting if not _is_told(naming)]
    judged = iter(_judged(unsaid))
    return [
        _finding(naming, naming.decision, None) if _is_told(naming) else _finding(naming, *next(judged))
        for naming in counting
    ]


def namings(document: Document, language: LanguagePipeline | None = None) -> Iterator[Naming]:
    """Every naming of an actor outside headings, also those that do not count."""
    abbreviations = introduced(document)
    read = [(s, headings) for passage, headings in body(document) for s in read_sentences(passage)]
    found = [hits(sentence.text, abbreviations) for sentence, _ in read]
    if language:
        texts = ["" if s.passage.kind == "table_row" else s.text for s, _ in read]
        found = with_entities(list(zip(texts, found, strict=True)), language)
    short = short_forms(hit for several in found for hit in several)
    for (sentence, headings), several in zip(read, found, strict=True):
        yield from _in_sentence(sentence, headings, with_short_forms(sentence.text, several, short, headings))


def _in_sentence(sentence: Sentence, headings: list[str], found: list[Hit]) -> Iterator[Naming]:
    if not found:
        return
    passage = sentence.passage
    blanked = _blanked(sentence.text, found)
    for group in enumerations(sentence.text, one_of_each(found, lambda hit: hit.name.actor)):
        first = sentence.span.start + group[0].span.start == passage.char_start
        header = column_header(sentence.text, group[0].span, passage)
        surroundings = role_from_surroundings(passage, headings, first=first, header=header)
        genitive = _is_genitive(sentence.text, group[-1])
        for hit in group:
            decision = _decide(blanked, hit, group, genitive) or _default(hit, surroundings)
            counts = _counts(sentence.text, hit, group, decision)
            yield Naming(sentence, headings, blanked, hit, group, decision, counts)


def _blanked(text: str, found: Sequence[Hit]) -> str:
    """The sentence with every name blanked out, its length kept; what says who is in charge stays."""
    characters = list(text)
    for hit in found:
        if hit.name.actor not in _TITLES:
            characters[hit.span.start : hit.span.end] = BLANK * len(hit.span)
    return "".join(characters)


def _is_genitive(text: str, hit: Hit) -> bool:
    surface = text[hit.span.start : hit.span.end]
    return surface.endswith("s") and surface.casefold() != hit.name.name.casefold()


def _decide(text: str, hit: Hit, group: Sequence[Hit], genitive: bool) -> Decision | None:
    if _BY_NATURE.get(hit.name.actor) == "addressed":
        return None
    name = hit.name
    standing = Standing(
        last=hit is group[-1],
        genitive=genitive,
        background=name.actor in _ONLY_BACKGROUND,
        market=hit.is_class and name.actor_type == "employer",
        in_charge=name.actor in _IN_CHARGE or (name.actor_type == "region" and not hit.is_class),
    )
    return decide_role(text, group[0].span.start, group[-1].span.end, standing)


def _default(hit: Hit, surroundings: Decision | None) -> Decision:
    """The role of an actor of which its sentence says nothing."""
    if hit.name.actor in _BY_NATURE:
        return Decision(_BY_NATURE[hit.name.actor], "")
    if surroundings and hit.name.actor not in _ONLY_BACKGROUND:
        return surroundings
    return Decision("mentioned", "")


def _counts(text: str, hit: Hit, group: Sequence[Hit], decision: Decision) -> bool:
    """Classes do not count as workplaces or areas; vague words only where they have a part to play."""
    before, surface = text[: hit.span.start], text[hit.span.start : hit.span.end]
    if hit.is_class and is_workplace(before):
        return False
    if hit.is_area:
        return decision.own and decision.role != "mentioned"
    if hit.name.actor in _AREA_TOO and len(group) == 1 and _IN_AREA.search(before):
        return False
    if _KIND_OF_EDUCATION.fullmatch(surface):
        acts = decision.own and decision.role != "mentioned" and surface.endswith("an")
        return acts or any(other.name.actor_type != "education_provider" for other in group)
    return not hit.needs_cue or decision.role != "mentioned" or len(group) > 1


def _is_told(naming: Naming) -> bool:
    """Whether the rules found words that tell the role; of the others the classifier judges."""
    return bool(naming.decision.cue) or naming.hit.name.actor in _BY_NATURE


def _judged(unsaid: Sequence[Naming]) -> list[tuple[Decision, float]]:
    """The role by the classifier, with its probability."""
    model = shipped_model("roles")
    return [
        (Decision(cast(Role, model.labels[int(row.argmax())]), ""), float(row.max()))
        for row in model.probabilities(features_of_each(unsaid))
    ]


def features(naming: Naming) -> Features:
    """What the classifier of roles sees of a naming."""
    return features_of_each([naming])[0]


def features_of_each(several: Sequence[Naming]) -> list[Features]:
    vectors = role_vectors([(naming.blanked, naming.group) for naming in several])
    return [WithVectors(_named(naming), own) for naming, own in zip(several, vectors, strict=True)]


def _named(naming: Naming) -> dict[str, float]:
    passage = naming.sentence.passage
    return role_features(naming.blanked, naming.hit, naming.group, passage, naming.headings, naming.decision)


def _finding(naming: Naming, decision: Decision, sure: float | None) -> Finding:
    sentence, name = naming.sentence, naming.hit.name
    surface = sentence.text[name.span.start : name.span.end]
    claim = ActorClaim(name.actor, name.name, surface, name.actor_type, decision.role, decision.cue)
    quote = _quote(sentence, name.span)
    method = _BY_CUES if sure is None else _BY_CLASSIFIER
    return Finding(claim, quote, sentence.passage.passage_id, sentence.span, method, sure)


def _quote(sentence: Sentence, span: Span) -> Span:
    """The sentence, or of a long one the clause that names the actor."""
    if len(sentence.text) <= _LONGEST_QUOTE:
        return sentence.span
    start, end = clause_around(sentence.text, span.start, span.end)
    piece = sentence.text[start:end]
    stripped = piece.strip()
    offset = start + piece.index(stripped)
    return sentence.in_document(Span(offset, offset + len(stripped)))
