"""Changes that no text bears out: the plan says the same, and was only read otherwise.

A layout of two columns, or other line breaks, can make the same sentence be read in another way. Where the
evidence of a change stands unchanged in both versions, or says the same in other words, nothing changed.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from esfnlp.dataset.alignment import Claim
from esfnlp.dataset.changes import Change
from esfnlp.dataset.moves import TELLING_LENGTH, Path, Placed
from esfnlp.dataset.rewordings import Rewording
from esfnlp.swedish.sentences import sentences
from esfnlp.swedish.tokens import squeeze

_DESCRIBED = "description"
"""How the method of a group begins that was recognised by a description of it."""

Context = tuple[str, str]
"""The label and the lead-in that a passage stands under; they decide as much as its own words."""


@dataclass(frozen=True)
class Side:
    """One version: its passages by id, and what stands under each context, also run together."""

    passages: Mapping[str, Placed]
    places: frozenset[tuple[str, Context, Path]]
    running: Mapping[tuple[Context, Path], str]
    paths: frozenset[Path]
    footnotes: frozenset[str]

    @classmethod
    def of(cls, passages: Mapping[str, Placed]) -> "Side":
        running: dict[tuple[Context, Path], list[str]] = defaultdict(list)
        for passage in passages.values():
            running[_context(passage), passage.path].append(squeeze(passage.text))
        return cls(
            passages,
            frozenset((squeeze(p.text), _context(p), p.path) for p in passages.values()),
            {key: "".join(texts) for key, texts in running.items()},
            frozenset(passage.path for passage in passages.values()),
            frozenset(squeeze(p.text) for p in passages.values() if p.kind == "footnote"),
        )

    def holds(self, passage: Placed, quote: str, elsewhere: frozenset[Path] | None) -> bool:
        """Whether the passage, or the sentence of the quote, stands here under the same context and headings.

        A footnote may stand anywhere. With `elsewhere`, the other version's sections, a sentence may also be
        under headings that only one version has: a heading that was read otherwise, or is another.
        """
        if passage.kind == "footnote" and squeeze(passage.text) in self.footnotes:
            return True
        context, path = _context(passage), passage.path
        if (squeeze(passage.text), context, path) in self.places:
            return True
        sentence = squeeze(_sentence_of(passage, quote))
        if len(sentence) < TELLING_LENGTH:
            return False
        return any(
            sentence in text
            for (other, place), text in self.running.items()
            if other == context and (place == path or self._is_foreign(path, place, elsewhere))
        )

    def _is_foreign(self, theirs: Path, ours: Path, elsewhere: frozenset[Path] | None) -> bool:
        return elsewhere is not None and (theirs not in self.paths or ours not in elsewhere)


@dataclass(frozen=True)
class Evidence:
    """Both versions, and what is said in other words."""

    old: Side
    new: Side
    reworded: Sequence[Rewording]

    def bears_out(self, change: Change) -> bool:
        """Whether the text differs where the change has its evidence."""
        sides = ((change.before, self.old, self.new), (change.after, self.new, self.old))
        differs = any(
            _differs(claim, here, there, has_changed=change.kind == "changed")
            for claim, here, there in sides
            if claim is not None
        )
        return differs and (change.kind == "changed" or not self._is_reworded(change))

    def _is_reworded(self, change: Change) -> bool:
        """Whether the claim's sentence is there in other words, still with those for the group or actor.

        A group that no word names but the whole sentence describes is there as long as its sentence is.
        """
        claim = change.before or change.after or {}
        quote, surface = squeeze(claim.get("quote")), squeeze(claim.get("surface"))
        if str(claim.get("method") or "").startswith(_DESCRIBED):
            surface = ""
        elif change.table in ("target_groups", "actors") and not surface:
            return False
        sides = ((r.quote_old, r.quote_new) for r in self.reworded)
        return any(
            quote in squeeze(here) and surface in squeeze(there)
            for here, there in (sides if change.before else ((new, old) for old, new in sides))
        )


def borne_out(changes: Iterable[Change], evidence: Evidence) -> list[Change]:
    """The changes that have their ground in the text."""
    return [change for change in changes if evidence.bears_out(change)]


def _differs(claim: Claim, here: Side, there: Side, *, has_changed: bool) -> bool:
    """Whether the evidence of a claim is not there; headings count where both have the claim, but changed."""
    passage = here.passages.get(str(claim.get("passage_id")))
    elsewhere = None if has_changed else here.paths
    return passage is None or not there.holds(passage, str(claim.get("quote") or ""), elsewhere)


def _context(passage: Placed) -> Context:
    return squeeze(passage.label), squeeze(passage.lead_in)


def _sentence_of(passage: Placed, quote: str) -> str:
    """The first sentence of the passage that holds the quote; the passage where none does."""
    wanted = squeeze(quote)
    found = (passage.text[span.start : span.end] for span in sentences(passage.text))
    return next((sentence for sentence in found if wanted in squeeze(sentence)), passage.text)
