"""From the socket to a door: HTTP/1.1 on Twisted's channel, as a host of 2010 speaks it.

There is no ``Server`` header and no ``100 Continue`` (recorded). A door is found by the path as soon as the headers are
there, and says where the body goes: bodies are streamed to it and never spooled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from http import HTTPStatus
from typing import Any, Protocol
from urllib.parse import unquote_to_bytes

from twisted.internet.interfaces import IAddress
from twisted.internet.protocol import Protocol as TwistedProtocol
from twisted.logger import Logger
from twisted.python.failure import Failure
from twisted.web import http

from fakeesx.clock import Clock, DelayedCall
from fakeesx.web.sending import BLOCK, Pieces

Headers = Iterable[tuple[bytes, bytes]]

_SMALL_BODY = 65536
"""Bytes of a body that a refused client may send while the connection is kept; with a larger one it is closed."""
_LONG_BODY = 1024 * 1024
_LARGE_PIECE = 256 * 1024
"""Bytes that are read from a connection at once when a body is longer than the former."""
_LINGER_IDLE, _LINGER_MOST = 2.0, 30.0
"""Seconds that a refused client may be silent, and may go on sending, until the connection is cut."""


class Sink(Protocol):
    """Where a request's body goes."""

    def write(self, data: bytes) -> None:
        """Take a piece of the body."""

    def close(self) -> None:
        """The request is over or its client gone; called once."""


class Door(Protocol):
    """Something that answers requests."""

    def body(self, request: Request, length: int | None) -> Sink:
        """Where the body of a request goes; ``length`` is ``None`` when it is not known beforehand.

        Raises ``Refused`` to answer at once without reading it.
        """

    def answer(self, request: Request) -> None:
        """Answer a request whose body has been received."""


class Refused(Exception):
    """A request that is answered before its body was read. Status 0 closes the connection without an answer."""

    def __init__(self, status: int, body: bytes = b"", headers: Headers = (), type: bytes = b"") -> None:
        super().__init__(status)
        self.status = status
        self.body = body
        self.headers = headers
        self.type = type


class TooLarge(Refused):
    """A body that is larger than the door takes."""

    def __init__(self) -> None:
        super().__init__(413)


class Buffer:
    """Collects a body in memory, up to a limit."""

    def __init__(self, limit: int, length: int | None = None) -> None:
        if length is not None and length > limit:
            raise TooLarge
        self._limit = limit
        self._parts: list[bytes] = []
        self._size = 0

    def write(self, data: bytes) -> None:
        """Take a piece. Raises ``TooLarge``."""
        self._size += len(data)
        if self._size > self._limit:
            self._parts.clear()
            raise TooLarge
        self._parts.append(data)

    def value(self) -> bytes:
        """All that came."""
        return self._parts[0] if len(self._parts) == 1 else b"".join(self._parts)

    def close(self) -> None:
        """Nothing to do."""


class Discard:
    """Takes a body and forgets it."""

    def write(self, data: bytes) -> None:
        """Forget a piece."""

    def close(self) -> None:
        """Nothing to do."""


def reason(status: int) -> bytes:
    """The phrase beside a status."""
    phrase = http.RESPONSES.get(status)
    if phrase is None:
        phrase = HTTPStatus(status).phrase.encode() if status in set(HTTPStatus) else b"Unknown"
    return phrase


@lru_cache(maxsize=64)
def _first_line(status: int) -> bytes:
    return b"HTTP/1.1 %d %b\r\nDate: " % (status, reason(status))


