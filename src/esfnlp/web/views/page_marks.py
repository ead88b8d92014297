"""What of a plan stands on one page: the parts of quotes, and the blocks' boxes that they stand in."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from esfnlp.document import FURNITURE, Block, Box, Document, Span
from esfnlp.ingest.pdf_picture import boxes_on


@dataclass(frozen=True, slots=True)
class QuoteOnPage:
    """The part of a quote that stands on a page. `span` is the whole quote, `text` its part here, `boxes` those of
    its blocks on the page; `goes_on` where it ends on a later page, `began` where it began on an earlier one."""

    span: Span
    text: str
    boxes: tuple[Box, ...]
    began: bool = False
    goes_on: bool = False


def quotes_on(document: Document, spans: Iterable[Span], page: int) -> list[QuoteOnPage]:
    """The quotes of which something stands on the page, in the order given."""
    stretches = list(page_stretches(document, page))
    blocks = body_of(document, stretches)
    found = (_quote_on(document, span, stretches, blocks, page) for span in spans)
    return [quote for quote in found if quote is not None]


def _quote_on(
    document: Document, span: Span, stretches: list[Span], blocks: list[Block], page: int
) -> QuoteOnPage | None:
    parts = [_cut(span, stretch) for stretch in stretches if span.overlaps(stretch)]
    if not parts:
        return None
    boxes = [
        box
        for block in blocks
        if any(block.span.overlaps(part) for part in parts)
        for box in boxes_on(document, block, page)
    ]
    return QuoteOnPage(
        span,
        " ".join(document.quote(part) for part in parts),
        tuple(boxes),
        began=parts[0].start > span.start,
        goes_on=parts[-1].end < span.end,
    )


def _cut(span: Span, other: Span) -> Span:
    return Span(max(span.start, other.start), min(span.end, other.end))


def page_stretches(document: Document, page: int) -> Iterator[Span]:
    """The stretches of the document's text that stand on a page; a note or header may divide them."""
    ends = [*(start for start, _ in document.page_marks[1:]), len(document.text)]
    for (start, number), end in zip(document.page_marks, ends, strict=False):
        if number == page and start < end:
            yield Span(start, end)


def body_of(document: Document, stretches: list[Span]) -> list[Block]:
    """The blocks with text in the stretches, without headers, footers and page numbers."""
    return [
        block
        for block in document.blocks
        if block.kind not in FURNITURE and any(block.span.overlaps(stretch) for stretch in stretches)
    ]
