"""The regions side by side, two versions of a plan, and plans that are alike."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from fastapi import APIRouter, Request, Response

from esfnlp.dataset.diff import diff
from esfnlp.dataset.side_by_side import Fold, Line
from esfnlp.dataset.similar import similar_json
from esfnlp.record import RECORD_TABLES, Row
from esfnlp.web import models
from esfnlp.web.desk import Desk
from esfnlp.web.known import known_row
from esfnlp.web.languages import N_
from esfnlp.web.questions import Code, Question, regions_of
from esfnlp.web.refusals import RoomError
from esfnlp.web.rooms import charts, compare, plans
from esfnlp.web.rooms.api import shapes
from esfnlp.web.rooms.api.answers import (
    AsCsv,
    Asked,
    Responses,
    answered,
    as_csv,
    listed,
    rows_of,
    table_columns,
)
from esfnlp.web.rooms.compare import Chosen
from esfnlp.web.rooms.diff import text_diff
from esfnlp.web.shelf import Edition
from esfnlp.web.views.apart import BY, Trait, apart
from esfnlp.web.views.comparison import cell_of

_COMPARED = ("region_code", "period")
_CHANGES = ("side", "kind", "table")
"""With these begin the columns of rows whose others depend on what they say."""
_TARGETS = ("record_id", "document_id", "region", "kind", "indicator", "unit", "value", "year", "is_dated", "page",
            "char_start")  # fmt: skip
_PLACES = ("document_id", "region_code", "period", "nearest", "likeness", "x", "y")
_SIMILAR = ("document_id", "score", "target_groups", "themes", "actors", "text")


def routes(desk: Desk) -> APIRouter:
    """`/compare` and what lies below it, `/diff` and `/similar`."""
    router = APIRouter()

    @router.get("/compare", responses=_also_csv(models.Comparison))
    def comparison(request: Request, chosen: Chosen, csv: AsCsv) -> Response:
        """What each region and period says of each item, silence included, within the filters."""
        edition = desk.shelf.edition()
        return answered(request, edition.stamp, lambda: _comparison(edition, chosen, is_csv=csv), is_csv=csv)

    @router.get("/compare/cell", responses=rows_of(*RECORD_TABLES, model=shapes.CellRecords))
    def cell(
        request: Request, part: Asked, chosen: Chosen, at: Code, item: Question, when: Code = ""
    ) -> Response:
        """The records behind one cell: what the plans of a region (`at`) and period (`when`) say of an item."""
        edition = desk.shelf.edition()
        compared = compare.compared(edition, chosen)
        found = cell_of(compared, at, when, item)
        if found is None:
            raise RoomError(404, N_("The comparison has no such cell."))
        return listed(
            request, edition.stamp, part, edition.records(compared.table, found.records), key="records",
            columns=table_columns(compared.table), region_code=at, period=when or None, status=found.status,
        )  # fmt: skip

    @router.get("/compare/region", responses={200: {"model": shapes.Apart}})
    def region(request: Request, chosen: Chosen, at: Code) -> Response:
        """What sets a region (`at`) apart: items that it gives more room than others do, that only it speaks of, and
        that it says nothing of though others do; `density` is places per 1,000 words."""
        edition = desk.shelf.edition()
        known = edition.kept("regions", lambda: regions_of(edition.documents.values()))
        if at not in known or chosen.by not in BY:
            raise RoomError(404, N_("The comparison has no such cell."))
        return answered(request, edition.stamp, lambda: _apart(edition, chosen, at))

    @router.get("/compare/targets", responses=rows_of("targets", model=shapes.Commitments))
    def targets(request: Request, part: Asked, chosen: Chosen, unit: Code = "") -> Response:
        """Targets and milestones by unit, region, indicator and year, of one unit where it is named."""
        edition = desk.shelf.edition()
        found = [asdict(one) for one in charts.chosen_commitments(edition, chosen) if unit in ("", one.unit)]
        return listed(request, edition.stamp, part, found, key="targets", columns=_TARGETS)

    @router.get("/compare/likeness", responses=rows_of("documents", model=shapes.Likeness))
    def likeness(request: Request, part: Asked, chosen: Chosen) -> Response:
        """The map of likeness: the latest plan of each region and period, and the one most like it."""
        edition = desk.shelf.edition()
        return listed(request, edition.stamp, part, _places(edition, chosen), key="plans", columns=_PLACES)

    @router.get("/diff", responses=_also_csv(models.Difference))
    def difference(request: Request, old: Question, new: Question, csv: AsCsv) -> Response:
        """What changed in meaning from one document to another, what is only reworded, and what moved."""
        edition = desk.shelf.edition()
        names = _names(edition, old, new)
        return answered(request, edition.stamp, lambda: _difference(edition, names, is_csv=csv), is_csv=csv)

    @router.get("/diff/text", responses={200: {"model": shapes.TextDifference}})
    def difference_of_text(request: Request, old: Question, new: Question) -> Response:
        """Both texts side by side, sentence by sentence."""
        edition = desk.shelf.edition()
        first, second = _names(edition, old, new)
        return answered(
            request,
            edition.stamp,
            lambda: {
                "old": first,
                "new": second,
                "lines": [_line(one) for one in text_diff(edition, first, second)],
            },
        )

    @router.get("/similar/{document_id}", responses=_also_csv(models.Similar))
    def alike(request: Request, document_id: str, csv: AsCsv) -> Response:
        """The other documents, the most similar first; of very many, the hundred that are nearest."""
        edition = desk.shelf.edition()
        name = str(known_row(edition, document_id)["document_id"])
        return answered(request, edition.stamp, lambda: _similar(edition, name, is_csv=csv), is_csv=csv)

    return router


def _also_csv(model: Any) -> Responses:
    return {200: {"content": {"application/json": {}, "text/csv": {}}, "model": model}}


def _names(edition: Edition, *documents: str) -> list[str]:
    return [str(known_row(edition, name)["document_id"]) for name in documents]


def _comparison(edition: Edition, chosen: Chosen, *, is_csv: bool) -> Any:
    compared = compare.compared(edition, chosen)
    content = replace(compared, rows=tuple(filter(chosen.let_pass, compared.rows))).to_json()
    return _csv(_COMPARED, content["rows"]) if is_csv else content


def _apart(edition: Edition, chosen: Chosen, at: str) -> dict[str, Any]:
    seen = replace(chosen, is_dense=True, regions=(), statuses=())
    found = apart(compare.compared(edition, seen), at, chosen.periods)
    return {
        "by": chosen.by, "region_code": at, "more": list(map(_trait, found.more)),
        "only": list(map(_trait, found.only)), "missing": [asdict(one) for one in found.missing],
    }  # fmt: skip


def _trait(one: Trait) -> dict[str, Any]:
    records = [record for row in one.cells for record in row.records]
    return {"item": one.item, "status": one.status, "density": one.density, "elsewhere": one.elsewhere,
            "records": records}  # fmt: skip


def _places(edition: Edition, chosen: Chosen) -> list[dict[str, object]]:
    found = charts.chosen_likeness(edition, chosen)
    places = found.places if found else ()
    return [
        {"document_id": p.document_id, "region_code": p.region, "period": p.period,
         "nearest": places[p.nearest].document_id, "likeness": p.likeness, "x": p.x, "y": p.y}
        for p in places
    ]  # fmt: skip


def _difference(edition: Edition, names: Sequence[str], *, is_csv: bool) -> Any:
    old, new = names
    content = edition.kept_large(("diff", old, new), lambda: diff(edition.dataset, old, new)).to_json()
    if not is_csv:
        return content
    sides = ("changes", "reworded", "moved")
    return _csv(_CHANGES, [{"side": side, **change} for side in sides for change in content[side]])


def _csv(first: Sequence[str], rows: Sequence[Row]) -> str:
    """The rows with all their columns, the stated ones first."""
    return as_csv(list(dict.fromkeys([*first, *(column for row in rows for column in row)])), rows)


def _line(one: Line | Fold) -> dict[str, Any]:
    if isinstance(one, Fold):
        return {"unchanged": one.count}
    return {
        "old": [asdict(piece) for piece in one.old],
        "new": [asdict(piece) for piece in one.new],
        "is_heading": one.is_heading,
    }


def _similar(edition: Edition, document_id: str, *, is_csv: bool) -> Any:
    content = similar_json(document_id, plans.nearest_plans(edition, document_id))
    if not is_csv:
        return content
    return as_csv(_SIMILAR, [{**one, **one["parts"]} for one in content["similar"]])
