"""What a reader gives: the pieces of a document's layout in reading order, before they have offsets."""

from dataclasses import dataclass

from esfnlp.document import BlockKind, Box, Page


@dataclass(frozen=True, slots=True)
class Piece:
    """A block to be. Fields as in `Block`; `page` is where it begins.

    `page_breaks` holds (offset in `text`, page number) for each further page that the piece runs on to.
    """

    kind: BlockKind
    text: str
    page: int | None = None
    boxes: tuple[Box, ...] = ()
    level: int | None = None
    number: str | None = None
    mark: str | None = None
    label: str | None = None
    rows: tuple[tuple[str, ...], ...] | None = None
    header_rows: int = 0
    caption: str | None = None
    confidence: float | None = None
    page_breaks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """The whole of what a reader gives. `title` is one the file itself states (its metadata), or empty."""

    pieces: tuple[Piece, ...]
    pages: tuple[Page, ...]
    media_type: str
    title: str = ""
    warnings: tuple[str, ...] = ()
