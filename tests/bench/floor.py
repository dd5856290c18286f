"""The floor: a bare Twisted resource over TLS that answers POST with as many bytes as its path says."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from twisted.internet import reactor
from twisted.web.resource import Resource
from twisted.web.server import Request, Site

from fakeesx.web.tls import identity


class Bytes(Resource):
    """``/N`` answers N bytes."""

    isLeaf = True  # noqa: N815 - Twisted's name

    def __init__(self) -> None:
        super().__init__()
        self._bodies: dict[bytes, bytes] = {}

    def render_POST(self, request: Request) -> bytes:
        request.content.read()
        size = request.path[1:]
        body = self._bodies.get(size)
        if body is None:
            body = self._bodies[size] = b"x" * int(size)
        request.setHeader(b"content-type", b"text/xml; charset=utf-8")
        return body


def main() -> None:
    """Serve until killed; print one JSON line when ready."""
    own = identity()
    port = reactor.listenSSL(0, Site(Bytes()), own.context_factory(), interface="127.0.0.1")  # type: ignore[attr-defined]
    with tempfile.NamedTemporaryFile(suffix=".pem", delete=False) as file:
        file.write(own.certificate)
    print(json.dumps({"host": "127.0.0.1", "port": port.getHost().port, "cafile": file.name}))
    sys.stdout.flush()
    reactor.run()  # type: ignore[attr-defined]
    Path(file.name).unlink()


if __name__ == "__main__":
    main()
