"""Hosts without a socket, on a clock that tests move."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from calling import Client
from twisted.internet.task import Clock

from fakeesx.host.esx import Esx, Settings

NOW = 1_289_000_000.0
"""When the hosts of these tests start: 2010-11-05T23:33:20Z."""


@pytest.fixture
def clock() -> Clock:
    """The clock of `host`, in seconds."""
    clock = Clock()
    clock.advance(NOW)
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
    """A default host."""
    return make_host()


@pytest.fixture
def root(host: Esx) -> Client:
    """A client of `host`, logged in as root."""
    return Client(host).login()


@pytest.fixture
def esxi(make_host: Callable[..., Esx]) -> Client:
    """A client of an ESXi host, logged in as root."""
    return Client(make_host(profile="esxi-4.1")).login()
