"""Refusals in words that the reader understands."""

from collections.abc import Mapping

from starlette.exceptions import HTTPException


class RoomError(HTTPException):
    """A refusal with its status: `RoomError(404, N_("There is no plan %(name)s."), name="x")`."""

    def __init__(
        self, status: int, message: str, headers: Mapping[str, str] | None = None, **values: object
    ) -> None:
        super().__init__(status, message, dict(headers) if headers else None)
        self.values = values
