"""A reviewer's bench: the dataset in an output folder, its texts, and the corrections that belong to it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Protocol

from esfnlp.document import Document, Span
from esfnlp.errors import NothingToDoError, UsageError
from esfnlp.record import RECORD_TABLES, Row
from esfnlp.review.anchors import Anchor, Anchors
from esfnlp.review.correction import Action, Correction
from esfnlp.review.judging import added, judged, place_of, retracted, scope_at
from esfnlp.review.log import FILE, FOLDER, Log, append, correction_files, read_log
from esfnlp.store.ingested import stored_document


class Tables(Protocol):
    def rows(
        self, table: str, columns: Sequence[str] | None = None, *, documents: Sequence[str] | None = None
    ) -> list[Row]:
        """The rows of a table of the contract, of some documents where these are named."""


@dataclass(frozen=True)
class Bench:
    """`stated` is a file of corrections in place of those in the folder."""

    out: Path
    tables: Tables
    stated: Path | None = None

    @property
    def file(self) -> Path:
        """Where corrections are added."""
        return self.stated or self.out / FOLDER / FILE

    @cached_property
    def log(self) -> Log:
        """All corrections; a stated file that is not there yet is empty."""
        if self.stated and not self.stated.exists():
            return Log()
        return read_log(correction_files(self.out, self.stated))

    @cached_property
    def records(self) -> dict[str, list[Row]]:
        """The rows of the four tables of records."""
        return {table: self.tables.rows(table) for table in RECORD_TABLES}

    def record(self, record_id: str) -> tuple[str, Row]:
        """The record with its table.

        Raises
        ------
        UsageError : the dataset has no such record.
        """
        for table, rows in self.records.items():
            for row in rows:
                if row["record_id"] == record_id:
                    return table, row
        raise UsageError(f"no record {record_id} in {self.out}; `esfnlp review queue` shows some")

    def document(self, document_id: str) -> Document:
        """The document's text.

        Raises
        ------
        UsageError : the dataset has no such document, or nothing of it could be read.
        """
        known = [str(row["document_id"]) for row in self.tables.rows("documents", ["document_id"])]
        if document_id not in known:
            raise UsageError(f"no document {document_id} in {self.out}; known: {', '.join(known[:5])}")
        document = stored_document(self.out, document_id)
        if document is None:
            raise NothingToDoError(f"nothing of {document_id} could be read, so there is nothing to correct")
        return document

    def places(self, corrections: Iterable[Correction]) -> dict[str, tuple[str, Span]]:
        """The passage and the span of each correction in the texts as they are now, by correction id; those that
        fit no place are left out."""
        by_document: dict[str, list[Correction]] = {}
        for one in corrections:
            by_document.setdefault(one.document_id, []).append(one)
        found: dict[str, tuple[str, Span]] = {}
        for document_id, mine in by_document.items():
            document = stored_document(self.out, document_id)
            anchors = Anchors(document) if document else None
            for one in mine:
                anchor = anchors.find(one.selector) if anchors else None
                if isinstance(anchor, Anchor):
                    found[one.correction_id] = (anchor.passage.passage_id, anchor.span)
        return found

    def accept(self, record_ids: Iterable[str], *, who: str, why: str = "") -> list[Correction]:
        return self.keep([self._judged("accept", one, {}, who, why) for one in record_ids])

    def reject(self, record_ids: Iterable[str], *, who: str, why: str = "") -> list[Correction]:
        return self.keep([self._judged("reject", one, {}, who, why) for one in record_ids])

    def edit(
        self, record_id: str, values: Mapping[str, object], *, who: str, why: str = ""
    ) -> list[Correction]:
        return self.keep([self._judged("edit", record_id, values, who, why)])

    def add(
        self,
        table: str,
        document_id: str,
        quote: str,
        values: Row,
        *,
        before: str = "",
        page: int | None = None,
        who: str,
        why: str = "",
    ) -> list[Correction]:
        """Adds a record that quotes the document; its scope is that of the passage where none is stated."""
        document = self.document(document_id)
        place = place_of(document, quote, before=before, page=page)
        passages = self.tables.rows("passages", documents=[document_id])
        said = {**values, **scope_at(place.passage, passages, values)}
        return self.keep([added(table, document, place.span, said, who=who, why=why)])

    def retract(self, correction_ids: Iterable[str], *, who: str, why: str = "") -> list[Correction]:
        return self.keep([retracted(one, self.log.standing, who=who, why=why) for one in correction_ids])

    def judge(
        self, action: Action, table: str, row: Row, values: Mapping[str, object], *, who: str, why: str = ""
    ) -> list[Correction]:
        """Accepts, rejects or edits a record that is at hand."""
        document = self.document(str(row["document_id"]))
        return self.keep([judged(action, table, row, document, values=values, who=who, why=why)])

    def _judged(
        self, action: Action, record_id: str, values: Mapping[str, object], who: str, why: str
    ) -> Correction:
        table, row = self.record(record_id)
        document = self.document(str(row["document_id"]))
        return judged(action, table, row, document, values=values, who=who, why=why)

    def keep(self, corrections: list[Correction]) -> list[Correction]:
        """All of them or none: they are written when each has been made."""
        append(self.file, corrections)
        return corrections
