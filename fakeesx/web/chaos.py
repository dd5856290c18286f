"""HTTP requests as chaos rules look at them, and what the rules decide, handed to those who carry it out."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from twisted.internet.defer import Deferred

from fakeesx.chaos.fate import Fate
from fakeesx.host.chaos.requests import Encounter
from fakeesx.host.esx import Esx
from fakeesx.web.authentication import basic
from fakeesx.web.hampered import Link
from fakeesx.web.sdk import cookie_of
from fakeesx.web.server import Discard, Refused, Request, Sink

_OUT_OF_BAND = b"/fakeesx/"
"""Where rules never apply: or nobody could take one back that is for all requests."""


class SeenRequest:
    """An HTTP request. It has a user when it shows one, by cookie or by HTTP Basic; whether the password is right is not
    looked at."""

    moid = ""
    name = None

    def __init__(self, host: Esx, request: Request) -> None:
        self._host = host
        self._request = request
        self.method = f"{request.method.decode('latin-1')} {request.decoded_path}"

    @cached_property
    def user(self) -> str:
        """Who sends it."""
        session = self._host.sessions.of_cookie(cookie_of(self._request))
        if session is not None:
            return session.user
        credentials = basic(self._request.header(b"authorization"))
        return credentials[0] if credentials is not None else ""

    def is_a(self, type: str) -> bool:
        """There is no object."""
        return False

    def property(self, path: str) -> Iterable[Any]:
        """There is no object."""
        return ()

    def argument(self, path: str) -> Iterable[Any]:
        """A query argument."""
        return (self._request.argument(path.encode()),)


class HttpChaos:
    """The rules of a host for HTTP requests."""

    def __init__(self, host: Esx) -> None:
        self._host = host
        self._chaos = host.chaos

    @property
    def on_requests(self) -> bool:
        """Whether there are such rules."""
        return self._chaos.on_requests

    def meet(self, request: Request) -> bool:
        """Let the rules decide for a request whose head has come; false when its connection was reset.

        Raises ``Refused`` for a status in place of an answer.
        """
        if request.path.startswith(_OUT_OF_BAND):
            return True
        found = self._chaos.request(SeenRequest(self._host, request))
        if found is None:
            return True
        if request.record is not None:
            request.record.effects = found.told
        before = found.before
        if before is not None and found.wait is None:
            if before.status is None:
                request.channel.reset()
                return False
            raise Refused(before.status, before.body, (), before.type.encode())
        if before is not None:
            request.door = _InPlace(before)
        request.fate = found.after
        if found.after is not None and (found.after.cut is not None or found.after.rate):
            request.link = Link(request, found.after)
        if found.wait is not None or request.link is not None:
            request.wait = lambda: _wait(request, found)
        return True


class _InPlace:
    """The door of a request that is not answered, but meets a fate when its time has come."""

    def __init__(self, fate: Fate) -> None:
        self._fate = fate

    def body(self, request: Request, length: int | None) -> Sink:
        """The body does not matter."""
        return Discard()

    def answer(self, request: Request) -> None:
        """Now."""
        request.fate = self._fate
        request.put_in_place()


def _wait(request: Request, found: Encounter) -> Deferred[None]:
    """Fires when the link has brought the body and the rule lets the request go on."""
    assert request.link is not None or found.wait is not None
    if request.link is None:
        assert found.wait is not None
        return found.wait(request.on_gone)
    waiting = request.link.drained()
    wait = found.wait
    return waiting if wait is None else waiting.addCallback(lambda _: wait(request.on_gone))
