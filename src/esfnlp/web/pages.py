"""The pages of the reading room."""

from functools import cache
from typing import Any

from fastapi import APIRouter
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.exceptions import HTTPException

from esfnlp.dataset.compare import compare, period_of
from esfnlp.dataset.views import SYMBOLS
from esfnlp.document import Span
from esfnlp.errors import UsageError
from esfnlp.record import RECORD_TABLES, Row
from esfnlp.taxonomy.places import place_name
from esfnlp.web import search_view, words
from esfnlp.web.compare_view import cell_of, evidence, heat_map
from esfnlp.web.plan_view import section_views
from esfnlp.web.questions import Code, Question, ask, codes_of, periods_of, regions_of
from esfnlp.web.shelf import Shelf
from esfnlp.web.text_view import block_views

PASSAGES_SHOWN = 10


@cache
def templates() -> Environment:
    environment = Environment(
        loader=PackageLoader("esfnlp.web"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    environment.filters.update(place=place_name, period=period_of, number=words.number)
    environment.globals.update(words=words, symbols=SYMBOLS)
    return environment


def render(template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """A page from a template of the package; all values are escaped."""
    return HTMLResponse(
        templates().get_template(template).render(**values, status=status), status_code=status
    )


def page_routes(shelf: Shelf) -> APIRouter:
    """`/` (search), `/plans`, one plan with its text, and `/compare` with its cells."""
    routes = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)

    @routes.get("/")
    def search(q: Question = "", region: Code = "", period: Code = "") -> HTMLResponse:
        return _search_page(shelf, q.strip(), region, period)

    @routes.get("/plans")
    def plans() -> HTMLResponse:
        return render("plans.html", documents=sorted(shelf.rows("documents"), key=_by_region))

    @routes.get("/plans/{document_id}")
    def plan(document_id: str) -> HTMLResponse:
        return _plan_page(shelf, _known_row(shelf, document_id))

    @routes.get("/plans/{document_id}/text")
    def text(document_id: str) -> HTMLResponse:
        return _text_page(shelf, _known_row(shelf, document_id))

    @routes.get("/compare")
    def comparison(by: Code = "target-groups") -> HTMLResponse:
        return render("compare.html", by=by, heat_map=heat_map(shelf, compare(shelf.dataset, by)))

    @routes.get("/compare/cell")
    def cell(by: Code, region: Code, item: Question, period: Code = "") -> HTMLResponse:
        return _cell_page(shelf, by, region, period, item)

    return routes


def _search_page(shelf: Shelf, question: str, region: str, period: str) -> HTMLResponse:
    documents = shelf.rows("documents")
    form = {
        "q": question, "region": region, "period": period,
        "regions": regions_of(documents), "periods": periods_of(documents), "count": len(documents),
    }  # fmt: skip
    if not question:
        return render("search.html", form=form, answer=None)
    everything = max(len(documents), PASSAGES_SHOWN)
    answer = ask(shelf, question, region=region, period=period, k=everything)
    return render(
        "search.html",
        form=form,
        answer=answer,
        understood=search_view.understood(answer.interpretation),
        nobody=search_view.nobody(answer),
        groups=search_view.groups(answer),
        silent=search_view.silent_plans(answer, documents),
        passages=answer.passages[:PASSAGES_SHOWN],
        titles={row["document_id"]: row["title"] or row["document_id"] for row in documents},
    )


def _plan_page(shelf: Shelf, row: Row) -> HTMLResponse:
    document_id = str(row["document_id"])
    records = {table: shelf.rows(table, [document_id]) for table in RECORD_TABLES}
    sections = section_views(
        shelf.rows("sections", [document_id]),
        shelf.rows("passages", [document_id]),
        records,
        home=codes_of(row),
    )
    counts = {table: len(found) for table, found in records.items()}
    return render("plan.html", document=row, sections=sections, counts=counts)


def _text_page(shelf: Shelf, row: Row) -> HTMLResponse:
    document_id = str(row["document_id"])
    document = shelf.document(row)
    if document is None:
        raise HTTPException(
            404, f"{document_id}: inget av dokumentet kunde läsas, så det finns ingen text att visa"
        )
    quoted = [
        Span(int(str(record["char_start"])), int(str(record["char_end"])))
        for table in RECORD_TABLES
        for record in shelf.rows(table, [document_id])
    ]
    return render("text.html", document=row, blocks=block_views(document, quoted), pages=document.pages)


def _cell_page(shelf: Shelf, by: str, region: str, period: str, item: str) -> HTMLResponse:
    comparison = compare(shelf.dataset, by)
    cell = cell_of(comparison, region, period, item)
    if cell is None:
        raise HTTPException(404, "Jämförelsen har ingen sådan ruta.")
    label = heat_map(shelf, comparison).labels[item]
    return render(
        "cell.html", by=by, cell=cell, label=label, documents=evidence(shelf, comparison.table, cell)
    )


def _known_row(shelf: Shelf, document_id: str) -> Row:
    try:
        return shelf.document_row(document_id)
    except UsageError as error:
        raise HTTPException(404, f"Datamängden har inget dokument som heter {document_id}.") from error


def _by_region(row: Row) -> tuple[bool, list[str], str, str]:
    """Training material last, then by region, period and id."""
    return bool(row["training"]), codes_of(row), str(row["period_start"] or ""), str(row["document_id"])
