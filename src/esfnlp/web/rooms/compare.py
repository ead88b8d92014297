"""Compare: the regions side by side, and what lies behind a cell."""

from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import HTMLResponse

from esfnlp.dataset.boilerplate import Boilerplate, find_boilerplate
from esfnlp.dataset.compare import Comparison, compare, read_cells
from esfnlp.dataset.views import SYMBOLS, labels_of
from esfnlp.taxonomy.places import COUNTRY
from esfnlp.web import downloads, words
from esfnlp.web.desk import Desk
from esfnlp.web.downloads import Form, Sheet
from esfnlp.web.languages import N_, Language
from esfnlp.web.questions import Code, Codes, Question, periods_of, regions_of
from esfnlp.web.refusals import RoomError
from esfnlp.web.shelf import Edition
from esfnlp.web.views.apart import BY, apart
from esfnlp.web.views.comparison import Filters, Grid, cell_of, evidence, grid, labels_in

MOST_SHARING = 200
"""Documents among which shared sentences are looked for: time grows with the square of those that share them."""
MOST_RECORDS = 300
"""Records of a cell that are shown on a page; downloads have them all."""


def filters(
    by: Code = "target-groups",
    region: Codes = [],  # noqa: B006
    period: Codes = [],  # noqa: B006
    status: Codes = [],  # noqa: B006
    least: Annotated[float, Query(ge=0, le=1)] = 0.0,
    own: bool = False,
    show: Code = "",
) -> Filters:
    """The filters that an address holds; a status that does not exist is passed over."""
    return Filters(
        by=by,
        regions=tuple(filter(None, dict.fromkeys(region))),
        periods=tuple(filter(None, dict.fromkeys(period))),
        statuses=tuple(s for s in dict.fromkeys(status) if s in SYMBOLS),
        least=round(least, 2),
        is_own=own,
        is_dense=show == "density",
    )


Chosen = Annotated[Filters, Depends(filters)]


def routes(desk: Desk) -> APIRouter:
    """`/compare`, its cells and downloads."""
    router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)

    @router.get("/compare")
    def heat_map(request: Request, chosen: Chosen) -> HTMLResponse:
        edition, say = desk.shelf.edition(), desk.language(request)
        return desk.kept_page(request, edition, "compare.html", lambda: _compared(edition, chosen, say))

    @router.get("/compare/region")
    def region(request: Request, chosen: Chosen, at: Code = "") -> HTMLResponse:
        edition, say = desk.shelf.edition(), desk.language(request)
        return desk.kept_page(
            request, edition, "region.html", lambda: _region_values(edition, chosen, at, say)
        )

    @router.get("/compare/cell")
    def cell(request: Request, chosen: Chosen, at: Code, item: Question, when: Code = "") -> HTMLResponse:
        return _cell_page(desk, request, chosen, (at, when, item))

    @router.get("/compare/download.{form}")
    def download(request: Request, chosen: Chosen, form: Form) -> Response:
        return _download(desk.shelf.edition(), chosen, form, desk.language(request))

    return router


def compared(edition: Edition, chosen: Filters) -> Comparison:
    """The comparison of the records that are sure enough, without shared sentences where that is asked for.

    Raises
    ------
    UsageError : there is no comparison by that.
    RoomError : 400, there are too many plans to look for shared sentences.
    """
    key = ("comparison", chosen.by, chosen.least, chosen.is_own, chosen.is_dense)
    return edition.kept_large(key, lambda: _made_comparison(edition, chosen))


def _made_comparison(edition: Edition, chosen: Filters) -> Comparison:
    boilerplate = _boilerplate(edition) if chosen.is_own else None
    dataset = edition.dataset.narrowed(least=chosen.least)
    return compare(dataset, chosen.by, boilerplate=boilerplate, with_salience=chosen.is_dense)


def can_share(edition: Edition) -> bool:
    """Whether shared sentences can be looked for here."""
    return len(edition.documents) <= MOST_SHARING


def _boilerplate(edition: Edition) -> Boilerplate:
    if not can_share(edition):
        raise RoomError(
            400,
            N_("Shared sentences are looked for among %(n)s documents at most; the command line takes more."),
            n=MOST_SHARING,
        )
    return edition.kept_large("boilerplate", lambda: find_boilerplate(edition.dataset))


def labelled(edition: Edition, comparison: Comparison, chosen: Filters, say: Language) -> dict[str, str]:
    key = ("labels", chosen.by, chosen.least, chosen.is_own)
    names = edition.kept(key, lambda: labels_of(edition.dataset, comparison))
    return labels_in(say, comparison, names)


def choices(edition: Edition) -> dict[str, Any]:
    """What the filters can be set to."""
    rows = [row for row in edition.documents.values() if not row["training"]]
    return {
        "regions": edition.kept("compared regions", lambda: regions_of(rows)),
        "periods": edition.kept("compared periods", lambda: periods_of(rows)),
        "can_share": can_share(edition),
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
        say(N_("without sentences that several regions share")) if chosen.is_own else "",
        say(N_("places per 1,000 words")) if chosen.is_dense else "",
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


def _region_values(edition: Edition, chosen: Filters, at: str, say: Language) -> dict[str, Any]:
    known = [code for code in choices(edition)["regions"] if code != COUNTRY]
    if (at and at not in known) or chosen.by not in BY:
        raise RoomError(404, N_("The comparison has no such cell."))
    seen = replace(chosen, is_dense=True, regions=(), statuses=())
    comparison = compared(edition, seen)
    region = at or next(iter(known), "")
    return {
        "chosen": replace(seen, is_dense=False),
        "at": region,
        "found": apart(comparison, region, chosen.periods),
        "labels": labelled(edition, comparison, seen, say),
        "kinds": BY,
        "can_share": can_share(edition),
        "regions": known,
        "periods": sorted(
            {period for code, period in read_cells(edition.documents.values()) if code == region and period}
        ),
        "cited": downloads.citation(edition, described(replace(seen, regions=(region,)), say), say),
    }


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
        sheets = [_cells_sheet(comparison.key, shown, say, is_dense=chosen.is_dense)]
        if form == "xlsx":
            sheets.append(_quotes_sheet(edition, comparison.table, shown))
        return downloads.table(form, name, sheets, cited)
    try:
        from esfnlp.web.pictures import as_picture, heat_map

        heading = say(N_("The plans' %(name)s by region and period"), name=say(words.COMPARE_BY[chosen.by]))
        drawn = heat_map(shown, heading, words.COMPARE_STATUS[chosen.by], say, is_dense=chosen.is_dense)
        picture = as_picture(drawn, form, cited)
    except ModuleNotFoundError as error:
        raise downloads.no_pictures() from error
    return downloads.attachment(form, name, picture)


def _cells_sheet(key: str, shown: Grid, say: Language, *, is_dense: bool) -> Sheet:
    header = ["region_code", "region", "period", key, "label", "status", "record_count", "records"]
    measures = ["count", "density", "density_low", "density_high", "first", "rank"] if is_dense else []
    rows = [
        [c.region_code, say.place(c.region_code), c.period or "", c.item, line.label, c.status, len(c.records),
         "|".join(c.records), *(c.salience.to_json()[name] for name in measures if c.salience)]
        for line in shown.lines
        for c in line.cells
        if c is not None
    ]  # fmt: skip
    return Sheet("comparison", [*header, *measures], rows)


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
