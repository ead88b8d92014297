"""What the classifier of statements sees: the statement's words, its surroundings, and what the cues make of it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from esfnlp.extract.features import cues, meanings, surroundings, words
from esfnlp.extract.linear import Features, WithVectors
from esfnlp.extract.patterns import patterns
from esfnlp.extract.reading import group_matches
from esfnlp.extract.statements import Statement
from esfnlp.finding import Finding, PriorityClaim

_TABLES = {name: patterns("priorities", name) for name in ("list", "sentence", "note", "words")}
_LONG = 400
"""Characters of a long sentence."""
_CUE = 20
_WHAT = np.float32(0.5)
"""What the vector of a statement is weighed by."""


def statement_features(pairs: Sequence[tuple[Statement, Sequence[Finding]]]) -> list[Features]:
    """Features of each statement; with it stand the findings that the cues alone give for it."""
    vectors = meanings([statement.text for statement, _ in pairs]) * _WHAT
    return [
        WithVectors(_named(statement, cued), {"meaning": vector})
        for (statement, cued), vector in zip(pairs, vectors, strict=True)
    ]


def _named(statement: Statement, cued: Iterable[Finding]) -> dict[str, float]:
    passage, text = statement.passage, statement.text
    around = {
        "heading": statement.headings[-1] if statement.headings else "",
        "above": statement.headings[-2] if len(statement.headings) > 1 else "",
        "label": passage.label,
        "lead-in": passage.lead_in,
        "before": statement.before,
    }
    return {
        f"kind={passage.kind}": 1.0,
        f"kind={passage.kind}/{statement.form}": 1.0,
        "opens" if statement.span.start == passage.char_start else "goes on": 1.0,
        "length": min(len(text), _LONG) / _LONG,
        "groups": min(len(group_matches(text)), 3) / 3,
        **words("word", text, pairs=True, first=3),
        **surroundings(around, [(name, _TABLES[name]) for name in ("list", "words")]),
        **{
            name: 1.0 for table in ("sentence", "words", "note") for name in cues(table, text, _TABLES[table])
        },
        **_verdicts(cued),
    }


def _verdicts(cued: Iterable[Finding]) -> dict[str, float]:
    found: dict[str, float] = {}
    for finding in cued:
        if isinstance(finding.claim, PriorityClaim):
            found[f"cues say {finding.claim.kind}"] = 1.0
            found[f"cue={finding.claim.cue.casefold()[:_CUE]}"] = 1.0
    return found or {"cues say nothing": 1.0}


def with_cued(found: Sequence[Statement], cued: Iterable[Finding]) -> list[tuple[Statement, list[Finding]]]:
    """Each statement with the findings that share some of its text."""
    by_passage: dict[str, list[Finding]] = defaultdict(list)
    for finding in cued:
        by_passage[finding.passage_id].append(finding)
    return [
        (one, [f for f in by_passage[one.passage.passage_id] if f.span.overlaps(one.span)]) for one in found
    ]
