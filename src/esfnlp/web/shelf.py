"""The dataset as it now lies on disk: a run that ends while the room is open shows at the next request."""

import json
from pathlib import Path

from esfnlp.dataset.documents import known_document
from esfnlp.dataset.tables import DESCRIPTOR, read_tables
from esfnlp.document import Document
from esfnlp.record import Row
from esfnlp.store.documents import document_from_json
from esfnlp.store.results import DATASET, DOCUMENTS


class Shelf:
    """Rows by table, read once for each state of the dataset."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self._stamp: tuple[int, int] | None = None
        self._rows: dict[str, list[Row]] = {}

    def rows(self, table: str) -> list[Row]:
        """The table's rows in its order.

        Raises
        ------
        NothingToDoError : there is no dataset any more, or a newer version wrote it.
        """
        stamp = self._stamp_now()
        if stamp is None or stamp != self._stamp:
            self._stamp, self._rows = stamp, {}
        kept = self._rows
        if table not in kept:
            kept[table] = read_tables(self.out / DATASET).rows(table)
        return kept[table]

    def document_row(self, document_id: str) -> Row:
        """The document's row; `UsageError` where the dataset has no such document."""
        rows = {str(row["document_id"]): row for row in self.rows("documents")}
        return rows[known_document(document_id, sorted(rows))]

    def rows_of(self, table: str, document_id: str) -> list[Row]:
        return [row for row in self.rows(table) if row["document_id"] == document_id]

    def document(self, document_id: str) -> Document | None:
        """The document with its blocks, or None where nothing of it could be read.

        Raises
        ------
        UsageError : the dataset has no such document.
        """
        known = str(self.document_row(document_id)["document_id"])
        path = self.out / DOCUMENTS / f"{known}.json"
        if not path.is_file():
            return None
        return document_from_json(json.loads(path.read_text(encoding="utf-8")))

    def _stamp_now(self) -> tuple[int, int] | None:
        try:
            status = (self.out / DATASET / DESCRIPTOR).stat()
        except FileNotFoundError:
            return None
        return status.st_mtime_ns, status.st_ino
