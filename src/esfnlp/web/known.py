"""Documents that an address names."""

from esfnlp.document import Document
from esfnlp.errors import UsageError
from esfnlp.record import Row
from esfnlp.web.languages import N_
from esfnlp.web.refusals import RoomError
from esfnlp.web.shelf import Edition


def known_row(edition: Edition, document_id: str) -> Row:
    """The document's row; 404 where there is none."""
    try:
        return edition.document_row(document_id)
    except UsageError as error:
        raise RoomError(404, N_("The dataset has no document called %(name)s."), name=document_id) from error


def known_document(edition: Edition, row: Row) -> Document:
    """The document of a row; 404 where nothing of it could be read."""
    document = edition.document(row)
    if document is None:
        raise RoomError(
            404,
            N_("Nothing of %(name)s could be read, so there is no text to show."),
            name=row["document_id"],
        )
    return document
