"""The differences between two versions of a plan as one page: the claims above, both texts side by side below."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, get_args

from esfnlp.dataset.changes import Change
from esfnlp.dataset.diff import Diff
from esfnlp.dataset.moves import Placed, placed_passages
from esfnlp.dataset.pages import number, render
from esfnlp.dataset.runs import Kind, RunDiff
from esfnlp.dataset.side_by_side import Fold, Line, folded, lines
from esfnlp.swedish.tokens import squeeze
from esfnlp.taxonomy import load_taxonomy

if TYPE_CHECKING:
    from esfnlp.dataset.tables import Dataset

KINDS = ("heading", "paragraph", "list_item", "table_row", "footnote", "caption")


def to_html(dataset: "Dataset", found: Diff, *, source: str = "") -> str:
    """The page; `source` says which dataset it shows.

    Raises
    ------
    UsageError : Jinja2 is not installed.
    """
    shown = folded(lines(_text(dataset, found.old), _text(dataset, found.new)))
    return render(
        "diff.html",
        title=f"What changed from {found.old} to {found.new}",
        source=source or "an esfnlp dataset",
        old=found.old,
        new=found.new,
        unread=found.unread,
        changes=[_change(change, shown) for change in found.changes],
        reworded=found.reworded,
        moved=found.moved,
        lines=[_line(count, line, found) for count, line in enumerate(shown)],
    )


def _text(dataset: "Dataset", document_id: str) -> list[Placed]:
    passages, sections = (dataset.rows(table, documents=[document_id]) for table in ("passages", "sections"))
    return [placed for placed in placed_passages(passages, sections).values() if placed.kind in KINDS]


def change_words(change: Change) -> str:
    """Added, removed or changed, and which way."""
    return change.direction or change.kind


def name_of(change: Change) -> str:
    """What changed: the Swedish name of a group, the actor, the themes of a priority, or what a target counts."""
    value = next(iter(change.key.values()))
    known = load_taxonomy().concepts
    if change.table == "actors":
        claim = change.after or change.before or {}
        return str(claim.get("name") or value)
    if change.table == "priorities":
        themes = [known[theme].label() if theme in known else theme for theme in change.key["themes"]]
        return f"{str(value).replace('_', ' ')}: {', '.join(themes)}" if themes else str(value)
    return known[value].label() if value in known else str(value)


def _change(change: Change, shown: Sequence[Line | Fold]) -> dict[str, object]:
    old, new = change.before or {}, change.after or {}
    side, quote = ("new", new.get("quote")) if change.after else ("old", old.get("quote"))
    return {
        "words": change_words(change),
        "table": change.table.replace("_", " "),
        "name": name_of(change),
        "where": ", ".join(str(value) for value in change.scope.values()),
        "field": change.field,
        "old": _value(change.old),
        "new": _value(change.new),
        "quote_old": old.get("quote"),
        "quote_new": new.get("quote"),
        "anchor": _anchor(str(quote or ""), side, shown),
    }


def _value(value: object) -> str:
    if value is None:
        return ""
    return number(value) if isinstance(value, float) else str(value)


def _anchor(quote: str, side: str, shown: Sequence[Line | Fold]) -> str:
    """The id of the line with the quote, or with its beginning; empty where it is folded away."""
    wanted = squeeze(quote)
    for count, line in enumerate(shown):
        if isinstance(line, Fold):
            continue
        text = squeeze(line.text("old" if side == "old" else "new"))
        if text and (wanted in text or wanted.startswith(text)):
            return f"line-{count}"
    return ""


def _line(count: int, line: Line | Fold, found: Diff) -> dict[str, object]:
    if isinstance(line, Fold):
        return {"fold": line.count}
    return {
        "fold": 0,
        "anchor": f"line-{count}",
        "old": line.old,
        "new": line.new,
        "is_heading": line.is_heading,
        "tag": _move(line, found) if line.has_moved else "",
    }


def _move(line: Line, found: Diff) -> str:
    """Where the sentence stands in the other version, as far as it went to another section."""
    if line.old:
        text, moves, word = line.text("old"), ((m.old.text, m.new.heading) for m in found.moved), "to"
    else:
        text, moves, word = line.text("new"), ((m.new.text, m.old.heading) for m in found.moved), "from"
    heading = next((heading for moved, heading in moves if squeeze(text) in squeeze(moved)), "")
    return f"moved {word} {heading}" if heading else "moved"


def runs_to_html(found: RunDiff) -> str:
    """The differences between two runs as one page.

    Raises
    ------
    UsageError : Jinja2 is not installed.
    """
    return render(
        "runs.html",
        title="What changed between two runs",
        source=f"{found.old} and {found.new}",
        found=found,
        kinds=get_args(Kind),
    )
