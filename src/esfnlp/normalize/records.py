"""One record per statement: findings in their scope, the strongest of each claim, with stable ids."""

import re
from collections.abc import Iterable
from dataclasses import fields, replace

from esfnlp.document import Document, Span, content_id
from esfnlp.finding import (
    ROLE_STRENGTH,
    STATUS_STRENGTH,
    ActorClaim,
    Claim,
    Finding,
    MentionClaim,
    PriorityClaim,
    TargetClaim,
    TargetGroupClaim,
)
from esfnlp.normalize.confidence import confidence
from esfnlp.normalize.scope import Scopes
from esfnlp.record import Record, Scope

BY_OCR = "+ocr"
"""Ends the method of a record whose evidence OCR read: its words, and above all its figures, may be wrong."""

_PREFIX = {TargetGroupClaim: "tg", ActorClaim: "ac", PriorityClaim: "pr", TargetClaim: "qt"}


def to_records(document: Document, findings: Iterable[Finding], scopes: Scopes) -> list[Record]:
    """Records of a document's findings in order of their evidence.

    Target groups and actors give one record per scope with the strongest status or role, priorities one per
    scope and wording, targets one per scope and figure (annotation guidelines). Of equals the first in the text
    counts, so that the order of the findings is of no account.
    """
    best: dict[tuple[object, ...], tuple[int, Finding, Scope]] = {}
    for finding in sorted(findings, key=_reading_order):
        if isinstance(finding.claim, MentionClaim):
            continue
        for scope in scopes.at(finding.passage_id, finding.sentence.start):
            narrowed = _scope_of(finding.claim, scope)
            key = (type(finding.claim).__name__, narrowed, *_identity(document, finding))
            strength = _strength(finding.claim)
            if key not in best or strength > best[key][0]:
                best[key] = (strength, finding, narrowed)
    records = [_record(document, finding, scope) for _, finding, scope in best.values()]
    return sorted(records, key=lambda record: (record.char_start, record.char_end, record.record_id))


def _reading_order(finding: Finding) -> tuple[Span, int, str]:
    """By place; of two claims with the same evidence the one that says more stands first."""
    said = [getattr(finding.claim, column.name) for column in fields(finding.claim)]
    return finding.span, sum(value in (None, "", ()) for value in said), repr(finding)


def _scope_of(claim: Claim, scope: Scope) -> Scope:
    """Actors are recorded per programme area or thematic area, not below."""
    if isinstance(claim, ActorClaim):
        return replace(scope, investment_priority=None, objective=None)
    return scope


def _identity(document: Document, finding: Finding) -> tuple[object, ...]:
    """What makes two findings of one scope the same statement."""
    claim = finding.claim
    match claim:
        case TargetGroupClaim():
            return (claim.concept,)
        case ActorClaim():
            return (claim.actor,)
        case PriorityClaim():
            return (re.sub(r"[\W_]+", "", claim.text.casefold()),)
        case TargetClaim():
            quote = re.sub(r"[\W_]+", "", document.quote(finding.span).casefold())
            return (claim.kind, claim.value, claim.comparator, claim.unit, claim.year, quote)
        case _:
            raise ValueError(f"no record is made of {type(claim).__name__}")


def _strength(claim: Claim) -> int:
    if isinstance(claim, TargetGroupClaim):
        return STATUS_STRENGTH[claim.status]
    return ROLE_STRENGTH[claim.role] if isinstance(claim, ActorClaim) else 0


def _record(document: Document, finding: Finding, scope: Scope) -> Record:
    quote = document.quote(finding.span)
    identity = _identity(document, finding)
    page = document.page_at(finding.span.start)
    ocr = document.ocr_pages.get(page) if page is not None else None
    sure = confidence(finding.claim, finding.probability)
    return Record(
        record_id=content_id(_PREFIX[type(finding.claim)], document.document_id, scope, *identity, quote),
        document_id=document.document_id,
        scope=scope,
        claim=finding.claim,
        passage_id=finding.passage_id,
        quote=quote,
        page=page,
        char_start=finding.span.start,
        char_end=finding.span.end,
        confidence=sure if ocr is None else round(sure * ocr, 3),
        method=finding.method if ocr is None else f"{finding.method}{BY_OCR}",
    )
