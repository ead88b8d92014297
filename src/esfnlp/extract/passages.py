"""What each passage is for (its role) and about (its themes), from what was found in it."""

from collections import defaultdict
from collections.abc import Iterable

from esfnlp.document import Document, Passage
from esfnlp.extract.cues import GROUP_HEADING
from esfnlp.extract.themes import themes_of_each
from esfnlp.finding import ActorClaim, Finding, PriorityClaim, TargetClaim, TargetGroupClaim

_BACKGROUND_KINDS = {"heading", "caption", "footnote"}


def passage_roles(document: Document, findings: Iterable[Finding]) -> dict[str, str]:
    """The role of every passage by id: that of the weightiest finding, else background (prose) or other."""
    by_passage: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_passage[finding.passage_id].append(finding)
    return {p.passage_id: _role(p, by_passage[p.passage_id]) for p in document.passages}


def _role(passage: Passage, findings: list[Finding]) -> str:
    claims = [finding.claim for finding in findings]
    if any(isinstance(c, TargetClaim) and c.kind in ("target", "milestone", "budget") for c in claims):
        return "quantitative_target"
    groups = any(isinstance(c, TargetGroupClaim) and c.status != "mentioned" for c in claims)
    if groups and (GROUP_HEADING.search(passage.label) or GROUP_HEADING.search(passage.lead_in)):
        return "target_group"
    kinds = [c.kind for c in claims if isinstance(c, PriorityClaim)]
    if kinds:
        kind = max(dict.fromkeys(kinds), key=kinds.count)
        return "priority" if kind == "priority_area" else kind
    if groups:
        return "target_group"
    if any(isinstance(c, ActorClaim) and c.role != "mentioned" for c in claims):
        return "actor"
    return "other" if passage.kind in _BACKGROUND_KINDS else "background"


def passage_themes(document: Document, findings: Iterable[Finding]) -> dict[str, tuple[str, ...]]:
    """Themes of every passage by id: those of its priorities, else of its own words."""
    found: dict[str, tuple[str, ...]] = {}
    for finding in findings:
        if isinstance(finding.claim, PriorityClaim):
            known = found.get(finding.passage_id, ())
            found[finding.passage_id] = tuple(dict.fromkeys((*known, *finding.claim.themes)))
    without = {p.passage_id: p.text for p in document.passages if not found.get(p.passage_id)}
    own = dict(zip(without, themes_of_each([(text, "") for text in without.values()]), strict=True))
    return {p.passage_id: own.get(p.passage_id) or found.get(p.passage_id, ()) for p in document.passages}
