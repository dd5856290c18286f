"""The HTTP side of a host: which door answers which path."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

from twisted.internet.interfaces import IAddress
from twisted.internet.protocol import ServerFactory
from twisted.web.http import datetimeToString

from fakeesx.clock import Clock, Waiting
from fakeesx.web.connection import Connection
from fakeesx.web.doors import Buffer, Discard, Door, Headers, NotHere, Page, Refused, Sink, TooLarge
from fakeesx.web.request import Request, reason
from fakeesx.web.trouble import NoTrouble, Trouble

if TYPE_CHECKING:
    from fakeesx.host.esx import Esx

__all__ = [
    "Buffer", "Connection", "Discard", "Door", "Entrance", "Headers", "NotHere", "Page", "Refused", "Request", "Sink",
    "Site", "TooLarge", "reason",
]


class Watch(Protocol):
    """What a site tells of requests to somebody who watches."""

    def begin(self, request: Request) -> Any:
        """A request has come; the result is kept as its ``record``, ``None`` when no more is to be told of it."""

    def refused(self, request: Request) -> None:
        """A request is answered before its body was read, or its connection closed (status 0)."""

    def ended(self, request: Request) -> None:
        """The answer is complete."""

    def cut(self, request: Request) -> None:
        """Its connection is about to be cut in place of an answer."""

    def gone(self, request: Request) -> None:
        """The client has gone before."""


class Entrance(ServerFactory):
    """What listens: it hands connections to a site, which may become another one."""

    noisy = False

    def __init__(self, site: Site) -> None:
        self.site = site

    def buildProtocol(self, addr: IAddress | None) -> Connection:
        """A new connection to the site of now."""
        return self.site.buildProtocol(addr)


_OUT_OF_BAND = b"/fakeesx/"


class Site(ServerFactory):
    """The HTTP side of a host: its doors by path. ``clock`` must be the reactor's (it times connections, not the host)."""

    noisy = False

    def __init__(self, clock: Clock, idle_timeout: float = 300.0) -> None:
        self.clock = clock
        self.idle_timeout = idle_timeout
        self._exact: dict[bytes, Door] = {}
        self._prefixes: list[tuple[bytes, Door]] = []
        self._default: Door = NotHere()
        self._date = (0, b"")
        self.hold: Callable[[Callable[[], None]], bool] | None = None
        """Calls a function when all that has happened is on the disk; false when it is already."""
        self.replace: Callable[[Esx], None] | None = None
        """Puts another host in place of this site's, where that can be done."""
        self.watch: Watch | None = None
        """Is told of requests and of how they end."""
        self.open: set[Connection] = set()
        self.waiting = Waiting()
        """Where the host's clock learns what clients are about."""
        self.trouble: Trouble = NoTrouble()
        self.away = False
        """Whether nobody answers: connections are reset as they come."""

    def add(self, path: bytes, door: Door, *, below: bool = False) -> None:
        """Answer a path, and with ``below`` all paths under it."""
        self._exact[path] = door
        if below:
            self._prefixes.append((path.rstrip(b"/") + b"/", door))
            self._prefixes.sort(key=lambda item: -len(item[0]))

    def door(self, path: bytes) -> Door:
        """The door for a path."""
        door = self._exact.get(path)
        if door is None:
            for prefix, candidate in self._prefixes:
                if path.startswith(prefix):
                    return candidate
        return door or self._default

    def leave(self) -> None:
        """Reset all connections, and those to come until ``away`` is false again."""
        self.away = True
        for channel in list(self.open):
            channel.reset()

    def begin(self, request: Request) -> None:
        """It is a request's turn: a virtual clock stands still until it is answered, or waits for that clock.

        The control API is out of band: who waits there for what clients do, and follows it, holds nothing up.
        """
        if not request.path.startswith(_OUT_OF_BAND):
            self.waiting.begin(request)

    def date(self) -> bytes:
        """The value of a ``Date`` header, made once a second."""
        now = int(self.clock.seconds())
        if self._date[0] != now:
            self._date = (now, datetimeToString(now))
        return self._date[1]

    def buildProtocol(self, addr: IAddress | None) -> Connection:
        """A new connection."""
        self.waiting.stir()
        return Connection(self)
