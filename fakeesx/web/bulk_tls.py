"""TLS that moves large pieces at once.

Twisted's own hands OpenSSL 16 KB at a time, and takes and passes on each record by itself. Files go much faster when all
that is there goes through in one call; small messages are handled as ever.
"""

from __future__ import annotations

from typing import Any

from OpenSSL.SSL import Context, Error, WantReadError, ZeroReturnError
from twisted.protocols.policies import ProtocolWrapper
from twisted.protocols.tls import TLSMemoryBIOProtocol
from twisted.python.failure import Failure

_RECORD = 1 << 14
"""Bytes that one record of TLS holds at most."""
_SMALL, _LARGE = 1 << 15, 1 << 18
"""Bytes that are taken at once from what OpenSSL has made."""
_ENABLE_PARTIAL_WRITE = 1
"""OpenSSL's SSL_MODE_ENABLE_PARTIAL_WRITE: with it a call writes one record, without it all that it is given."""


def write_whole(context: Context) -> None:
    """Let OpenSSL take any number of records in one call, where pyOpenSSL can tell it so (25.1 and later)."""
    clear = getattr(context, "clear_mode", None)
    if clear is not None:
        clear(_ENABLE_PARTIAL_WRITE)


class BulkTls(TLSMemoryBIOProtocol):
    """Twisted's TLS on a connection, with larger steps. What its methods promise is unchanged."""

    transport: Any
    _tlsConnection: Any
    send_file = None
    """None, also where the transport below has one (wrappers pass on what they lack): nothing goes out in clear."""

    def _write(self, data: bytes) -> None:
        if self._lostTLSConnection:
            return
        done, size = 0, len(data)
        while done < size:
            try:
                done += self._tlsConnection.send(memoryview(data)[done:] if done else data)
            except WantReadError:
                self._bufferedWrite(data[done:])
                break
            except Error:
                self._tlsShutdownFinished(Failure())
                return
        self._flushSendBIO()

    def _flushSendBIO(self) -> None:
        connection, most = self._tlsConnection, _SMALL
        while True:
            try:
                data = connection.bio_read(most)
            except WantReadError:
                return
            self.transport.write(data)
            if len(data) < most:
                return
            most = _LARGE

    def _flushReceiveBIO(self) -> None:
        parts: list[bytes] = []
        end: tuple[Failure | None] | None = None
        while not self._lostTLSConnection:
            try:
                parts.append(self._tlsConnection.recv(_RECORD))
            except WantReadError:
                break
            except ZeroReturnError:
                end = (None,)
                break
            except Error:
                end = (Failure(),)
                break
        if parts and not self._aborted:
            ProtocolWrapper.dataReceived(self, parts[0] if len(parts) == 1 else b"".join(parts))
        if end is not None and not self._lostTLSConnection:
            if end[0] is None:
                self._shutdownTLS()
            self._tlsShutdownFinished(end[0])
        self._flushSendBIO()
