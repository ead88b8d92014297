"""Where things stand in the room: every link to a plan, a page or a quote is made here."""

from collections.abc import Iterable
from urllib.parse import quote, urlencode


def plan(document_id: str) -> str:
    return f"/plans/{quote(document_id, safe='')}"


def text(document_id: str, char_start: int | None = None) -> str:
    """The plan's text, at the quote that begins at an offset where one is given."""
    return f"{plan(document_id)}/text{anchor(char_start)}"


def page(document_id: str, number: int, char_start: int | None = None) -> str:
    """A page of the plan, at the quote that begins at an offset where one is given."""
    return f"{plan(document_id)}/pages/{number}{anchor(char_start)}"


def page_picture(document_id: str, number: int, width: int, version: str = "") -> str:
    """The picture of a page, `width` pixels wide; with its version it may be kept for good."""
    return with_state(f"{page(document_id, number)}.png", [("width", width), ("v", version)])


def similar(document_id: str) -> str:
    """The plans that are most like one."""
    return f"{plan(document_id)}/similar"


def counterparts(document_id: str, item: str) -> str:
    """What other regions say where the plan has a record or passage."""
    return with_state(f"{plan(document_id)}/counterparts", [("of", item)])


def place(document_id: str, number: int | None, char_start: int) -> str:
    """Where a quote stands: its page, or the text of a document without pages.

    The element that holds the quote has the id "c" and the offset: `#c1203`.
    """
    return page(document_id, number, char_start) if number else text(document_id, char_start)


def anchor(char_start: int | None) -> str:
    return "" if char_start is None else f"#c{char_start}"


def with_state(path: str, state: Iterable[tuple[str, object]]) -> str:
    """The path with a query that holds the state; what is empty is left out.

    >>> with_state("/compare", [("by", "themes"), ("region", ""), ("period", "2014-2020")])
    '/compare?by=themes&period=2014-2020'
    """
    kept = [(name, str(value)) for name, value in state if value not in ("", None)]
    return f"{path}?{urlencode(kept)}" if kept else path
