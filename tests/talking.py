"""HTTP with a host's site, without a socket."""

from __future__ import annotations

import http.client
import io
from base64 import b64encode
from dataclasses import dataclass
from typing import Any

from twisted.internet.error import ConnectionLost
from twisted.internet.testing import StringTransport
from twisted.python.failure import Failure

from fakeesx.web.server import Connection, Site

ROOT = "Basic " + b64encode(b"root:vmware").decode()


@dataclass(frozen=True)
class Answer:
    """An HTTP answer."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()


class _Socket:
    def __init__(self, data: bytes) -> None:
        self._file = io.BytesIO(data)

    def makefile(self, *args: Any) -> io.BytesIO:
        return self._file


class Talk:
    """One connection to a site. Each answer is read as soon as it is there."""

    def __init__(self, site: Site) -> None:
        channel = site.buildProtocol(None)
        assert isinstance(channel, Connection)
        self.channel = channel
        self.transport = StringTransport()
        channel.makeConnection(self.transport)

    @property
    def open(self) -> bool:
        """Whether the host has not hung up."""
        return not (self.transport.disconnecting or self.transport.disconnected)

    def send(self, data: bytes) -> None:
        """Send bytes."""
        self.channel.dataReceived(data)

    def head(self, method: str, path: str, headers: dict[str, str] | None = None, user: str | None = ROOT) -> None:
        """Send a request without its body."""
        lines = [f"{method} {path} HTTP/1.1", "Host: esx.example.test"]
        if user is not None:
            lines.append(f"Authorization: {user}")
        lines.extend(f"{name}: {value}" for name, value in (headers or {}).items())
        self.send("\r\n".join(lines).encode() + b"\r\n\r\n")

    def read(self, method: str = "GET") -> Answer:
        """The answer that has come."""
        data = self.transport.value()
        self.transport.clear()
        response = http.client.HTTPResponse(_Socket(data), method=method)  # type: ignore[arg-type]
        response.begin()
        return Answer(response.status, response.headers, response.read())

    def request(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: dict[str, str] | None = None,
        user: str | None = ROOT,
    ) -> Answer:
        """Send a request as root, or as `user` (an Authorization header, or None); its answer."""
        length = {} if body is None else {"Content-Length": str(len(body))}
        self.head(method, path, {**length, **(headers or {})}, user)
        if body:
            self.send(body)
        return self.read(method)

    def hang_up(self) -> None:
        """The client goes away."""
        self.channel.connectionLost(Failure(ConnectionLost()))
