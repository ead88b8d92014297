"""One plan's claims for the reader: under their headings, each quote once."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from esfnlp.record import RECORD_TABLES, Row
from esfnlp.web.statements import Statement, statement


@dataclass(frozen=True, slots=True)
class Quote:
    """Evidence and what was read from it."""

    text: str
    page: int | None
    char_start: int
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class SectionView:
    anchor: str
    heading: str
    level: int
    page: int | None
    quotes: tuple[Quote, ...]


def section_views(
    sections: Sequence[Row],
    passages: Iterable[Row],
    records: Mapping[str, Iterable[Row]],
    home: Collection[str] = (),
) -> list[SectionView]:
    """Sections in reading order with the claims that stand in them; sections without claims are left out.

    Claims before the first heading come first, under an empty heading.
    """
    section_of = {str(row["passage_id"]): row["section_id"] for row in passages}
    grouped: dict[object, list[tuple[str, Row]]] = defaultdict(list)
    for table in RECORD_TABLES:
        for row in records.get(table, ()):
            grouped[section_of.get(str(row["passage_id"]))].append((table, row))
    known = {row["section_id"] for row in sections}
    loose = [pair for key, pairs in grouped.items() if key not in known for pair in pairs]
    views = [SectionView("inledning", "", 1, None, quotes_of(loose, home))] if loose else []
    return views + [
        _section_view(row, grouped[row["section_id"]], home)
        for row in sections
        if row["section_id"] in grouped
    ]


def _section_view(row: Row, records: Iterable[tuple[str, Row]], home: Collection[str]) -> SectionView:
    heading = " ".join(str(part) for part in (row["number"], row["heading"]) if part)
    level, page = row["level"], row["page_start"]
    return SectionView(
        anchor=str(row["section_id"]),
        heading=heading,
        level=level if isinstance(level, int) else 1,
        page=page if isinstance(page, int) else None,
        quotes=quotes_of(records, home),
    )


def quotes_of(records: Iterable[tuple[str, Row]], home: Collection[str] = ()) -> tuple[Quote, ...]:
    """The records by their quotes, in the order of the text; `home` are the plan's own region codes."""
    grouped: dict[tuple[int, int], list[tuple[str, Row]]] = defaultdict(list)
    for table, row in records:
        grouped[int(str(row["char_start"])), int(str(row["char_end"]))].append((table, row))
    return tuple(_quote(start, grouped[start, end], home) for start, end in sorted(grouped))


def _quote(char_start: int, records: Sequence[tuple[str, Row]], home: Collection[str]) -> Quote:
    first = records[0][1]
    page = first["page"]
    return Quote(
        text=str(first["quote"]),
        page=page if isinstance(page, int) else None,
        char_start=char_start,
        statements=tuple(statement(table, row, home) for table, row in records),
    )
