"""Diagnostics are measured."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from driver_conf import conf_of
from driver_machines import FLAT_NIC, NIC, REQUEST, Pattern
from esx_driver.errors import InstanceNotFound
from esx_driver.host import Host
from esx_driver.vim.refs import Ref
from esx_driver.vm import diagnostics, power, spawning
from esx_driver.vm.diagnostics import Diagnostics

from fakeesx import FakeESX


@pytest.fixture
def esx() -> Iterator[FakeESX]:
    """A host in a time of its own."""
    with FakeESX(seed=1, clock="virtual") as esx:
        yield esx


@pytest.fixture
def driver(esx: FakeESX, connected: Callable[..., Host]) -> Host:
    """The driver on it."""
    return connected(esx)


@pytest.fixture
def vm(esx: FakeESX, driver: Host) -> Ref:
    """A machine that runs, with two CPUs."""
    return spawning.spawn(driver, conf_of(esx), replace(REQUEST, nics=(FLAT_NIC,)), Pattern())


def test_what_it_does(esx: FakeESX, driver: Host, vm: Ref) -> None:
    """Each CPU, card and disk by itself, as the host's own counters have it; later, other figures."""
    esx.advance(300)
    first = diagnostics.diagnostics(driver, vm, "web")
    assert first.state == "running"
    assert first.sampled is not None
    assert 0 <= (esx.now - first.sampled).total_seconds() <= 2 * diagnostics.INTERVAL
    assert 280 <= (first.uptime_seconds or 0) <= 300
    assert [cpu.number for cpu in first.cpus] == [0, 1]
    assert 0 < sum(cpu.used_ms for cpu in first.cpus) <= 2 * diagnostics.INTERVAL * 1000
    assert [nic.mac for nic in first.nics] == [NIC.mac]
    assert [disk.path for disk in first.disks] == ["[datastore1] web/web.vmdk"]
    assert None not in (first.nics[0].received_kbps, first.nics[0].sent_kbps, first.disks[0].read_kbps)
    assert 0 < (first.memory_active_kb or 0) <= 256 << 10
    assert first.cpu_mhz
    seen = {first}
    for _ in range(3):
        esx.advance(60)
        seen.add(diagnostics.diagnostics(driver, vm, "web"))
    assert len(seen) == 4
    assert len({each.cpus for each in seen}) > 1


def test_not_copies_of_info(esx: FakeESX, driver: Host, vm: Ref) -> None:
    """W17: what the machine was made with (CPUs, memory) is not passed off as what it does; two calls, once the names are
    known."""
    esx.advance(100)
    diagnostics.diagnostics(driver, vm, "web")
    before = driver.session.calls
    found = diagnostics.diagnostics(driver, vm, "web")
    assert driver.session.calls - before == 2
    assert found.memory_active_kb != 256 << 10


@pytest.mark.parametrize("operation", [power.power_off, power.suspend])
def test_of_one_that_does_not_run(
    esx: FakeESX, driver: Host, vm: Ref, operation: Callable[[Host, Ref, str], None],
) -> None:
    """Nothing was measured, and nothing is made up; what it has is named."""
    operation(driver, vm, "web")
    found = diagnostics.diagnostics(driver, vm, "web")
    state = {power.power_off: "shutdown", power.suspend: "suspended"}[operation]
    assert found == Diagnostics(state, None, None, None, None, None, None, (), found.nics, found.disks)
    assert (found.nics[0].received_kbps, found.disks[0].read_kbps) == (None, None)


def test_before_the_first_sample(esx: FakeESX, driver: Host, vm: Ref) -> None:
    """Just started: the host has not measured it yet."""
    found = diagnostics.diagnostics(driver, vm, "web")
    assert (found.state, found.sampled, found.cpu_mhz, found.cpus) == ("running", None, None, ())
    assert found.nics[0].received_kbps is None


def test_of_none(driver: Host) -> None:
    """A machine that is gone."""
    with pytest.raises(InstanceNotFound, match="'web'"):
        diagnostics.diagnostics(driver, Ref("VirtualMachine", "999"), "web")
