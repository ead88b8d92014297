"""Why a record is what it is: what the classifiers made of its text, and which other answers lost."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from esfnlp.document import Document, Span
from esfnlp.extract.descriptions import description_features
from esfnlp.extract.group_mentions import groups
from esfnlp.extract.linear import Features, Reason, shipped_model
from esfnlp.extract.priority_cues import cued_priorities
from esfnlp.extract.statement_features import statement_features, with_cued
from esfnlp.extract.statements import statements
from esfnlp.extract.status_features import status_features


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
    named = (
        g for g in groups(document) if g.mention.concept_id == concept and g.sentence.span.contains(quote)
    )
    group = next(named, None)
    if group is None:
        return
    if group.mention.probability is not None:
        span = group.mention.span
        words = group.sentence.text[span.start : span.end]
        yield _judgement(
            f"whom “{words}” describes", "descriptions", description_features([words])[0], concept
        )
    yield _judgement("what the plan does with the group", "statuses", status_features([group])[0])


def _of_priority(document: Document, quote: Span) -> Iterator[Judgement]:
    pairs = with_cued(list(statements(document)), cued_priorities(document))
    around = [pair for pair in pairs if pair[0].span.contains(quote)]
    if around:
        statement, cued = min(around, key=lambda pair: len(pair[0].span))
        yield _judgement(
            "what the statement commits to", "statements", statement_features([(statement, cued)])[0]
        )


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
