"""HTTP to one host: each request is sent once, and an error says whether the host can have seen it.

Thread-safe; connections are kept and shared. Nothing here retries: only who knows the call can tell whether that is safe.
"""

from __future__ import annotations

import ssl
import warnings
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import urllib3
from urllib3 import exceptions as u3

from esx_driver.errors import CertificateRefused, ConfigError, Unreachable
from esx_driver.options import HostAddress

_CONNECTIONS = 16


class NotSent(Exception):
    """The request did not reach the host: it may be sent again."""


class Lost(Exception):
    """The request was sent, and no whole answer came: whether the host carried it out is not known."""


@dataclass(frozen=True)
class Timeouts:
    """Seconds until a connection must be there, and that the host may be silent."""

    connect: float = 10.0
    silence: float = 60.0


@dataclass(frozen=True)
class Answer:
    """An HTTP answer, whole."""

    status: int
    headers: Mapping[str, str]
    content: bytes

    @property
    def is_xml(self) -> bool:
        """Whether it says that it is XML, or says nothing."""
        kind = self.headers.get("Content-Type", "text/xml").partition(";")[0].strip().lower()
        return kind in ("text/xml", "application/xml", "application/soap+xml")


def tls_context(ca_file: str | None, insecure: bool, minimum: str = "1.2") -> ssl.SSLContext:
    """What verifies the host. Raises ``ConfigError`` for a file that holds no certificates.

    Hosts of 4.1 speak TLS 1.0 with the ciphers of its time, which today's libraries leave out unless they are told.
    """
    try:
        context = ssl.create_default_context(cafile=ca_file)
    except (OSError, ssl.SSLError) as error:
        raise ConfigError(("vmwareapi_ca_file", f"{ca_file} holds no certificates: {error}")) from None
    if insecure:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    if minimum != "1.2":
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            context.minimum_version = {"1.0": ssl.TLSVersion.TLSv1, "1.1": ssl.TLSVersion.TLSv1_1}[minimum]
        context.set_ciphers("DEFAULT@SECLEVEL=0")
    return context


class _Connecting:
    """What urllib3's connections lack: that an error while they are made is told from one of the request.

    Mixed into both of its kinds. urllib3 lets exceptions through that are not its own.
    """

    def connect(self) -> None:
        """Connect. Raises ``NotSent``, ``CertificateRefused``, ``Unreachable`` (repeating it would not help)."""
        connection: Any = self
        try:
            super().connect()  # type: ignore[misc]
        except (u3.HTTPError, OSError) as error:
            raise _refusal(HostAddress(connection.host, connection.port), error) from error


class _Plain(_Connecting, urllib3.connection.HTTPConnection):
    pass


class _Secure(_Connecting, urllib3.connection.HTTPSConnection):
    def connect(self) -> None:
        super().connect()
        self.is_verified = True  # or the options say that it need not be: urllib3 is not to warn at each connection then


class _PlainPool(urllib3.HTTPConnectionPool):
    ConnectionCls = _Plain


class _SecurePool(urllib3.HTTPSConnectionPool):
    ConnectionCls = _Secure


class Wire:
    """The connections to a host. ``tls`` is ``None`` for plain HTTP."""

    def __init__(self, address: HostAddress, tls: ssl.SSLContext | None, timeouts: Timeouts = Timeouts()) -> None:
        self.address = address
        self.timeouts = timeouts
        options: dict[str, Any] = {"maxsize": _CONNECTIONS, "block": False, "retries": False}
        self._pool: urllib3.HTTPConnectionPool
        if tls is None:
            self._pool = _PlainPool(address.host, address.port, **options)
        else:
            self._pool = _SecurePool(address.host, address.port, ssl_context=tls, **options)

    def post(self, path: str, body: bytes, headers: Mapping[str, str], silence: float | None = None) -> Answer:
        """Send a request and read its whole answer; the host may be silent for so many seconds.

        Raises ``NotSent``, ``Lost``, ``CertificateRefused``, ``Unreachable``.
        """
        with _told(self.address):
            response = self._pool.urlopen(
                "POST", path, body, dict(headers), retries=False, redirect=False, timeout=self._timeout(silence),
            )
            return Answer(response.status, response.headers, response.data)

    def stream(
        self, method: str, path: str, headers: Mapping[str, str], body: Iterable[bytes] | None = None,
        silence: float | None = None,
    ) -> urllib3.BaseHTTPResponse:
        """Send a request whose body, or whose answer, is streamed; ``release_conn`` or ``close`` ends the answer.

        Raises as ``post``; what ``body`` raises passes through, and the connection is cut.
        """
        with _told(self.address):
            return self._pool.urlopen(
                method, path, body, dict(headers), retries=False, redirect=False, timeout=self._timeout(silence),
                preload_content=False, chunked=False,
            )

    def close(self) -> None:
        """Close the connections that are not in use."""
        self._pool.close()

    def _timeout(self, silence: float | None) -> urllib3.Timeout:
        return urllib3.Timeout(connect=self.timeouts.connect, read=self.timeouts.silence if silence is None else silence)


class _told:  # noqa: N801 - reads as a phrase
    """Turns what urllib3 raises once there is a connection into ``Lost``: the host may have carried it out."""

    def __init__(self, address: HostAddress) -> None:
        self._address = address

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if error is None or not isinstance(error, (u3.HTTPError, OSError)):
            return
        where = self._address.netloc
        if isinstance(error, u3.ReadTimeoutError):
            raise Lost(f"{where} was silent for too long") from error
        raise Lost(f"the connection to {where} was lost: {_reason(error)}") from error


def _refusal(address: HostAddress, error: BaseException) -> Exception:
    """What it means that a connection could not be made."""
    where = address.netloc
    if isinstance(error, ssl.SSLCertVerificationError):
        return CertificateRefused(
            f"the certificate of {where} could not be verified ({error.verify_message or error}); name a file that "
            "verifies it with vmwareapi_ca_file, or set vmwareapi_insecure"
        )
    if isinstance(error, ssl.SSLError):
        if error.reason in _OTHER_VERSIONS:
            return Unreachable(
                f"no TLS connection to {where}: {error}; hosts of 4.1 speak TLS 1.0 only, which vmwareapi_tls_minimum allows"
            )
        if error.reason in _NO_TLS:
            return Unreachable(f"no TLS connection to {where}: what listens there does not speak TLS ({error})")
        return NotSent(f"no TLS connection to {where}: {_reason(error)}")
    return NotSent(f"no connection to {where}: {_reason(error)}")


_OTHER_VERSIONS = ("UNSUPPORTED_PROTOCOL", "TLSV1_ALERT_PROTOCOL_VERSION", "NO_PROTOCOLS_AVAILABLE")
_NO_TLS = ("WRONG_VERSION_NUMBER", "HTTP_REQUEST", "PACKET_LENGTH_TOO_LONG", "RECORD_LAYER_FAILURE")


def _reason(error: BaseException) -> str:
    """The innermost text."""
    cause: Any = error
    while isinstance(cause, u3.HTTPError) and cause.args and isinstance(cause.args[-1], Exception):
        cause = cause.args[-1]
    if isinstance(cause, u3.NewConnectionError) and cause.__cause__ is not None:  # whose own text begins with a repr
        cause = cause.__cause__
    return str(cause) or type(cause).__name__
