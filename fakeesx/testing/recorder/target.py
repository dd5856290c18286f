"""The host of a replay: connections to it, one for each that was recorded, and cookies by session."""

from __future__ import annotations

import base64
import http.client
import socket
import ssl
import warnings
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

_MOST = 16
_LARGEST = 64 * 1024 * 1024
"""Bytes of an answer that are kept; the rest is read and forgotten."""
_SESSION = "vmware_soap_session"


class Unreachable(Exception):
    """The host can't be reached at all; the text says why."""


class NoAnswer(Exception):
    """A request that was not answered: in time, or at all."""

    def __init__(self, text: str, *, in_time: bool) -> None:
        super().__init__(text)
        self.in_time = in_time
        """Whether there was still time: the connection broke."""


@dataclass(frozen=True)
class Answer:
    """An HTTP answer; names of headers in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Target:
    """A host by its URL. ``cafile`` verifies it (``None``: the system's), ``insecure`` verifies nothing.

    Raises ``Unreachable`` for a file that holds no certificates.
    """

    def __init__(self, url: str, cafile: Path | None = None, *, insecure: bool = False) -> None:
        parts = urlsplit(url)
        self.path = parts.path or "/sdk"
        self._host, self._port = parts.hostname or "", parts.port
        self._context = _context(cafile, insecure) if parts.scheme == "https" else None
        self._connections: OrderedDict[int, http.client.HTTPConnection] = OrderedDict()
        self._cookies: dict[int, str] = {}

    def check(self) -> None:
        """Connect once. Raises ``Unreachable``."""
        try:
            self._connection(0, 30).connect()
        except ssl.SSLCertVerificationError as error:
            raise Unreachable(
                f"the certificate of {self._host} could not be verified ({error.verify_message}): give --cafile FILE with "
                "one that verifies it, or --insecure to go without"
            ) from None
        except (OSError, http.client.HTTPException) as error:
            raise Unreachable(f"can't connect to {self._host}: {getattr(error, 'strerror', None) or error}") from None

    def send(
        self, connection: int, session: int, method: str, uri: str, headers: Mapping[str, str],
        body: bytes | Iterable[bytes], length: int, timeout: float,
    ) -> Answer:
        """Send a request and read its answer. Raises ``NoAnswer``."""
        headers = {**headers, **({"Content-Length": str(length)} if length or method in ("POST", "PUT") else {})}
        if session in self._cookies and "authorization" not in headers:
            headers["Cookie"] = self._cookies[session]
        for attempt in (1, 2):
            kept = connection in self._connections and self._connections[connection].sock is not None
            line = self._connection(connection, timeout)
            try:
                line.request(method, uri, body if length else None, headers)
                response = line.getresponse()
                content = response.read(_LARGEST)
                while response.read(1 << 20):
                    pass
            except TimeoutError:
                self.drop(connection)
                raise NoAnswer(f"no answer within {timeout:g} s", in_time=False) from None
            except (OSError, http.client.HTTPException) as error:
                self.drop(connection)
                if kept and attempt == 1 and isinstance(error, http.client.RemoteDisconnected) and isinstance(body, bytes):
                    continue  # the host had closed a connection that was idle
                raise NoAnswer(str(error) or type(error).__name__, in_time=True) from None
            break
        answered = {name.lower(): value for name, value in response.getheaders()}
        self._keep_cookie(session, response.headers.get_all("Set-Cookie") or ())
        return Answer(response.status, answered, content)

    def drop(self, connection: int) -> None:
        """Hang up."""
        line = self._connections.pop(connection, None)
        if line is not None:
            line.close()

    def close(self) -> None:
        """Hang up everywhere."""
        for connection in list(self._connections):
            self.drop(connection)

    def _connection(self, number: int, timeout: float) -> http.client.HTTPConnection:
        line = self._connections.get(number)
        if line is None:
            if self._context is not None:
                line = http.client.HTTPSConnection(self._host, self._port, context=self._context)
            else:
                line = http.client.HTTPConnection(self._host, self._port)
            self._connections[number] = line
            while len(self._connections) > _MOST:
                self.drop(next(iter(self._connections)))
        self._connections.move_to_end(number)
        line.timeout = timeout
        sock: socket.socket | None = line.sock
        if sock is not None:
            sock.settimeout(timeout)
        return line

    def _keep_cookie(self, session: int, headers: Iterable[str]) -> None:
        for header in headers:
            pair = header.partition(";")[0]
            if session and pair.startswith(_SESSION):
                self._cookies[session] = pair


def basic(user: str, password: str) -> str:
    """The value of ``Authorization`` for a user."""
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()


def _context(cafile: Path | None, insecure: bool) -> ssl.SSLContext:
    try:
        context = ssl.create_default_context(cafile=None if cafile is None else str(cafile))
    except (OSError, ssl.SSLError) as error:
        raise Unreachable(f"can't use {cafile}: {getattr(error, 'strerror', None) or error}") from None
    if insecure:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            context.minimum_version = ssl.TLSVersion.TLSv1  # all that a host of 2010 speaks
        context.set_ciphers("ALL:@SECLEVEL=0")
    return context
