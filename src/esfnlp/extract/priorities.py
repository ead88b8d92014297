"""Priorities: the statements that commit a plan to a direction, and what kind of commitment each is.

A classifier decides over the words of each statement, those around it and what the cues make of it; its card
is models/statements.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import cast

from esfnlp.document import Document, Span
from esfnlp.extract.linear import LinearModel, shipped_model
from esfnlp.extract.priority_cues import cued_priorities
from esfnlp.extract.reading import group_matches
from esfnlp.extract.statement_features import statement_features, with_cued
from esfnlp.extract.statements import Statement, statements
from esfnlp.extract.themes import themes_of_each
from esfnlp.finding import Finding, PriorityClaim, PriorityKind

METHOD = "statement-classifier"
NONE = "none"
"""The label of statements that commit to nothing."""
THRESHOLD = 0.4
"""The probability of being a commitment from which on a statement is one."""


@dataclass(frozen=True, slots=True)
class _Judged:
    statement: Statement
    cued: list[Finding]
    kind: PriorityKind
    sure: float
    commits: float


def find_priorities(document: Document) -> list[Finding]:
    """Findings for headings that name a priority area, list items, and sentences of running text."""
    commitments: list[_Judged] = []
    for _, judged in groupby(
        _judged(document, shipped_model("statements")), lambda one: one.statement.passage.passage_id
    ):
        commitments += [one for one in _chosen(list(judged)) if one.commits >= THRESHOLD]
    quotes = [_quote(one) for one in commitments]
    themes = themes_of_each(
        [(quote, _above(one)) for one, (quote, _) in zip(commitments, quotes, strict=True)]
    )
    found = [
        _finding(one, quote, span, about)
        for one, (quote, span), about in zip(commitments, quotes, themes, strict=True)
    ]
    leads = {passage.lead_in for passage in document.passages}
    found = [finding for finding in found if document.quote(finding.span) not in leads]
    return sorted(found, key=lambda finding: finding.span)


def _judged(document: Document, model: LinearModel) -> Iterator[_Judged]:
    pairs = with_cued(list(statements(document)), cued_priorities(document))
    rows = model.probabilities(statement_features(pairs))
    for (statement, cued), row in zip(pairs, rows, strict=True):
        by_label = dict(zip(model.labels, row.tolist(), strict=True))
        commits = 1 - by_label.pop(NONE)
        kind = max(by_label, key=by_label.__getitem__)
        yield _Judged(statement, cued, cast(PriorityKind, kind), by_label[kind], commits)


def _chosen(of_passage: Sequence[_Judged]) -> Iterable[_Judged]:
    """A list item as a whole, or its sentences where one of them is the surer commitment."""
    whole, *parts = of_passage
    if whole.statement.form != "several":
        return of_passage
    return [whole] if whole.commits >= max(part.commits for part in parts) else parts


def _quoted(judged: _Judged) -> Finding | None:
    """What the cues found, where it is the same statement: of a heading its title without its number."""
    return next((f for f in judged.cued if _same(f.span, judged.statement.span)), None)


def _quote(judged: _Judged) -> tuple[str, Span]:
    """The words that commit, and where they stand in the document."""
    statement, same = judged.statement, _quoted(judged)
    text = statement.text.rstrip(" ,;")
    span = same.span if same else Span(statement.span.start, statement.span.start + len(text))
    words = statement.text[span.start - statement.span.start : span.end - statement.span.start].split()
    return " ".join(words), span


def _above(judged: _Judged) -> str:
    return " ".join([*judged.statement.headings[-1:], judged.statement.passage.label])


def _finding(judged: _Judged, quote: str, span: Span, themes: tuple[str, ...]) -> Finding:
    statement, same = judged.statement, _quoted(judged)
    cue = same.claim.cue if same and isinstance(same.claim, PriorityClaim) else ""
    groups = tuple(dict.fromkeys(match.concept_id for match in group_matches(quote)))
    claim = PriorityClaim(judged.kind, quote, themes, groups, cue)
    return Finding(claim, span, statement.passage.passage_id, statement.span, METHOD, judged.sure)


def _same(cued: Span, statement: Span) -> bool:
    """The cues quote at least half of the statement and nothing else."""
    return statement.contains(cued) and len(cued) * 2 >= len(statement)
