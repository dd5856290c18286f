"""Who sends a request: the cookie of a live session, or HTTP Basic."""

from __future__ import annotations

import binascii
from base64 import b64decode
from dataclasses import dataclass

from fakeesx.host.esx import Esx
from fakeesx.host.services.sessions import Session
from fakeesx.schema.values import ManagedObjectReference
from fakeesx.web.sdk import cookie_of
from fakeesx.web.server import Headers, Refused, Request, reason

CHALLENGE = (b"WWW-Authenticate", b'Basic realm="VMware HTTP server"')
"""What a client without credentials is told (the realm is inferred)."""


@dataclass(frozen=True)
class Caller:
    """An authenticated user; ``session`` is ``None`` when it came with HTTP Basic."""

    user: str
    session: Session | None = None


class Authentication:
    """Knows the callers of one host's pages."""

    def __init__(self, host: Esx) -> None:
        self._host = host

    def caller(self, request: Request) -> Caller:
        """Who sends a request. Raises ``Refused`` (401) when neither cookie nor password is good."""
        session = self._host.sessions.find(cookie_of(request))
        if session is not None:
            request.user = session.user
            return Caller(session.user, session)
        credentials = basic(request.header(b"authorization"))
        account = self._host.access.authenticate(*credentials) if credentials is not None else None
        if account is None:
            raise refusal(401, "This page needs a user name and a password.", (CHALLENGE,))
        request.user = account.name
        return Caller(account.name)

    def require(self, caller: Caller, privilege: str, ref: ManagedObjectReference) -> None:
        """Raise ``Refused`` (403) unless the caller has the privilege on the object."""
        if not self._host.access.allows(caller.user, privilege, ref):
            raise refusal(403, f"Permission to perform this operation was denied: it needs {privilege}.")


def basic(header: bytes | None) -> tuple[str, str] | None:
    """Name and password of an ``Authorization`` header; ``None`` for another scheme and for what can't be read.

    Text is UTF-8, or Latin-1 where it is not UTF-8, as older clients send it.
    """
    scheme, _, value = (header or b"").strip().partition(b" ")
    if scheme.lower() != b"basic":
        return None
    try:
        raw = b64decode(value.strip(), validate=True)
    except binascii.Error:
        return None
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        text = raw.decode("latin-1")
    user, colon, password = text.partition(":")
    return (user, password) if colon else None


def refusal(status: int, text: str = "", headers: Headers = ()) -> Refused:
    """A ``Refused`` with a line of plain text."""
    line = f"{status} {reason(status).decode()}" + (f": {text}" if text else "")
    return Refused(status, f"{line}\n".encode(errors="replace"), headers, b"text/plain; charset=utf-8")
