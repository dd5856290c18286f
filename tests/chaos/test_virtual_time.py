"""Chaos rules on a virtual clock: what is to take long takes no time, and nothing hangs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from asking import BROKEN, Raw, collect_garbage

from fakeesx import FakeESX


@pytest.fixture
def esx() -> Iterator[FakeESX]:
    """A host with one VM, whose clock jumps."""
    with FakeESX(vms=1, clock="virtual") as esx:
        yield esx
    collect_garbage()


def seconds(esx: FakeESX) -> float:
    """The host's clock."""
    return esx.run(lambda host: host.clock.seconds())


def test_delay(esx: FakeESX) -> None:
    """An hour passes as soon as the client waits for it."""
    client, before = Raw(esx), seconds(esx)
    esx.chaos.add("CurrentTime", delay=3600, times=1)
    assert client.ask() == ""
    assert 3600 <= seconds(esx) - before < 3700


def test_delay_of_a_request(esx: FakeESX) -> None:
    """Likewise."""
    client, before = Raw(esx), seconds(esx)
    esx.chaos.add(request="POST /sdk", delay=3600, times=1)
    assert client.ask() == ""
    assert 3600 <= seconds(esx) - before < 3700


def test_delay_of_a_task(esx: FakeESX) -> None:
    """A client that polls the task waits for it."""
    client, before = Raw(esx), seconds(esx)
    esx.chaos.add("PowerOnVM_Task", delay=3600)
    assert client.power_on() == ""
    assert client.task_end()[0] == "success"
    assert 3600 <= seconds(esx) - before < 3700


def test_stale_property(esx: FakeESX) -> None:
    """A client that polls the property waits for its new value."""
    client = Raw(esx)
    esx.chaos.add(stale="runtime.powerState", moid="16", seconds=3600)
    client.power_on()
    assert client.task_end()[0] == "success"
    for _ in range(50):
        if client.power() == "poweredOn":
            break
    assert client.power() == "poweredOn"
    assert esx.chaos.rules == ()


def test_reboot(esx: FakeESX) -> None:
    """A client that tries to connect waits for the host."""
    client = Raw(esx)
    esx.chaos.add("CurrentTime", reboot=600, times=1)
    assert client.ask() == BROKEN
    for _ in range(50):
        told = client.ask()
        if told != BROKEN:
            break
    assert told == "NotAuthenticated"


def test_slow_link(esx: FakeESX) -> None:
    """It is the machine's time that passes."""
    client, before = Raw(esx), seconds(esx)
    esx.chaos.add(request="POST /sdk", bytes_per_second=20_000, times=1)
    assert client.ask() == ""
    assert seconds(esx) - before < 60
