"""Sockets that send at once, and TLS on top of them that does not wait for more.

Twisted's own transports put what is written aside until the next turn of the reactor, for programs that write little by
little. Answers here are written whole.
"""

from __future__ import annotations

from typing import Any

from twisted.internet import tcp
from twisted.internet.interfaces import IReactorFDSet
from twisted.protocols.tls import TLSMemoryBIOFactory, TLSMemoryBIOProtocol

from fakeesx.web.server import Site


class _Server(tcp.Server):
    """A connection that tries to send before it queues."""

    def write(self, data: bytes) -> None:
        """Send what the socket takes now; the rest, and what a producer writes as fast as it may, goes Twisted's way."""
        if self.connected and not (
            self.dataBuffer or self._tempDataBuffer or self.producer or self.disconnecting or self._writeDisconnected
        ):
            try:
                sent = self.socket.send(data)
            except OSError:  # it is full, or broken, which Twisted will find out
                sent = 0
            if sent == len(data):
                return
            if sent:
                data = data[sent:]
        super().write(data)


class _Port(tcp.Port):
    transport = _Server


class _Tls(TLSMemoryBIOFactory):
    protocol = TLSMemoryBIOProtocol


def listen(reactor: Any, address: str, port: int, site: Site, tls: Any = None) -> Any:
    """Accept connections for a site, with TLS where there is a context factory for it (Twisted's ``CertificateOptions``)."""
    ours: Any = site
    factory: Any = ours if tls is None else _Tls(tls, False, ours, reactor)
    if not IReactorFDSet.providedBy(reactor):  # not on sockets that can be polled: the reactor knows better
        return reactor.listenTCP(port, factory, backlog=512, interface=address)
    port_: Any = _Port(port, factory, 512, address, reactor)
    port_.startListening()
    return port_
