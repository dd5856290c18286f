"""One HTTP request on its way through a door, and the answer to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_to_bytes

from twisted.internet.defer import Deferred
from twisted.logger import Logger
from twisted.web import http

from fakeesx.web.doors import Discard, Door, Headers, Refused
from fakeesx.web.sending import BLOCK, Pieces

if TYPE_CHECKING:
    from fakeesx.chaos.fate import Fate
    from fakeesx.web.connection import Connection
    from fakeesx.web.hampered import Link

_SMALL_BODY = 65536
"""Bytes of a body that a refused client may send while the connection is kept; with a larger one it is closed."""


def reason(status: int) -> bytes:
    """The phrase beside a status."""
    phrase = http.RESPONSES.get(status)
    if phrase is None:
        phrase = HTTPStatus(status).phrase.encode() if status in set(HTTPStatus) else b"Unknown"
    return phrase


@lru_cache(maxsize=64)
def _first_line(status: int) -> bytes:
    return b"HTTP/1.1 %d %b\r\nDate: " % (status, reason(status))


class Request:
    """One HTTP request. ``door`` answers it, ``sink`` takes its body; names in ``headers`` are in lower case."""

    __slots__ = (
        "_gone", "_on_gone", "_refusal", "_sent_before", "channel", "complete", "door", "fate", "finished", "headers",
        "held", "keep", "length", "link", "method", "path", "query", "received", "record", "refused", "sink", "started",
        "status", "uri", "user", "version", "wait",
    )

    log = Logger()

    def __init__(
        self,
        channel: Connection,
        method: bytes,
        uri: bytes,
        headers: list[tuple[bytes, bytes]],
        length: int | None,
        keep: bool,
        version: str = "1.1",
    ) -> None:
        self.channel = channel
        self.method = method
        self.uri = uri
        self.path, _, self.query = uri.partition(b"?")
        if self.path[:1] != b"/" and b"://" in self.path:  # the absolute form, which every server takes (RFC 9112)
            self.path = b"/" + self.path.partition(b"://")[2].partition(b"/")[2]
        self.headers = headers
        self.length = length
        self.keep = keep
        """Whether the connection goes on after the answer."""
        self.version = version
        """The version of HTTP that the client speaks: 1.0 or 1.1."""
        self.door: Door
        self.sink: Any = None
        self.fate: Fate | None = None
        """What becomes of the answer, where a chaos rule says so."""
        self.wait: Callable[[], Deferred[None]] | None = None
        """What to wait for before the door answers."""
        self.link: Link | None = None
        """What a body comes through that is not to come freely."""
        self.complete = False
        """Whether all of the body has come."""
        self.held: list[bytes] = []
        """What came of the body before it was this request's turn."""
        self.started = False
        """Whether an answer was begun."""
        self.finished = False
        self.record: Any = None
        """What the site's watcher knows it by."""
        self.user = ""
        """Who sends it, when that was asked."""
        self.status = 0
        """The status of the answer, when there is one."""
        self.received = 0
        """Bytes of the body that have come."""
        self._sent_before = 0
        self.refused = False
        self._refusal: Refused | None = None
        self._gone = False
        self._on_gone: list[Callable[[], None]] = []

    # what the client sent

    def header(self, name: bytes) -> bytes | None:
        """The first value of a request header, by its name in lower case."""
        for key, value in self.headers:
            if key == name:
                return value
        return None

    def argument(self, name: bytes) -> str | None:
        """A query argument as text, ``None`` when it is not there."""
        if not self.query:
            return None
        values = http.parse_qs(self.query, True).get(name)
        return values[0].decode("utf-8", "surrogateescape") if values else None

    @property
    def decoded_path(self) -> str:
        """The path without escapes; ``%2F`` separates like a slash."""
        return unquote_to_bytes(self.path).decode("utf-8", "surrogateescape")

    @property
    def peer(self) -> str:
        """The address that the client comes from; empty when it has none."""
        return self.channel.peer

    @property
    def sent(self) -> int:
        """Bytes of the answer's body that were sent."""
        return max(0, self.channel.sent - self._sent_before) if self.status else 0

    # the way through the door; called by the connection

    def begin(self, door: Door) -> None:
        """The headers are complete and it is this request's turn: let the door say where the body goes."""
        self.door = door
        watch = self.channel.site.watch
        if watch is not None:
            self.record = watch.begin(self)
        trouble = self.channel.site.trouble
        try:
            if trouble.on_requests and not trouble.meet(self):
                self.refused = True
                if watch is not None:
                    watch.refused(self)
                return
            self.sink = self.door.body(self, self.length)
        except Refused as refusal:
            small = 0 if self.header(b"expect") is not None else _SMALL_BODY
            if refusal.status and self.length is not None and self.length <= small:
                self._refusal, self.sink = refusal, Discard()  # the connection can be kept
            else:
                self._refuse(refusal)
        except Exception:  # noqa: BLE001 - a client never sees a traceback
            self.log.failure("{method} {path} failed", method=self.method, path=self.path)
            self._refuse(Refused(500))

    def receive(self, data: bytes) -> None:
        """Pass a piece of the body on."""
        if self.refused:
            return
        self.received += len(data)
        try:
            if self.link is not None:
                self.link.take(data)
            else:
                self.sink.write(data)
        except Refused as refusal:
            self._refuse(refusal)
        except Exception:  # noqa: BLE001 - a client never sees a traceback
            self.log.failure("the body of {method} {path} failed", method=self.method, path=self.path)
            self._refuse(Refused(500))

    def answer(self) -> None:
        """The body is complete: let the door answer."""
        if self.refused:
            self.channel.end_lingering()
        elif self.wait is None:
            self._answer()
        else:
            self.channel.site.waiting.wait(self)
            self.wait().addCallbacks(lambda _: self._waited(), lambda _: self.channel.reset())

    def _waited(self) -> None:
        self.channel.site.waiting.go_on(self)
        self._answer()

    def _answer(self) -> None:
        if self._gone:
            return
        try:
            if self._refusal is not None:
                raise self._refusal
            self.door.answer(self)
        except Refused as refusal:
            if refusal.status:
                self.reply(refusal.status, refusal.body, refusal.headers, refusal.type)
            else:
                self.channel.hang_up()
        except Exception:  # noqa: BLE001 - a client never sees a traceback
            self.log.failure("{method} {path} failed", method=self.method, path=self.path)
            if not self.started:
                self.reply(500)
            else:
                self.channel.abortConnection()

    def lost(self) -> None:
        """The client is gone."""
        self._gone = True
        watch = self.channel.site.watch
        if watch is not None and self.record is not None:
            watch.gone(self)
        self._close_sink()
        waiting, self._on_gone = self._on_gone, []
        for callback in waiting:
            callback()

    # the answer

    def on_gone(self, callback: Callable[[], None]) -> None:
        """Call back when the client goes away before the answer is complete."""
        self._on_gone.append(callback)

    def reply(self, status: int, body: bytes = b"", headers: Headers = (), type: bytes = b"") -> None:
        """Send a whole answer, as soon as nothing that it tells can be lost any more."""
        hold = self.channel.site.hold
        if hold is None or not hold(partial(self._reply, status, body, headers, type)):
            self._reply(status, body, headers, type)

    def _reply(self, status: int, body: bytes, headers: Headers, type: bytes) -> None:
        if self._gone or self.finished:
            return
        if self.fate is not None:
            self._send(status, (body,), (*headers, (b"Content-Type", type)) if type else headers, len(body))
            return
        self._close_sink()
        self.started = True
        head = self._head(status, (*headers, (b"Content-Type", type)) if type else headers, len(body))
        self.channel.write(head if self.method == b"HEAD" else head + body)  # at once: one record of TLS, one packet
        self.finish()

    def reply_pieces(self, status: int, pieces: Sequence[bytes], headers: Headers, type: bytes) -> None:
        """Send a whole answer that is there in pieces: a large one goes as fast as the client takes it, uncopied."""
        length = sum(map(len, pieces))
        if length <= BLOCK:
            self.reply(status, pieces[0] if len(pieces) == 1 else b"".join(pieces), headers, type)
            return
        hold = self.channel.site.hold
        if hold is None or not hold(partial(self._stream, status, pieces, headers, type, length)):
            self._stream(status, pieces, headers, type, length)

    def _stream(self, status: int, pieces: Sequence[bytes], headers: Headers, type: bytes, length: int) -> None:
        if not self._gone and not self.finished:
            self._send(status, pieces, [*headers, (b"Content-Type", type)], length)

    def _send(self, status: int, pieces: Sequence[bytes], headers: Headers, length: int) -> None:
        self.start(status, headers, length)
        if self.method == b"HEAD":
            self.finish()
        else:
            Pieces(self, pieces).start()

    def start(self, status: int, headers: Headers, length: int | None = None) -> None:
        """Send the head of an answer whose body is streamed with ``channel.write``; end with ``finish``."""
        self.started = True
        if not self.is_replaced:
            self.channel.write(self._head(status, headers, length))

    def finish(self) -> None:
        """The answer is complete."""
        if self.is_replaced:
            self.put_in_place()
        elif not self.finished and not self._gone:
            self.finished = True
            self._close_sink()
            self._on_gone.clear()
            watch = self.channel.site.watch
            if watch is not None and self.record is not None:
                watch.ended(self)
            self.channel.answered(self)

    @property
    def is_replaced(self) -> bool:
        """Whether nothing of the door's answer goes out, but what a chaos rule puts in its place."""
        fate = self.fate
        return fate is not None and (fate.reset or fate.status is not None)

    def put_in_place(self) -> None:
        """Send what goes in place of the answer, or reset the connection."""
        fate, self.fate = self.fate, None
        if fate is None or fate.status is None:
            watch = self.channel.site.watch
            if watch is not None:
                watch.cut(self)
            self.channel.reset()
        else:
            self._reply(fate.status, fate.body, (), fate.type.encode())

    def _close_sink(self) -> None:
        if self.sink is not None:
            sink, self.sink = self.sink, None
            sink.close()

    def _head(self, status: int, headers: Headers, length: int | None) -> bytes:
        keep = b"Keep-Alive" if self.keep else b"close"
        lines = [_first_line(status), self.channel.site.date(), b"\r\nConnection: ", keep]
        for name, value in headers:
            if b"\n" in value or b"\r" in value:
                value = b" ".join(value.split())
            lines += (b"\r\n", name, b": ", value)
        if length is None or status == 204:  # an answer without content has no length, not even one of 0 (RFC 9110)
            lines.append(b"\r\n\r\n")
        else:
            lines.append(b"\r\nContent-Length: %d\r\n\r\n" % length)
        head = b"".join(lines)
        self.status = status
        self._sent_before = self.channel.sent + len(head)
        return head

    def _refuse(self, refusal: Refused) -> None:
        """Answer before the body is read: send the answer, let the client read it for a moment, hang up."""
        self.refused = True
        self.keep = False
        self._close_sink()
        watch = self.channel.site.watch
        if not refusal.status:
            self.channel.hang_up()
        else:
            headers = (*refusal.headers, (b"Content-Type", refusal.type)) if refusal.type else refusal.headers
            self.channel.linger(self._head(refusal.status, headers, len(refusal.body)) + refusal.body)
        if watch is not None:
            watch.refused(self)
