"""What travels between esfnlp and annotation tools: stretches of a text, and records with their evidence in them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from esfnlp.document import Document, Span
from esfnlp.errors import EsfnlpError, UsageError
from esfnlp.record import RECORD_TABLES, Row
from esfnlp.review.columns import decided

LONGEST = 6_000
"""Characters of a chunk; longer texts make annotation tools slow."""

DocumentOf = Callable[[str], Document]
"""A document by its id; raises an `EsfnlpError` where there is none."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Consecutive passages of a document; `text` begins at `start` in the document's text."""

    document_id: str
    start: int
    text: str

    @property
    def span(self) -> Span:
        return Span(self.start, self.start + len(self.text))


@dataclass(frozen=True, slots=True)
class Annotation:
    """A record as an annotator has it; `span` counts in the document's text, `values` are columns of its table."""

    document_id: str
    table: str
    span: Span
    values: Row
    record_id: str = ""
    who: str = ""


@dataclass(frozen=True)
class Imported:
    """What a file of annotations holds. `extents` are the stretches that somebody annotated, by who; `faults` say
    what could not be used, one line each."""

    annotations: list[Annotation] = field(default_factory=list)
    extents: list[tuple[str, str, Span]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def chunks(document: Document, most: int = LONGEST) -> list[Chunk]:
    """The document in stretches of whole passages; a heading begins a new one where the last is half full."""
    bounds: list[list[int]] = []
    for passage in sorted(document.passages, key=lambda passage: passage.char_start):
        length = passage.char_end - bounds[-1][0] if bounds else 0
        is_turn = passage.kind == "heading" and length > most / 2
        if not bounds or length > most or is_turn:
            bounds.append([passage.char_start, passage.char_end])
        else:
            bounds[-1][1] = max(bounds[-1][1], passage.char_end)
    return [Chunk(document.document_id, start, document.text[start:end]) for start, end in bounds]


def annotations_of(records: Mapping[str, Iterable[Row]], document_id: str) -> list[Annotation]:
    """The records of a document, in order of their evidence."""
    found = [
        Annotation(document_id, table, span_of(row), decided(table, row), str(row["record_id"]))
        for table in RECORD_TABLES
        for row in records.get(table, ())
        if row["document_id"] == document_id
    ]
    return sorted(found, key=lambda one: (one.span, one.table, one.record_id))


def within(chunk: Chunk, annotations: Iterable[Annotation]) -> Iterator[tuple[Annotation, Span]]:
    """The annotations whose evidence lies in the chunk, with its span in the chunk's text."""
    for one in annotations:
        if one.document_id == chunk.document_id and chunk.span.contains(one.span):
            yield one, one.span.shift(-chunk.start)


def span_of(row: Mapping[str, object]) -> Span:
    return Span(int(str(row["char_start"])), int(str(row["char_end"])))


@dataclass(frozen=True)
class Stretch:
    """A stretch of a file that says to be of a document, with what somebody annotated in it: a name of each label for
    its fault, and what makes an annotation of it, or fails."""

    where: str
    document_id: object
    start: object
    text: object
    labels: Sequence[tuple[str, Callable[[Chunk], Annotation]]]
    who: str = ""


def collected(stretches: Iterable[Stretch], document_of: DocumentOf) -> Imported:
    """The annotations of the stretches whose text is that of their document; all else is named."""
    found = Imported()
    for stretch in stretches:
        try:
            chunk = _checked_chunk(stretch, document_of)
        except (ValueError, EsfnlpError) as error:
            found.faults.append(f"{stretch.where}: {error}")
            continue
        found.extents.append((stretch.who, chunk.document_id, chunk.span))
        for name, make in stretch.labels:
            try:
                found.annotations.append(make(chunk))
            except (ValueError, KeyError, TypeError, IndexError, AttributeError, UsageError) as error:
                found.faults.append(f"{stretch.where}, {name}: {error}")
    return found


def _checked_chunk(stretch: Stretch, document_of: DocumentOf) -> Chunk:
    """The chunk that a file names, when the document has that text there."""
    document_id, start, text = stretch.document_id, stretch.start, stretch.text
    if not (isinstance(document_id, str) and isinstance(start, int) and isinstance(text, str)):
        raise ValueError("it does not say document_id, char_start and text")
    document = document_of(document_id)
    if start < 0 or document.text[start : start + len(text)] != text:
        at = max(start, 0) + _first_difference(document.text[max(start, 0) :], text)
        raise ValueError(f"its text is not that of {document_id} from character {at} on")
    return Chunk(document_id, start, text)


def checked_span(chunk: Chunk, start: object, end: object, words: object = None) -> Span:
    """The span in the document's text of [start, end) in the chunk.

    Raises
    ------
    ValueError : it is no span of the chunk, or has other words than those stated.
    """
    if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(chunk.text)):
        raise ValueError(f"{start}-{end} is no stretch of its text of {len(chunk.text)} characters")
    if isinstance(words, str) and chunk.text[start:end] != words:
        raise ValueError(f"it says “{words}”, and the text has “{chunk.text[start:end]}” at {start}-{end}")
    return Span(start, end).shift(chunk.start)


def _first_difference(left: str, right: str) -> int:
    pairs = zip(left, right, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(left), len(right)))


def in_code_points(text: str, units: Sequence[int]) -> list[int]:
    """Offsets in UTF-16 units, as JavaScript counts, as offsets in code points; only signs beyond the basic plane
    (emoji) make them differ.

    >>> in_code_points("a😀b", [0, 1, 3, 4])
    [0, 1, 2, 3]
    """
    places, at = {0: 0}, 0
    for number, sign in enumerate(text, start=1):
        at += 2 if ord(sign) > 0xFFFF else 1
        places[at] = number
    return [places.get(unit, -1) for unit in units]


def in_utf16(text: str, offset: int) -> int:
    """An offset in code points as one in UTF-16 units.

    >>> in_utf16("a😀b", 2)
    3
    """
    return offset + sum(ord(sign) > 0xFFFF for sign in text[:offset])
