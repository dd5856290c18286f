"""The OpenAPI document of the control API, made from its routes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from fakeesx import __version__
from fakeesx.web.control.routes import Body, Parameter, Route

USUAL = {
    401: "no password, or a wrong one", 403: "not the administrator", 405: "another method is meant (see Allow)",
}
"""What every route may answer with."""
TAGS = {
    "about": "What the host is", "requests": "What clients asked of it", "clock": "Its time", "chaos": "Failure on demand",
    "guests": "What guests tell", "state": "Its state as a whole",
}
_TEXT = {"type": "string"}
_ERROR = {"$ref": "#/components/schemas/Error"}


def document(routes: Sequence[Route]) -> dict[str, Any]:
    """An OpenAPI 3.1 document as plain JSON values."""
    paths: dict[str, dict[str, Any]] = {}
    for route in routes:
        paths.setdefault(f"/{route.path}", {})[route.method.lower()] = _operation(route)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "fakeesx control API", "version": __version__,
            "license": {"name": "Apache License 2.0", "identifier": "Apache-2.0"},
            "description": "What a test may do with a fake ESX host from outside. Unknown parameters and keys are refused.",
        },
        "servers": [{"url": "/fakeesx/v1"}],
        "security": [{"password": []}],
        "tags": [{"name": name, "description": what} for name, what in TAGS.items() if any(r.tag == name for r in routes)],
        "paths": paths,
        "components": {
            "securitySchemes": {
                "password": {"type": "http", "scheme": "basic", "description": "The administrator's name and password."},
            },
            "schemas": {
                "Error": {
                    "type": "object", "required": ["error"], "additionalProperties": False,
                    "properties": {"error": {"type": "string", "description": "What is wrong, and what would be right."}},
                },
            },
        },
    }


def problems(route: Route) -> dict[int, str]:
    """The statuses that a route may answer with beside its own, and when."""
    found = dict(USUAL)
    found[400] = "an unknown or wrong parameter" + (", a body that is no JSON or does not fit" if route.body else "")
    if route.body is not None:
        found[413] = f"the body has more than {route.body.limit} bytes"
        found[415] = "the body is of another type"
    return dict(sorted({**found, **route.problems}.items()))


def _operation(route: Route) -> dict[str, Any]:
    success: dict[str, Any] = {"description": "Done." if route.returns is None else route.does}
    if route.returns is not None:
        success["content"] = {
            media: {"schema": route.returns if media == route.media else {} if media == "application/json" else _TEXT}
            for media in (route.media, *route.others)
        }
    operation: dict[str, Any] = {
        "operationId": route.operation_id, "summary": route.does.partition(". ")[0].rstrip("."), "description": route.does,
        "tags": [route.tag],
        "responses": {
            str(route.status): success,
            **{str(status): {**success, "description": f"The same: {when}."} for status, when in route.also.items()},
            **{str(status): {"description": when, "content": {"application/json": {"schema": _ERROR}}}
               for status, when in problems(route).items()},
        },
    }  # fmt: skip
    parameters = [*_in_path(route), *(_in_query(each) for each in route.query)]
    if parameters:
        operation["parameters"] = parameters
    if route.body is not None:
        operation["requestBody"] = _body(route.body)
    return operation


def _in_path(route: Route) -> Iterable[dict[str, Any]]:
    return ({"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in route.names)


def _in_query(parameter: Parameter) -> dict[str, Any]:
    schema = {"type": "array", "items": parameter.schema} if parameter.repeated else parameter.schema
    return {"name": parameter.name, "in": "query", "description": parameter.what, "schema": schema}


def _body(body: Body) -> dict[str, Any]:
    content: dict[str, Any] = {"application/json": {"schema": body.schema}}
    if body.text is not None:
        content[body.text] = {"schema": {"type": "string"}}
    return {"description": body.what, "required": not body.optional, "content": content}
