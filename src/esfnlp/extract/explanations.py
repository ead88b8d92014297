"""Why a record is what it is: what the classifiers made of its text, and which other answers lost."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from esfnlp.document import Document, Span
from esfnlp.extract.cues import decide
from esfnlp.extract.descriptions import description_features, descriptions
from esfnlp.extract.linear import Features, Reason, shipped_model
from esfnlp.extract.priority_cues import cued_priorities
from esfnlp.extract.reading import body, document_abbreviations, read_sentences
from esfnlp.extract.statement_features import statement_features, with_cued
from esfnlp.extract.statements import statements
from esfnlp.extract.status_features import status_features
from esfnlp.extract.target_groups import mentions


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one classifier said: its answer with what spoke for it, and the answers that lost, likeliest first."""

    question: str
    answer: str
    probability: float
    reasons: tuple[Reason, ...]
    alternatives: tuple[tuple[str, float], ...]


def judgements(document: Document, table: str, claim: str, quote: Span) -> list[Judgement]:
    """The classifiers' part in a record of `table`; empty where rules alone decided.

    `claim` is the concept of a target group; `quote` is where the record's quote stands in the document.
    """
    if table == "target_groups":
        return list(_of_group(document, claim, quote))
    return list(_of_priority(document, quote)) if table == "priorities" else []


def _of_group(document: Document, concept: str, quote: Span) -> Iterator[Judgement]:
    title = document.metadata.title
    extra = document_abbreviations(document, "tg")
    for passage, path in body(document):
        if not passage.span.contains(quote):
            continue
        headings = [heading for heading in path if heading != title]
        sentence = next((s for s in read_sentences(passage) if s.span.contains(quote)), None)
        mention = (
            next((m for m in mentions(sentence.text, extra) if m.concept_id == concept), None)
            if sentence
            else None
        )
        if sentence is None or mention is None:
            return
        if mention.probability is not None:
            described = next(d for d in descriptions(sentence.text) if d.concept_id == concept)
            words = sentence.text[described.span.start : described.span.end]
            yield _judgement(
                f"whom “{words}” describes", "descriptions", description_features([words])[0], concept
            )
        decision = decide(sentence.text, mention.span.start, mention.span.end, passage, headings)
        seen = status_features(sentence.text, mention.span, passage, headings, decision, weak=mention.weak)
        yield _judgement("what the plan does with the group", "statuses", seen)
        return


def _of_priority(document: Document, quote: Span) -> Iterator[Judgement]:
    pairs = with_cued(list(statements(document)), cued_priorities(document))
    around = [pair for pair in pairs if pair[0].span.contains(quote)]
    if around:
        statement, cued = min(around, key=lambda pair: len(pair[0].span))
        yield _judgement("what the statement commits to", "statements", statement_features(statement, cued))


def _judgement(question: str, model_name: str, features: Features, answer: str | None = None) -> Judgement:
    model = shipped_model(model_name)
    by_label: Mapping[str, float] = dict(
        zip(model.labels, model.probabilities([features])[0].tolist(), strict=True)
    )
    answer = answer or max(by_label, key=by_label.__getitem__)
    lost = sorted((pair for pair in by_label.items() if pair[0] != answer), key=lambda pair: -pair[1])
    return Judgement(
        question, answer, by_label[answer], tuple(model.reasons(features, answer)), tuple(lost[:3])
    )
