"""A body on its way from a client through a link that is slow, or that breaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twisted.internet.defer import Deferred, succeed

if TYPE_CHECKING:
    from fakeesx.chaos.fate import Fate
    from fakeesx.clock import DelayedCall
    from fakeesx.web.request import Request

_LEAST, _MOST = 1024, 65536
"""Bytes that are read from a slow link at once."""


class Link:
    """Passes the body of a request on to its sink: as many bytes as may come, no faster than they may.

    A slow link reads no more from the client until the time for what has come has passed, by the reactor's clock.
    """

    def __init__(self, request: Request, fate: Fate) -> None:
        self._request = request
        self._left = fate.cut
        self._rate = fate.rate
        self._free_at = 0.0
        self._timer: DelayedCall | None = None
        self._drained: Deferred[None] | None = None
        if self._rate:
            transport = request.channel.transport
            socket = getattr(transport, "transport", transport)  # the one below TLS
            socket.bufferSize = max(_LEAST, min(_MOST, self._rate))
            request.on_gone(self._stop)

    def take(self, data: bytes) -> None:
        """A piece has come. Raises ``Refused`` as the sink does."""
        request = self._request
        if self._left is not None and len(data) > self._left:
            if self._left:
                request.sink.write(data[: self._left])
            request.refused = True
            request.channel.reset()
            return
        if self._left is not None:
            self._left -= len(data)
        request.sink.write(data)
        if self._rate:
            now = request.channel.site.clock.seconds()
            self._free_at = max(now, self._free_at) + len(data) / self._rate
            if self._timer is None:
                request.channel.transport.pauseProducing()
                self._sleep()

    def drained(self) -> Deferred[None]:
        """Fires when the time for all that came has passed."""
        if self._timer is None:
            return succeed(None)
        self._drained = Deferred()
        return self._drained

    def _sleep(self) -> None:
        clock = self._request.channel.site.clock
        self._timer = clock.callLater(max(0.0, self._free_at - clock.seconds()), self._wake)

    def _wake(self) -> None:
        channel = self._request.channel
        if self._free_at > channel.site.clock.seconds():  # more had come already than was waited for
            self._sleep()
            return
        self._timer = None
        channel.reset_timeout()
        channel.transport.resumeProducing()
        drained, self._drained = self._drained, None
        if drained is not None:
            drained.callback(None)

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
