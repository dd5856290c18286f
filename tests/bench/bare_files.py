"""The floor of transfers: a bare Twisted server that writes what is PUT into a file and sends files, and does nothing else.

Reads files and writes to its transport in pieces of 1 MiB; takes bodies in the pieces that Twisted's transports give.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

from twisted.internet import reactor
from twisted.internet.interfaces import IPushProducer
from twisted.web import http
from zope.interface import implementer

from fakeesx.web.tls import identity

_PIECE = 1 << 20


@implementer(IPushProducer)
class _Sender:
    def __init__(self, request: http.Request, path: str) -> None:
        self._request, self._paused = request, False
        self._file = os.open(path, os.O_RDONLY)

    def pauseProducing(self) -> None:
        self._paused = True

    def resumeProducing(self) -> None:
        self._paused = False
        while not self._paused:
            data = os.read(self._file, _PIECE)
            if not data:
                self._request.unregisterProducer()
                self._request.finish()
                self.stopProducing()
                return
            self._request.write(data)

    def stopProducing(self) -> None:
        self._paused = True
        os.close(self._file)


class _Request(http.Request):
    _file = -1
    channel: Any

    def gotLength(self, length: int | None) -> None:
        folder, command, path = self.channel.factory.folder, self.channel._command, self.channel._path
        self._target = os.path.join(folder, os.path.basename(path.decode()))  # noqa: PTH118, PTH119
        if command == b"PUT":
            self._file = os.open(self._target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)

    def handleContentChunk(self, data: bytes) -> None:
        while data:
            data = data[os.write(self._file, data) :]

    def requestReceived(self, command: bytes, path: bytes, version: bytes) -> None:
        self.clientproto = b"HTTP/1.1"
        self.method = command  # type: ignore[assignment]
        if command == b"PUT":
            os.close(self._file)
            self.setHeader(b"content-length", b"0")
            self.finish()
            return
        self.setHeader(b"content-length", b"%d" % os.stat(self._target).st_size)  # noqa: PTH116
        sender = _Sender(self, self._target)
        self.registerProducer(sender, True)
        sender.resumeProducing()


class _Channel(http.HTTPChannel):
    requestFactory = _Request  # noqa: N815 - Twisted's name


class _Factory(http.HTTPFactory):
    protocol = _Channel
    folder = ""

    def buildProtocol(self, addr: Any) -> Any:
        channel = _Channel()
        channel.factory = self
        return channel


def main() -> None:
    """Serve the folder of the first argument until killed, over TLS if there is a second; print one JSON line when ready."""
    factory = _Factory()
    factory.folder = sys.argv[1]
    own = identity()
    if len(sys.argv) > 2:
        port = reactor.listenSSL(0, factory, own.context_factory(), interface="127.0.0.1")  # type: ignore[attr-defined]
    else:
        port = reactor.listenTCP(0, factory, interface="127.0.0.1")  # type: ignore[attr-defined]
    with tempfile.NamedTemporaryFile(suffix=".pem", delete=False) as file:
        file.write(own.certificate)
    print(json.dumps({"host": "127.0.0.1", "port": port.getHost().port, "cafile": file.name}))
    sys.stdout.flush()
    reactor.run()  # type: ignore[attr-defined]
    Path(file.name).unlink()


if __name__ == "__main__":
    main()
