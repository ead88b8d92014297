"""Target groups: those that the text names by the taxonomy's labels or describes in words of its own, each with
the status that the words around it give."""

from dataclasses import dataclass
from typing import cast

from esfnlp.document import Document, Passage, Span
from esfnlp.extract.attributes import attributes
from esfnlp.extract.cues import Decision, decide
from esfnlp.extract.descriptions import Description, descriptions, descriptions_in_each
from esfnlp.extract.linear import shipped_model
from esfnlp.extract.reading import (
    Sentence,
    body,
    document_abbreviations,
    group_matches,
    one_of_each,
    read_sentences,
)
from esfnlp.extract.status_features import status_features
from esfnlp.finding import Finding, Status, TargetGroupClaim
from esfnlp.taxonomy import Match
from esfnlp.taxonomy.concepts import load_taxonomy

NAMED, DESCRIBED = "taxonomy", "description-classifier"
EXCLUDED = 0.2
"""The probability from which on words that leave a group out are believed."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A group in a sentence. A weak one (kvinnor, elever, företag) is a group only where a cue singles it out;
    `probability` is that of the classifier that understood a description, None of a group that is named."""

    concept_id: str
    span: Span
    weak: bool
    probability: float | None = None


def find_target_groups(document: Document) -> list[Finding]:
    """One finding for every mention of a concept; which of them is the scope's record is decided later."""
    extra = document_abbreviations(document, "tg")
    title = document.metadata.title
    read = [
        (sentence, [h for h in path if h != title])
        for passage, path in body(document)
        for sentence in read_sentences(passage)
    ]
    described = descriptions_in_each([sentence.text for sentence, _ in read])
    return [
        finding
        for (sentence, headings), several in zip(read, described, strict=True)
        for finding in _in_sentence(sentence, headings, _mentions(sentence.text, extra, several))
    ]


def _in_sentence(sentence: Sentence, headings: list[str], named: list[Mention]) -> list[Finding]:
    found, passage = [], sentence.passage
    for mention in one_of_each(named, lambda mention: mention.concept_id):
        decision = decide(sentence.text, mention.span.start, mention.span.end, passage, headings)
        if not mention.weak or decision.status != "mentioned":
            judged = _judged(sentence.text, mention, passage, headings, decision)
            found.append(_finding(sentence, mention, *judged))
    return found


def _judged(
    sentence: str, mention: Mention, passage: Passage, headings: list[str], decision: Decision
) -> tuple[Status, str, float]:
    """Status, the cue where it is the one that the cues gave, and the probability of the status.

    What a heading, label or lead-in lets take part or leaves out, it decides for all that stands under it; words
    that leave a group out ("omfattas inte") decide where the classifier does not think that unlikely.
    """
    model = shipped_model("statuses")
    features = status_features(sentence, mention.span, passage, headings, decision, weak=mention.weak)
    row = model.probabilities([features])[0]
    by_label = dict(zip(model.labels, row.tolist(), strict=True))
    above = decision.cue and not decision.local and decision.status in ("eligible", "excluded")
    left_out = decision.status == "excluded" and by_label["excluded"] >= EXCLUDED
    status = decision.status if above or left_out else cast(Status, max(by_label, key=by_label.__getitem__))
    return status, decision.cue if status == decision.status else "", by_label[status]


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
    return not (taxonomy[concept].needs_cue or concept in known or narrower)


def _swallows(described: Description, match: Match) -> bool:
    broader = load_taxonomy().ancestors(described.concept_id)
    return described.span.overlaps(match.span) and match.concept_id in broader


def _finding(sentence: Sentence, mention: Mention, status: Status, cue: str, sure: float) -> Finding:
    start, end = mention.span.start, mention.span.end
    read = attributes(sentence.text, start, end, concept=mention.concept_id)
    claim = TargetGroupClaim(
        concept=mention.concept_id,
        status=status,
        surface=sentence.text[start:end],
        age_min=read.age_min,
        age_max=read.age_max,
        duration_min_months=read.duration_min_months,
        gender=read.gender,
        cue=cue,
    )
    described = mention.probability is not None
    return Finding(
        claim,
        sentence.span,
        sentence.passage.passage_id,
        sentence.span,
        DESCRIBED if described else NAMED,
        sure * (mention.probability if mention.probability is not None else 1.0),
    )
