"""Hosts that bad input is thrown at, and watches that see what it leaves behind."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from failures import failures
from served import Server, call, login, serve
from twisted.internet.task import Clock

from fakeesx.host.esx import Esx, Settings


def make_host(root: Path, vms: int = 2) -> Esx:
    """A host without a socket."""
    clock = Clock()
    clock.advance(1_300_000_000)
    return Esx(Settings(root, vms=vms), clock, random.Random(1))


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Esx]:
    """A host without a socket, with two VMs."""
    host = make_host(tmp_path_factory.mktemp("host"))
    yield host
    host.stop()


@pytest.fixture
def unharmed(host: Esx) -> Iterator[None]:
    """Afterwards every object is the very same, no session has come or gone and nothing has failed inside."""
    before, sessions = dict(host.inventory.snapshot().nodes), len(host.sessions)
    with failures() as found:
        yield
    assert found == []
    after = host.inventory.snapshot().nodes
    assert set(after) == set(before)
    assert [moid for moid, node in before.items() if after[moid] is not node] == []
    assert len(host.sessions) == sessions


@pytest.fixture
def fresh_host(tmp_path: Path) -> Iterator[Callable[[], Esx]]:
    """Makes hosts that may be changed."""
    made: list[Esx] = []

    def make() -> Esx:
        made.append(make_host(tmp_path / str(len(made))))
        return made[-1]

    yield make
    for host in made:
        host.stop()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A fake host in a process of its own, in whose log no failure may stand at the end."""
    log = tmp_path_factory.mktemp("server") / "log"
    with log.open("w") as stream, serve("--vms", "2", stderr=stream) as server:
        yield server
    assert "Traceback" not in log.read_text()


@pytest.fixture(scope="module")
def cookie(server: Server) -> str:
    """A session of that host."""
    connection = server.http()
    cookie = call(connection, login(server.user, server.password)).cookie
    connection.close()
    assert cookie is not None
    return cookie
