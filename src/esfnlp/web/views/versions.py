"""What changed between two documents, for the reader: by what they claim, and by their words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

from esfnlp.dataset.changes import Change
from esfnlp.dataset.diff import Diff
from esfnlp.dataset.moves import Placed, placed_passages
from esfnlp.dataset.side_by_side import Fold, Line, folded, lines
from esfnlp.document import FURNITURE
from esfnlp.record import Row
from esfnlp.web import words
from esfnlp.web.languages import Language
from esfnlp.web.questions import codes_of
from esfnlp.web.views.catalogue import in_list
from esfnlp.web.views.statements import Statement, statement

_PLACE = {"record_id": "", "confidence": None, "region_code": None}


@dataclass(frozen=True, slots=True)
class Side:
    """A claim as one version makes it, with its quote and where that stands."""

    claim: Statement
    quote: str
    page: int | None
    char_start: int


@dataclass(frozen=True, slots=True)
class ChangeView:
    """`said` is what happened to the claim in a word (promoted, raised, added); `scope` whom and what it is about."""

    table: str
    said: str
    scope: str
    before: Side | None
    after: Side | None


def change_views(found: Diff, say: Language) -> list[ChangeView]:
    """The changes by table: changed claims first, then removed and added ones."""
    order = ("changed", "removed", "added")
    tables = list(words.TABLE)
    ranked = sorted(found.changes, key=lambda change: (tables.index(change.table), order.index(change.kind)))
    return [_view(change, say) for change in ranked]


def _view(change: Change, say: Language) -> ChangeView:
    said = change.direction or change.kind
    return ChangeView(
        table=change.table,
        said=say(words.CHANGE.get(said, said)),
        scope=", ".join(_place(name, value, say) for name, value in change.scope.items() if value),
        before=_side(change.table, change.before, say),
        after=_side(change.table, change.after, say),
    )


def _place(name: str, value: Any, say: Language) -> str:
    return say.place(str(value)) if name == "region_code" else words.programme_part(name, str(value), say)


def _side(table: str, claim: Mapping[str, Any] | None, say: Language) -> Side | None:
    if claim is None:
        return None
    page = claim.get("page")
    return Side(
        claim=statement(table, {**claim, **_PLACE}, say),
        quote=str(claim.get("quote") or ""),
        page=page if isinstance(page, int) else None,
        char_start=int(str(claim.get("char_start") or 0)),
    )


def text_lines(
    old: tuple[Iterable[Row], Iterable[Row]], new: tuple[Iterable[Row], Iterable[Row]]
) -> list[Line | Fold]:
    """Both texts, each given as its passages and sections, sentence by sentence; long same stretches are folded."""
    return folded(lines(_text(*old), _text(*new)))


def _text(passages: Iterable[Row], sections: Iterable[Row]) -> list[Placed]:
    placed = placed_passages(passages, sections).values()
    return [passage for passage in placed if passage.kind not in FURNITURE]


def by_region(documents: Iterable[Row], say: Language) -> list[tuple[str, list[Row]]]:
    """The documents under the names of their regions, training material last, by period and version."""
    ordered = sorted(documents, key=in_list)
    runs = groupby(ordered, key=lambda row: ", ".join(map(say.place, codes_of(row))))
    return [(name, list(run)) for name, run in runs]


def version_pairs(documents: Iterable[Row]) -> list[tuple[Row, Row]]:
    """Documents that are versions of one plan, each with the next, by plan and version."""
    ordered = sorted(
        (row for row in documents if row.get("plan_id")),
        key=lambda row: (str(row["plan_id"]), str(row.get("version") or ""), str(row["document_id"])),
    )
    return [(a, b) for a, b in pairwise(ordered) if a["plan_id"] == b["plan_id"]]
