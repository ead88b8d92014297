"""One page of a plan for the reader: what is marked on it, which quotes they are, and where the next ones stand."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from esfnlp.document import Block, Box, Document, Page, Span
from esfnlp.ingest.pdf_picture import boxes_on
from esfnlp.web import addresses
from esfnlp.web.page_pool import Sought
from esfnlp.web.views.page_marks import QuoteOnPage, body_of, page_stretches, quotes_on
from esfnlp.web.views.statements import Quote

_PAD_PT = 1.5


@dataclass(frozen=True, slots=True)
class PlanQuote:
    """A quote of the plan, with its span in the document's text."""

    span: Span
    quote: Quote


@dataclass(frozen=True, slots=True)
class Mark:
    """Something to be marked on the page's picture: x, y, width and height of its boxes, in points. `anchor` is its
    id, of quotes that begin together the first one's "c" and offset; `item` is the id of the quote's entry beside the
    page, "" for a passage."""

    anchor: str
    item: str
    boxes: tuple[Box, ...]
    is_exact: bool = True


@dataclass(frozen=True, slots=True)
class Item:
    """A quote's entry beside the page; `on_page` is the id of its mark on the picture, "" where it has none, `began`
    and `goes_on` are the addresses of the pages where it begins and ends."""

    key: str
    quote: Quote
    on_page: str = ""
    began: str = ""
    goes_on: str = ""


@dataclass(frozen=True)
class PageContent:
    """A page: its own stretches of text, its quotes, and the passages that begin on it."""

    document: Document
    page: Page
    stretches: tuple[Span, ...]
    quotes: tuple[QuoteOnPage, ...]

    @property
    def text(self) -> str:
        """The page's text, without headers and footers, in one line."""
        parts = (
            self.document.quote(Span(max(block.char_start, s.start), min(block.char_end, s.end)))
            for block in self.body
            for s in self.stretches
            if block.span.overlaps(s)
        )
        return " ".join(" ".join(parts).split())

    @property
    def body(self) -> list[Block]:
        return body_of(self.document, list(self.stretches))

    @property
    def sought(self) -> list[Sought]:
        return [(quote.text, quote.boxes) for quote in self.quotes]


def page_content(document: Document, number: int, quotes: Iterable[PlanQuote]) -> PageContent:
    """What stands on a page that the document has."""
    page = next(page for page in document.pages if page.number == number)
    found = quotes_on(document, [quote.span for quote in quotes], number)
    return PageContent(document, page, tuple(page_stretches(document, number)), tuple(found))


def marks_of(content: PageContent, lines: Sequence[Sequence[Box]]) -> list[Mark]:
    """The quotes' marks by their lines, where they were found, else by their blocks; then those of passages."""
    marks: dict[str, Mark] = {}
    for quote, exact in zip(content.quotes, lines, strict=True):
        anchor = f"c{quote.span.start}"
        boxes = tuple(_padded(box) for box in exact or quote.boxes)
        if boxes and anchor not in marks:
            marks[anchor] = Mark(anchor, item_key(quote.span), boxes, bool(exact))
        elif boxes:
            further = f"{anchor}-{quote.span.end}"
            marks[further] = Mark(further, item_key(quote.span), boxes, bool(exact))
    for mark in _passage_marks(content):
        marks.setdefault(mark.anchor, mark)
    return list(marks.values())


def _passage_marks(content: PageContent) -> Iterator[Mark]:
    """Those of the passages that begin on the page: shown only where a link names them."""
    blocks = content.body
    for passage in content.document.passages:
        if not any(s.start <= passage.char_start < s.end for s in content.stretches):
            continue
        boxes = [
            _padded(box)
            for block in blocks
            if block.span.overlaps(passage.span)
            for box in boxes_on(content.document, block, content.page.number)
        ]
        if boxes:
            yield Mark(f"c{passage.char_start}", "", tuple(boxes))


def _padded(box: Box) -> Box:
    """x, y, width and height, with a little room around."""
    x0, y0, x1, y1 = box
    x, y = round(x0 - _PAD_PT, 1), round(y0 - _PAD_PT / 2, 1)
    return x, y, round(x1 - x0 + 2 * _PAD_PT, 1), round(y1 - y0 + _PAD_PT, 1)


def items_of(content: PageContent, quotes: Sequence[PlanQuote], marks: Iterable[Mark]) -> list[Item]:
    """The page's quotes in the order of the text."""
    anchors = {mark.item: mark.anchor for mark in marks}
    known = {quote.span: quote.quote for quote in quotes}
    return [_item(content.document, on_page, known[on_page.span], anchors) for on_page in content.quotes]


def _item(document: Document, found: QuoteOnPage, quote: Quote, anchors: dict[str, str]) -> Item:
    key = item_key(found.span)
    first, last = document.page_at(found.span.start), document.page_at(max(found.span.end - 1, 0))
    return Item(
        key=key,
        quote=quote,
        on_page=anchors.get(key, ""),
        began=addresses.page(document.document_id, first, found.span.start) if found.began and first else "",
        goes_on=addresses.page(document.document_id, last, found.span.start)
        if found.goes_on and last
        else "",
    )


def item_key(span: Span) -> str:
    return f"q{span.start}-{span.end}"


@dataclass(frozen=True, slots=True)
class Around:
    """Addresses of the pages and quotes before and after a page; "" where there are none."""

    page_before: str = ""
    page_after: str = ""
    quote_before: str = ""
    quote_after: str = ""


def around(document_id: str, number: int, last: int, quotes: Sequence[PlanQuote]) -> Around:
    """Where to go from a page of a document of `last` pages."""
    pages = [(quote.quote.page or 0, quote.span.start) for quote in quotes]
    before = max((at for at in pages if at[0] < number), default=None)
    after = min((at for at in pages if at[0] > number), default=None)
    return Around(
        page_before=addresses.page(document_id, number - 1) if number > 1 else "",
        page_after=addresses.page(document_id, number + 1) if number < last else "",
        quote_before=addresses.page(document_id, *before) if before and before[0] else "",
        quote_after=addresses.page(document_id, *after) if after else "",
    )
