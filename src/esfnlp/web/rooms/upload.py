"""Add a plan: a reader hands in a file, and sees how it is read into the dataset. Works without script."""

from collections.abc import AsyncIterator, Callable
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.datastructures import FormData, UploadFile

from esfnlp.errors import UnreadableDocumentError
from esfnlp.web.access import author, limited
from esfnlp.web.desk import Desk
from esfnlp.web.forms import posted
from esfnlp.web.languages import N_
from esfnlp.web.refusals import RoomError
from esfnlp.web.uploads import BusyError, Upload, Uploads

_FORM_BYTES = 100_000
"""What the form's other fields and the parts' headers may take."""
_TIMES = 3
"""So many times the limit the server reads or refuses without a page, so that up to that a page can say why."""
_MEGABYTE = 1_000_000


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
    """`/upload` with the form, and how far the upload at hand has come."""
    router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)
    uploads = Uploads(desk.shelf.out)
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
                409, N_("Another plan is being added. Try again when it is done."), {"Retry-After": "30"}
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
