"""A comparison to look at: as CSV, and as a page that needs nothing but itself."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from esfnlp.dataset.compare import Cell, CompareStatus, Comparison, ComparisonRow
from esfnlp.taxonomy import load_taxonomy
from esfnlp.taxonomy.places import place_name

if TYPE_CHECKING:
    from esfnlp.dataset.tables import Dataset

SYMBOLS: dict[CompareStatus, str] = {
    "prioritised": "●", "eligible": "◐", "mentioned": "○", "excluded": "✕", "silent": "·", "unread": "?",
}  # fmt: skip

MEANINGS: dict[CompareStatus, str] = {
    "prioritised": "prioritised",
    "eligible": "may also be covered, may apply",
    "mentioned": "mentioned",
    "excluded": "said not to be covered",
    "silent": "nothing said",
    "unread": "nothing found, but part of the document could not be read",
}

QUOTES_SHOWN = 3
"""More than so many quotes in a cell bury the table; all are in the JSON and CSV output."""


@dataclass(frozen=True, slots=True)
class Evidence:
    quote: str
    document_id: str
    page: int | None


def labels_of(dataset: "Dataset", comparison: Comparison) -> dict[str, str]:
    """The Swedish name of every item of the comparison."""
    known = load_taxonomy().concepts
    names: dict[str, str] = {}
    if comparison.by == "actors":
        names = {str(row["actor"]): str(row["name"] or row["actor"]) for row in dataset.rows("actors")}
    items = {row.item for row in comparison.rows}
    return {item: known[item].label() if item in known else names.get(item, item) for item in items}


def evidence_of(dataset: "Dataset", comparison: Comparison) -> dict[str, Evidence]:
    """The quote, document and page of every record of the comparison, by record_id."""
    wanted = {record for row in comparison.rows for record in row.records}
    return {
        str(row["record_id"]): Evidence(str(row["quote"]), str(row["document_id"]), row["page"])  # type: ignore[arg-type]
        for row in dataset.rows(comparison.table)
        if row["record_id"] in wanted
    }


@dataclass(frozen=True)
class Matrix:
    """Items by regions and periods; items that no plan says anything of are `unsaid`."""

    columns: tuple[Cell, ...]
    items: tuple[str, ...]
    cells: Mapping[str, Mapping[Cell, ComparisonRow]]
    unsaid: tuple[str, ...]


def matrix(comparison: Comparison, labels: Mapping[str, str]) -> Matrix:
    """The comparison as a table, items in the order of their Swedish names."""
    cells: dict[str, dict[Cell, ComparisonRow]] = defaultdict(dict)
    for row in comparison.rows:
        cells[row.item][row.region_code, row.period] = row
    columns = {(row.region_code, row.period or "") for row in comparison.rows}
    ordered = sorted(cells, key=lambda item: (labels.get(item, item).casefold(), item))
    said = {row.item for row in comparison.rows if row.records}
    return Matrix(
        columns=tuple((region, period or None) for region, period in sorted(columns)),
        items=tuple(item for item in ordered if item in said),
        cells=cells,
        unsaid=tuple(item for item in ordered if item not in said),
    )


def to_csv(comparison: Comparison, labels: Mapping[str, str]) -> str:
    """One line per row of the comparison; record ids are joined by `|`."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(["region_code", "period", comparison.key, "label", "status", "records"])
    for row in comparison.rows:
        label = labels.get(row.item, row.item)
        records = "|".join(row.records)
        writer.writerow([row.region_code, row.period or "", row.item, label, row.status, records])
    return buffer.getvalue()


