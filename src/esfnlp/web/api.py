"""The same answers as JSON, in the shapes of the data contract."""

from typing import Annotated, Any

from fastapi import APIRouter, Query

from esfnlp.dataset.compare import compare
from esfnlp.errors import UsageError
from esfnlp.web.questions import Code, Question, ask
from esfnlp.web.shelf import Shelf


def api_routes(shelf: Shelf) -> APIRouter:
    """`/search`, `/plans` and `/compare`."""
    routes = APIRouter()

    @routes.get("/search")
    def search(
        q: Question, region: Code = "", period: Code = "", k: Annotated[int, Query(ge=1, le=1000)] = 10
    ) -> dict[str, Any]:
        """Plans and passages that answer a question, best first."""
        if not q.strip():
            raise UsageError("an empty question; give one as q")
        return ask(shelf, q.strip(), region=region, period=period, k=k).as_json()

    @routes.get("/plans")
    def plans() -> dict[str, Any]:
        """The rows of the documents table."""
        return {"plans": shelf.rows("documents")}

    @routes.get("/compare")
    def comparison(by: Code = "target-groups") -> dict[str, Any]:
        """What each region and period says of each item, silence included."""
        return compare(shelf.dataset, by).to_json()

    return routes
