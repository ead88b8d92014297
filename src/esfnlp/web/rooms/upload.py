"""Add a plan: a reader hands in a file, and sees how it is read into the dataset. Works without script."""

from collections.abc import AsyncIterator, Callable
from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from pydantic import BaseModel
from starlette.datastructures import FormData, UploadFile

from esfnlp.errors import BusyError, UnreadableDocumentError
from esfnlp.web.access import author, limited
from esfnlp.web.desk import Desk
from esfnlp.web.failures import RETRY_SECONDS
from esfnlp.web.forms import posted
from esfnlp.web.languages import N_
from esfnlp.web.refusals import RoomError
from esfnlp.web.rooms.api.answers import PREFIX, SHARED
from esfnlp.web.uploads import Upload, Uploads

_FORM_BYTES = 100_000
"""What the form's other fields and the parts' headers may take."""
_TIMES = 3
"""So many times the limit the server reads or refuses without a page, so that up to that a page can say why."""
_MEGABYTE = 1_000_000


class Progress(BaseModel):
    """`done` of `total` documents have been read; `step` is the one at hand, "dataset" or "index"."""

    state: str
    document_id: str = ""
    name: str = ""
    step: str = ""
    done: int = 0
    total: int = 0
    reason: str = ""
    problems: list[str] = []


def _single_file(most_bytes: int) -> Callable[[Request], AsyncIterator[None]]:
    """A dependency that reads the form with bounds, its file to disk, before others ask for it; 413 for more."""
    refusal = RoomError(413, N_("The file has more than %(n)s MB."), n=most_bytes // _MEGABYTE)

    async def read(request: Request) -> AsyncIterator[None]:
        stated = request.headers.get("content-length", "")
        if stated.isdigit() and int(stated) > most_bytes + _FORM_BYTES:
            raise refusal
        form = await request.form(max_files=1, max_fields=4, max_part_size=_FORM_BYTES)
        try:
            if any(isinstance(one, UploadFile) and (one.size or 0) > most_bytes for one in form.values()):
                raise refusal
            yield
        finally:
            await form.close()

    return read


def routes(desk: Desk) -> APIRouter:
    """`/upload` with the form, and how far the upload at hand has come, also for programs."""
    uploads = Uploads(desk.shelf.out)
    router = APIRouter()
    router.include_router(_pages(desk, uploads))

    @router.get(f"{PREFIX}/upload", responses={200: {"model": Progress}, **SHARED})
    def state() -> JSONResponse:
        """How far the upload at hand is, or how the one before it ended; `state` is "none" where there was none."""
        content = asdict(uploads.last) if uploads.last else {"state": "none"}
        return JSONResponse(content, headers={"Cache-Control": "no-store"})

    return router


def _pages(desk: Desk, uploads: Uploads) -> APIRouter:
    router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)
    most_bytes = desk.settings.most_upload_bytes
    may = [Depends(author(desk)), Depends(limited(desk.uploads)), Depends(_single_file(most_bytes))]

    @router.get("/upload")
    def form(request: Request) -> HTMLResponse:
        return _page(desk, request, uploads.last)

    @router.get("/upload/progress")
    def progress(request: Request) -> HTMLResponse:
        return desk.page(request, "_upload.html", upload=uploads.last)

    @router.post("/upload", dependencies=may, max_body_size=_TIMES * most_bytes + _FORM_BYTES)
    def upload(request: Request, form: Annotated[FormData, Depends(posted)]) -> Response:
        file = form.get("file")
        if not isinstance(file, UploadFile) or not file.filename:
            return _page(desk, request, uploads.last, error=N_("Choose a file first."))
        try:
            uploads.add(file.file, file.filename, desk.shelf.edition().documents)
        except UnreadableDocumentError as error:
            return _page(
                desk,
                request,
                None,
                error=N_("The file cannot be read"),
                detail=f"{error.reason}; {error.remedy}",
            )
        except BusyError as error:
            raise RoomError(
                409,
                N_("Plans are being read just now. Try again when that is done."),
                {"Retry-After": str(RETRY_SECONDS)},
            ) from error
        return RedirectResponse("/upload", status_code=303)

    return router


def _page(
    desk: Desk, request: Request, upload: Upload | None, *, error: str = "", detail: str = ""
) -> HTMLResponse:
    return desk.page(
        request, "upload.html", status=422 if error else 200, posts=True, upload=upload, error=error, detail=detail,
        megabytes=desk.settings.most_upload_bytes // _MEGABYTE,
    )  # fmt: skip
