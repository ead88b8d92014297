"""A comparison as one page: heat maps by period, each cell linked to its records and their quotes below."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from esfnlp.dataset.compare import By, Cell, Comparison, ComparisonRow
from esfnlp.dataset.pages import number, render
from esfnlp.dataset.views import SYMBOLS, Evidence, Matrix, Share, matrix, meanings, share_of
from esfnlp.taxonomy.places import place_name

LEDE = (
    "Regions by {by}. A cell shows the strongest statement of the region's plans, the number of records behind it"
    " and, below, places per 1,000 words; it leads to the quotes."
)
SHARE_NAME = {"roles": "known to", "actors": "has a part in", "targets": "promised by"}
SHARED = " Sentences that several regions share word for word or nearly are left out."


@dataclass(frozen=True, slots=True)
class _Cell:
    """One cell as it is shown; `anchor` is empty where there is nothing to lead to."""

    status: str
    symbol: str
    words: str
    count: int
    density: str
    anchor: str


@dataclass(frozen=True, slots=True)
class _Quote:
    text: str
    name: str
    source: str
    record_id: str


def to_html(
    comparison: Comparison, labels: Mapping[str, str], evidence: Mapping[str, Evidence], *, source: str = ""
) -> str:
    """The page; `source` says which dataset it shows.

    Raises
    ------
    UsageError : Jinja2 is not installed.
    """
    by = comparison.by.replace("-", " ")
    table = matrix(comparison, labels)
    anchors = _anchors(table)
    periods = sorted({period or "" for _, period in table.columns}, reverse=True)
    return render(
        "compare.html",
        title=f"ESF regional plans by {by}",
        lede=LEDE.format(by=by) + (SHARED if comparison.is_without_shared else ""),
        source=source or "an esfnlp dataset",
        key=comparison.key,
        legend=[
            {"status": status, "symbol": SYMBOLS[status], "meaning": meaning}
            for status, meaning in meanings(comparison.by).items()
        ],
        panels=[_panel(period, table, labels, anchors, comparison.by) for period in periods],
        share_name=SHARE_NAME.get(comparison.by, "prioritised by"),
        unsaid=[labels.get(item, item) for item in table.unsaid],
        evidence=list(_groups(table, labels, evidence, anchors, comparison.by)),
    )


def _anchors(table: Matrix) -> dict[tuple[str, Cell], str]:
    """An id for every cell that has something to show."""
    shown = (
        (item, column)
        for item in table.items
        for column in table.columns
        if (row := table.cells[item].get(column)) and (row.records or row.shared)
    )
    return {key: f"cell-{count}" for count, key in enumerate(shown, start=1)}


def _panel(
    period: str,
    table: Matrix,
    labels: Mapping[str, str],
    anchors: Mapping[tuple[str, Cell], str],
    by: By,
) -> dict[str, object]:
    columns = [column for column in table.columns if (column[1] or "") == period]
    said = [item for item in table.items if any((item, column) in anchors for column in columns)]
    return {
        "period": period,
        "columns": [{"name": place_name(region), "code": region} for region, _ in columns],
        "lines": [_line(item, columns, table, labels, anchors, by) for item in said],
    }


def _line(
    item: str,
    columns: Iterable[Cell],
    table: Matrix,
    labels: Mapping[str, str],
    anchors: Mapping[tuple[str, Cell], str],
    by: By,
) -> dict[str, object]:
    cells = [(column, table.cells[item].get(column)) for column in columns]
    return {
        "item": item,
        "label": labels.get(item, item),
        "cells": [row and _cell(row, anchors.get((item, column), ""), by) for column, row in cells],
        "share": share_words(share_of((row for _, row in cells if row), by)),
    }


def share_words(share: Share) -> str:
    """Such as "6 of 8 (41–93 %)"."""
    low, high = (round(100 * bound) for bound in share.interval)
    return f"{share.hits} of {share.of} ({low}–{high} %)" if share.of else ""


def _cell(row: ComparisonRow, anchor: str, by: By) -> _Cell:
    density = row.salience.density if row.salience and row.records else None
    return _Cell(
        row.status,
        SYMBOLS[row.status],
        _words(row, by),
        len(row.records),
        "" if density is None else f"{density:.1f}",
        anchor,
    )


def _words(row: ComparisonRow, by: By) -> str:
    if row.shared and not row.records:
        return "nothing said but in sentences that several regions share"
    return row.detail or meanings(by)[row.status]


def _groups(
    table: Matrix,
    labels: Mapping[str, str],
    evidence: Mapping[str, Evidence],
    anchors: Mapping[tuple[str, Cell], str],
    by: By,
) -> Iterator[dict[str, object]]:
    for item in table.items:
        rows = [(column, table.cells[item].get(column)) for column in table.columns]
        cells = [
            {
                "anchor": anchors[item, column],
                "place": " ".join(filter(None, (place_name(row.region_code), row.region_code, row.period))),
                "words": _words(row, by),
                "counts": counts_words(row),
                "quotes": [_quote(record, evidence[record]) for record in row.records if record in evidence],
                "shared": ", ".join(row.shared),
            }
            for column, row in rows
            if row and (item, column) in anchors
        ]
        yield {"item": item, "label": labels.get(item, item), "cells": cells}


def counts_words(row: ComparisonRow) -> str:
    """What was counted, in words; empty where nothing was."""
    salience = row.salience
    if salience is None or not salience.count:
        return ""
    said = [
        f"{salience.count} {'place' if salience.count == 1 else 'places'} in {number(salience.words)} words"
    ]
    if salience.density is not None and salience.interval is not None:
        low, high = salience.interval
        said.append(f"{salience.density:.1f} per 1,000 (95 %: {low:.1f}–{high:.1f})")
    if salience.first is not None:
        said.append(f"first after {100 * salience.first:.0f} % of the text")
    return "; ".join([*said, f"rank {salience.rank}"])


def _quote(record_id: str, evidence: Evidence) -> _Quote:
    page = f", page {evidence.page}" if evidence.page else ""
    return _Quote(evidence.quote, evidence.name, f"{evidence.document_id}{page}", record_id)