def to_html(comparison: Comparison, labels: Mapping[str, str], evidence: Mapping[str, Evidence]) -> str:
    """A heat map in one file, without scripts; shade and sign say the same, a cell opens to its quotes."""
    table = matrix(comparison, labels)
    title = f"ESF regional plans by {comparison.by.replace('-', ' ')}"
    head = "".join(_html_column(column) for column in table.columns)
    body = "\n".join(_html_row(item, table, labels, evidence) for item in table.items)
    legend = "".join(
        f'<li><span class="cell {status}">{SYMBOLS[status]}</span> {escape(meaning)}</li>'
        for status, meaning in MEANINGS.items()
    )
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{escape(title)}</title>\n'
        f'<meta name="viewport" content="width=device-width">\n<style>{_STYLE}</style>\n</head>\n<body>\n'
        f"<h1>{escape(title)}</h1>\n<ul class=legend>{legend}</ul>\n<div class=scroll><table>\n"
        f'<thead><tr><th scope="col">{escape(comparison.key)}</th>{head}</tr></thead>\n'
        f"<tbody>\n{body}\n</tbody>\n</table></div>\n{_html_unsaid(table.unsaid, labels)}</body>\n</html>\n"
    )


def _html_column(column: Cell) -> str:
    region, period = column
    codes = escape(f"{region} {period or ''}".strip())
    return f'<th scope="col">{escape(place_name(region))}<br><small>{codes}</small></th>'


def _html_row(item: str, table: Matrix, labels: Mapping[str, str], evidence: Mapping[str, Evidence]) -> str:
    name = f'<th scope="row" lang="sv" title="{escape(item)}">{escape(labels.get(item, item))}</th>'
    cells = (_html_cell(table.cells[item].get(column), evidence) for column in table.columns)
    return f"<tr>{name}{''.join(cells)}</tr>"


def _html_cell(row: ComparisonRow | None, evidence: Mapping[str, Evidence]) -> str:
    if row is None:
        return "<td></td>"
    label = MEANINGS[row.status] if row.detail is None else f"{row.detail} ({MEANINGS[row.status]})"
    sign = f'<span aria-hidden="true">{SYMBOLS[row.status]}</span><span class="hidden">{escape(label)}</span>'
    if not row.records:
        return f'<td class="cell {row.status}" title="{escape(label)}">{sign}</td>'
    found = [evidence[record] for record in row.records if record in evidence]
    quotes = "".join(_html_quote(quote) for quote in found[:QUOTES_SHOWN])
    more = f"<p>and {len(found) - QUOTES_SHOWN} more</p>" if len(found) > QUOTES_SHOWN else ""
    return (
        f'<td class="cell {row.status}" title="{escape(label)}">'
        f"<details><summary>{sign} {len(row.records)}</summary>{quotes}{more}</details></td>"
    )


def _html_quote(evidence: Evidence) -> str:
    page = f", page {evidence.page}" if evidence.page else ""
    source = f"<cite>{escape(evidence.document_id)}{page}</cite>"
    return f'<blockquote><span lang="sv">{escape(evidence.quote)}</span> {source}</blockquote>'


def _html_unsaid(items: Iterable[str], labels: Mapping[str, str]) -> str:
    names = ", ".join(escape(labels.get(item, item)) for item in items)
    return f'<h2>No plan says anything of</h2>\n<p lang="sv">{names}</p>\n' if names else ""


_STYLE = """
body{font:15px/1.4 system-ui,sans-serif;margin:2rem;color:#111;background:#fff}
.scroll{overflow-x:auto}
table{border-collapse:collapse}
th,td{border:1px solid #999;padding:.25rem .5rem;vertical-align:top;text-align:left}
thead th{background:#f2f2f2;font-weight:600}
tbody th{font-weight:400;min-width:14rem}
.legend{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:.4rem 1.2rem}
.legend .cell{display:inline-block;min-width:1.6rem;text-align:center;border:1px solid #999}
.prioritised{background:#08519c;color:#fff}
.eligible{background:#6baed6;color:#000}
.mentioned{background:#deebf7;color:#000}
.excluded{background:#e69f00;color:#000}
.silent{background:#fff;color:#555}
.unread{background:repeating-linear-gradient(45deg,#fff 0 6px,#ccc 6px 9px);color:#000}
summary{cursor:pointer;white-space:nowrap}
details[open]{min-width:22rem}
blockquote{margin:.4rem 0;padding:.3rem .5rem;background:#fff;color:#111}
cite{font-size:.85em;color:#333}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
@media print{body{margin:0}details>summary{list-style:none}}
""".strip()
