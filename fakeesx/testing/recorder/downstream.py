"""An answer's body on its way to the client, no faster than the client takes it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from twisted.internet.interfaces import IPushProducer
from twisted.internet.protocol import Protocol
from twisted.python.failure import Failure
from twisted.web.client import ResponseDone
from twisted.web.http import PotentialDataLoss
from zope.interface import implementer

from fakeesx.testing.recorder.format import Ending
from fakeesx.testing.recorder.tee import Tee
from fakeesx.web.server import Headers, Request

_WITHOUT_BODY = frozenset({204, 304})


class Downstream(Protocol):
    """Takes an answer's body from the host's connection. ``ended`` is told how that went."""

    def __init__(self, seen: Tee, ended: Callable[[Ending], None]) -> None:
        self._seen = seen
        self._ended = ended

    @classmethod
    def nowhere(cls) -> Downstream:
        """For an answer that nobody waits for any more."""
        return _Nowhere(Tee(0), lambda _: None)

    @classmethod
    def early(cls, seen: Tee, ended: Callable[[Ending], None]) -> Downstream:
        """For an answer that is given when it is complete."""
        return cls(seen, ended)

    @classmethod
    def streaming(
        cls, request: Request, seen: Tee, ended: Callable[[Ending], None], headers: Headers, length: int | None, status: int,
    ) -> Downstream:
        """For an answer that goes to the client as it comes."""
        return _Streaming(request, seen, ended, list(headers), length, status)

    def break_off(self) -> None:
        """Nobody wants the rest."""
        transport: Any = self.transport
        if transport is not None:
            transport.loseConnection()

    def dataReceived(self, data: bytes) -> None:
        """A piece of the body."""
        self._seen.add(data)

    def connectionLost(self, reason: Failure) -> None:  # type: ignore[override]
        """The end of the body: PotentialDataLoss is that of one without a length, told by the connection's end."""
        self._ended("complete" if reason.check(ResponseDone, PotentialDataLoss) else "cut")


class _Nowhere(Downstream):
    def connectionMade(self) -> None:
        """The body begins, and ends."""
        self.break_off()


@implementer(IPushProducer)
class _Streaming(Downstream):
    transport: Any

    def __init__(
        self, request: Request, seen: Tee, ended: Callable[[Ending], None], headers: list[tuple[bytes, bytes]],
        length: int | None, status: int,
    ) -> None:
        super().__init__(seen, ended)
        self._request = request
        self._bare = request.method == b"HEAD" or status in _WITHOUT_BODY
        self._chunked = length is None and not self._bare and request.version == "1.1"
        if self._chunked:
            headers.append((b"Transfer-Encoding", b"chunked"))
        elif length is None and not self._bare:
            request.keep = False  # the end of the connection tells that of the body
        request.start(status, headers, None if self._bare else length)
        request.channel.set_timeout(request.channel.site.idle_timeout)

    def connectionMade(self) -> None:
        """The body begins."""
        self._request.channel.transport.registerProducer(self, True)

    def dataReceived(self, data: bytes) -> None:
        """A piece of the body."""
        super().dataReceived(data)
        channel = self._request.channel
        channel.reset_timeout()
        channel.write(b"%x\r\n%b\r\n" % (len(data), data) if self._chunked else data)

    def connectionLost(self, reason: Failure) -> None:  # type: ignore[override]
        """The end of the body: the client is told of one that broke off by the end of its connection alone."""
        channel = self._request.channel
        channel.transport.unregisterProducer()
        complete = bool(reason.check(ResponseDone, PotentialDataLoss))
        self._ended("complete" if complete else "cut")
        if not complete:
            channel.abortConnection()
            return
        if self._chunked:
            channel.write(b"0\r\n\r\n")
        self._request.finish()

    def pauseProducing(self) -> None:
        """The client is slower than the host."""
        self.transport.pauseProducing()

    def resumeProducing(self) -> None:
        """The client takes more."""
        self._request.channel.reset_timeout()
        self.transport.resumeProducing()

    def stopProducing(self) -> None:
        """The client is gone, which the request is told as well."""
