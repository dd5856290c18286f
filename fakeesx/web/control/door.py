"""The door of the control API: who may come in, which route is meant, and what is wrong with the rest."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import unquote_to_bytes

from twisted.internet.defer import Deferred
from twisted.python.failure import Failure

from fakeesx.host.esx import Esx
from fakeesx.web import page
from fakeesx.web.authentication import Authentication
from fakeesx.web.control.checking import read_json, read_query, require
from fakeesx.web.control.overview import overview
from fakeesx.web.control.problems import JSON, Problem, unknown
from fakeesx.web.control.routes import SENT, SMALL, Answer, Asked, Route
from fakeesx.web.control.table import ROUTES
from fakeesx.web.server import Buffer, Refused, Request, Sink, Site

PREFIX = b"/fakeesx/v1"
_CHALLENGE = (b"WWW-Authenticate", b'Basic realm="fakeesx control"')
_READING = (b"GET", b"HEAD")


class ControlDoor:
    """Answers the control API of one host."""

    def __init__(self, host: Esx) -> None:
        self._host = host
        self._authentication = Authentication(host)

    def body(self, request: Request, length: int | None) -> Sink:
        """The body in memory, once it is clear that it is wanted. Raises ``Refused``."""
        try:
            self._require_administrator(request)
            route = None if _parts(request) == () and request.method in _READING else _find(request)[0]
            wanted = route.body if route is not None else None
            if length != 0 and wanted is None:
                _require_no_body(request, length)
            elif wanted is not None:
                _require_type(request, wanted.text, length)
            limit = wanted.limit if wanted is not None else SMALL
            if length is not None and length > limit:
                raise Problem(413, f"a body may have {limit} bytes here")
            return _Limited(limit, length)
        except Problem as problem:
            raise problem.refused() from None

    def answer(self, request: Request) -> None:
        """Do what is asked, or say what is wrong."""
        try:
            if _parts(request) == () and request.method in _READING:
                read_query(request.query, ())
                request.reply(200, overview(self._host), page.HEADERS, page.TYPE)
                return
            route, path = _find(request)
            answer = route.answer(Asked(
                self._host, request, path, read_query(request.query, route.query), _body(request, route),
            ))  # fmt: skip
        except Problem as problem:
            raise problem.refused() from None
        if isinstance(answer, Deferred):
            answer.addCallbacks(_reply, _failed, callbackArgs=(request, route), errbackArgs=(request,))
            answer.addErrback(_failed, request)
        else:
            _reply(answer, request, route)

    def _require_administrator(self, request: Request) -> None:
        """Raise ``Problem`` (401, 403) for all but the administrator, and for pages of other sites."""
        try:
            caller = self._authentication.caller(request)
        except Refused:
            raise Problem(401, "this needs the name and the password of the administrator", (_CHALLENGE,)) from None
        if not self._host.access.allows(caller.user, "Global.Settings", self._host.root):
            raise Problem(403, "the control API is the administrator's")
        origin = request.header(b"origin")
        if origin is not None and origin.partition(b"://")[2] != request.header(b"host"):
            raise Problem(403, "pages of other sites may not use the control API")


class _Limited(Buffer):
    """A body in memory; one that is too long is told as JSON."""

    def write(self, data: bytes) -> None:
        try:
            super().write(data)
        except Refused:
            raise Problem(413, f"a body may have {self._limit} bytes here").refused() from None


def _parts(request: Request) -> tuple[str, ...]:
    """The parts of the path below the API's. Raises ``Problem`` (404)."""
    text = request.path.removeprefix(PREFIX).strip(b"/")
    try:
        return tuple(unquote_to_bytes(part).decode() for part in text.split(b"/")) if text else ()
    except UnicodeDecodeError:
        raise Problem(404, "the path is not UTF-8") from None


def _find(request: Request) -> tuple[Route, dict[str, str]]:
    """The route of a request and the parts of its path that are parameters. Raises ``Problem``: 404, 405."""
    parts = _parts(request)
    method = "GET" if request.method == b"HEAD" else request.method.decode("latin-1")
    best: list[tuple[int, Route, dict[str, str]]] = []
    for route in ROUTES:
        names = route.path.split("/")
        if len(names) == len(parts) and all(n[:1] == "{" or n == p for n, p in zip(names, parts, strict=True)):
            path = {n[1:-1]: p for n, p in zip(names, parts, strict=True) if n[:1] == "{"}
            best.append((len(path), route, path))
    if not best:
        raise Problem(404, unknown("path", "/".join(parts), dict.fromkeys(route.path for route in ROUTES)))
    fewest = min(count for count, _, _ in best)
    found = {route.method: (route, path) for count, route, path in best if count == fewest}
    if method not in found:
        allowed = ", ".join([*found, *(("HEAD",) if "GET" in found else ())])
        raise Problem(405, f"there is no {method[:20]} here, but {allowed}", ((b"Allow", allowed.encode()),))
    return found[method]


def _require_no_body(request: Request, length: int | None) -> None:
    """Raise ``Problem`` (400) for a body where none is wanted."""
    if length is not None or request.header(b"content-type") is not None:  # an empty one in chunks is none
        raise Problem(400, "no body is wanted here")


def _require_type(request: Request, other: str | None, length: int | None) -> None:
    """Raise ``Problem`` (415) when the body is not of a type that the route takes."""
    given = (request.header(b"content-type") or b"").partition(b";")[0].strip().lower().decode("latin-1")
    wanted = ("application/json", *((other,) if other else ()))
    if given not in wanted and length != 0:
        raise Problem(415, f"the body must be {' or '.join(wanted)}" + (f", not {given[:60]}" if given else
                                                                        " (Content-Type)"))  # fmt: skip


def _body(request: Request, route: Route) -> Any:
    """The body of a request. Raises ``Problem`` (400)."""
    content: bytes = request.sink.value()
    wanted = route.body
    if wanted is None:
        if content:
            raise Problem(400, "no body is wanted here")
        return None
    if not content:
        if wanted.optional:
            return None
        raise Problem(400, "a body is needed: " + wanted.what)
    type_ = (request.header(b"content-type") or b"").partition(b";")[0].strip().lower()
    if wanted.text is not None and type_ == wanted.text.encode():
        try:
            return content.decode()
        except UnicodeDecodeError:
            raise Problem(400, "the body is not UTF-8") from None
    value = read_json(content)
    if wanted.checked:
        require(wanted.schema, value)
    return value


def _reply(answer: Any, request: Request, route: Route) -> None:
    if answer is SENT:
        return
    if not isinstance(answer, Answer):
        answer = Answer(route.status, answer)
    headers = [(b"Cache-Control", b"no-store"), *answer.headers]
    if answer.status == 204:
        request.reply(204, b"", headers)
    elif answer.type is not None:
        request.reply_pieces(answer.status, (answer.content,), headers, answer.type)
    else:
        request.reply_pieces(answer.status, (json.dumps(answer.content).encode() + b"\n",), headers, JSON)


def _failed(failure: Failure, request: Request) -> None:
    """Answer for what went wrong later on."""
    error: Any = failure.value
    if isinstance(error, Problem):
        error = error.refused()
    elif not isinstance(error, Refused):
        request.log.failure("{method} {path} failed", failure, method=request.method, path=request.path)
        error = Problem(500, "internal error; the log of the host says more").refused()
    request.reply(error.status, error.body, error.headers, error.type)


def add_control(site: Site, host: Esx) -> None:
    """Put the control API of a host on a site."""
    site.add(PREFIX, ControlDoor(host), below=True)
