"""A recording proxy on a port."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from twisted.internet.defer import Deferred, maybeDeferred
from twisted.python.failure import Failure
from twisted.web.client import readBody
from twisted.web.http_headers import Headers

from fakeesx.soap.errors import SoapError
from fakeesx.soap.parsing import parse
from fakeesx.testing.recorder.bytes_producer import BytesProducer
from fakeesx.testing.recorder.downstream import Downstream
from fakeesx.testing.recorder.proxy import Proxy
from fakeesx.testing.recorder.upstream import Upstream
from fakeesx.testing.recorder.writer import Passed, Writer
from fakeesx.web.server import Site
from fakeesx.web.tls import identity
from fakeesx.web.transports import listen

_ASK = (
    b'<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body>'
    b'<RetrieveServiceContent xmlns="urn:vim25"><_this type="ServiceInstance">ServiceInstance</_this>'
    b"</RetrieveServiceContent></soapenv:Body></soapenv:Envelope>"
)
_ABOUT = ("fullName", "version", "build", "apiVersion", "productLineId")
_LARGEST = 1 << 20


class NoHost(Exception):
    """What should be recorded does not answer as a host; the text says how."""


def ask(upstream: Upstream) -> Deferred[dict[str, str]]:
    """What the host says of itself, without a login. Fails with ``NoHost``."""
    headers = Headers({"Content-Type": ["text/xml; charset=utf-8"], "SOAPAction": ['"urn:vim25/4.1"']})
    sent: Deferred[Any] = upstream.request(b"POST", upstream.path.encode(), headers, BytesProducer(_ASK))
    sent.addCallback(_read, upstream)
    return sent.addErrback(_no_host, upstream)


class RecordingProxy:
    """Accepts connections and records what passes, until it is stopped. ``failed`` is called when the file can't be written.

    TLS with this process's own certificate (``cafile`` holds it).
    """

    def __init__(
        self, reactor: Any, upstream: Upstream, writer: Writer, address: str, port: int,
        failed: Callable[[OSError], None] = lambda _: None,
    ) -> None:
        self._writer = writer
        self._upstream = upstream
        self._failed = failed
        self._broken = False
        names = () if address in ("127.0.0.1", "::1", "0.0.0.0", "::") else (address,)  # noqa: S104
        self.identity = identity(names)
        self.site = Site(reactor)
        self.proxy = Proxy(upstream, reactor, self._passed)
        self.site.add(b"/", self.proxy, below=True)
        self._port: Any = listen(reactor, address, port, self.site, self.identity.context_factory())
        self.address = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(address, address)  # noqa: S104

    @property
    def port(self) -> int:
        """The port in use."""
        number: int = self._port.getHost().port
        return number

    @property
    def url(self) -> str:
        """The URL that clients use in place of the host's."""
        host = f"[{self.address}]" if ":" in self.address else self.address
        return f"https://{host}:{self.port}{self._upstream.path}"

    def stop(self) -> Deferred[None]:
        """Stop listening, break off what is under way, close the file."""
        stopped: Deferred[Any] = maybeDeferred(self._port.stopListening)
        self.proxy.break_off()
        for channel in list(self.site.open):
            channel.abortConnection()
        stopped.addCallback(lambda _: self._upstream.close())
        return stopped.addBoth(self._close)

    def _passed(self, passed: Passed) -> None:
        if self._broken:
            return
        try:
            self._writer.write(passed)
        except OSError as error:
            self._broken = True
            self._failed(error)

    def _close(self, result: Any) -> Any:
        self._broken = True
        self._writer.close()
        return result if isinstance(result, Failure) else None


def _read(response: Any, upstream: Upstream) -> Deferred[dict[str, str]]:
    if response.code != 200 or (isinstance(response.length, int) and response.length > _LARGEST):
        response.deliverBody(Downstream.nowhere())
        raise NoHost(f"{upstream.base_url}{upstream.path} is no vSphere API: it answered {response.code}")
    body: Deferred[bytes] = readBody(response)
    return body.addCallback(_about, upstream)


def _about(body: bytes, upstream: Upstream) -> dict[str, str]:
    try:
        about = next(element for element in parse(body).iter("{*}about"))
    except (SoapError, StopIteration):
        raise NoHost(f"{upstream.base_url}{upstream.path} is no vSphere API: its answer has no ServiceContent") from None
    return {name: about.findtext(f"{{*}}{name}") or "" for name in _ABOUT}


def _no_host(failure: Failure, upstream: Upstream) -> Any:
    if failure.check(NoHost):
        return failure
    raise NoHost(upstream.explain(failure))
