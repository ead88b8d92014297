"""Compare, drawn: targets over time, and which plans are alike."""

from collections import Counter
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from esfnlp.dataset.compare import period_of
from esfnlp.dataset.similar import similar
from esfnlp.web import downloads
from esfnlp.web.desk import Desk
from esfnlp.web.downloads import Form, Sheet
from esfnlp.web.languages import N_, Language
from esfnlp.web.questions import Code
from esfnlp.web.rooms.compare import Chosen, choices, described
from esfnlp.web.shelf import Edition
from esfnlp.web.views.chart import Chart, Commitment, chart, commitments
from esfnlp.web.views.comparison import Filters
from esfnlp.web.views.likeness import Likeness, latest_plans, likeness

MOST_LISTED = 500
"""Rows of the table beside the chart; downloads have them all."""
LEAST_PLANS = 3
"""Fewer plans make no map."""
TARGETS = N_("Targets and milestones by the year they are for")
LIKENESS = N_("Regional plans by likeness: what is near is alike")


def routes(desk: Desk) -> APIRouter:
    """`/compare/targets` and `/compare/likeness`, with their downloads."""
    router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)

    @router.get("/compare/targets")
    def targets(request: Request, chosen: Chosen, unit: Code = "") -> HTMLResponse:
        edition, say = desk.shelf.edition(), desk.language(request)
        return desk.kept_page(
            request, edition, "targets.html", lambda: _targets_values(edition, chosen, unit, say)
        )

    @router.get("/compare/targets/download.{form}")
    def targets_download(request: Request, chosen: Chosen, form: Form, unit: Code = "") -> Response:
        edition, say = desk.shelf.edition(), desk.language(request)
        return _targets_download(edition, chosen, chart(chosen_commitments(edition, chosen), unit), form, say)

    @router.get("/compare/likeness")
    def alike(request: Request, chosen: Chosen) -> HTMLResponse:
        edition, say = desk.shelf.edition(), desk.language(request)
        return desk.page(
            request,
            "likeness.html",
            chosen=chosen,
            found=chosen_likeness(edition, chosen),
            titles=edition.documents,
            cited=downloads.citation(edition, described(chosen, say, LIKENESS), say),
            **choices(edition),
        )

    @router.get("/compare/likeness/download.{form}")
    def alike_download(request: Request, chosen: Chosen, form: Form) -> Response:
        edition, say = desk.shelf.edition(), desk.language(request)
        return _likeness_download(edition, chosen, chosen_likeness(edition, chosen), form, say)

    return router


def _targets_values(edition: Edition, chosen: Filters, unit: str, say: Language) -> dict[str, Any]:
    made = chosen_commitments(edition, chosen)
    shown = chart(made, unit)
    return {
        "chosen": chosen,
        "unit": unit,
        "units": [name for name, _ in Counter(c.unit for c in made).most_common()],
        "chart": shown,
        "listed": shown.commitments[:MOST_LISTED],
        "titles": edition.documents,
        "cited": downloads.citation(edition, described(chosen, say, TARGETS), say),
        **choices(edition),
    }


def _chosen_documents(edition: Edition, chosen: Filters) -> set[str]:
    return {
        document_id
        for document_id, row in edition.documents.items()
        if not chosen.periods or (period_of(row) or "-") in chosen.periods
    }


def chosen_commitments(edition: Edition, chosen: Filters) -> list[Commitment]:
    documents = _chosen_documents(edition, chosen) if chosen.periods else None
    narrow = edition.dataset.narrowed(least=chosen.least, documents=documents, regions=chosen.regions)
    key = ("commitments", chosen.least, chosen.regions, chosen.periods)
    return edition.kept_large(key, lambda: commitments(narrow.rows("targets"), edition.documents))


def chosen_likeness(edition: Edition, chosen: Filters) -> Likeness | None:
    """The map of the chosen plans; None where there are too few."""
    key = ("likeness", chosen.least, chosen.regions, chosen.periods)
    return edition.kept(key, lambda: _made_likeness(edition, chosen))


def _made_likeness(edition: Edition, chosen: Filters) -> Likeness | None:
    documents = edition.documents
    plans = latest_plans(documents[name] for name in sorted(_chosen_documents(edition, chosen)))
    if chosen.regions:
        plans = [plan for plan in plans if set(documents[plan]["region_codes"]) & set(chosen.regions)]  # type: ignore[call-overload]
    if len(plans) < LEAST_PLANS:
        return None
    narrow = edition.dataset.narrowed(least=chosen.least, documents=plans).wordless()
    return likeness(plans, {plan: similar(narrow, plan) for plan in plans}, documents)


def _targets_download(edition: Edition, chosen: Filters, shown: Chart, form: Form, say: Language) -> Response:
    cited = downloads.citation(edition, described(chosen, say, TARGETS), say)
    if form in ("csv", "xlsx"):
        header = ["record_id", "document_id", "title", "region_code", "region", "kind", "indicator", "value",
                  "unit", "year", "year_is_stated", "page"]  # fmt: skip
        rows = [
            [c.record_id, c.document_id, edition.documents[c.document_id]["title"], c.region,
             say.place(c.region), c.kind, c.indicator, c.value, c.unit, c.year, c.is_dated, c.page]
            for c in shown.commitments
        ]  # fmt: skip
        return downloads.table(form, "esfnlp-targets-over-time", [Sheet("targets", header, rows)], cited)
    try:
        from esfnlp.web.pictures import as_picture, targets_chart

        picture = as_picture(targets_chart(shown, say(TARGETS), say), form, cited)
    except ModuleNotFoundError as error:
        raise downloads.no_pictures() from error
    return downloads.attachment(form, "esfnlp-targets-over-time", picture)


def _likeness_download(
    edition: Edition, chosen: Filters, found: Likeness | None, form: Form, say: Language
) -> Response:
    cited = downloads.citation(edition, described(chosen, say, LIKENESS), say)
    places = found.places if found else ()
    if form in ("csv", "xlsx"):
        header = [
            "document_id",
            "region_code",
            "region",
            "period",
            "nearest_document_id",
            "likeness",
            "x",
            "y",
        ]
        rows = [
            [p.document_id, p.region, say.place(p.region), p.period, places[p.nearest].document_id, p.likeness,
             p.x, p.y]
            for p in places
        ]  # fmt: skip
        return downloads.table(form, "esfnlp-likeness", [Sheet("likeness", header, rows)], cited)
    try:
        from esfnlp.web.pictures import as_picture, likeness_map

        drawn = likeness_map(found or Likeness((), ()), say(LIKENESS), say)
        picture = as_picture(drawn, form, cited)
    except ModuleNotFoundError as error:
        raise downloads.no_pictures() from error
    return downloads.attachment(form, "esfnlp-likeness", picture)
