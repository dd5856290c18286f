"""The recording proxy: a door that passes every request on to a host, and tells a recording what passed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any
from weakref import WeakKeyDictionary

from twisted.logger import Logger
from twisted.python.failure import Failure
from twisted.web.http_headers import Headers
from twisted.web.iweb import UNKNOWN_LENGTH

from fakeesx.clock import Clock
from fakeesx.testing.recorder.downstream import Downstream
from fakeesx.testing.recorder.format import Ending
from fakeesx.testing.recorder.sending import Upload
from fakeesx.testing.recorder.tee import Tee
from fakeesx.testing.recorder.upstream import Upstream
from fakeesx.testing.recorder.writer import Passed
from fakeesx.web.server import Connection, Refused, Request

_HOP = frozenset({
    b"connection", b"keep-alive", b"proxy-connection", b"proxy-authenticate", b"proxy-authorization", b"te", b"trailer",
    b"transfer-encoding", b"upgrade",
})
"""Headers that are for one connection only (RFC 9110, 7.6.1)."""
_NOT_SENT = _HOP | {b"host", b"content-length", b"expect", b"accept-encoding"}
"""A request that is passed on has its own of these; without the last a host compresses nothing, and recordings are text."""
_NOT_ANSWERED = _HOP | {b"date", b"content-length"}
_TEXT = b"text/plain; charset=utf-8"


class Proxy:
    """Answers every path with what the host behind says. ``passed`` is called with each exchange when it has ended."""

    log = Logger()

    def __init__(self, upstream: Upstream, clock: Clock, passed: Callable[[Passed], None]) -> None:
        self.upstream = upstream
        self.clock = clock
        self.passed = passed
        self._connections: WeakKeyDictionary[Connection, int] = WeakKeyDictionary()
        self._next_connection = 1
        self.under_way: set[Passage] = set()

    def body(self, request: Request, length: int | None) -> Upload:
        """Begin to pass a request on; its body follows as it comes."""
        return Passage(self, request, length).upload

    def answer(self, request: Request) -> None:
        """All of the body is there. The answer comes when the host has one."""
        request.sink.end()

    def break_off(self) -> None:
        """End what is under way: nothing is recorded any more."""
        for passage in list(self.under_way):
            passage.break_off("cut")

    def number(self, connection: Connection) -> int:
        """The number of a client's connection, from 1."""
        known = self._connections.get(connection)
        if known is None:
            known = self._connections[connection] = self._next_connection
            self._next_connection += 1
        return known


class Passage:
    """One request on its way to the host, and the answer on its way back."""

    def __init__(self, proxy: Proxy, request: Request, length: int | None) -> None:
        self._proxy = proxy
        self._request = request
        self._start = proxy.clock.seconds()
        self._reply = Tee()
        self._reply_headers: dict[str, str] = {}
        self._status = 0
        self._ended = False
        self._break_off: Callable[[], None] | None = None
        self.upload = Upload(request.channel.transport, length)
        self.upload.refuse = self._refuse
        request.on_gone(partial(self.break_off, "client-gone"))
        proxy.under_way.add(self)
        headers = Headers()
        for name, value in request.headers:
            if name not in _NOT_SENT:
                headers.addRawHeader(name, value)
        uri = request.uri if request.uri[:1] == b"/" else request.path + (b"?" + request.query if request.query else b"")
        body = None if length == 0 else self.upload
        sent = proxy.upstream.request(request.method, uri, headers, body)
        self._break_off = sent.cancel
        sent.addCallbacks(self._answered, self._failed)
        sent.addErrback(self._broken)

    def _answered(self, response: Any) -> None:
        self._break_off = None
        if self._ended:
            response.deliverBody(Downstream.nowhere())
            return
        self._status = response.code
        headers = self._headers(response)
        length = None if response.length is UNKNOWN_LENGTH else response.length
        if not self._request.complete:  # the host does not want the rest of the body
            downstream = Downstream.early(self._reply, partial(self._early, headers))
        else:
            downstream = Downstream.streaming(self._request, self._reply, self._end, headers, length, response.code)
        self._break_off = downstream.break_off
        response.deliverBody(downstream)

    def _early(self, headers: list[tuple[bytes, bytes]], ending: Ending) -> None:
        if ending == "complete":
            self.upload.give_up(Refused(self._status, self._reply.value() or b"", headers))
        else:
            self._fail("the host broke off its answer")

    def _failed(self, failure: Failure) -> None:
        self._break_off = None
        if not self._ended:
            text = self._proxy.upstream.explain(failure)
            self._proxy.log.warn(
                "{method} {path}: {text}", method=_text(self._request.method), path=_path(self._request), text=text,
            )
            self._fail(text)

    def _broken(self, failure: Failure) -> None:
        self._proxy.log.failure("{path} failed", failure, path=_path(self._request))
        self._end("cut")
        self._request.channel.abortConnection()

    def _fail(self, text: str) -> None:
        """Answer for a host that does not."""
        self._status = 0
        self.upload.give_up(Refused(502, f"fakeesx record: {text}\n".encode(), (), _TEXT), "upstream-failed")

    def _refuse(self, refusal: Refused, ending: Ending) -> None:
        """The answer is known, and the client is there to take it."""
        self._end(ending)
        if self._request.complete:
            self._request.reply(refusal.status, refusal.body, refusal.headers, refusal.type)

    def break_off(self, ending: Ending) -> None:
        """The client has gone away, or is told to: so does the proxy."""
        break_off, self._break_off = self._break_off, None
        self._end(ending)
        self.upload.stopProducing()
        if break_off is not None:
            break_off()

    def _end(self, ending: Ending) -> None:
        if self._ended:
            return
        self._ended = True
        self._proxy.under_way.discard(self)
        request = self._request
        self._proxy.passed(Passed(
            self._start, self._proxy.clock.seconds() - self._start, self._proxy.number(request.channel),
            _text(request.method), _text(request.uri), _named(request.headers), self.upload.seen,
            self._status, self._reply_headers, self._reply, ending,
        ))

    def _headers(self, response: Any) -> list[tuple[bytes, bytes]]:
        """The headers of an answer as the client gets them: the host's own URLs lead to the proxy."""
        headers = []
        host = self._request.header(b"host")
        for name, value in _raw(response.headers):
            if name.lower() in _NOT_ANSWERED and not (name.lower() == b"content-length" and self._request.method == b"HEAD"):
                continue
            if name.lower() == b"location" and host:
                value = self._here(value, host)
            headers.append((name, value))
        self._reply_headers = _named(headers)
        return headers

    def _here(self, location: bytes, host: bytes) -> bytes:
        base = self._proxy.upstream.base_url.encode()
        return b"https://" + host + location[len(base):] if location.startswith((base + b"/", base + b"?")) else location


def _raw(headers: Headers) -> Iterator[tuple[bytes, bytes]]:
    for name, values in headers.getAllRawHeaders():
        for value in values:
            yield name, value


def _named(headers: Any) -> dict[str, str]:
    """Headers as text by lower-case name; several of one name in one."""
    named: dict[str, str] = {}
    for name, value in headers:
        key, text = _text(name).lower(), _text(value)
        named[key] = f"{named[key]}, {text}" if key in named else text
    return named


def _text(value: bytes) -> str:
    return value.decode("utf-8", "replace")


def _path(request: Request) -> str:
    """A path without its query, which may hold tickets."""
    return _text(request.path)


