"""Ask: one box, how it was understood, the plans that answer, and those that do not."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse

from esfnlp.web.access import in_turn, limited
from esfnlp.web.desk import Desk
from esfnlp.web.languages import N_, Language
from esfnlp.web.questions import Code, Question, ask, periods_of, regions_of
from esfnlp.web.shelf import Edition
from esfnlp.web.views import answers
from esfnlp.web.views.asked import Asked, known_items, understood, with_added
from esfnlp.web.views.sides import sides
from esfnlp.web.views.suggestions import concept_names, suggestions

EXAMPLES = (
    N_("which plans prioritise young people not in education, employment or training"),
    N_("which plans mention the long-term unemployed"),
    N_("how many participants 2014–2020"),
    N_("who is responsible for validation"),
    N_("which plans exclude people in employment"),
)
Names = Annotated[list[Annotated[str, Query(max_length=100)]], Query(max_length=40)]


async def asked(
    q: Question = "",
    edit: bool = False,
    item: Names = [],  # noqa: B006
    word: Names = [],  # noqa: B006
    relation: Code = "",
    region: Annotated[str, Query(max_length=100)] = "",
    period: Code = "",
    add: Question = "",
) -> Asked:
    """The question that an address holds."""
    state = Asked(
        q=" ".join(q.split()),
        is_edited=edit,
        items=known_items(item),
        relation=relation,
        region=region,
        period=period,
        extra=tuple(dict.fromkeys(word)),
    )
    return with_added(state, add) if edit else state


def routes(desk: Desk) -> APIRouter:
    """`/` and `/suggest`."""
    router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)
    may_search, turn = limited(desk.searches), asynccontextmanager(in_turn(desk))

    async def when_asked(request: Request, state: Annotated[Asked, Depends(asked)]) -> AsyncIterator[None]:
        if not state.question:
            yield
            return
        await may_search(request)
        async with turn(request):
            yield

    @router.get("/", dependencies=[Depends(when_asked, scope="function")])
    def start(
        request: Request, state: Annotated[Asked, Depends(asked)], all: bool = False, silent: bool = False
    ) -> HTMLResponse:
        edition = desk.shelf.edition()
        if not state.question:
            count = len(edition.documents)
            return desk.page(request, "ask.html", state=state, answer=None, examples=EXAMPLES, count=count)
        say = desk.language(request)
        return desk.kept_page(
            request,
            edition,
            "ask.html",
            lambda: {**_answered(edition, state, say, all), "is_silence_shown": silent},
        )

    @router.get("/suggest", dependencies=[Depends(may_search)])
    def suggest(request: Request, q: Question = "") -> HTMLResponse:
        edition, say = desk.shelf.edition(), desk.language(request)
        found = suggestions(q, _regions(edition), say)
        return desk.page(request, "suggestions.html", suggestions=found)

    return router


def _regions(edition: Edition) -> list[str]:
    return edition.kept("regions", lambda: regions_of(edition.documents.values()))


def _answered(edition: Edition, state: Asked, say: Language, is_whole: bool) -> dict[str, Any]:
    rows = list(edition.documents.values())
    answer = ask(edition, state.question, region=state.region, period=state.period, plans=len(rows))
    return {
        "state": state,
        "answer": answer,
        "understood": understood(state, answer.interpretation, say),
        "regions": _regions(edition),
        "periods": edition.kept("periods", lambda: periods_of(rows)),
        "nobody": answers.nobody(answer, say),
        "groups": answers.groups(answer, say, is_whole=is_whole),
        "silence": (silence := answers.silent_plans(answer, rows)),
        "sides": sides(answer, silence),
        "partly_read": answers.partly_read(answer),
        "passages": answers.passage_views(answer, edition.documents, say),
        "concept_names": concept_names(say.code),
    }