class Request(http.Request):
    """One HTTP request. ``door`` answers it, ``sink`` takes its body."""

    log = Logger()
    door: Door
    sink: Any = None
    site: Site
    refused = False
    _refusal: Refused | None = None
    arguments: dict[bytes, list[bytes]]
    channel: Any
    method: Any

    def parseCookies(self) -> None:
        """Doors read the cookie they know; nothing to parse for the others."""

    def gotLength(self, length: int | None) -> None:
        """The headers are complete: find the door and let it say where the body goes."""
        channel = self.channel
        self.method, self.uri = channel._command, channel._path  # noqa: SLF001 - the request line is nowhere else yet
        self.path, _, query = self.uri.partition(b"?")
        self.arguments = http.parse_qs(query, True) if query else {}
        waits = self.requestHeaders.hasHeader(b"expect")
        self.requestHeaders.removeHeader(b"expect")
        self.site = channel.site
        if length is None or length > _LONG_BODY:
            channel.read_large_pieces()
        self.door = self.site.door(self.path)
        try:
            self.sink = self.door.body(self, length)
        except Refused as refusal:
            if refusal.status and length is not None and length <= (0 if waits else _SMALL_BODY):
                self._refusal, self.sink = refusal, Discard()  # the connection can be kept
            else:
                self._refuse(refusal)
        except Exception:  # noqa: BLE001 - a client never sees a traceback
            self.log.failure("{method} {path} failed", method=self.method, path=self.path)
            self._refuse(Refused(500))

    def handleContentChunk(self, data: bytes) -> None:
        """Pass a piece of the body on."""
        if self.refused:
            return
        try:
            self.sink.write(data)
        except Refused as refusal:
            self._refuse(refusal)
        except Exception:  # noqa: BLE001 - a client never sees a traceback
            self.log.failure("the body of {method} {path} failed", method=self.method, path=self.path)
            self._refuse(Refused(500))

    def requestReceived(self, command: bytes, path: bytes, version: bytes) -> None:
        """The body is complete: let the door answer."""
        if self.refused:
            self.channel.end_lingering()
            return
        self.clientproto = version
        try:
            if self._refusal is not None:
                raise self._refusal
            self.door.answer(self)
        except Refused as refusal:
            if refusal.status:
                self.reply(refusal.status, refusal.body, refusal.headers, refusal.type)
            else:
                self.channel.loseConnection()
        except Exception:  # noqa: BLE001 - a client never sees a traceback
            self.log.failure("{method} {path} failed", method=self.method, path=self.path)
            if not self.startedWriting:
                self.reply(500)
            else:
                self.channel.abortConnection()

    def connectionLost(self, reason: Failure) -> None:
        """The client is gone."""
        if self.sink is not None:
            self.sink.close()
            self.sink = None
        super().connectionLost(reason)

    def reply(self, status: int, body: bytes = b"", headers: Headers = (), type: bytes = b"") -> None:
        """Send a whole answer."""
        if self._disconnected or self.finished:
            return
        if self.sink is not None:
            self.sink.close()
            self.sink = None
        self.startedWriting = 1
        self.code = status
        head = self._head(status, (*headers, (b"Content-Type", type)) if type else headers, len(body))
        self.channel.write(head if self.method == b"HEAD" else head + body)  # at once: one record of TLS, one packet
        self.finish()

    def reply_pieces(self, status: int, pieces: Sequence[bytes], headers: Headers, type: bytes) -> None:
        """Send a whole answer that is there in pieces: a large one goes as fast as the client takes it, uncopied."""
        length = sum(map(len, pieces))
        if length <= BLOCK:
            self.reply(status, b"".join(pieces), headers, type)
        elif not self._disconnected:
            self.start(status, [*headers, (b"Content-Type", type)], length)
            Pieces(self, pieces).start()

    def start(self, status: int, headers: Headers, length: int | None = None) -> None:
        """Send the head of an answer whose body is streamed with ``channel.write``; end with ``finish``."""
        self.startedWriting = 1
        self.code = status
        self.channel.write(self._head(status, headers, length))

    def finish(self) -> None:
        """The answer is complete."""
        self.finished = 1
        if not self.queued:
            self._cleanup()

    def header(self, name: bytes) -> bytes | None:
        """The first value of a request header."""
        values = self.requestHeaders.getRawHeaders(name)
        return values[0] if values else None

    def argument(self, name: bytes) -> str | None:
        """A query argument as text, ``None`` when it is not there."""
        values = self.arguments.get(name)
        return values[0].decode("utf-8", "surrogateescape") if values else None

    @property
    def decoded_path(self) -> str:
        """The path without escapes; ``%2F`` separates like a slash."""
        return unquote_to_bytes(self.path).decode("utf-8", "surrogateescape")

    def _head(self, status: int, headers: Headers, length: int | None) -> bytes:
        keep = b"Keep-Alive" if self.channel.persistent else b"close"
        lines = [_first_line(status), self.site.date(), b"\r\nConnection: ", keep]
        for name, value in headers:
            if b"\n" in value or b"\r" in value:
                value = b" ".join(value.split())
            lines += (b"\r\n", name, b": ", value)
        lines.append(b"\r\n\r\n" if length is None else b"\r\nContent-Length: %d\r\n\r\n" % length)
        return b"".join(lines)

    def _refuse(self, refusal: Refused) -> None:
        """Answer before the body is read: send the answer, let the client read it for a moment, hang up."""
        self.refused = True
        self.channel.persistent = False
        if self.sink is not None:
            self.sink.close()
            self.sink = None
        if not refusal.status:
            self.channel.loseConnection()
            return
        headers = (*refusal.headers, (b"Content-Type", refusal.type)) if refusal.type else refusal.headers
        self.channel.linger(self._head(refusal.status, headers, len(refusal.body)) + refusal.body)


