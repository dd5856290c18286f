"""How a route of the control API is declared: from this come its checks, its place in the OpenAPI document and its page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fakeesx.host.esx import Esx
    from fakeesx.web.server import Request

Schema = Mapping[str, Any]
"""A JSON Schema, of the few words that ``checking`` knows where it is checked."""

SMALL = 1024 * 1024
"""Bytes that a body may have, unless its route says otherwise."""


@dataclass(frozen=True)
class Parameter:
    """A parameter of a query. ``repeated``: it may come several times, and is a list."""

    name: str
    what: str
    schema: Schema = field(default_factory=lambda: {"type": "string"})
    repeated: bool = False


@dataclass(frozen=True)
class Body:
    """What a request carries. ``schema`` is that of the JSON; ``checked``: whether ``checking`` looks after that."""

    what: str
    schema: Schema
    checked: bool = True
    optional: bool = False
    limit: int = SMALL
    text: str | None = None
    """Another media type that the body may have: it reaches the route as text."""


@dataclass(frozen=True)
class Asked:
    """A request that was checked: path parameters, those of the query that were given, and the body."""

    host: Esx
    request: Request
    path: Mapping[str, str]
    query: Mapping[str, Any]
    body: Any = None


@dataclass(frozen=True)
class Answer:
    """What a route answers with in place of JSON and its usual status."""

    status: int
    content: Any = None
    headers: tuple[tuple[bytes, bytes], ...] = ()
    type: bytes | None = None
    """The media type of ``content`` when that is bytes; otherwise it becomes JSON."""


SENT = object()
"""What a route returns that has answered by itself."""


@dataclass(frozen=True)
class Route:
    """One method of one path (``{name}`` stands for a part of it), relative to ``/fakeesx/v1/``.

    ``answer`` gives what becomes JSON, an ``Answer``, ``SENT``, or a Deferred of those. It raises ``Problem``. ``returns``
    is the JSON Schema of what it answers (``None``: nothing, with status 204); ``problems`` says when which status comes
    beside the usual ones.
    """

    method: str
    path: str
    does: str
    answer: Callable[[Asked], Any]
    returns: Schema | None = None
    query: tuple[Parameter, ...] = ()
    body: Body | None = None
    status: int = 200
    also: Mapping[int, str] = field(default_factory=dict)
    """Other statuses than ``status`` that it answers with when all went well, and when."""
    problems: Mapping[int, str] = field(default_factory=dict)
    media: str = "application/json"
    others: tuple[str, ...] = ()
    """Further media types that it can answer with."""
    tag: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the path's parameters."""
        return tuple(part[1:-1] for part in self.path.split("/") if part.startswith("{"))

    @property
    def operation_id(self) -> str:
        """A name for programs: ``get_chaos_rules_id``."""
        parts = (part.strip("{}") for part in self.path.split("/") if part)
        return "_".join((self.method.lower(), *parts)).replace(".", "_").replace("-", "_")


def object_of(required: tuple[str, ...] = (), **properties: Schema) -> Schema:
    """The schema of an object with these properties and no others."""
    found: dict[str, Any] = {"type": "object", "properties": properties, "additionalProperties": False}
    return {**found, "required": list(required)} if required else found


def list_of(items: Schema) -> Schema:
    """The schema of a list."""
    return {"type": "array", "items": items}


TEXT: Schema = {"type": "string"}
WHOLE: Schema = {"type": "integer"}
NUMBER: Schema = {"type": "number"}
FLAG: Schema = {"type": "boolean"}


def or_null(schema: Schema) -> Schema:
    """The same, or null."""
    return {**schema, "type": [schema["type"], "null"]}
