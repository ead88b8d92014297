"""The documents of a dataset by their ids."""

from collections.abc import Sequence
from difflib import get_close_matches

from esfnlp.errors import UsageError


def known_document(document_id: str, known: Sequence[str]) -> str:
    """The id itself.

    Raises
    ------
    UsageError : the dataset has no such document; the message names those of nearly the same id.
    """
    if document_id in known:
        return document_id
    near = get_close_matches(document_id, known, n=3, cutoff=0.4) or sorted(known)[:3]
    hint = f"; did you mean {', '.join(near)}?" if near else "; the dataset is empty"
    raise UsageError(f"no document {document_id!r} in the dataset{hint}")
