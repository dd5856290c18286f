"""What a virtual clock and connections have to do with each other, without a socket."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from served import HEAD, TAIL, login, operation
from talking import Talk
from twisted.internet.task import Clock as Reactor

from fakeesx.clock import VirtualClock
from fakeesx.host.esx import Esx, Settings
from fakeesx.web.listening import build_site
from fakeesx.web.server import Site

RENAME = operation("CreateFolder", "ha-folder-vm", "Folder", "<name>x</name>")


@pytest.fixture
def clock() -> VirtualClock:
    """The clock of `host`."""
    return VirtualClock()


@pytest.fixture
def host(tmp_path: Path, clock: VirtualClock) -> Iterator[Esx]:
    """A host on a virtual clock."""
    host = Esx(Settings(tmp_path), clock, random.Random(1))
    yield host
    host.stop()


@pytest.fixture
def site(host: Esx) -> Site:
    """Its site, whose connections live in real time."""
    return build_site(host, Reactor())


def post(talk: Talk, inner: str, cookie: str = "") -> None:
    """Send a call."""
    body = (HEAD + inner + TAIL).encode()
    talk.send(
        b"POST /sdk HTTP/1.1\r\nHost: h\r\nCookie: %b\r\nContent-Length: %d\r\n\r\n%b" % (cookie.encode(), len(body), body)
    )


def waiting_talk(site: Site, seconds: int | None) -> Talk:
    """A connection whose client waits for updates, for so long at the most."""
    talk = Talk(site)
    post(talk, login("root", "vmware"))
    answer = talk.transport.value().decode()
    cookie = answer.partition("Set-Cookie: ")[2].partition(";")[0]
    options = "" if seconds is None else f"<options><maxWaitSeconds>{seconds}</maxWaitSeconds></options>"
    talk.transport.clear()
    post(talk, operation("WaitForUpdatesEx", "ha-property-collector", "PropertyCollector", options), cookie)
    assert talk.transport.value() == b""
    return talk


def test_answers_are_written_when_advance_returns(site: Site, clock: VirtualClock) -> None:
    """Those that became due have been handed to their connections, others have not."""
    soon, late = waiting_talk(site, 60), waiting_talk(site, 600)
    clock.advance(59)
    assert soon.transport.value() == b""
    clock.advance(1)
    assert soon.transport.value().startswith(b"HTTP/1.1 200 OK\r\n")
    assert b"WaitForUpdatesExResponse" in soon.transport.value()
    assert late.transport.value() == b""


def test_one_who_waits_is_noted(site: Site, clock: VirtualClock) -> None:
    """While the call waits, and no longer."""
    assert not clock.waiting.anyone
    waiting_talk(site, 60)
    assert (clock.waiting.anyone, clock.waiting.idle) == (True, True)
    clock.advance(60)
    assert (clock.waiting.anyone, clock.waiting.idle) == (False, True)


def test_one_who_hangs_up_waits_no_more(site: Site, clock: VirtualClock) -> None:
    """Nobody is there to be answered."""
    talk = waiting_talk(site, None)
    talk.hang_up()
    assert (clock.waiting.anyone, clock.waiting.idle) == (False, True)


def test_requests_behind_one_that_waits(site: Site, clock: VirtualClock) -> None:
    """They can't be answered before it, so they are no reason to let time stand still."""
    talk = waiting_talk(site, 60)
    post(talk, operation("CurrentTime", "ServiceInstance", "ServiceInstance"))
    assert clock.may_jump
    clock.jump()
    assert talk.transport.value().count(b"HTTP/1.1 ") == 2
    assert (clock.waiting.anyone, clock.waiting.idle) == (False, True)


def test_half_a_request(site: Site, clock: VirtualClock) -> None:
    """A body that is still to come is waited for, until it has come or the client has gone."""
    waiting_talk(site, 60)
    for end in (b"<a/>", None):
        talk = Talk(site)
        talk.send(b"POST /sdk HTTP/1.1\r\nHost: h\r\nContent-Length: 8\r\n\r\n<a/>")
        assert not clock.may_jump
        if end is None:
            talk.hang_up()
        else:
            talk.send(end)
        assert clock.may_jump


def test_the_control_api_holds_nothing_up(site: Site, clock: VirtualClock) -> None:
    """What is under way there is not the host's work: it may wait for what clients do."""
    waiting_talk(site, 60)
    talk = Talk(site)
    talk.send(b"POST /fakeesx/v1/health HTTP/1.1\r\nHost: h\r\nContent-Length: 8\r\n\r\n{")
    assert clock.may_jump
    talk.hang_up()
    assert clock.may_jump


def test_refused_requests_leave_nothing(site: Site, clock: VirtualClock) -> None:
    """Neither one that is no HTTP, nor one that no door takes."""
    for data in (b"nonsense\r\n\r\n", b"GET /nothing HTTP/1.1\r\nHost: h\r\n\r\n", b"GET / HTTP/1.0\r\n\r\n"):
        talk = Talk(site)
        talk.send(data)
        assert talk.transport.value()
        assert clock.waiting.idle
    talk = Talk(site)
    talk.send(b"PUT /folder/a HTTP/1.1\r\nHost: h\r\nContent-Length: 900000\r\n\r\nxx")
    talk.hang_up()
    assert clock.waiting.idle
