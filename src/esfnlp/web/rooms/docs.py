"""What the API answers, as a page made from its own description: no script, nothing from elsewhere."""

from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from esfnlp.web.desk import Desk
from esfnlp.web.rooms.api import PREFIX

_METHODS = ("get", "post", "put", "patch", "delete")
_REFERENCE = "#/components/schemas/"


@dataclass(frozen=True, slots=True)
class Parameter:
    """`bounds` are the values that it may have, in words."""

    name: str
    place: str
    kind: str
    is_required: bool
    default: str
    bounds: str


@dataclass(frozen=True, slots=True)
class Operation:
    method: str
    path: str
    summary: str
    description: str
    parameters: list[Parameter]
    answers: list[tuple[str, str, str]]
    """Status, what it means, and the media types."""
    body: str = ""
    """What it takes, where it takes something."""


def routes(desk: Desk) -> APIRouter:
    """`/api/v1/docs`."""
    router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)

    @router.get(f"{PREFIX}/docs")
    def docs(request: Request) -> HTMLResponse:
        description = request.app.openapi()
        return desk.page(
            request,
            "api.html",
            operations=operations(description),
            schemas=sorted(description.get("components", {}).get("schemas", {}).items()),
            kind=kind,
            openapi=f"{PREFIX}/openapi.json",
        )

    return router


def operations(description: dict[str, Any]) -> list[Operation]:
    """The operations of an OpenAPI description, in its order."""
    return [
        _operation(method, path, item[method])
        for path, item in description["paths"].items()
        for method in _METHODS
        if method in item
    ]


def _operation(method: str, path: str, stated: dict[str, Any]) -> Operation:
    answers = [
        (status, str(answer.get("description", "")), ", ".join(answer.get("content", {})))
        for status, answer in sorted(stated.get("responses", {}).items())
    ]
    parameters = [_parameter(one) for one in stated.get("parameters", [])]
    name, description = str(stated.get("summary", "")), str(stated.get("description", ""))
    taken = stated.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    body = kind(taken) if taken else ""
    return Operation(method.upper(), path, name, description, parameters, answers, body)


def _parameter(stated: dict[str, Any]) -> Parameter:
    schema: dict[str, Any] = stated.get("schema", {})
    signs = (("minimum", "≥ "), ("maximum", "≤ "), ("minLength", "length ≥ "), ("maxLength", "length ≤ "))
    bounds = [f"{sign}{schema[key]:.15g}" for key, sign in signs if key in schema]
    return Parameter(
        stated["name"], stated["in"], kind(schema), bool(stated.get("required")), str(schema.get("default", "")),
        ", ".join(bounds),
    )  # fmt: skip


def kind(schema: dict[str, Any]) -> str:
    """A schema in a few words.

    >>> kind({"anyOf": [{"type": "array", "items": {"type": "string"}}, {"type": "null"}]})
    'array of string or null'
    """
    if "$ref" in schema:
        return str(schema["$ref"]).removeprefix(_REFERENCE)
    if "enum" in schema:
        return " | ".join(map(str, schema["enum"]))
    several = schema.get("anyOf") or schema.get("oneOf")
    if several:
        return " or ".join(kind(one) for one in several)
    if schema.get("type") == "array":
        return f"array of {kind(schema.get('items', {}))}"
    return str(schema.get("type", "any"))
