"""Sessions: cookies, logins, idle expiry, clone tickets.

A cookie is handed out with the first reply, before any login (recorded). A session ends by logout, by being terminated or by
30 minutes without a call; what it owns (views, filters, collectors) goes with it. What a virtual clock jumps by itself is no
time without a call: the client had no chance to make one.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timezone
from math import isfinite
from typing import Any

from fakeesx.clock import Clock, DelayedCall, background, jumped
from fakeesx.host.services.ids import Ids

IDLE_TIMEOUT = 30 * 60.0
"""Seconds without a call after which a session ends (``Config.HostAgent.vmacore.soap.sessionTimeout``)."""

MOST_SESSIONS = 500
_MOST_COOKIES = 4096


@dataclass(eq=False)
class Session:
    """A login. Times are seconds of the host's clock, ``idle_since`` without the jumps of a virtual one."""

    key: str
    cookie: str
    user: str
    full_name: str
    locale: str
    login_time: float
    last_active: float
    waiting: int = 0
    """How many calls are under way; a session that waits for updates is not idle."""
    idle_since: float = 0.0
    ended: bool = False
    at_end: list[Callable[[], None]] = field(default_factory=list)


class TooManySessions(Exception):
    """All sessions a host allows are in use."""


class Sessions:
    """The sessions of one host. ``clock`` is in seconds, ``boot`` its value when the host started."""

    def __init__(self, clock: Clock, ids: Ids, idle_timeout: float = IDLE_TIMEOUT, boot: float | None = None) -> None:
        self._clock = clock
        self._ids = ids
        self._boot = clock.seconds() if boot is None else boot
        self.idle_timeout = idle_timeout
        self._cookies: OrderedDict[str, Session | None] = OrderedDict()
        self._by_key: dict[str, Session] = {}
        self._tickets: dict[str, Session] = {}
        self._timer: DelayedCall | None = None
        self.at_end: list[Callable[[Session], None]] = []

    def __iter__(self) -> Iterator[Session]:
        return iter(list(self._by_key.values()))

    def __len__(self) -> int:
        return len(self._by_key)

    def new_cookie(self) -> str:
        """A cookie for a client that has none. Old ones that never logged in are forgotten first."""
        cookie = self._ids.instance_uuid()
        self._cookies[cookie] = None
        while len(self._cookies) > _MOST_COOKIES:
            for old, session in self._cookies.items():
                if session is None:
                    del self._cookies[old]
                    break
            else:
                break
        return cookie

    def knows(self, cookie: str) -> bool:
        """Whether this host gave out the cookie."""
        return cookie in self._cookies

    def of_cookie(self, cookie: str | None) -> Session | None:
        """The session of a cookie, which a look at it does not keep alive; it may be about to expire."""
        return self._cookies.get(cookie) if cookie else None

    def find(self, cookie: str | None) -> Session | None:
        """The live session of a cookie; counts as activity."""
        session = self._cookies.get(cookie) if cookie else None
        if session is None:
            return None
        if not session.waiting and self._unjumped() - session.idle_since >= self.idle_timeout:
            self.end(session)
            return None
        self.touch(session)
        return session

    def touch(self, session: Session) -> None:
        """Its client has done something."""
        session.last_active = self._clock.seconds()
        session.idle_since = self._unjumped()

    def by_key(self, key: str) -> Session | None:
        """The session of a ``UserSession.key``."""
        return self._by_key.get(key)

    def login(self, cookie: str, user: str, full_name: str, locale: str) -> Session:
        """Begin a session for a cookie. Raises ``TooManySessions``."""
        if len(self._by_key) >= MOST_SESSIONS:
            raise TooManySessions
        now = self._clock.seconds()
        session = Session(self._ids.instance_uuid(), cookie, user, full_name, locale, now, now)
        session.idle_since = self._unjumped()
        self._cookies[cookie] = session
        self._by_key[session.key] = session
        self._schedule()
        return session

    def end(self, session: Session) -> None:
        """End a session and all that belongs to it."""
        if session.ended:
            return
        session.ended = True
        self._by_key.pop(session.key, None)
        if self._cookies.get(session.cookie) is session:
            self._cookies[session.cookie] = None
        self._tickets = {ticket: owner for ticket, owner in self._tickets.items() if owner is not session}
        for callback in (*session.at_end, *(lambda f=f: f(session) for f in self.at_end)):
            callback()

    def capture(self) -> Any:
        """The cookies that were given out, the sessions, and the clone tickets."""
        return self._cookies.copy(), {session: tuple(session.at_end) for session in self}, self._tickets.copy()

    def end_others(self, state: Any) -> None:
        """End the sessions that were not there then."""
        _, sessions, _ = state
        for session in self:
            if session not in sessions:
                self.end(session)

    def restore(self, state: Any) -> None:
        """Let the sessions be those of then; one that has ended since goes on as if it had just been active."""
        cookies, sessions, tickets = state
        now = self._clock.seconds()
        for session, at_end in sessions.items():
            if session.ended:
                session.ended, session.last_active, session.at_end = False, now, list(at_end)
        self._cookies = cookies.copy()
        self._by_key = {session.key: session for session in sessions}
        self._tickets = tickets.copy()
        if self._timer is not None and self._timer.active():
            self._timer.cancel()
        self._timer = None
        self._schedule()

    def clone_ticket(self, session: Session) -> str:
        """A ticket with which another client becomes the same user, once."""
        ticket = f"cst-{self._ids.uuid('52')}--tp-" + "-".join(self._ids.hex(2).upper() for _ in range(20))
        self._tickets[ticket] = session
        return ticket

    def use_ticket(self, ticket: str) -> Session | None:
        """The session that a ticket was made by; a ticket works once."""
        return self._tickets.pop(ticket, None)

    def time(self, seconds: float, zone: timezone = UTC) -> datetime:
        """A session time as a host writes it: its uptime as a date of 1970 (recorded)."""
        return datetime.fromtimestamp(max(0.0, seconds - self._boot), UTC).astimezone(zone)

    def stop(self) -> None:
        """End every session and the timer."""
        for session in list(self._by_key.values()):
            self.end(session)
        if self._timer is not None and self._timer.active():
            self._timer.cancel()

    def set_idle_timeout(self, seconds: float) -> None:
        """Change after how long without a call a session ends; infinite for never."""
        self.idle_timeout = seconds
        if self._timer is not None and self._timer.active():
            self._timer.cancel()
        self._schedule()

    def _schedule(self) -> None:
        if self._timer is not None and self._timer.active():
            return
        if self._by_key and isfinite(self.idle_timeout):
            first = min(session.idle_since for session in self._by_key.values())
            delay = max(1.0, first + self.idle_timeout - self._unjumped())
            self._timer = background(self._clock).callLater(delay, self._expire)

    def _unjumped(self) -> float:
        return self._clock.seconds() - jumped(self._clock)

    def _expire(self) -> None:
        now = self._unjumped()
        for session in list(self._by_key.values()):
            if session.waiting:
                self.touch(session)
            elif now - session.idle_since >= self.idle_timeout:
                self.end(session)
        self._timer = None
        self._schedule()
