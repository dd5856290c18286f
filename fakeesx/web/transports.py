"""Sockets that send at once, and TLS on top of them that does not wait for more.

Twisted's own transports put what is written aside until the next turn of the reactor, for programs that write little by
little. Answers here are written whole.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from twisted.internet import tcp
from twisted.internet.interfaces import IReactorFDSet
from twisted.internet.main import CONNECTION_DONE
from twisted.protocols.tls import TLSMemoryBIOFactory
from twisted.python.failure import Failure

from fakeesx.web.bulk_tls import BulkTls
from fakeesx.web.server import Entrance, Site


class _Server(tcp.Server):
    """A connection that tries to send before it queues."""

    SEND_LIMIT = 1 << 20
    producer: Any

    def write(self, data: bytes) -> None:
        """Send what the socket takes now; the rest goes Twisted's way, and a producer pauses until it is sent."""
        if self._ready and not self.disconnecting:
            try:
                sent = self.socket.send(data)
            except OSError:  # it is full, or broken, which Twisted will find out
                sent = 0
            if sent == len(data):
                return
            if sent:
                data = data[sent:]
        super().write(data)
        if self.producer is not None and not self.producerPaused:
            self.wait_for_room()

    def send_file(self, file: int, offset: int, count: int) -> int | None:
        """Send bytes of an open file without looking at them: how many the socket took now, ``None`` when it takes none.

        0 at the end of the file. Raises ``OSError`` where the file can't be sent that way.
        """
        if not self._ready:
            return None
        try:
            return os.sendfile(self.socket.fileno(), file, offset, count)
        except (BlockingIOError, ConnectionError):
            return None

    def wait_for_room(self) -> None:
        """Pause the producer; it goes on when all is sent and the socket takes more, after others had their turn."""
        self.producerPaused = True
        self.producer.pauseProducing()
        self.startWriting()

    @property
    def _ready(self) -> bool:
        """Whether nothing waits to be sent before."""
        return bool(self.connected and not (self.dataBuffer or self._tempDataBuffer or self._writeDisconnected))


class _Port(tcp.Port):
    transport = _Server


class _Tls(TLSMemoryBIOFactory):
    protocol = BulkTls


class _PromptPort(tcp.Port):
    """A port that is closed as soon as it is told so, not at the next turn of the reactor."""

    def close(self) -> None:
        """Accept no more; the port is free."""
        if self.connected:
            self.stopReading()
            self.connectionLost(Failure(CONNECTION_DONE))


def listen_plainly(reactor: Any, address: str, port: int, factory: Any) -> Callable[[], None]:
    """Accept connections for a factory, without TLS; the result ends that. Raises ``CannotListenError``."""
    if not IReactorFDSet.providedBy(reactor):
        stop: Callable[[], None] = reactor.listenTCP(port, factory, interface=address).stopListening
        return stop
    port_: Any = _PromptPort(port, factory, 50, address, reactor)
    port_.startListening()
    close: Callable[[], None] = port_.close
    return close


def listen(reactor: Any, address: str, port: int, site: Site | Entrance, tls: Any = None) -> Any:
    """Accept connections for a site, with TLS where there is a context factory for it (Twisted's ``CertificateOptions``)."""
    ours: Any = site
    factory: Any = ours if tls is None else _Tls(tls, False, ours, reactor)
    if not IReactorFDSet.providedBy(reactor):  # not on sockets that can be polled: the reactor knows better
        return reactor.listenTCP(port, factory, backlog=512, interface=address)
    port_: Any = _Port(port, factory, 512, address, reactor)
    port_.startListening()
    return port_
