"""One connection: HTTP/1.1 as a host of 2010 speaks it. The grammar is that of httptools (llhttp, as in Node.js).

There is no ``Server`` header and no ``100 Continue`` (recorded). Requests that come in one go are answered one after the
other; bodies are streamed to the door and never spooled.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any

from httptools import HttpParserError, HttpParserUpgrade, HttpRequestParser
from twisted.internet.protocol import Protocol
from twisted.logger import Logger
from twisted.python.failure import Failure

from fakeesx.clock import DelayedCall
from fakeesx.web.request import Request

if TYPE_CHECKING:
    from fakeesx.web.server import Site

_MOST_HEADERS, _LARGEST_HEAD = 100, 32768
_LONG_BODY = 1024 * 1024
_LARGE_PIECE = 1024 * 1024
"""Bytes that are read from a connection at once when a body is longer than the former."""
_MOST_WAITING, _MOST_HELD = 64, 1024 * 1024
"""Requests that a client may have sent ahead before no more is read from it; bytes of their bodies before it is refused."""
_LINGER_IDLE, _LINGER_MOST = 2.0, 30.0
"""Seconds that a refused client may be silent, and may go on sending, until the connection is cut."""


_FINISH_IDLE = 5.0
"""Seconds that an answer may wait to be sent, or to be taken, whose host is gone."""


class Connection(Protocol):
    """One connection to a site. The methods named ``on_…`` are the parser's callbacks."""

    log = Logger()
    transport: Any

    def __init__(self, site: Site) -> None:
        self.site = site
        self.peer = ""
        self.sent = 0
        """Bytes that were sent."""
        self._parser = HttpRequestParser(self)
        self._uri = b""
        self._headers: list[tuple[bytes, bytes]] = []
        self._in_head = False
        self._head_size = 0
        """Bytes since the head began, or of trailers and chunk extensions since the last piece of the body."""
        self._at_start = True
        self._held = 0
        self._body_left = 0
        """Bytes of a long body that the parser has yet to see."""
        self._by_hand = 0
        """Bytes of a long body that go past the parser."""
        self._receiving: Request | None = None
        self._body_came = False
        self._current: Request | None = None
        self._waiting: deque[Request] = deque()
        self._catching_up = False
        self._deaf = False
        """Whether nothing that comes is looked at any more."""
        self._silent_for: float | None = site.idle_timeout
        self._last = 0.0
        self._timer: DelayedCall | None = None
        self._end_of_lingering: DelayedCall | None = None

    # from the transport

    def connectionMade(self) -> None:
        """A client has connected."""
        if self.site.away:
            waiting = self.site.waiting
            waiting.begin(self)
            waiting.look_out()  # it waits for the host to be back
            waiting.end(self)
            self.reset()
            return
        self.site.open.add(self)
        self.peer = getattr(self.transport.getPeer(), "host", "")
        set_no_delay = getattr(self.transport, "setTcpNoDelay", None)
        if set_no_delay is not None:
            set_no_delay(True)
        self.set_timeout(self.site.idle_timeout)

    def dataReceived(self, data: bytes) -> None:
        """Bytes have come."""
        self._last = self.site.clock.seconds()
        self.site.waiting.stir()
        if self._deaf:
            return
        if self._by_hand:
            self._take(data)
            return
        if self._at_start and not data.isascii():
            data = _escaped(data)
        self._body_came = False
        try:
            self._parser.feed_data(data)
        except HttpParserUpgrade as upgrade:  # a host of 2010 knows none and goes on as if nothing had been asked
            self._parser = HttpRequestParser(self)
            rest = data[upgrade.args[0]:]
            if rest:
                self.dataReceived(rest)
        except HttpParserError:
            self._bad()
        else:
            if self._in_head or not (self._at_start or self._body_came):
                self._head_size += len(data)
                if self._head_size > _LARGEST_HEAD:
                    self._bad()
            elif self._body_left:  # the rest of a long body needs no parser, nor a copy of it
                self._by_hand, self._body_left = self._body_left, 0
                self._parser = HttpRequestParser(self)

    def connectionLost(self, reason: Failure) -> None:  # type: ignore[override]
        """The client is gone."""
        self._deaf = True
        self.site.open.discard(self)
        for call in (self._timer, self._end_of_lingering):
            if call is not None and call.active():
                call.cancel()
        if self._current is not None:
            self.site.waiting.end(self._current)
            self._current.lost()
        self._waiting.clear()

    # from the parser

    def on_message_begin(self) -> None:
        """A request begins."""
        self._uri = b""
        self._headers = []
        self._in_head = True
        self._head_size = 0
        self._at_start = False

    def on_url(self, part: bytes) -> None:
        """A piece of the path."""
        self._uri += part

    def on_header(self, name: bytes, value: bytes | None) -> None:
        """A header, or a trailer, which means nothing here."""
        if self._in_head:
            self._headers.append((name.lower(), value.strip() if value else b""))

    def on_headers_complete(self) -> None:
        """The head of a request is there."""
        self._in_head = False
        if self._deaf:
            return
        parser, headers = self._parser, self._headers
        length: int | None = 0
        for name, value in headers:
            if name == b"content-length":
                length = int(value)
            elif name == b"transfer-encoding":
                length = None
                if value.lower() != b"chunked":
                    self._bad()
                    return
        method = parser.get_method()
        version = parser.get_http_version()
        if version not in ("1.1", "1.0") or len(headers) > _MOST_HEADERS or method == b"CONNECT":
            self._bad()
            return
        request = Request(self, method, self._uri, headers, length, parser.should_keep_alive(), version)
        self._receiving = request
        if length is None or length > _LONG_BODY:
            self._body_left = length or 0
            self._read_large_pieces()
        if self._current is None:
            self._current = request
            self.site.begin(request)
            request.begin(self.site.door(request.path))
        else:
            self._waiting.append(request)
            if len(self._waiting) == _MOST_WAITING:
                self.transport.pauseProducing()

    def on_body(self, data: bytes) -> None:
        """A piece of a body."""
        self._body_came = True
        self._head_size = 0
        if self._body_left:
            self._body_left -= len(data)
        request = self._receiving
        if request is None:
            return
        if request is self._current:
            request.receive(data)
        elif request in self._waiting:
            request.held.append(data)
            self._held += len(data)
            if self._held > _MOST_HELD:  # or a client could fill the memory behind a call that waits
                self._bad()

    def on_message_complete(self) -> None:
        """All of a request is there."""
        self._at_start = True
        request, self._receiving = self._receiving, None
        if request is None:
            return
        request.complete = True
        if request is self._current:
            self._silent_for = None
            request.answer()

    # for requests

    def write(self, data: bytes) -> None:
        """Send bytes."""
        self.sent += len(data)
        self.transport.write(data)

    def answered(self, request: Request) -> None:
        """The answer to a request is complete: it is the next one's turn."""
        if request is not self._current:
            return
        self._current = None
        self.site.waiting.end(request)
        if not request.keep or not request.complete:
            self.hang_up()
            return
        self.set_timeout(self.site.idle_timeout)
        if self._waiting and not self._catching_up:
            self._catching_up = True
            try:
                self._catch_up()
            finally:
                self._catching_up = False

    def hang_up(self) -> None:
        """End the connection when all that was written has been sent."""
        self._deaf = True
        self.transport.loseConnection()

    def abortConnection(self) -> None:
        """Cut the connection."""
        self._deaf = True
        abort = getattr(self.transport, "abortConnection", None)
        if abort is not None:
            abort()

    def reset(self) -> None:
        """Cut the connection as one breaks: without a word, not even TLS's farewell."""
        self._deaf = True
        lower = getattr(self.transport, "transport", self.transport)  # the one below TLS
        lower.abortConnection()

    def finish(self) -> None:
        """Answer what is being answered and hang up then; whoever sends a body or waits for a turn is cut off."""
        current = self._current
        self._waiting.clear()
        if current is None:
            self.hang_up()
            return
        if not current.complete:
            self.abortConnection()
            return
        self._deaf = True
        current.keep = False
        self.set_timeout(_FINISH_IDLE)

    def linger(self, last: bytes) -> None:
        """Send the last bytes, then throw away what still comes: a client that only reads when it has sent all its
        body gets its answer too.

        The connection ends when the body has come to its end, the client is silent or goes on for too long.
        """
        self.write(last)
        self.set_timeout(_LINGER_IDLE)
        self._end_of_lingering = self.site.clock.callLater(_LINGER_MOST, self.abortConnection)

    def end_lingering(self) -> None:
        """All of the body was read: nothing can be lost on the answer's way to the client, so hang up."""
        if self._end_of_lingering is not None:
            self.hang_up()

    def set_timeout(self, seconds: float | None) -> None:
        """How long the client may be silent from now on, or not take what is sent to it (``None``: for ever)."""
        self._silent_for = seconds
        self._last = now = self.site.clock.seconds()
        if seconds is None:
            return
        if self._timer is None or not self._timer.active():
            self._timer = self.site.clock.callLater(seconds, self._look_at_silence)
        elif self._timer.getTime() > now + seconds:
            self._timer.reset(seconds)

    def reset_timeout(self) -> None:
        """The client has taken something."""
        self._last = self.site.clock.seconds()

    # inside

    def _take(self, data: bytes) -> None:
        """Bytes of a long body, and perhaps what follows it."""
        left = self._by_hand
        rest = data[left:]
        self._by_hand = max(0, left - len(data))
        self.on_body(data[:left] if rest else data)
        if not self._by_hand:
            self.on_message_complete()
            if rest:
                self.dataReceived(rest)

    def _catch_up(self) -> None:
        """Let those that waited have their turn, until one can't be answered at once."""
        waiting = self._waiting
        while waiting and self._current is None and not self._deaf:
            request = self._current = waiting.popleft()
            self.site.begin(request)
            if len(waiting) == _MOST_WAITING - 1:
                self.transport.resumeProducing()
            request.begin(self.site.door(request.path))
            held, request.held = request.held, []
            for data in held:
                self._held -= len(data)
                request.receive(data)
            if request.complete:
                self._silent_for = None
                request.answer()

    def _bad(self) -> None:
        """What came is no HTTP. Those who wait for an answer get theirs, then 400; nothing more is read."""
        self._deaf = True
        self._in_head = False
        current = self._current
        if self._end_of_lingering is not None:  # it has its answer
            self.transport.loseConnection()
        elif current is not None and current.complete:  # a good request came before: it is answered, and no other
            current.keep = False
            self._waiting.clear()
        else:
            if current is not None:
                self._current = None
                self.site.waiting.end(current)
                current.lost()
            self.transport.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            self.transport.loseConnection()

    def _look_at_silence(self) -> None:
        """The timer has come: was the client silent for too long?"""
        if self._silent_for is None:
            return
        left = self._last + self._silent_for - self.site.clock.seconds()
        if left > 0:
            self._timer = self.site.clock.callLater(left, self._look_at_silence)
        elif self._end_of_lingering is not None or self._current is not None:
            self.abortConnection()
        else:
            self.hang_up()

    def _read_large_pieces(self) -> None:
        """Ask the operating system for more bytes at a time than Twisted does."""
        socket = getattr(self.transport, "transport", self.transport)  # the one below TLS
        socket.bufferSize = _LARGE_PIECE


def _escaped(data: bytes) -> bytes:
    """Bytes beyond ASCII in a request line, which some clients send raw, as they should be in a URL."""
    line, end, rest = data.partition(b"\r\n")
    if line.isascii():
        return data
    return b"".join(b"%c" % byte if byte < 0x80 else b"%%%02X" % byte for byte in line) + end + rest
