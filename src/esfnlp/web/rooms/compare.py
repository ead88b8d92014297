"""Compare: the regions side by side, and what lies behind a cell."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import HTMLResponse

from esfnlp.dataset.compare import Comparison, compare
from esfnlp.dataset.views import SYMBOLS, labels_of
from esfnlp.web import downloads, words
from esfnlp.web.desk import Desk
from esfnlp.web.downloads import Form, Sheet
from esfnlp.web.languages import N_, Language
from esfnlp.web.questions import Code, Codes, Question, periods_of, regions_of
from esfnlp.web.refusals import RoomError
from esfnlp.web.shelf import Edition
from esfnlp.web.views.comparison import Filters, Grid, cell_of, evidence, grid, labels_in

MOST_RECORDS = 300
"""Records of a cell that are shown on a page; downloads have them all."""


def filters(
    by: Code = "target-groups",
    region: Codes = [],  # noqa: B006
    period: Codes = [],  # noqa: B006
    status: Codes = [],  # noqa: B006
    least: Annotated[float, Query(ge=0, le=1)] = 0.0,
) -> Filters:
    """The filters that an address holds; a status that does not exist is passed over."""
    return Filters(
        by=by,
        regions=tuple(filter(None, dict.fromkeys(region))),
        periods=tuple(filter(None, dict.fromkeys(period))),
        statuses=tuple(s for s in dict.fromkeys(status) if s in SYMBOLS),
        least=round(least, 2),
    )


Chosen = Annotated[Filters, Depends(filters)]


def routes(desk: Desk) -> APIRouter:
    """`/compare`, its cells and downloads."""
    router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)

    @router.get("/compare")
    def heat_map(request: Request, chosen: Chosen) -> HTMLResponse:
        edition, say = desk.shelf.edition(), desk.language(request)
        return desk.kept_page(request, edition, "compare.html", lambda: _compared(edition, chosen, say))

    @router.get("/compare/cell")
    def cell(request: Request, chosen: Chosen, at: Code, item: Question, when: Code = "") -> HTMLResponse:
        return _cell_page(desk, request, chosen, (at, when, item))

    @router.get("/compare/download.{form}")
    def download(request: Request, chosen: Chosen, form: Form) -> Response:
        return _download(desk.shelf.edition(), chosen, form, desk.language(request))

    return router


def compared(edition: Edition, chosen: Filters) -> Comparison:
    """The comparison of the records that are sure enough.

    Raises
    ------
    UsageError : there is no comparison by that.
    """
    key = ("comparison", chosen.by, chosen.least)
    return edition.kept_large(key, lambda: compare(edition.dataset.narrowed(least=chosen.least), chosen.by))


def labelled(edition: Edition, comparison: Comparison, chosen: Filters, say: Language) -> dict[str, str]:
    key = ("labels", chosen.by, chosen.least)
    names = edition.kept(key, lambda: labels_of(edition.dataset, comparison))
    return labels_in(say, comparison, names)


def choices(edition: Edition) -> dict[str, Any]:
    """What the filters can be set to."""
    rows = [row for row in edition.documents.values() if not row["training"]]
    return {
        "regions": edition.kept("compared regions", lambda: regions_of(rows)),
        "periods": edition.kept("compared periods", lambda: periods_of(rows)),
    }


def described(chosen: Filters, say: Language, what: str = "") -> str:
    """What of the dataset is shown, in words."""
    meanings = words.COMPARE_STATUS.get(chosen.by, {})
    parts = [
        say(what or words.COMPARE_BY.get(chosen.by, chosen.by)),
        ", ".join(map(say.place, chosen.regions)),
        ", ".join(chosen.periods),
        ", ".join(say(meanings.get(status, status)) for status in chosen.statuses),
        say(N_("confidence at least %(n)s"), n=say.number(chosen.least)) if chosen.least else "",
    ]
    return "; ".join(part for part in parts if part)


def _compared(edition: Edition, chosen: Filters, say: Language) -> dict[str, Any]:
    return {
        "chosen": chosen,
        "grid": _shown(edition, chosen, say),
        "cited": downloads.citation(edition, described(chosen, say), say),
        **choices(edition),
    }


def _shown(edition: Edition, chosen: Filters, say: Language) -> Grid:
    comparison = compared(edition, chosen)
    return grid(comparison, labelled(edition, comparison, chosen, say), chosen)


def _cell_page(desk: Desk, request: Request, chosen: Filters, place: tuple[str, str, str]) -> HTMLResponse:
    edition, say = desk.shelf.edition(), desk.language(request)
    comparison = compared(edition, chosen)
    cell = cell_of(comparison, *place)
    if cell is None:
        raise RoomError(404, N_("The comparison has no such cell."))
    records = edition.records(comparison.table, cell.records)
    return desk.page(
        request,
        "cell.html",
        chosen=chosen,
        cell=cell,
        label=labelled(edition, comparison, chosen, say)[cell.item],
        meaning=say(words.COMPARE_STATUS[chosen.by][cell.status]),
        documents=evidence(comparison.table, records[:MOST_RECORDS], edition.documents, say),
        more=max(0, len(records) - MOST_RECORDS),
    )


def _download(edition: Edition, chosen: Filters, form: Form, say: Language) -> Response:
    comparison, shown = compared(edition, chosen), _shown(edition, chosen, say)
    cited = downloads.citation(edition, described(chosen, say), say)
    name = f"esfnlp-{chosen.by}"
    if form in ("csv", "xlsx"):
        sheets = [_cells_sheet(comparison.key, shown, say)]
        if form == "xlsx":
            sheets.append(_quotes_sheet(edition, comparison.table, shown))
        return downloads.table(form, name, sheets, cited)
    try:
        from esfnlp.web.pictures import as_picture, heat_map

        heading = say(N_("The plans' %(name)s by region and period"), name=say(words.COMPARE_BY[chosen.by]))
        picture = as_picture(heat_map(shown, heading, words.COMPARE_STATUS[chosen.by], say), form, cited)
    except ModuleNotFoundError as error:
        raise downloads.no_pictures() from error
    return downloads.attachment(form, name, picture)


def _cells_sheet(key: str, shown: Grid, say: Language) -> Sheet:
    header = ["region_code", "region", "period", key, "label", "status", "record_count", "records"]
    rows = [
        [c.region_code, say.place(c.region_code), c.period or "", c.item, line.label, c.status, len(c.records),
         "|".join(c.records)]
        for line in shown.lines
        for c in line.cells
        if c is not None
    ]  # fmt: skip
    return Sheet("comparison", header, rows)


def _quotes_sheet(edition: Edition, table: str, shown: Grid) -> Sheet:
    header = ["record_id", "document_id", "title", "region_code", "page", "quote", "confidence"]
    ids = {record for line in shown.lines for cell in line.cells if cell for record in cell.records}
    titles = edition.documents
    rows = [
        [r["record_id"], r["document_id"], titles[str(r["document_id"])]["title"], r["region_code"], r["page"],
         r["quote"], r["confidence"]]
        for r in edition.records(table, ids)
    ]  # fmt: skip
    return Sheet("quotes", header, rows)
