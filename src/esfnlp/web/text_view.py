"""A plan's text for the reader, page by page, with the quotes that records rest on marked."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from esfnlp.document import FURNITURE, Block, Document, Span, merged


@dataclass(frozen=True, slots=True)
class TextPiece:
    text: str
    is_quoted: bool


@dataclass(frozen=True, slots=True)
class BlockView:
    """`new_page` is set where the block is the first of its page; `anchors` are ids that links may name:
    "c" and the offset of a quote, and the ids of passages, that start in the block.
    """

    block: Block
    level: int
    new_page: int | None
    pieces: tuple[TextPiece, ...]
    anchors: tuple[str, ...]


def block_views(document: Document, quoted: Iterable[Span]) -> Iterator[BlockView]:
    """The document's body in reading order, quoted text marked."""
    levels = {section.char_start: section.level for section in document.sections}
    spans = sorted(set(quoted))
    marked = merged(spans)
    page: int | None = None
    for block in document.blocks:
        if block.kind in FURNITURE:
            continue
        new_page = block.page if block.page != page else None
        page = block.page
        level = levels.get(block.char_start, block.level or 1)
        starts = sorted({span.start for span in spans if _starts_in(block, span.start)})
        passages = [p.passage_id for p in document.passages if _starts_in(block, p.char_start)]
        anchors = (*(f"c{start}" for start in starts), *passages)
        yield BlockView(block, level, new_page, tuple(_pieces(block, marked)), anchors)


def _starts_in(block: Block, offset: int) -> bool:
    return block.char_start <= offset < block.char_end


def _pieces(block: Block, spans: Sequence[Span]) -> Iterator[TextPiece]:
    at = 0
    for span in spans:
        if not span.overlaps(block.span):
            continue
        start = max(span.start - block.char_start, 0)
        end = min(span.end - block.char_start, len(block.text))
        if start > at:
            yield TextPiece(block.text[at:start], False)
        yield TextPiece(block.text[start:end], True)
        at = end
    if at < len(block.text):
        yield TextPiece(block.text[at:], False)
