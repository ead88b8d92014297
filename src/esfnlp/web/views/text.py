"""A plan's text for the reader, page by page, with the quotes that records rest on marked."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from esfnlp.document import FURNITURE, Block, Document, Span, merged


@dataclass(frozen=True, slots=True)
class TextPiece:
    """`anchors` are ids that links may name; they stand before the text."""

    text: str
    is_quoted: bool
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BlockView:
    """`new_page` is set where the block is the first of its page. A table has its cells in `rows`, else its text is
    in `pieces`. Anchors are "c" and the offset of a quote or passage, and the ids of passages.
    """

    block: Block
    level: int
    new_page: int | None
    pieces: tuple[TextPiece, ...]
    rows: tuple[tuple[tuple[TextPiece, ...], ...], ...] = ()


_LEADERS = re.compile(r"(?:\s*\.){5,}\s*|…{3,}")
"""The dots that lead to the page numbers of a table of contents."""
Anchors = Mapping[int, tuple[str, ...]]


def block_views(
    document: Document, quoted: Iterable[Span], within: Sequence[Span] | None = None, *, anchored: bool = True
) -> Iterator[BlockView]:
    """The document's body in reading order, quoted text marked; only what stands in the stretches `within`, where
    they are given. Without `anchored`, nothing that links may name."""
    levels = {section.char_start: section.level for section in document.sections}
    spans = sorted(set(quoted))
    text = _Marked(document.text, merged(spans), anchors_of(document, spans) if anchored else {})
    page: int | None = None
    for block in document.blocks:
        parts = (
            [block.span]
            if within is None
            else [_cut(block.span, s) for s in within if s.overlaps(block.span)]
        )
        if block.kind in FURNITURE or not parts:
            continue
        new_page = block.page if block.page != page else None
        page = block.page
        level = levels.get(block.char_start, block.level or 1)
        if block.rows:
            yield BlockView(block, level, new_page, (), tuple(text.rows(block)))
        else:
            pieces = tuple(piece for part in parts for piece in text.pieces(part))
            yield BlockView(block, level, new_page, pieces)


def anchors_of(document: Document, spans: Iterable[Span]) -> Anchors:
    """Ids by the offset at which they stand, each once."""
    found: dict[int, dict[str, None]] = {}
    for span in spans:
        found.setdefault(span.start, {})[f"c{span.start}"] = None
    for passage in document.passages:
        here = found.setdefault(passage.char_start, {})
        here[f"c{passage.char_start}"] = None
        here[passage.passage_id] = None
    return {offset: tuple(ids) for offset, ids in found.items()}


def _cut(span: Span, other: Span) -> Span:
    return Span(max(span.start, other.start), min(span.end, other.end))


class _Marked:
    """A text with marked spans, in order and apart from each other, and anchors."""

    def __init__(self, text: str, marked: Sequence[Span], anchors: Anchors) -> None:
        self._text, self._anchors = text, anchors
        self._edges = sorted(edge for span in marked for edge in (span.start, span.end))
        self._cuts = sorted({*self._edges, *anchors})

    def pieces(self, part: Span) -> Iterator[TextPiece]:
        """The stretch, cut where marks begin and end and where anchors stand."""
        low, high = bisect_right(self._cuts, part.start), bisect_left(self._cuts, part.end)
        edges = [part.start, *self._cuts[low:high], part.end]
        for start, end in pairwise(edges):
            is_marked = bisect_right(self._edges, start) % 2 == 1
            text = _LEADERS.sub(" … ", self._text[start:end])
            yield TextPiece(text, is_marked, self._anchors.get(start, ()))

    def rows(self, block: Block) -> Iterator[tuple[tuple[TextPiece, ...], ...]]:
        """A table's cells; its text is the cells joined by tab, and rows by newline."""
        at = block.char_start
        for row in block.rows or ():
            cells = []
            for cell in row:
                cells.append(tuple(self.pieces(Span(at, at + len(cell)))))
                at += len(cell) + 1
            yield tuple(cells)
