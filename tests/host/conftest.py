"""Hosts without a socket, on a clock that tests move."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from calling import Client
from twisted.internet.task import Clock

from fakeesx.host.esx import Esx, Settings
from fakeesx.host.services.keeping import registry, rules
from fakeesx.state.codec import Writer

RULES = rules()
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
        host.inventory.record(partial(_note_private, host, private))
        return host

    private: dict[type, Any] = {}
    yield make
    for host in hosts:
        host.stop()
    writer = Writer(registry())
    for value in private.values():
        writer.dump(value)  # a class without a form is to be entered in fakeesx/host/services/keeping.py


def _note_private(host: Esx, found: dict[type, Any], log: Any) -> None:
    """Remember a private value of each class, of objects that outlive a process."""
    for moid, _, _ in log:
        node = host.inventory.find(moid)
        if node is not None and RULES.keeps(node):
            found[node.private.__class__] = node.private


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
