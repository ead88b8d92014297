"""The dataset as it now lies on disk: a run that ends while the room is open shows at the next request."""

import json
from collections.abc import Sequence
from pathlib import Path

from esfnlp.dataset.documents import known_document
from esfnlp.dataset.tables import Dataset, read_tables
from esfnlp.document import Document
from esfnlp.record import Row
from esfnlp.store.documents import document_from_json
from esfnlp.store.results import DATASET, DOCUMENTS


class Shelf:
    """The output folder of a run; nothing of it is kept between requests."""

    def __init__(self, out: Path) -> None:
        self.out = out

    @property
    def dataset(self) -> Dataset:
        """The tables.

        Raises
        ------
        NothingToDoError : there is no dataset any more, or a newer version wrote it.
        """
        return read_tables(self.out / DATASET)

    def rows(self, table: str, documents: Sequence[str] | None = None) -> list[Row]:
        """The table's rows in its order, of the named documents only where some are named."""
        return self.dataset.rows(table, documents=documents)

    def document_row(self, document_id: str) -> Row:
        """The document's row; `UsageError` where the dataset has no such document."""
        rows = {str(row["document_id"]): row for row in self.rows("documents")}
        return rows[known_document(document_id, sorted(rows))]

    def document(self, row: Row) -> Document | None:
        """The document of a row of `documents` with its blocks, or None where nothing of it could be read."""
        path = self.out / DOCUMENTS / f"{row['document_id']}.json"
        if not path.is_file():
            return None
        return document_from_json(json.loads(path.read_text(encoding="utf-8")))
