"""The host behind the proxy: how it is reached, what verifies it, and what went wrong in words."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from OpenSSL import SSL
from twisted.internet.defer import Deferred
from twisted.internet.error import ConnectError, DNSLookupError
from twisted.internet.interfaces import IOpenSSLClientConnectionCreator
from twisted.internet.ssl import (
    Certificate,
    CertificateOptions,
    TLSVersion,
    optionsForClientTLS,
    platformTrust,
    trustRootFromCertificates,
)
from twisted.python.failure import Failure
from twisted.web.client import Agent, HTTPConnectionPool
from twisted.web.http_headers import Headers
from twisted.web.iweb import IPolicyForHTTPS
from zope.interface import implementer

_CONNECT_SECONDS, _IDLE_SECONDS = 30, 20
_MOST_KEPT = 32
"""Connections that are kept for the next request."""
_PEM_END = "-----END CERTIFICATE-----"


class BadTrust(ValueError):
    """A file of certificates that can't be used."""


@dataclass(frozen=True)
class Trust:
    """What verifies the host: certificates of a file, those of the system, or with ``insecure`` nothing.

    ``insecure`` speaks with hosts of 2010 as well, whose TLS is refused otherwise.
    """

    cafile: Path | None = None
    insecure: bool = False


@implementer(IOpenSSLClientConnectionCreator)
class _Unverified:
    """TLS as old and as unverified as may be."""

    def __init__(self) -> None:
        options = CertificateOptions(verify=False, insecurelyLowerMinimumTo=TLSVersion.TLSv1_0)
        self._context = options.getContext()
        self._context.set_cipher_list(b"ALL:@SECLEVEL=0")

    def clientConnectionForTLS(self, tlsProtocol: Any) -> SSL.Connection:
        """A connection, about to begin."""
        return SSL.Connection(self._context, None)


@implementer(IPolicyForHTTPS)
class _Policy:
    def __init__(self, trust: Trust) -> None:
        self._unverified = _Unverified() if trust.insecure else None
        self._root: Any = platformTrust() if trust.cafile is None else _certificates(trust.cafile)

    def creatorForNetloc(self, hostname: bytes, port: int) -> Any:
        """What makes the connection to a host."""
        return self._unverified or optionsForClientTLS(hostname.decode("ascii"), trustRoot=self._root)


class Upstream:
    """A host by the URL of its ``/sdk``. Raises ``BadTrust`` for a file that holds no certificates."""

    def __init__(self, reactor: Any, url: str, trust: Trust) -> None:
        parts = urlsplit(url)
        self.netloc = parts.netloc.rpartition("@")[2]
        self.base_url = f"{parts.scheme}://{self.netloc}"
        self.path = parts.path or "/sdk"
        self._pool = HTTPConnectionPool(reactor, persistent=True)
        self._pool.maxPersistentPerHost = _MOST_KEPT
        self._pool.cachedConnectionTimeout = _IDLE_SECONDS
        self._pool.retryAutomatically = False
        self._agent = Agent(reactor, _Policy(trust), _CONNECT_SECONDS, pool=self._pool)

    def request(self, method: bytes, uri: bytes, headers: Headers, body: Any) -> Deferred[Any]:
        """Send a request to the host; ``uri`` is a path and its query. Cancelling breaks it off."""
        sent: Deferred[Any] = self._agent.request(method, self.base_url.encode() + uri, headers, body)
        return sent

    def close(self) -> Deferred[None]:
        """Let the connections go that are kept."""
        closed: Deferred[None] = self._pool.closeCachedConnections()
        return closed

    def explain(self, failure: Failure) -> str:
        """What went wrong with a request, for whoever sent it."""
        causes = list(_causes(failure))
        text = " ".join(str(cause.value) for cause in causes)
        if "certificate verify failed" in text or any(type(cause.value).__name__ == "VerificationError" for cause in causes):
            return (
                f"the certificate of {self.netloc} could not be verified: give --cafile FILE with one that "
                "verifies it, or --insecure to go without"
            )
        for cause in causes:
            if isinstance(cause.value, SSL.Error):
                return f"no TLS with {self.netloc}: {_reason(cause.value)} (--insecure also speaks the TLS of old hosts)"
            if isinstance(cause.value, DNSLookupError):
                return f"can't connect to {self.netloc}: there is no such host"
            if isinstance(cause.value, ConnectError):
                return f"can't connect to {self.netloc}: {str(cause.value).rstrip('.')}"
        if any(type(cause.value).__name__ in ("ParseError", "ValueError") for cause in causes):
            return f"{self.netloc} answered with something that is no HTTP"
        return f"{self.netloc} closed the connection before it answered"


def _certificates(file: Path) -> Any:
    try:
        pieces = file.read_text("ascii").split(_PEM_END)[:-1]
        certificates = [Certificate.loadPEM((piece + _PEM_END).encode()) for piece in pieces]
    except OSError as error:
        raise BadTrust(f"can't read {file}: {error.strerror}") from None
    except (ValueError, SSL.Error):
        certificates = []
    if not certificates:
        raise BadTrust(f"{file} holds no certificates in PEM")
    return trustRootFromCertificates(certificates)


def _causes(failure: Failure) -> Any:
    """A failure and those that it wraps."""
    yield failure
    for reason in getattr(failure.value, "reasons", None) or ():
        yield from _causes(reason)


def _reason(error: SSL.Error) -> str:
    try:
        return str(error.args[0][-1][-1])
    except (IndexError, TypeError):
        return str(error) or "it broke off"
