"""Hosts and their sites without a socket, on a clock that tests move; one host in a process of its own."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from served import Server, serve
from talking import Talk
from twisted.internet.task import Clock

from fakeesx.host.esx import Esx, Settings
from fakeesx.host.services.access import READ_ONLY
from fakeesx.storage.datastore import Datastore
from fakeesx.web.listening import build_site
from fakeesx.web.server import Site


@pytest.fixture
def clock() -> Clock:
    """The clock of `host` and of `site`, in seconds."""
    clock = Clock()
    clock.advance(1_289_000_000.0)
    return clock


@pytest.fixture
def make_host(tmp_path: Path, clock: Clock) -> Iterator[Callable[..., Esx]]:
    """Makes hosts; keyword arguments are those of `Settings`."""
    hosts: list[Esx] = []

    def make(**settings: Any) -> Esx:
        host = Esx(Settings(root=tmp_path / str(len(hosts)), **settings), clock, random.Random(len(hosts)))
        hosts.append(host)
        return host

    yield make
    for host in hosts:
        host.stop()


@pytest.fixture
def host(make_host: Callable[..., Esx]) -> Esx:
    """A default host with a read-only user "guest"."""
    host = make_host()
    host.add_user("guest", "guest", READ_ONLY)
    return host


@pytest.fixture
def store(host: Esx) -> Datastore:
    """The datastore of `host`."""
    return host.volumes.get("datastore1")


@pytest.fixture
def site(host: Esx, clock: Clock) -> Site:
    """The site of `host`."""
    return build_site(host, clock)


@pytest.fixture
def talk(site: Site) -> Talk:
    """A connection to `site`."""
    return Talk(site)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A host in a process of its own."""
    with serve() as server:
        yield server
