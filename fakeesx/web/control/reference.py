"""The reference page of the control API, made from its routes.

``python -m fakeesx.web.control.reference > docs/reference/control-api.md`` writes it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

from fakeesx.web.control.openapi import TAGS, USUAL
from fakeesx.web.control.routes import Route, Schema

_INTRODUCTION = """\
# Control API

<!-- generated: python -m fakeesx.web.control.reference > docs/reference/control-api.md -->

What a test may do with a host from outside, in any language: JSON over HTTP under `/fakeesx/v1/`, with HTTP Basic and the
administrator's name and password (`control` in the line that `fakeesx serve` prints is the address). The host serves this as
an OpenAPI 3.1 document at `/fakeesx/v1/openapi.json`, and as a page for people at `/fakeesx/v1/`.
[Control a host from any language](../how-to/control-from-any-language.md) shows how it is used; `fakeesx ctl` speaks it.

A body is `application/json`. What goes wrong is answered with `{"error": "..."}`, which says what would be right:
400 for what can't be read (also an unknown parameter or key), 422 for what can and makes no sense, 409 for what does not go
with the state the host is in, 404, 413 (too large), 415 (not JSON), and for every route
"""


def page(routes: Sequence[Route]) -> str:
    """The page, in Markdown."""
    usual = ", ".join(f"{status} ({when})" for status, when in USUAL.items())
    return f"{_INTRODUCTION}{usual}.\n" + "\n".join(_lines(routes)) + "\n"


def _lines(routes: Sequence[Route]) -> Iterator[str]:
    for tag, title in TAGS.items():
        of_tag = [route for route in routes if route.tag == tag]
        if of_tag:
            yield ""
            yield f"## {title}"
        for route in of_tag:
            yield from _route(route)


def _route(route: Route) -> Iterator[str]:
    yield from ("", f"### {route.method} {route.path}", "", route.does)
    if route.query:
        yield from ("", "| query | |", "|---|---|")
        for each in route.query:
            kind = " or ".join(f"`{value}`" for value in each.schema.get("enum", ())) or each.schema["type"]
            repeated = "; may be repeated" if each.repeated else ""
            yield f"| `{each.name}` | {each.what} ({kind}{repeated}) |"
    if route.body is not None:
        yield from ("", f"Body: {route.body.what}{_keys(route.body.schema)}")
    answer = f"Answers {route.status}"
    if route.returns is not None:
        answer += _keys(route.returns) or (" with a list" + _keys(route.returns.get("items", {})))
    answer += "".join(f"; with {status} when {when}" for status, when in route.also.items())
    yield from ("", answer.rstrip() + ".")
    for status, when in route.problems.items():
        yield from ("", f"{status}: {when}.")


def _keys(schema: Schema) -> str:
    """The keys of an object, in words."""
    names = schema.get("properties", {})
    if schema.get("type") != "object":
        return ""
    return " with " + (", ".join(f"`{name}`" for name in names) if names else "a JSON object")


if __name__ == "__main__":
    from fakeesx.web.control.table import ROUTES

    sys.stdout.write(page(ROUTES))
