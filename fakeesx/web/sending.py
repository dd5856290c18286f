"""Bodies on their way to a client, no faster than the client takes them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from twisted.internet.interfaces import IPushProducer
from zope.interface import implementer

if TYPE_CHECKING:
    from fakeesx.chaos.fate import Fate
    from fakeesx.clock import DelayedCall
    from fakeesx.web.server import Request

BLOCK = 256 * 1024
"""Bytes that are written at once; hardly more than this of a body is ever copied."""
_TURNS = 10
"""How often a second something goes over a slow link."""
TURN = 2 * 1024 * 1024
"""Bytes that are sent before others have their turn, however fast the client takes them."""


@implementer(IPushProducer)
class Sending:
    """Sends the body of a started answer block by block. A client that reads nothing for the site's idle time is cut off."""

    def __init__(self, request: Request) -> None:
        self._request = request
        self._paused = False
        self._ended = False

    def block(self) -> bytes | None:
        """The next bytes, ``None`` at the end. Raises ``EOFError`` when there should be more and is not."""
        raise NotImplementedError

    def close(self) -> None:
        """No more is needed; called once."""

    def start(self) -> None:
        """Begin to send, in the way that a chaos rule leaves."""
        fate = self._request.fate
        if self._request.is_replaced:
            self.stopProducing()
            self._request.finish()
        elif fate is None:
            self.begin()
        else:
            Hampered(self._request, self, fate).begin()

    def begin(self) -> None:
        """Begin to send as fast as the client takes it."""
        channel = self._request.channel
        self._request.on_gone(self.stopProducing)
        channel.set_timeout(channel.site.idle_timeout)
        channel.transport.registerProducer(self, True)
        self.resumeProducing()

    def pauseProducing(self) -> None:
        """The client is slower than we are."""
        self._paused = True

    def resumeProducing(self) -> None:
        """Send until the client is behind."""
        self._paused = False
        channel, sent = self._request.channel, 0
        while not self._paused and not self._ended:
            try:
                data = self.block()
            except (EOFError, OSError):
                self.break_off()
                return
            if data is None:
                self.complete()
                return
            channel.reset_timeout()
            channel.write(data)
            sent += len(data)
            if sent >= TURN:
                sent = 0
                self.let_others()

    def complete(self) -> None:
        """All was sent."""
        self.stopProducing()
        self._request.channel.transport.unregisterProducer()
        self._request.finish()

    def break_off(self) -> None:
        """What was promised can't be sent: only the end of the connection tells the client so."""
        self.stopProducing()
        self._request.channel.transport.unregisterProducer()
        self._request.channel.abortConnection()

    def let_others(self) -> None:
        """Go on in a later turn of the reactor, when the client takes more; at once where the transport can't tell."""
        transport = self._request.channel.transport
        wait = getattr(getattr(transport, "transport", transport), "wait_for_room", None)  # of the one below TLS
        if wait is not None:
            wait()

    def stopProducing(self) -> None:
        """The client is gone, or has everything."""
        if not self._ended:
            self._ended = True
            self.close()


class Hampered(Sending):
    """Sends what another would, as far and as fast as a chaos rule lets it: then the connection ends.

    It is the reactor's time that passes: a slow link is slow for the client, whatever the host's clock says.
    """

    def __init__(self, request: Request, source: Sending, fate: Fate) -> None:
        super().__init__(request)
        self._source = source
        limits = [limit for limit in (fate.keep, fate.cut) if limit is not None]
        self._left = min(limits) if limits else None
        self._rate = fate.rate
        self._most = max(1, min(BLOCK, fate.rate // _TURNS)) if fate.rate else BLOCK
        self._rest = b""
        self._timer: DelayedCall | None = None

    def resumeProducing(self) -> None:
        """Send until the client is behind, or until the link takes more."""
        if self._timer is not None:
            return
        if not self._rate:
            super().resumeProducing()
            return
        self._paused = False
        if self._ended:
            return
        channel = self._request.channel
        try:
            data = self.block()
        except (EOFError, OSError):
            self.break_off()
            return
        if data is None:
            self.complete()
            return
        channel.reset_timeout()
        self._timer = channel.site.clock.callLater(len(data) / self._rate, self._go_on)
        channel.write(data)

    def _go_on(self) -> None:
        self._timer = None
        if not self._paused:
            self.resumeProducing()

    def block(self) -> bytes | None:
        """The next bytes of the other, no more than there may be."""
        if self._left == 0:
            return None
        data = self._rest or self._source.block()
        if data is None:
            return None
        most = self._most if self._left is None else min(self._most, self._left)
        data, self._rest = data[:most], data[most:]
        if self._left is not None:
            self._left -= len(data)
        return data

    def complete(self) -> None:
        """All was sent that may be: where that is not all there is, only the end of the connection tells the client."""
        if self._left == 0:
            self._request.keep = False
        super().complete()

    def close(self) -> None:
        """Let the other go, and do not wait any more."""
        self._source.stopProducing()
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


class Pieces(Sending):
    """Sends bytes that are there in pieces: small ones together, large ones as they are."""

    def __init__(self, request: Request, pieces: Sequence[bytes]) -> None:
        super().__init__(request)
        self._pieces = pieces
        self._next = 0

    def block(self) -> bytes | None:
        """The next pieces, up to the size of a block."""
        pieces, first, size = self._pieces, self._next, 0
        position, end = first, len(pieces)
        while position < end and size < BLOCK:
            size += len(pieces[position])
            position += 1
        self._next = position
        return b"".join(pieces[first:position]) if position > first else None

    def close(self) -> None:
        """Let the pieces go."""
        self._pieces = ()
