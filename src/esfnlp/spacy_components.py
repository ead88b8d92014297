"""spaCy components that put esfnlp's findings on a Doc: doc.spans["target_groups"], ["actors"] and ["targets"].

    nlp.add_pipe("esfnlp_target_groups")
    for span in nlp(text).spans["target_groups"]:
        print(span.text, span.label_, span._.claim["status"])

They read the text alone (its headings, lists and paragraphs), so they work in any Swedish pipeline. A span's label and
kb_id are the id of the concept or actor, or the kind of a target; `span._.claim` holds what is said of it, with the names
of the columns of the dataset. A group is found when it is first read, so a pipeline that has the components is no slower
for those who do not read it; storing a Doc reads all.
"""

import re
import unicodedata
import weakref
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import lru_cache, partial
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from esfnlp import document as nouns
from esfnlp.document import Document, Metadata
from esfnlp.finding import ActorClaim, Claim, Finding, TargetClaim, TargetGroupClaim

CLAIMS = "esfnlp_claims"
"""Key of doc.user_data: claims by the ids of their spans."""
Component = Callable[[Doc], Doc]
_RUN = re.compile(r"[^\W_]+")
_LATIN = re.compile(r"[\x00-\x7fåäöÅÄÖéÉ§–—•’”…\u00a0]*")
"""Texts whose letters can be had fast; what `_WITHOUT_RINGS` does with them is what NFKD does."""
_WITHOUT_RINGS = str.maketrans("åäöé", "aaoe")


@Language.factory("esfnlp_target_groups")
def make_target_groups(nlp: Language, name: str) -> Component:  # noqa: ARG001
    """doc.spans["target_groups"]: every mention of a target group, with its status."""
    return _component("target_groups")


@Language.factory("esfnlp_actors")
def make_actors(nlp: Language, name: str) -> Component:  # noqa: ARG001
    """doc.spans["actors"]: every naming of an actor, with its type and role."""
    return _component("actors")


@Language.factory("esfnlp_targets")
def make_targets(nlp: Language, name: str) -> Component:  # noqa: ARG001
    """doc.spans["targets"]: clauses with targets, milestones, money, statistics and thresholds."""
    return _component("targets")


def _component(table: str) -> Component:
    return partial(_promise, table=table)


def _promise(doc: Doc, table: str) -> Doc:
    held = doc.spans
    if not isinstance(held.data, _Promised):
        held.data = _Promised(held.data)
    held.data[table] = partial(_found, weakref.ref(doc), table)  # type: ignore[assignment]
    return doc


class _Promised(dict[str, SpanGroup]):
    """The groups of doc.spans by name; one that nobody has read yet stands as the function that finds it."""

    def __getitem__(self, name: str) -> SpanGroup:
        group = super().__getitem__(name)
        if callable(group):
            group = self[name] = group()
        return group


def _found(reference: "weakref.ref[Doc]", table: str) -> SpanGroup:
    """The spans of a table's findings; extraction is imported here, since spaCy imports this module for every pipeline."""
    from esfnlp.extract import FINDERS

    doc = reference()
    if doc is None:
        raise ReferenceError("the Doc of these spans is gone; keep the Doc as long as you use doc.spans")
    read = _read(doc.text)
    claims = dict(doc.user_data.get(CLAIMS, {}))
    spans = []
    for number, (finding, span) in enumerate(_placed(read, FINDERS[table](read.document))):
        placed = _span(doc, span, _label(finding.claim), f"{table}-{number}")
        if placed is not None:
            spans.append(placed)
            claims[placed.id_] = _plain(finding.claim)
    doc.user_data[CLAIMS] = claims
    return SpanGroup(doc, name=table, spans=spans)


