"""A series as CSV and as one page: a table for each region and strand, each cell linked to its quotes below."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import cast

from esfnlp.dataset.pages import render
from esfnlp.dataset.series import WHOLE, Series, SeriesCell, SeriesRow, SeriesStatus
from esfnlp.dataset.views import MEANINGS, SYMBOLS, Evidence
from esfnlp.taxonomy import load_taxonomy
from esfnlp.taxonomy.places import place_name
from esfnlp.taxonomy.strands import load_strands

_Words = dict[SeriesStatus, str]
SERIES_SYMBOLS: dict[SeriesStatus, str] = {**cast(_Words, SYMBOLS), "no-part": "–", "no-plan": ""}
SERIES_MEANINGS: dict[SeriesStatus, str] = {
    **cast(_Words, MEANINGS),
    "no-part": "the period's programme has no such part",
    "no-plan": "no plan of the period in the dataset",
}
_OF_TARGETS: _Words = {"prioritised": "a target, milestone or budget"}
_NEVER_OF_TARGETS = {"eligible", "mentioned", "excluded"}


def legend(found: Series) -> dict[SeriesStatus, str]:
    """What the signs of a series mean, in the order of the legend."""
    if found.by == "target-groups":
        return SERIES_MEANINGS
    words = {**SERIES_MEANINGS, **_OF_TARGETS}
    return {status: meaning for status, meaning in words.items() if status not in _NEVER_OF_TARGETS}


def label_of(item: str) -> str:
    """The Swedish name of a group; an indicator is its own name."""
    known = load_taxonomy().concepts
    return known[item].label() if item in known else item


def strand_label(strand_id: str) -> str:
    """The Swedish name of a strand."""
    if strand_id == WHOLE:
        return "Planen som helhet"
    return next(own.labels["sv"] for own in load_strands().strands if own.strand_id == strand_id)


def cell_words(cell: SeriesCell) -> str:
    """The sign with what stands behind it: values of targets or the number of records, and the parts."""
    sign = SERIES_SYMBOLS[cell.status]
    if not cell.records:
        return sign
    said = "; ".join(cell.values) if cell.values else str(len(cell.records))
    parts = f" ({', '.join(cell.parts)})" if cell.parts else ""
    return f"{sign} {said}{parts}"


def to_csv(found: Series) -> str:
    """One line per region, strand, item and period; lists are joined by `|`."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(
        ["region_code", "strand", found.key, "label", "period", "status", "parts", "values", "records"]
    )
    for row in found.rows:
        for period, cell in zip(found.periods, row.cells, strict=True):
            lists = ("|".join(values) for values in (cell.parts, cell.values, cell.records))
            writer.writerow(
                [row.region_code, row.strand, row.item, label_of(row.item), period, cell.status, *lists]
            )
    return buffer.getvalue()


def to_html(found: Series, evidence: Mapping[str, Evidence], *, source: str = "") -> str:
    """The page; `source` says which dataset it shows.

    Raises
    ------
    UsageError : Jinja2 is not installed.
    """
    anchors = _anchors(found)
    regions = groupby(found.rows, key=lambda row: row.region_code)
    return render(
        "series.html",
        title=f"{found.by.replace('-', ' ').capitalize()} of ESF regional plans over the programme periods",
        source=source or "an esfnlp dataset",
        key=found.key,
        periods=found.periods,
        legend=[
            {"status": status, "symbol": SERIES_SYMBOLS[status], "meaning": meaning}
            for status, meaning in legend(found).items()
        ],
        regions=[
            {"name": place_name(region), "code": region, "strands": list(_strands(list(rows), anchors))}
            for region, rows in regions
        ],
        mapping=_mapping(found.periods),
        continuations=load_strands().continuations,
        evidence=list(_evidence(found, evidence, anchors)),
    )


def _anchors(found: Series) -> dict[tuple[str, str, int], str]:
    """An id for every region, item and period (by number) that has records."""
    keys = dict.fromkeys(
        (row.region_code, row.item, number)
        for row in found.rows
        for number, cell in enumerate(row.cells)
        if cell.records
    )
    return {key: f"cell-{count}" for count, key in enumerate(keys, start=1)}


def _strands(
    rows: Sequence[SeriesRow], anchors: Mapping[tuple[str, str, int], str]
) -> Iterator[dict[str, object]]:
    for strand, own in groupby(rows, key=lambda row: row.strand):
        lines = [
            {
                "item": row.item,
                "label": label_of(row.item),
                "cells": [
                    _cell(cell, anchors.get((row.region_code, row.item, number), ""))
                    for number, cell in enumerate(row.cells)
                ],
            }
            for row in own
        ]
        yield {
            "label": strand_label(strand),
            "lines": sorted(lines, key=lambda line: str(line["label"]).casefold()),
        }


def _cell(cell: SeriesCell, anchor: str) -> dict[str, object]:
    return {
        "status": cell.status,
        "symbol": SERIES_SYMBOLS[cell.status],
        "words": {**SERIES_MEANINGS, **(_OF_TARGETS if cell.values else {})}[cell.status],
        "anchor": anchor if cell.records else "",
        "count": len(cell.records),
        "values": cell.values,
        "parts": ", ".join(cell.parts),
    }


def _mapping(periods: Sequence[str]) -> list[dict[str, object]]:
    return [
        {
            "label": strand.labels["sv"],
            "english": strand.labels["en"],
            "parts": [", ".join(map(str, strand.parts_of(int(period[:4])))) for period in periods],
            "reason": strand.reasons["en"],
        }
        for strand in load_strands().strands
    ]


def _evidence(
    found: Series, evidence: Mapping[str, Evidence], anchors: Mapping[tuple[str, str, int], str]
) -> Iterator[dict[str, object]]:
    """The quotes of the plan as a whole, which every strand leads to."""
    for row in (row for row in found.rows if row.strand == WHOLE):
        for number, cell in enumerate(row.cells):
            if cell.records:
                quotes = [(record, evidence[record]) for record in cell.records if record in evidence]
                yield {
                    "anchor": anchors[row.region_code, row.item, number],
                    "title": f"{place_name(row.region_code)} {found.periods[number]}",
                    "label": label_of(row.item),
                    "quotes": [
                        {"text": own.quote, "document": own.document_id, "page": own.page, "record": record}
                        for record, own in quotes
                    ],
                }
