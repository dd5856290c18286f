"""Sessions by themselves: cookies, expiry, tickets, limits."""

from __future__ import annotations

import random
from datetime import timedelta, timezone
from typing import Any

import pytest
from twisted.internet.task import Clock

from fakeesx.host.services import sessions as module
from fakeesx.host.services.ids import Ids
from fakeesx.host.services.sessions import Session, Sessions, TooManySessions


@pytest.fixture
def ended() -> list[Session]:
    """The sessions that have ended."""
    return []


@pytest.fixture
def sessions(clock: Clock, ended: list[Session]) -> Sessions:
    """Sessions that end after 100 idle seconds."""
    sessions = Sessions(clock, Ids(random.Random(0)), 100.0)
    sessions.at_end.append(ended.append)
    return sessions


def login(sessions: Sessions, **values: Any) -> Session:
    """A session with a cookie of its own."""
    return sessions.login(sessions.new_cookie(), "root", "root", "en", **values)


def test_cookies(sessions: Sessions) -> None:
    """Known from the start, without a session until login; a foreign one is neither."""
    cookie = sessions.new_cookie()
    assert sessions.knows(cookie)
    assert sessions.find(cookie) is None
    session = sessions.login(cookie, "root", "root", "en")
    assert sessions.find(cookie) is session
    assert session.key != cookie
    assert not sessions.knows("foreign")
    assert sessions.find("foreign") is sessions.find(None) is None


def test_idle(sessions: Sessions, clock: Clock, ended: list[Session]) -> None:
    """A session ends by itself when nobody has called for so long, and not before."""
    active, idle = login(sessions), login(sessions)
    for _ in range(4):
        clock.advance(40)
        sessions.find(active.cookie)
    assert ended == [idle]
    assert idle.ended
    assert len(sessions) == 1
    assert sessions.find(idle.cookie) is None
    clock.advance(200)
    assert ended == [idle, active]


def test_expiry_is_found_out_by_a_call_too(sessions: Sessions, clock: Clock, ended: list[Session]) -> None:
    """A call that comes late finds no session, though the timer has not fired."""
    session = login(sessions)
    sessions._timer.cancel()  # type: ignore[union-attr]
    clock.advance(100)
    assert sessions.find(session.cookie) is None
    assert ended == [session]


def test_who_waits_is_not_idle(sessions: Sessions, clock: Clock, ended: list[Session]) -> None:
    """Its time starts when its call has ended."""
    session = login(sessions)
    session.waiting = 1
    clock.pump([50.0] * 10)
    assert ended == []
    session.waiting = 0
    clock.pump([50.0] * 4)
    assert ended == [session]


def test_ending(sessions: Sessions, ended: list[Session]) -> None:
    """Once; its own callbacks first; the cookie stays known and can log in again."""
    session = login(sessions)
    order: list[str] = []
    session.at_end.append(lambda: order.append("own"))
    sessions.at_end.append(lambda _: order.append("all"))
    sessions.end(session)
    sessions.end(session)
    assert (order, ended) == (["own", "all"], [session])
    assert sessions.knows(session.cookie)
    assert sessions.by_key(session.key) is None
    again = sessions.login(session.cookie, "root", "root", "en")
    assert again.key != session.key


def test_a_late_end_spares_the_cookies_new_session(sessions: Sessions) -> None:
    """Who has logged in again keeps the new session when the old one ends."""
    old = login(sessions)
    new = sessions.login(old.cookie, "root", "root", "en")
    sessions.end(old)
    assert sessions.find(old.cookie) is new


def test_tickets(sessions: Sessions) -> None:
    """Good once, and only while their session lives."""
    session = login(sessions)
    first, second = sessions.clone_ticket(session), sessions.clone_ticket(session)
    assert first != second
    assert sessions.use_ticket(first) is session
    assert sessions.use_ticket(first) is None
    sessions.end(session)
    assert sessions.use_ticket(second) is None
    assert sessions.use_ticket("nonsense") is None


def test_limit(sessions: Sessions, monkeypatch: pytest.MonkeyPatch) -> None:
    """No more than so many at a time; one that ends makes room."""
    monkeypatch.setattr(module, "MOST_SESSIONS", 3)
    known = [login(sessions) for _ in range(3)]
    with pytest.raises(TooManySessions):
        login(sessions)
    sessions.end(known[0])
    login(sessions)


def test_cookies_without_a_login_are_forgotten(sessions: Sessions, monkeypatch: pytest.MonkeyPatch) -> None:
    """The oldest first; those of sessions stay."""
    monkeypatch.setattr(module, "_MOST_COOKIES", 5)
    session = login(sessions)
    first = sessions.new_cookie()
    for _ in range(10):
        last = sessions.new_cookie()
    assert sessions.find(session.cookie) is session
    assert not sessions.knows(first)
    assert sessions.knows(last)
    assert len(sessions._cookies) == 5


def test_times_are_of_1970(sessions: Sessions, clock: Clock) -> None:
    """A host writes session times as its uptime (recorded)."""
    clock.advance(90)
    session = login(sessions)
    assert sessions.time(session.login_time).isoformat() == "1970-01-01T00:01:30+00:00"
    zone = timezone(timedelta(hours=1))
    assert sessions.time(session.login_time, zone).isoformat() == "1970-01-01T01:01:30+01:00"


def test_the_first_activity_is_the_login(ended: list[Session]) -> None:
    """A session that begins was last active when it began, to the microsecond (recorded)."""
    class Running(Clock):
        def seconds(self) -> float:
            self.rightNow += 0.25
            return self.rightNow

    session = login(Sessions(Running(), Ids(random.Random(0)), 100.0))
    assert session.last_active == session.login_time


def test_another_idle_time(sessions: Sessions, clock: Clock, ended: list[Session]) -> None:
    """Shorter or longer from now on; infinite is never."""
    session = login(sessions)
    sessions.set_idle_timeout(float("inf"))
    clock.advance(10_000)
    assert ended == []
    sessions.find(session.cookie)
    sessions.set_idle_timeout(10.0)
    clock.pump([5.0] * 3)
    assert ended == [session]


def test_stopping(sessions: Sessions, clock: Clock, ended: list[Session]) -> None:
    """All sessions end and no timer is left."""
    login(sessions), login(sessions)
    sessions.stop()
    assert len(ended) == 2
    assert clock.getDelayedCalls() == []
    assert list(sessions) == []