@dataclass(frozen=True)
class _Read:
    """A document read from a text; `offsets` are those of its characters in the text, None for what was added."""

    document: Document
    source: str
    positions: tuple[int, ...]
    """Offsets in the document of the characters that are letters or digits."""
    sources: tuple[int, ...]
    """Offsets in the text of the same characters."""

    def in_source(self, span: nouns.Span) -> nouns.Span | None:
        """The span of the text that the span of the document was read from."""
        first = bisect_left(self.positions, span.start)
        last = bisect_left(self.positions, span.end) - 1
        if first > last or not 0 <= last < len(self.sources):
            return None
        start, end = sorted((self.sources[first], self.sources[last]))
        return nouns.Span(start, end + 1)


@lru_cache(maxsize=1)
def _read(text: str) -> _Read:
    """The document that the text reader makes of `text`; the last one is kept, since three components ask for it."""
    from esfnlp.ingest.assemble import assemble
    from esfnlp.ingest.text import parse_text

    document = assemble("doc", parse_text(text), Metadata())
    positions, sources = _aligned(document, text)
    return _Read(document, text, positions, sources)


def _aligned(document: Document, text: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Offsets of the letters and digits of each block, in the document and in the text.

    The reader joins lines, drops bullets and may move a block, but keeps letters and digits in their order.
    """
    letters, offsets = _letters(text)
    positions: list[int] = []
    sources: list[int] = []
    cursor = 0
    for block in document.blocks:
        wanted, inner = _letters(block.text)
        at = letters.find(wanted, cursor)
        at = at if at >= 0 else letters.find(wanted)
        if wanted and at >= 0:
            positions += [block.char_start + i for i in inner]
            sources += offsets[at : at + len(wanted)]
            cursor = at + len(wanted)
    return tuple(positions), tuple(sources)


def _letters(text: str) -> tuple[str, list[int]]:
    """Letters and digits without their accents, in lower case, and the offset of each."""
    if text.isascii() or (_LATIN.fullmatch(text)):
        runs = list(_RUN.finditer(text))
        letters = "".join(match.group() for match in runs).lower().translate(_WITHOUT_RINGS)
        return letters, [offset for match in runs for offset in range(*match.span())]
    found = [
        (part, offset)
        for offset, char in enumerate(text)
        for part in unicodedata.normalize("NFKD", char).lower()
        if part.isalnum()
    ]
    return "".join(part for part, _ in found), [offset for _, offset in found]


def _placed(read: _Read, findings: list[Finding]) -> Iterator[tuple[Finding, nouns.Span]]:
    """Findings with the span of their words in the text; of words that occur again in a sentence the next ones."""
    taken: dict[tuple[int, str], int] = {}
    for finding in findings:
        span = finding.span
        surface = getattr(finding.claim, "surface", "")
        if surface:
            sentence = finding.sentence
            key = (sentence.start, surface)
            begin = max(taken.get(key, 0), sentence.start)
            at = read.document.text.find(surface, begin, sentence.end)
            if at < 0:
                at = read.document.text.find(surface, sentence.start, sentence.end)
            if at >= 0:
                taken[key] = at + len(surface)
                span = nouns.Span(at, at + len(surface))
        found = read.in_source(span)
        if found is not None:
            yield finding, found


def _span(doc: Doc, span: nouns.Span, label: str, span_id: str) -> Span | None:
    """The tokens that the characters lie in."""
    return doc.char_span(
        span.start, span.end, label=label, kb_id=label, span_id=span_id, alignment_mode="expand"
    )


def _label(claim: Claim) -> str:
    match claim:
        case TargetGroupClaim():
            return claim.concept
        case ActorClaim():
            return claim.actor
        case TargetClaim():
            return claim.kind
        case _:
            raise ValueError(f"no label for {type(claim).__name__}")


def _plain(claim: Claim) -> dict[str, Any]:
    """The claim's columns that have a value, in types that a saved Doc can hold."""
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in asdict(claim).items()
        if value is not None and value not in ("", ())
    }


def _claim_of(span: Span) -> dict[str, Any] | None:
    found: dict[str, Any] | None = span.doc.user_data.get(CLAIMS, {}).get(span.id_)
    return found


Span.set_extension("claim", getter=_claim_of, force=True)
