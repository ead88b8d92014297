"""Making corrections of records that lie in a dataset, and of records that it lacks."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from esfnlp.document import Document, Passage, Span, content_id
from esfnlp.errors import UsageError
from esfnlp.record import SCOPE_COLUMNS, Row
from esfnlp.review.anchors import Anchor, Anchors, selector_of
from esfnlp.review.columns import completed, decided, identity, is_same, scope
from esfnlp.review.correction import Action, Correction, now

PREFIX = {"target_groups": "tg", "actors": "ac", "priorities": "pr", "targets": "qt"}
_SHOWN = 3


def judged(
    action: Action,
    table: str,
    row: Row,
    document: Document,
    *,
    values: Mapping[str, object] | None = None,
    who: str = "",
    why: str = "",
) -> Correction:
    """A correction of a record of the dataset: accept it, reject it, or edit it to have `values`.

    Raises
    ------
    UsageError : an edit changes nothing, or the record does not quote the document.
    """
    span = Span(int(str(row["char_start"])), int(str(row["char_end"])))
    if document.quote(span) != row["quote"]:
        raise UsageError(f"{row['record_id']} does not quote {document.document_id}; run `esfnlp run` again")
    changed = {c: value for c, value in (values or {}).items() if not is_same(row.get(c), value)}
    if action == "edit" and not changed:
        raise UsageError(f"{row['record_id']} says that already; accept it instead")
    return replace(
        _blank(action, table, document, who, why),
        record_id=str(row["record_id"]),
        record=decided(table, row),
        selector=selector_of(document.text, span),
        values=changed,
    )


def added(
    table: str, document: Document, span: Span, values: Row, *, who: str = "", why: str = ""
) -> Correction:
    """A correction that adds a record with its evidence at `span`; `values` are its columns and its scope.

    Raises
    ------
    UsageError : the claim lacks something.
    """
    said = completed(table, values, document.quote(span))
    parts = (document.document_id, scope(said), identity(table, said), document.quote(span), span.start)
    return replace(
        _blank("add", table, document, who, why),
        record_id=content_id(PREFIX[table], "added", *parts),
        record=said,
        selector=selector_of(document.text, span),
    )


def retracted(correction_id: str, known: Sequence[Correction], *, who: str = "", why: str = "") -> Correction:
    """A line that takes back an earlier correction.

    Raises
    ------
    UsageError : there is no such correction, or it was taken back already.
    """
    if correction_id not in {one.correction_id for one in known}:
        raise UsageError(f"no correction {correction_id} that stands; `esfnlp review list` shows them")
    return Correction("retract", now(), who, why, retracts=correction_id)


def place_of(document: Document, quote: str, *, before: str = "", page: int | None = None) -> Anchor:
    """The one place of the words, told from others by the words that stand before them or by the page.

    Raises
    ------
    UsageError : the words stand nowhere in a passage, or in several places.
    """
    found = [
        place
        for place in Anchors(document).places(quote)
        if (page is None or document.page_at(place.span.start) == page)
        and " ".join(document.text[: place.span.start].split()[-50:]).endswith(" ".join(before.split()))
    ]
    shown = quote if len(quote) <= 60 else f"{quote[:59]}…"
    if not found:
        raise UsageError(
            f"“{shown}” stands in no passage of {document.document_id}; quote its words as they are"
        )
    if len(found) > 1:
        pages = [document.page_at(place.span.start) for place in found[:_SHOWN]]
        raise UsageError(
            f"“{shown}” stands in {len(found)} places of {document.document_id} (pages {', '.join(map(str, pages))}"
            f"{' …' if len(found) > _SHOWN else ''}); quote more, or say what stands before it, or the page"
        )
    return found[0]


def scope_at(passage: Passage, passages: Sequence[Row], values: Mapping[str, object]) -> Row:
    """The scope of a passage's row, with what `values` state in its place."""
    row = next((row for row in passages if row["passage_id"] == passage.passage_id), {})
    return {c: values.get(c, row.get(c)) for c in SCOPE_COLUMNS if values.get(c, row.get(c))}


def _blank(action: Action, table: str, document: Document, who: str, why: str) -> Correction:
    stated = document.metadata
    return Correction(
        action,
        now(),
        who,
        why,
        table,
        document_id=document.document_id,
        plan_id=stated.plan_id or "",
        source_sha256=stated.source_sha256,
    )
