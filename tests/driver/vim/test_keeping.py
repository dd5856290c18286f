"""Sessions that are kept alive."""

from __future__ import annotations

import gc
import threading
import weakref

import pytest
from driver_conf import conf_of
from driver_sessions import last, methods_of
from esx_driver.errors import Unreachable
from esx_driver.vim import connect, properties
from esx_driver.vim.keeping import _kept, keep_alive
from esx_driver.vim.refs import Ref

from fakeesx import FakeESX

HOST = Ref("HostSystem", "ha-host")
NAMES = "esx-driver keep-alive"


class Idle:
    """A session that has been idle for so long, and counts what is asked."""

    def __init__(self, idle: float, fails: bool = False) -> None:
        self.idle = idle
        self.asked = threading.Event()
        self._fails = fails

    def alive(self) -> bool:
        self.asked.set()
        if self._fails:
            raise Unreachable("nobody is there")
        return True


def test_asked_when_it_is_time() -> None:
    """Not while somebody else asks; then the rest of the time is waited for."""
    busy, idle = Idle(40), Idle(600)
    assert _kept(busy, 600) == 560
    assert not busy.asked.is_set()
    assert _kept(idle, 600) == 600
    assert idle.asked.is_set()


def test_host_that_is_gone() -> None:
    """Is not told by this: it is tried again later."""
    session = Idle(600, fails=True)
    assert _kept(session, 600) == 600
    assert session.asked.is_set()


def test_until_the_end() -> None:
    """The thread asks, and goes when the session has ended."""
    before, session, ended = set(threading.enumerate()), Idle(1), threading.Event()
    keep_alive(session, ended, 0.001)
    (thread,) = set(threading.enumerate()) - before
    assert thread.daemon
    assert session.asked.wait(60)
    ended.set()
    thread.join(60)
    assert not thread.is_alive()


def test_session_that_nobody_has() -> None:
    """Goes, and the thread with it."""
    before, session = set(threading.enumerate()), Idle(0)
    gone = weakref.ref(session)
    keep_alive(session, threading.Event(), 0.001)
    (thread,) = set(threading.enumerate()) - before
    del session
    gc.collect()
    thread.join(60)
    assert gone() is None
    assert not thread.is_alive()


@pytest.mark.parametrize("interval", [600.0, 0.0])
def test_a_real_one(interval: float) -> None:
    """It outlives an hour in which nobody asks anything, and else it ends on the host."""
    with FakeESX(seed=1, clock="virtual") as esx:
        before = threading.active_count()
        with connect(conf_of(esx, vmwareapi_keepalive_interval=interval)) as session:
            assert threading.active_count() - before == (1 if interval else 0)
            for _ in range(3):
                esx.advance(20 * 60)
                if interval:
                    session._asked -= 20 * 60  # as its own clock would have it
                    assert _kept(session, interval) == interval
            since = last(esx)
            properties.get(session, HOST, "name")
            assert (session.logins, "Login" in methods_of(esx, since)) == ((1, False) if interval else (2, True))
