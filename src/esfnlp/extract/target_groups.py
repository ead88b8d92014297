"""Target groups: the taxonomy's labels in the text, with the status that the words around them give."""

from esfnlp.document import Document, Passage
from esfnlp.extract.attributes import attributes
from esfnlp.extract.cues import Decision, decide
from esfnlp.extract.reading import Sentence, body, document_abbreviations, group_matches, read_sentences
from esfnlp.finding import Finding, TargetGroupClaim
from esfnlp.taxonomy import Match

METHOD = "taxonomy-cues"


def find_target_groups(document: Document) -> list[Finding]:
    """One finding for every mention of a concept; which of them is the scope's record is decided later."""
    extra = document_abbreviations(document, "tg")
    return [
        finding
        for passage, headings in body(document)
        for sentence in read_sentences(passage)
        for finding in _in_sentence(sentence, passage, headings, extra)
    ]


def _in_sentence(
    sentence: Sentence, passage: Passage, headings: list[str], extra: dict[str, str]
) -> list[Finding]:
    found = []
    for match in group_matches(sentence.text, extra):
        decision = decide(sentence.text, match.span.start, match.span.end, passage, headings)
        if _means_the_group(match, decision):
            found.append(_finding(sentence, match, decision))
    return found


def _means_the_group(match: Match, decision: Decision) -> bool:
    """General words (kvinnor, elever, företag) are a group only where a cue singles them out."""
    return not match.weak or decision.status != "mentioned"


def _finding(sentence: Sentence, match: Match, decision: Decision) -> Finding:
    start, end = match.span.start, match.span.end
    read = attributes(sentence.text, start, end, concept=match.concept_id)
    claim = TargetGroupClaim(
        concept=match.concept_id,
        status=decision.status,
        surface=sentence.text[start:end],
        age_min=read.age_min,
        age_max=read.age_max,
        duration_min_months=read.duration_min_months,
        gender=read.gender,
        cue=decision.cue,
    )
    return Finding(claim, sentence.span, sentence.passage.passage_id, sentence.span, METHOD)
