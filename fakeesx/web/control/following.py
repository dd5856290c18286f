"""Lines that are sent to a client as things happen, for as long as it takes them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable

from twisted.internet.interfaces import IPushProducer
from zope.interface import implementer

from fakeesx.calls import Record
from fakeesx.host.esx import Esx
from fakeesx.web.server import Request

_MOST_BEHIND = 1000
"""Lines that a client may be behind until its connection is cut."""


def subscribed(host: Esx, tell: Callable[[Record], None], over: Callable[[], None]) -> Callable[[], None]:
    """Hear of each request of a host that has ended, and of the host's end; the result ends that."""
    end = host.requests.subscribe(tell)
    host.at_stop.append(over)

    def ended() -> None:
        end()
        if over in host.at_stop:
            host.at_stop.remove(over)

    return ended


@implementer(IPushProducer)
class Following:
    """Sends each record that fits as a line, when its request has ended. A client that is too far behind is cut off."""

    def __init__(
        self, request: Request, host: Esx, fits: Callable[[Record], bool], line: Callable[[Record], str], type: str,
    ) -> None:
        self._request = request
        self._host = host
        self._fits = fits
        self._line = line
        self._type = type
        self._paused = False
        self._behind: deque[bytes] = deque()
        self._end: Callable[[], None] = lambda: None

    def start(self, first: Iterable[Record]) -> None:
        """Send the head, the first records, and go on with what comes."""
        request = self._request
        request.keep = False  # only the end of the connection ends it
        request.on_gone(self.stopProducing)
        request.start(200, [(b"Content-Type", self._type.encode()), (b"Cache-Control", b"no-store")], None)
        if request.method == b"HEAD":
            request.finish()
            return
        request.channel.transport.registerProducer(self, True)
        self._end = subscribed(self._host, self._tell, self._over)
        for record in first:
            self._tell(record)

    def _tell(self, record: Record) -> None:
        if not self._fits(record):
            return
        self._behind.append(self._line(record).encode() + b"\n")
        if not self._paused:
            self.resumeProducing()
        elif len(self._behind) > _MOST_BEHIND:
            self.stopProducing()
            self._request.channel.abortConnection()

    def pauseProducing(self) -> None:
        """The client is slower than what happens."""
        self._paused = True

    def resumeProducing(self) -> None:
        """Send what there is."""
        self._paused = False
        while self._behind and not self._paused:
            self._request.channel.write(self._behind.popleft())

    def _over(self) -> None:
        """There is nothing more to tell: the host ends, or another takes its place."""
        self._end()
        self._paused = False
        while self._behind:
            self._request.channel.write(self._behind.popleft())
        self._request.channel.transport.unregisterProducer()
        self._request.finish()

    def stopProducing(self) -> None:
        """The client is gone."""
        self._end()
        self._behind.clear()
