"""What a run wrote, kept open between requests and read anew when another run has ended.

An `Edition` is one version of the dataset; a page is made from one edition only.
"""

import hashlib
import json
import threading
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from esfnlp.dataset.documents import known_document
from esfnlp.dataset.tables import DESCRIPTOR, read_tables
from esfnlp.document import Document
from esfnlp.record import Row
from esfnlp.release.version import dataset_version
from esfnlp.store.documents import document_from_json
from esfnlp.store.results import DATASET, DOCUMENTS
from esfnlp.web.kept import Kept
from esfnlp.web.tables import KeptDataset

T = TypeVar("T")
MOST_RESULTS = 400
MOST_ANSWERS = 100
MOST_WHOLE_ANSWERS = 12
"""Answers to questions that are kept; one that names every plan of a thousand takes about a megabyte."""
MOST_LARGE = 16
"""Results of some megabytes: whole comparisons, differences, all targets."""
MOST_PAGES = 200
"""Pages that are kept as they were shown; most take a tenth of a megabyte."""
MOST_DOCUMENTS = 24
"""Opened documents that are kept; a long plan takes some megabytes."""


@dataclass(frozen=True)
class Edition:
    """One version of the dataset in `out`. `stamp` names it in caches, `version` where it is cited."""

    out: Path
    dataset: KeptDataset
    stamp: str
    version: str
    pages: Kept = field(default_factory=lambda: Kept(MOST_PAGES), repr=False, compare=False)
    answers: Kept = field(default_factory=lambda: Kept(MOST_ANSWERS), repr=False, compare=False)
    whole_answers: Kept = field(default_factory=lambda: Kept(MOST_WHOLE_ANSWERS), repr=False, compare=False)
    _large: Kept = field(default_factory=lambda: Kept(MOST_LARGE), repr=False, compare=False)
    _results: Kept = field(default_factory=lambda: Kept(MOST_RESULTS), repr=False, compare=False)
    _opened: Kept = field(default_factory=lambda: Kept(MOST_DOCUMENTS), repr=False, compare=False)

    def rows(
        self, table: str, columns: Sequence[str] | None = None, *, documents: Sequence[str] | None = None
    ) -> list[Row]:
        """The table's rows in its order, of the named documents only where some are named."""
        return self.dataset.rows(table, columns, documents=documents)

    @property
    def documents(self) -> dict[str, Row]:
        """The rows of the documents table by id; not to be changed."""
        return self.kept("documents", lambda: {str(r["document_id"]): r for r in self.rows("documents")})

    def document_row(self, document_id: str) -> Row:
        """The document's row; `UsageError` where the dataset has no such document."""
        rows = self.documents
        return rows[document_id if document_id in rows else known_document(document_id, sorted(rows))]

    def document(self, row: Row) -> Document | None:
        """The document of a row of `documents` with its blocks, or None where nothing of it could be read."""
        return self._opened.get(row["document_id"], lambda: self._read_document(row))

    def records(self, table: str, record_ids: Iterable[str]) -> list[Row]:
        """The records with these ids, in the order of the table; unknown ids are passed over."""
        return self.dataset.records(table, record_ids)

    def kept(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` gives, made once for each key as long as it is used."""
        return self._results.get(key, make)

    def kept_large(self, key: Hashable, make: Callable[[], T]) -> T:
        """The same for results of some megabytes, of which few are kept."""
        return self._large.get(key, make)

    def _read_document(self, row: Row) -> Document | None:
        path = self.out / DOCUMENTS / f"{row['document_id']}.json"
        if not path.is_file():
            return None
        return document_from_json(json.loads(path.read_text(encoding="utf-8")))


class Shelf:
    """The output folder of a run, and the edition that was read last."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self._edition: Edition | None = None
        self._lock = threading.Lock()

    def edition(self) -> Edition:
        """The dataset as it now lies on disk.

        Raises
        ------
        NothingToDoError : there is no dataset any more, or a newer version wrote it.
        """
        stamp = self._stamp()
        with self._lock:
            if self._edition is None or self._edition.stamp != stamp:
                folder = read_tables(self.out / DATASET).folder
                dataset = KeptDataset(folder).read_all()
                self._edition = Edition(self.out, dataset, stamp, dataset_version(folder))
            return self._edition

    def _stamp(self) -> str:
        """Changes whenever a run has ended: the descriptor is the last of the tables that it puts in place."""
        known: list[object] = []
        for path in (self.out / DATASET / DESCRIPTOR, self.out / "run.json"):
            try:
                stat = path.stat()
            except OSError:
                continue
            known += [path.name, stat.st_mtime_ns, stat.st_size, stat.st_ino]
        return hashlib.sha256(repr(known).encode()).hexdigest()[:16]
