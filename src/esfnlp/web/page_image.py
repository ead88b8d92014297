"""Pages of the sources as pictures, and the places of quotes on them; both are kept as long as they are used."""

import hashlib
import logging
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import TypeVar

from esfnlp.document import Box
from esfnlp.record import Row
from esfnlp.web.page_pool import PageError, PagePool, Sought
from esfnlp.web.shelf import Edition
from esfnlp.web.sources import Sources

T = TypeVar("T")
WIDTHS = (480, 960, 1440)
"""The widths in pixels in which a page may be had."""
MOST_BYTES = 96_000_000
"""Of pictures that are kept."""
MOST_FAILURES = 2_000

_DRAWN_BY = version("pypdfium2")
_LOG = logging.getLogger(__name__)


class KeptBytes:
    """The values that were used last, as many as fit in `most_bytes`."""

    def __init__(self, most_bytes: int) -> None:
        self.most_bytes = most_bytes
        self._size = 0
        self._kept: OrderedDict[Hashable, bytes] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> bytes | None:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def put(self, key: Hashable, value: bytes) -> None:
        with self._lock:
            self._size += len(value) - len(self._kept.pop(key, b""))
            self._kept[key] = value
            while self._size > self.most_bytes and len(self._kept) > 1:
                self._size -= len(self._kept.popitem(last=False)[1])


@dataclass(frozen=True)
class PageImages:
    """Pictures of pages and places on them. What a page fails with once is remembered, so that a file that hangs the
    reader does it once."""

    sources: Sources
    pool: PagePool = field(default_factory=PagePool)
    _pictures: KeptBytes = field(default_factory=lambda: KeptBytes(MOST_BYTES), repr=False)
    _failures: OrderedDict[Hashable, str] = field(default_factory=OrderedDict, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def is_at_hand(self, row: Row) -> bool:
        """Whether the pages of a document can be shown: it is a PDF, and the file that was read is there."""
        return row["media_type"] == "application/pdf" and self.sources.file_of(row) is not None

    def tag(self, row: Row, number: int, width: int) -> str:
        """Names the picture of a page: the same for the same bytes of the same file, drawn by the same program."""
        parts = f"{row['source_sha256']} {number} {width} {_DRAWN_BY}"
        return hashlib.sha256(parts.encode()).hexdigest()[:20]

    def png(self, row: Row, number: int, width: int) -> bytes | None:
        """The picture of a page, or None where the source is not at hand.

        Raises
        ------
        PageError : the page cannot be drawn.
        """
        key = (row["source_sha256"], number, width)
        found = self._pictures.get(key)
        if found is None:
            path = self.sources.file_of(row)
            if path is None:
                return None
            found = self._tried(key, lambda: self.pool.png(path, number, width))
            self._pictures.put(key, found)
        return found

    def lines(
        self, edition: Edition, row: Row, number: int, sought: Sequence[Sought]
    ) -> list[list[Box]] | None:
        """The boxes of the lines of each quote of a page, none for a quote that is not found; None where the page
        cannot be looked at."""
        path = self.sources.file_of(row)
        if path is None:
            return None
        key = (row["source_sha256"], number, "lines")
        try:
            return edition.kept(
                ("lines", row["document_id"], number),
                lambda: self._tried(key, lambda: self.pool.lines(path, number, sought)),
            )
        except PageError as error:
            _LOG.info("%s page %d: no quotes are looked up: %s", row["document_id"], number, error)
            return None

    def _tried(self, key: Hashable, make: Callable[[], T]) -> T:
        with self._lock:
            reason = self._failures.get(key)
        if reason is not None:
            raise PageError(reason)
        try:
            return make()
        except PageError as error:
            if error.is_lasting:
                self._remember(key, str(error))
            raise

    def _remember(self, key: Hashable, reason: str) -> None:
        _LOG.warning("a page cannot be shown: %s", reason)
        with self._lock:
            self._failures[key] = reason
            while len(self._failures) > MOST_FAILURES:
                self._failures.popitem(last=False)