class Channel(http.HTTPChannel):
    """One connection."""

    requestFactory = Request
    maxHeaders = 100
    totalHeadersSize = 32768
    site: Site
    transport: Any
    timeOut: Any
    callLater: Any
    _end_of_lingering: DelayedCall | None = None

    def connectionMade(self) -> None:
        """A client has connected."""
        self.site.open.add(self)
        super().connectionMade()

    def connectionLost(self, reason: Failure) -> None:  # type: ignore[override]
        """The client is gone."""
        self.site.open.discard(self)
        if self._end_of_lingering is not None and self._end_of_lingering.active():
            self._end_of_lingering.cancel()
        super().connectionLost(reason)

    def read_large_pieces(self) -> None:
        """Ask the operating system for more bytes at a time than Twisted does."""
        socket = getattr(self.transport, "transport", self.transport)  # the one below TLS
        socket.bufferSize = _LARGE_PIECE

    def linger(self, last: bytes) -> None:
        """Send the last bytes, then throw away what still comes: a client that only reads when it has sent all its
        body gets its answer too.

        The connection ends when the body has come to its end, the client is silent or goes on for too long.
        """
        self.transport.write(last)
        self.setTimeout(_LINGER_IDLE)
        self._end_of_lingering = self.site.clock.callLater(_LINGER_MOST, self.abortConnection)

    def end_lingering(self) -> None:
        """All of the body was read: nothing can be lost on the answer's way to the client, so hang up."""
        if self._end_of_lingering is not None:
            self.loseConnection()

    def timeoutConnection(self) -> None:
        """The client was silent for too long, or did not read its answer."""
        if self._end_of_lingering is not None or self._handlingRequest:
            self.abortConnection()
        else:
            super().timeoutConnection()

    def _respondToBadRequestAndDisconnect(self) -> None:
        if self._end_of_lingering is not None:  # it has its answer
            self.loseConnection()
        else:
            super()._respondToBadRequestAndDisconnect()

    def lineLengthExceeded(self, line: bytes) -> None:
        """A line of a head is too long. Twisted's own way gives no answer and never ends the connection."""
        self._respondToBadRequestAndDisconnect()

    def abortConnection(self) -> None:
        """Cut the connection."""
        abort = getattr(self.transport, "abortConnection", None)
        if abort is not None:
            abort()


class Site(http.HTTPFactory):
    """The HTTP side of a host: its doors by path. ``clock`` must be the reactor's (it times connections, not the host)."""

    log: Any = Logger()

    def __init__(self, clock: Clock, idle_timeout: float = 300.0) -> None:
        super().__init__(timeout=idle_timeout, reactor=clock)  # type: ignore[arg-type]  # it needs no more than a clock
        self.clock = clock
        self._exact: dict[bytes, Door] = {}
        self._prefixes: list[tuple[bytes, Door]] = []
        self._default: Door = NotHere()
        self._date = (0, b"")
        self.open: set[Channel] = set()

    def add(self, path: bytes, door: Door, *, below: bool = False) -> None:
        """Answer a path, and with ``below`` all paths under it."""
        self._exact[path] = door
        if below:
            self._prefixes.append((path.rstrip(b"/") + b"/", door))
            self._prefixes.sort(key=lambda item: -len(item[0]))

    def door(self, path: bytes) -> Door:
        """The door for a path."""
        door = self._exact.get(path)
        if door is None:
            for prefix, candidate in self._prefixes:
                if path.startswith(prefix):
                    return candidate
        return door or self._default

    def date(self) -> bytes:
        """The value of a ``Date`` header, made once a second."""
        now = int(self.clock.seconds())
        if self._date[0] != now:
            self._date = (now, http.datetimeToString(now))
        return self._date[1]

    def buildProtocol(self, addr: IAddress | None) -> TwistedProtocol | None:  # type: ignore[override]
        """A channel for a new connection."""
        channel = Channel()
        channel.site = self
        channel.factory = self
        channel.timeOut = self.timeOut
        channel.callLater = self.clock.callLater
        return channel

    def log_request(self, request: Request) -> None:
        """Requests are logged by the host, not in Apache's format."""

    # HTTPFactory opens an access log with its own timer; this server has none.
    def startFactory(self) -> None:
        """Nothing to open."""

    def stopFactory(self) -> None:
        """Nothing to close."""


class NotHere:
    """Answers paths that nothing is at: 400 for POST without a body (recorded), 404 for the rest."""

    def body(self, request: Request, length: int | None) -> Sink:
        """The body does not matter."""
        return Discard()

    def answer(self, request: Request) -> None:
        """Say so."""
        request.reply(400 if request.method == b"POST" else 404)


class Page:
    """A door that answers GET and HEAD with what a function makes, and takes no body."""

    def __init__(self, make: Callable[[Request], tuple[bytes, bytes]], headers: Headers = ()) -> None:
        self._make = make
        self._headers = headers

    def body(self, request: Request, length: int | None) -> Sink:
        """No body is wanted."""
        return Buffer(65536, length)

    def answer(self, request: Request) -> None:
        """Send the page."""
        if request.method not in (b"GET", b"HEAD"):
            request.reply(405, headers=[(b"Allow", b"GET, HEAD")])
            return
        content, type_ = self._make(request)
        request.reply(200, content, self._headers, type_)
