"""Changes that no text bears out: the plan says the same, and was only read otherwise.

A layout of two columns, or other line breaks, can make the same sentence be read in another way. Where the
evidence of a change stands unchanged in both versions, or says the same in other words, nothing changed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from esfnlp.dataset.alignment import Claim
from esfnlp.dataset.changes import Change
from esfnlp.dataset.moves import Path, Placed
from esfnlp.dataset.rewordings import Rewording
from esfnlp.dataset.wording import squeeze


@dataclass(frozen=True)
class Side:
    """One version: its passages by id, and the same text's places."""

    passages: Mapping[str, Placed]
    places: frozenset[tuple[str, Path]]
    texts: frozenset[str]

    @classmethod
    def of(cls, passages: Mapping[str, Placed]) -> "Side":
        placed = [(squeeze(passage.text), passage.path) for passage in passages.values()]
        return cls(passages, frozenset(placed), frozenset(text for text, _ in placed))

    def holds(self, passage: Placed) -> bool:
        """Whether the passage stands here in the same section; a footnote may stand wherever its page ends."""
        text = squeeze(passage.text)
        return text in self.texts if passage.kind == "footnote" else (text, passage.path) in self.places


@dataclass(frozen=True)
class Evidence:
    """Both versions, and what is said in other words."""

    old: Side
    new: Side
    reworded: Sequence[Rewording]

    def bears_out(self, change: Change) -> bool:
        """Whether the text differs where the change has its evidence."""
        left = change.before is None or self._differs(change.before, self.old, self.new)
        right = change.after is None or self._differs(change.after, self.new, self.old)
        if change.kind == "changed":
            return left or right
        return left and right and not self._is_reworded(change)

    def _differs(self, claim: Claim, here: Side, there: Side) -> bool:
        passage = here.passages.get(str(claim.get("passage_id")))
        return passage is None or not there.holds(passage)

    def _is_reworded(self, change: Change) -> bool:
        """Whether the claim's sentence is there in other words, and still with the words for a group or actor."""
        claim = change.before or change.after or {}
        quote, surface = squeeze(claim.get("quote")), squeeze(claim.get("surface"))
        sides = ((r.quote_old, r.quote_new) for r in self.reworded)
        for here, there in sides if change.before else ((new, old) for old, new in sides):
            if quote in squeeze(here) and surface in squeeze(there):
                return True
        return False


def borne_out(changes: Iterable[Change], evidence: Evidence) -> list[Change]:
    return [change for change in changes if evidence.bears_out(change)]
