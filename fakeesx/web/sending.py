"""Bodies on their way to a client, no faster than the client takes them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from twisted.internet.interfaces import IPushProducer
from zope.interface import implementer

if TYPE_CHECKING:
    from fakeesx.web.server import Request

BLOCK = 256 * 1024
"""Bytes that are written at once; hardly more than this of a body is ever copied."""
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
        """Begin to send."""
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
