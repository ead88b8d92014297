"""One plan's claims for the reader: under their headings, each quote once, as a tree."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from esfnlp.record import RECORD_TABLES, Row
from esfnlp.web.languages import Language
from esfnlp.web.views.statements import Quote, quotes_of


@dataclass(frozen=True, slots=True)
class SectionNode:
    """A section with the claims that stand in it, and those below it; `count` is of the quotes in all of them."""

    anchor: str
    heading: str
    page: int | None
    quotes: tuple[Quote, ...]
    parts: tuple["SectionNode", ...]
    count: int


def section_tree(
    sections: Sequence[Row],
    passages: Iterable[Row],
    records: Mapping[str, Iterable[Row]],
    say: Language,
    home: Collection[str] = (),
) -> list[SectionNode]:
    """Sections in reading order; those without claims in them or below are left out.

    Claims before the first heading come first, under an empty heading. `home` are the plan's own region codes.
    """
    known = {str(row["section_id"]) for row in sections}
    section_of = {str(row["passage_id"]): str(row["section_id"]) for row in passages}
    grouped: dict[str, list[tuple[str, Row]]] = defaultdict(list)
    for table in RECORD_TABLES:
        for row in records.get(table, ()):
            name = section_of.get(str(row["passage_id"]), "")
            grouped[name if name in known else ""].append((table, row))
    children: dict[str, list[Row]] = defaultdict(list)
    for row in sections:
        parent = str(row.get("parent_id") or "")
        children[parent if parent in known else ""].append(row)
    quotes = {name: quotes_of(pairs, say, home) for name, pairs in grouped.items()}
    loose = quotes.get("", ())
    start = [SectionNode("start", "", None, loose, (), len(loose))] if loose else []
    return start + list(_nodes("", children, quotes))


def _nodes(
    parent: str, children: Mapping[str, Sequence[Row]], quotes: Mapping[str, tuple[Quote, ...]]
) -> Iterator[SectionNode]:
    for row in children.get(parent, ()):
        name = str(row["section_id"])
        parts = tuple(_nodes(name, children, quotes))
        own = quotes.get(name, ())
        count = len(own) + sum(part.count for part in parts)
        if count:
            page = row["page_start"]
            yield SectionNode(name, _heading(row), page if isinstance(page, int) else None, own, parts, count)


def _heading(row: Row) -> str:
    """The heading with its number, which some documents have in the heading itself."""
    number, heading = str(row["number"] or ""), str(row["heading"] or "")
    return heading if heading.startswith(number) else f"{number} {heading}"
