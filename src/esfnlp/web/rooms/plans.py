"""The plans: which there are, what each says, what it is like, and its text."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse

from esfnlp.dataset.similar import Similarity, similar
from esfnlp.document import Span
from esfnlp.record import RECORD_TABLES, Row
from esfnlp.web import addresses
from esfnlp.web.desk import Desk
from esfnlp.web.known import known_document, known_row
from esfnlp.web.languages import N_, Language
from esfnlp.web.questions import Code, Question, codes_of, periods_of, regions_of
from esfnlp.web.rooms import counterparts, pages
from esfnlp.web.shelf import Edition
from esfnlp.web.views.catalogue import Wanted, catalogue, programmes_of, searched
from esfnlp.web.views.profile import Records, profile
from esfnlp.web.views.sections import SectionNode, section_tree
from esfnlp.web.views.text import block_views

NEAREST_SHOWN = 8
MOST_BY_WORDS = 100
"""Plans whose words are compared with a plan's; of more, only those that are nearest otherwise."""
LIKE_IN = {
    "target_groups": N_("Target groups"),
    "themes": N_("Themes"),
    "actors": N_("Actors"),
    "text": N_("Words"),
}
MOST_OPEN = 60
"""A plan with more quotes shows its sections closed."""


def wanted(
    text: Annotated[str, Query(max_length=200)] = "",
    region: Code = "",
    period: Code = "",
    programme: Question = "",
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
) -> Wanted:
    """Which plans an address wants to see."""
    return Wanted(" ".join(text.split()), region, period, programme, page)


def routes(desk: Desk) -> APIRouter:
    """`/plans`, and below it each plan with its text, its pages and the plans that are like it."""
    router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)

    @router.get("/plans")
    def plans(request: Request, choice: Annotated[Wanted, Depends(wanted)]) -> HTMLResponse:
        edition, say = desk.shelf.edition(), desk.language(request)
        documents = edition.documents.values()
        return desk.page(
            request,
            "plans.html",
            wanted=choice,
            found=catalogue(documents, choice, lambda row: _searched(edition, say)[str(row["document_id"])]),
            regions=edition.kept("regions", lambda: regions_of(documents)),
            periods=edition.kept("periods", lambda: periods_of(documents)),
            programmes=edition.kept("programmes", lambda: programmes_of(documents)),
        )

    @router.get("/plans/{document_id}")
    def plan(request: Request, document_id: str) -> HTMLResponse:
        edition = desk.shelf.edition()
        return _plan_page(desk, request, edition, known_row(edition, document_id))

    @router.get("/plans/{document_id}/text")
    def text(request: Request, document_id: str) -> HTMLResponse:
        edition = desk.shelf.edition()
        return _text_page(desk, request, edition, known_row(edition, document_id))

    @router.get("/plans/{document_id}/similar")
    def nearest(request: Request, document_id: str) -> HTMLResponse:
        edition = desk.shelf.edition()
        row = known_row(edition, document_id)
        is_part = request.headers.get("hx-request") == "true"
        return desk.page(
            request,
            "_similar.html" if is_part else "similar.html",
            is_part=is_part,
            document=row,
            found=nearest_plans(edition, str(row["document_id"]))[: NEAREST_SHOWN if is_part else None],
            documents=edition.documents,
            parts=LIKE_IN,
        )

    router.include_router(pages.routes(desk))
    router.include_router(counterparts.routes(desk))
    return router


def _searched(edition: Edition, say: Language) -> dict[str, str]:
    """What words are looked for in, by document."""
    documents = edition.documents
    return edition.kept(
        ("searched", say.code), lambda: {name: searched(row, say) for name, row in documents.items()}
    )


def _plan_page(desk: Desk, request: Request, edition: Edition, row: Row) -> HTMLResponse:
    say = desk.language(request)
    document_id = str(row["document_id"])
    records = _records(edition, document_id)
    sections = edition.kept(
        ("sections", document_id, say.code), lambda: _sections(edition, row, records, say)
    )
    count = sum(section.count for section in sections)
    return desk.page(
        request,
        "plan.html",
        document=row,
        sections=sections,
        counts={table: len(found) for table, found in records.items()},
        count=count,
        is_open=count <= MOST_OPEN,
        charts=profile(records, say),
        versions=_other_versions(edition, row),
    )


def _records(edition: Edition, document_id: str) -> Records:
    return {table: edition.rows(table, documents=[document_id]) for table in RECORD_TABLES}


def _sections(edition: Edition, row: Row, records: Records, say: Language) -> list[SectionNode]:
    name = [str(row["document_id"])]
    return section_tree(
        edition.rows("sections", documents=name),
        edition.rows("passages", ["passage_id", "section_id"], documents=name),
        records,
        say,
        home=codes_of(row),
    )


def nearest_plans(edition: Edition, document_id: str) -> list[Similarity]:
    """The other plans, most similar first."""

    def found() -> list[Similarity]:
        if len(edition.documents) <= MOST_BY_WORDS:
            return similar(edition.dataset, document_id)
        near = similar(edition.dataset.wordless(), document_id)[:MOST_BY_WORDS]
        names = [document_id, *(other.document_id for other in near)]
        return similar(edition.dataset.narrowed(documents=names), document_id)

    return edition.kept(("similar", document_id), found)


def _other_versions(edition: Edition, row: Row) -> list[tuple[Row, str]]:
    """The other versions of the plan in their order, each with the address of what changed from older to newer."""
    same = [
        other for other in edition.documents.values() if row["plan_id"] and other["plan_id"] == row["plan_id"]
    ]
    ordered = sorted(same, key=lambda other: (str(other["version"] or ""), str(other["document_id"])))
    names = [str(other["document_id"]) for other in ordered]
    at = names.index(str(row["document_id"])) if row["plan_id"] else 0
    pairs = [(i, (names[min(i, at)], names[max(i, at)])) for i in range(len(names)) if i != at]
    return [
        (ordered[i], addresses.with_state("/diff", [("old", old), ("new", new)])) for i, (old, new) in pairs
    ]


def _text_page(desk: Desk, request: Request, edition: Edition, row: Row) -> HTMLResponse:
    document_id = str(row["document_id"])
    document = known_document(edition, row)
    quoted = [
        Span(int(str(record["char_start"])), int(str(record["char_end"])))
        for table in RECORD_TABLES
        for record in edition.rows(table, ["char_start", "char_end"], documents=[document_id])
    ]
    return desk.page(
        request, "text.html", document=row, blocks=block_views(document, quoted), pages=document.pages
    )
