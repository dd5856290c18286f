"""Quick statistics while a virtual clock makes long moves."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from bare_vms import HOST, POOL, add_vm, power
from calling import Client
from twisted.internet.defer import Deferred

from fakeesx.clock import VirtualClock
from fakeesx.host.esx import Esx, Settings
from fakeesx.schema import vim


@pytest.fixture
def clock() -> VirtualClock:
    """The clock of `host`."""
    return VirtualClock()


@pytest.fixture
def host(tmp_path: Path, clock: VirtualClock) -> Iterator[Esx]:
    """A host on a virtual clock, with thirty machines that are on."""
    host = Esx(Settings(tmp_path), clock, random.Random(1))
    for number in range(30):
        power(host, add_vm(host, f"vm{number}"), True)
    yield host
    host.stop()


def statistics(host: Esx) -> dict[str, Any]:
    """All that is written for statistics."""
    found = {node.ref.value: node.values["summary"].quickStats for node in host.inventory.of_type("VirtualMachine")}
    return {
        **found, "host": host.inventory.get(HOST, "summary").quickStats, "pool": host.inventory.get(POOL, "runtime"),
    }


@pytest.mark.parametrize("seconds", [1, 19, 20, 21, 47.25, 3600, 5000.5])
def test_a_long_move_is_many_short_ones(tmp_path: Path, seconds: float) -> None:
    """The same figures are left by one move as by one for each second."""
    figures = []
    for number, steps in enumerate(([seconds], [1.0] * int(seconds) + [seconds % 1])):
        clock = VirtualClock()
        host = Esx(Settings(tmp_path / str(number)), clock, random.Random(1))
        for vm in range(30):
            power(host, add_vm(host, f"vm{vm}"), True)
        for step in steps:
            clock.advance(step)
        figures.append(statistics(host))
        host.stop()
    assert figures[0] == figures[1]


def test_a_long_move_costs_a_round_or_two(host: Esx, clock: VirtualClock) -> None:
    """Each machine is written once or twice, however long it is."""
    written: list[str] = []
    host.inventory.subscribe(lambda changes: written.extend(change.ref.value for change in changes), "VirtualMachine")
    clock.advance(36_010)
    assert set(written) == {node.ref.value for node in host.inventory.of_type("VirtualMachine")}
    assert max(map(written.count, written)) == 2


def test_a_move_that_stops_on_its_way(host: Esx, clock: VirtualClock) -> None:
    """What was left out is caught up with: the figures are no older than a slot."""
    clock.callLater(3600, lambda: None)
    clock.waiting.wait("call")
    clock.background.callLater(1000, clock.waiting.go_on, "call")
    clock.jump()
    uptimes = [node.values["summary"].quickStats.uptimeSeconds for node in host.inventory.of_type("VirtualMachine")]
    assert all(980 < uptime <= 1000 for uptime in uptimes)
    clock.advance(1)
    assert host.statistics.armed


def test_who_waits_for_statistics_is_told(host: Esx, clock: VirtualClock) -> None:
    """As soon as they are written; of other things' watchers nothing is the matter."""
    root = Client(host).login()
    vm = next(host.inventory.of_type("VirtualMachine")).ref
    spec = vim.PropertyFilterSpec(
        propSet=[vim.PropertySpec(type="VirtualMachine", pathSet=["summary.quickStats.uptimeSeconds"])],
        objectSet=[vim.ObjectSpec(obj=vm)],
    )
    root.call("ha-property-collector", "CreateFilter", spec=spec, partialUpdates=False)
    version = root.call("ha-property-collector", "WaitForUpdates", version="").version
    reply = root.call("ha-property-collector", "WaitForUpdates", version=version)
    assert isinstance(reply, Deferred)
    told: list[float] = []
    reply.addCallback(lambda _: told.append(clock.seconds()))
    start = clock.seconds()
    clock.advance(3600)
    assert len(told) == 1
    assert told[0] - start <= 20


def test_nothing_is_left_behind(host: Esx, clock: VirtualClock) -> None:
    """A host that stopped does nothing on the clock any more."""
    host.stop()
    assert clock.at_rest == []
    assert clock.getDelayedCalls() == []
