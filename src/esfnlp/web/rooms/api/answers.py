"""Answers for programs: JSON or CSV, in pages, each with an ETag."""

import csv
import hashlib
import io
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal, TypeVar

from fastapi import Depends, Query, Request, Response
from fastapi.responses import JSONResponse

from esfnlp import __version__
from esfnlp.dataset.package import LIST_SEPARATOR
from esfnlp.record import COLUMNS, Row
from esfnlp.web import models

T = TypeVar("T")
PREFIX = "/api/v1"
MOST = 1000
"""Rows of one page."""
Form = Literal["json", "csv"]
Responses = dict[int | str, dict[str, Any]]
_PROBLEM = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
REFUSALS: dict[int, str] = {
    400: "The question cannot be answered.", 401: "Only those who have signed in may do this.",
    403: "This is not allowed from there.", 404: "There is no such thing.", 409: "Not now; Retry-After says when.",
    415: "The body is not JSON.", 422: "A parameter is wrong.",
    429: "Too many requests; Retry-After says when to come again.", 503: "There is no dataset.",
}  # fmt: skip


def problems(*statuses: int) -> Responses:
    """The description of refusals as problem details."""
    return {status: {"description": REFUSALS[status], "content": _PROBLEM} for status in statuses}


SHARED: Responses = {
    **problems(400, 404, 422, 429, 503),
    304: {"description": "Nothing changed since the answer with this ETag."},
    500: {"model": models.Problem},
}
"""What every answer may be, beside its own."""


def rows_of(*tables: str, model: type[models.Rows] = models.Rows) -> Responses:
    """The description of a page of rows: JSON, or CSV with the columns of the tables."""
    return {200: {"content": {"application/json": {}, "text/csv": {}}, "model": model,
                  "description": f"Rows of {' or '.join(tables)}."}}  # fmt: skip


def _wants_csv(request: Request, format: Form | None = None) -> bool:
    """CSV where `format` says so, or where it is the media type that is named first in Accept."""
    return format == "csv" or (format is None and request.headers.get("accept", "").startswith("text/csv"))


AsCsv = Annotated[bool, Depends(_wants_csv)]


@dataclass(frozen=True, slots=True)
class Part:
    """Which part of a list is wanted, and how."""

    limit: int
    offset: int
    as_csv: bool


def _part(
    as_csv: AsCsv,
    limit: Annotated[int, Query(ge=1, le=MOST)] = 100,
    offset: Annotated[int, Query(ge=0, le=2**31)] = 0,
) -> Part:
    return Part(limit, offset, as_csv)


Asked = Annotated[Part, Depends(_part)]


def listed_as(
    request: Request,
    stamp: str,
    part: Part,
    found: Sequence[T],
    *,
    key: str,
    columns: Sequence[str],
    row_of: Callable[[T], Row],
    **more: object,
) -> Response:
    """A page of what was found under `key`, with the number of all in `total`; CSV has the stated columns."""
    shown = found[part.offset : part.offset + part.limit]
    headers = _next_page(request, len(found), part)
    if part.as_csv:
        return answered(
            request, stamp, lambda: as_csv(columns, list(map(row_of, shown))), headers, is_csv=True
        )
    counts = {"total": len(found), "limit": part.limit, "offset": part.offset}
    return answered(request, stamp, lambda: {**more, key: list(map(row_of, shown)), **counts}, headers)


def listed(
    request: Request,
    stamp: str,
    part: Part,
    rows: Sequence[Row],
    *,
    key: str,
    columns: Sequence[str],
    **more: object,
) -> Response:
    """The same of rows that are at hand."""
    return listed_as(request, stamp, part, rows, key=key, columns=columns, row_of=lambda row: row, **more)


def _next_page(request: Request, total: int, part: Part) -> dict[str, str]:
    """The header that links to the next page, where there is one."""
    following = part.offset + part.limit
    if following >= total:
        return {}
    url = request.url.include_query_params(offset=following, limit=part.limit)
    return {"Link": f'<{url.path}?{url.query}>; rel="next"'}


def answered(
    request: Request,
    stamp: str,
    make: Callable[[], Any],
    headers: dict[str, str] | None = None,
    *,
    is_csv: bool = False,
) -> Response:
    """What `make` gives, or 304 where the client has it: an address gives the same as long as the stamp is the same."""
    tag = f'"{stamp}-{__version__}{"-csv" if is_csv else ""}"'
    headers = {"Vary": "Accept", **(headers or {}), "ETag": tag, "Cache-Control": "private, no-cache"}
    known = [one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")]
    if tag in known or "*" in known:
        return Response(status_code=304, headers=headers)
    if is_csv:
        return Response(make(), headers=headers, media_type="text/csv; charset=utf-8")
    return JSONResponse(make(), headers=headers)


def table_columns(*tables: str) -> list[str]:
    """The columns of the tables, each once; those of several begin with the name of the table."""
    columns = dict.fromkeys(column for table in tables for column in COLUMNS[table])
    return ["table", *columns] if len(tables) > 1 else list(columns)


def as_csv(columns: Sequence[str], rows: Sequence[Row]) -> str:
    """The rows with a header; lists are joined as in the dataset's files, objects are JSON."""
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(row.get(name)) for name in columns] for row in rows)
    return lines.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    return LIST_SEPARATOR.join(map(str, value)) if isinstance(value, list | tuple) else value


def digest(content: object) -> str:
    """A stamp of what does not hang on the dataset alone."""
    return hashlib.sha256(repr(content).encode()).hexdigest()[:16]
