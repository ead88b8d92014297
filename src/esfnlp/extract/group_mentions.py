"""Target groups where they are named: by the taxonomy's labels, or described in words of the text's own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from esfnlp.document import Document, Span
from esfnlp.extract.cues import Decision, decide
from esfnlp.extract.descriptions import Description, descriptions, descriptions_in_each
from esfnlp.extract.reading import (
    Sentence,
    body,
    document_abbreviations,
    group_matches,
    one_of_each,
    read_sentences,
)
from esfnlp.taxonomy import Match
from esfnlp.taxonomy.concepts import load_taxonomy

_ANYBODY = frozenset({"tg:kvinnor", "tg:man"})


@dataclass(frozen=True, slots=True)
class Mention:
    """A group in a sentence. A weak one (kvinnor, elever, företag) is a group only where a cue singles it out;
    `probability` is that of the classifier that understood a description, None of a group that is named."""

    concept_id: str
    span: Span
    weak: bool
    probability: float | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """A mention with what stands around it.

    `headings` are those above, outermost first, without the document's title; `before` and `after` the neighbouring
    sentences of the passage, empty where there is none; `decision` is what the cues alone make of the group.
    """

    mention: Mention
    sentence: Sentence
    headings: Sequence[str]
    decision: Decision
    before: str = ""
    after: str = ""


def groups(document: Document) -> Iterator[Group]:
    """Every mention of a concept, sentence by sentence."""
    extra = document_abbreviations(document, "tg")
    title = document.metadata.title
    read = [
        (several, number, [heading for heading in path if heading != title])
        for passage, path in body(document)
        for several in [read_sentences(passage)]
        for number in range(len(several))
    ]
    described = descriptions_in_each([several[number].text for several, number, _ in read])
    for (several, number, headings), own in zip(read, described, strict=True):
        sentence = several[number]
        before = several[number - 1].text if number else ""
        after = several[number + 1].text if number + 1 < len(several) else ""
        for one in one_of_each(_mentions(sentence.text, extra, own), lambda mention: mention.concept_id):
            decision = decide(sentence.text, one.span.start, one.span.end, sentence.passage, headings)
            yield Group(one, sentence, headings, decision, before, after)


def mentions(text: str, extra: dict[str, str]) -> list[Mention]:
    """Named and described groups; a description swallows the broader group that it begins with
    ("unga vuxna som varken har jobb eller studerar")."""
    return _mentions(text, extra, descriptions(text))


def _mentions(text: str, extra: dict[str, str], described: list[Description]) -> list[Mention]:
    named = group_matches(text, extra)
    known = {match.concept_id for match in named}
    described = [one for one in described if _adds(one, known)]
    left = [match for match in named if not any(_swallows(one, match) for one in described)]
    return [
        *(Mention(match.concept_id, match.span, match.weak) for match in left),
        *(Mention(one.concept_id, one.span, weak=False, probability=one.probability) for one in described),
    ]


def _adds(described: Description, known: set[str]) -> bool:
    """Whether the sentence names neither the group itself nor one of those that belong to it. Groups that are as
    general as kvinnor or elever are never taken from a description: almost any people would be one."""
    taxonomy = load_taxonomy()
    concept = described.concept_id
    narrower = any(concept in taxonomy.ancestors(other) for other in known)
    anybody = taxonomy[concept].needs_cue or concept in _ANYBODY
    return not (anybody or concept in known or narrower)


def _swallows(described: Description, match: Match) -> bool:
    broader = load_taxonomy().ancestors(described.concept_id)
    return described.span.overlaps(match.span) and match.concept_id in broader
