"""Machines that start with the host, by itself or by command."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from driver_conf import conf_of
from driver_machines import REQUEST, UUID, Pattern, holdings
from esx_driver import host_power
from esx_driver.errors import HostError, InstanceNotFound
from esx_driver.host import Host
from esx_driver.vim import faults
from esx_driver.vim.refs import Ref
from esx_driver.vm import autostart, destroying, lookup, power, resuming, spawning

from fakeesx import FakeESX
from fakeesx.host.host_auto_start_manager import AUTO_START
from fakeesx.schema import vim

A, B, C = NAMES = ("vm-0001", "vm-0002", "vm-0003")
ON = {"resume_guests_state_on_host_boot": True}


@pytest.fixture(scope="module")
def shared() -> Iterator[FakeESX]:
    """A host with three machines that are off, in a time of its own."""
    with FakeESX(seed=1, vms=3, clock="virtual") as esx:
        yield esx


@pytest.fixture
def esx(shared: FakeESX) -> FakeESX:
    """The same, as it was at first."""
    shared.reset()
    return shared


@pytest.fixture
def host(esx: FakeESX, connected: Callable[..., Host]) -> Host:
    """The driver, connected to it; it sleeps in the host's time."""
    host = connected(esx)
    host.session.sleep, host.session.clock = esx.advance, lambda: esx.now.timestamp()
    return host


def ref(esx: FakeESX, name: str) -> Ref:
    """A machine."""
    return Ref("VirtualMachine", esx.vms[name].moid)


def running(esx: FakeESX) -> list[str]:
    """The machines that run."""
    return sorted(name for name, vm in esx.vms.items() if vm.power_state == power.ON)


def boot(esx: FakeESX, host: Host) -> None:
    """Let the host boot, and do what it does then by itself."""
    esx.advance(60)
    host_power.reboot(host, force=True, timeout=600)
    esx.advance(600)


def listed(esx: FakeESX) -> Any:
    """The host's own list, as it is there."""
    return esx.run(lambda it: it.inventory.get(AUTO_START, "config"))


def entry(esx: FakeESX, name: str, **fields: Any) -> None:
    """Put a machine on the list, as somebody else would."""
    info = {"startOrder": -1, "startDelay": -1, "waitForHeartbeat": "no", "stopDelay": -1, **fields}

    def put(it: Any) -> None:
        config = it.inventory.get(AUTO_START, "config")
        added = vim.AutoStartPowerInfo(key=it.inventory.find(esx_ref).ref, **info)
        it.inventory.update(AUTO_START, config=config.replace(powerInfo=[*config.powerInfo, added]))

    esx_ref = esx.vms[name].moid
    esx.run(put)


def test_host_starts_what_is_on_its_list(esx: FakeESX, host: Host) -> None:
    """One that is off and one that is suspended, and no other; taken off the list, one stays off after the next boot."""
    power.power_on(host, ref(esx, B), B)
    power.suspend(host, ref(esx, B), B)
    for name in (B, A):
        autostart.put(host, ref(esx, name), name, starts=True)
    assert (sorted(autostart.machines(host)), autostart.enabled(host)) == ([A, B], True)
    boot(esx, host)
    assert running(esx) == [A, B]
    autostart.put(host, ref(esx, A), A, starts=False)
    assert autostart.machines(host) == [B]
    boot(esx, host)
    assert running(esx) == [B]


def test_as_it_is_already(esx: FakeESX, host: Host) -> None:
    """Nothing is changed, and nothing is asked for: neither on the list nor off it."""
    autostart.put(host, ref(esx, A), A, starts=False)
    assert not listed(esx).powerInfo
    for _ in range(2):
        autostart.put(host, ref(esx, A), A, starts=True)
    assert len(esx.calls("ReconfigureAutostart")) == 1


def test_what_others_want_stays(esx: FakeESX, host: Host) -> None:
    """Entries of other machines, and how somebody wants this one to be stopped."""
    entry(esx, A, startAction="none", stopAction="guestShutdown", stopDelay=30)
    entry(esx, B, startAction="none", stopAction="suspend")
    before = listed(esx).powerInfo
    autostart.put(host, ref(esx, A), A, starts=True)
    mine, other = sorted(listed(esx).powerInfo, key=lambda each: each.key.value)
    assert (mine.startAction, mine.stopAction, mine.stopDelay) == ("powerOn", "guestShutdown", 30)
    assert other == before[1]
    autostart.put(host, ref(esx, A), A, starts=False)
    mine, other = sorted(listed(esx).powerInfo, key=lambda each: each.key.value)
    assert (mine.startAction, mine.stopAction, other) == ("none", "guestShutdown", before[1])


def test_list_that_is_off_with_others_in_it(esx: FakeESX, host: Host) -> None:
    """It is not switched on for one, since they would start too; they are named, and a spawn is refused before it begins."""
    entry(esx, B, startAction="powerOn", stopAction="systemDefault")
    with pytest.raises(HostError, match=f"switched off there; if it was switched on, {B} would start as well"):
        autostart.put(host, ref(esx, A), A, starts=True)
    before = holdings(esx)
    with pytest.raises(HostError, match=B):
        spawning.spawn(host, conf_of(esx, **ON), REQUEST, Pattern())
    assert not esx.calls("CreateVM_Task")
    assert holdings(esx) == before
    assert not autostart.enabled(host)


def test_spawned_machines_start_with_the_host(esx: FakeESX, host: Host) -> None:
    """With the option; and not without it, as before."""
    spawning.spawn(host, conf_of(esx, **ON), replace(REQUEST, nics=()), Pattern())
    spawning.spawn(host, conf_of(esx), replace(REQUEST, name="db", uuid=UUID[:-1] + "2", nics=()), Pattern())
    assert running(esx) == ["db", "web"]
    boot(esx, host)
    assert running(esx) == ["web"]
    destroying.destroy(host, lookup.by_name(host, "web"), "web")
    assert not listed(esx).powerInfo


def test_spawn_that_fails_at_the_list(esx: FakeESX, host: Host) -> None:
    """Nothing of the machine is left."""
    before = holdings(esx)
    esx.chaos.add("ReconfigureAutostart", fault="HostConfigFault")
    with pytest.raises(faults.VimFault):
        spawning.spawn(host, conf_of(esx, **ON), REQUEST, Pattern())
    assert holdings(esx) == before


@pytest.mark.parametrize("reset", ["before", "after"])
def test_answer_that_is_lost(esx: FakeESX, host: Host, reset: str) -> None:
    """It is said again, which comes to the same."""
    esx.chaos.add("ReconfigureAutostart", reset=reset, nth=1)
    autostart.put(host, ref(esx, A), A, starts=True)
    assert autostart.machines(host) == [A]
    assert len(listed(esx).powerInfo) == 1


def test_machine_that_is_gone(esx: FakeESX, host: Host) -> None:
    """Said by its name."""
    gone = ref(esx, A)
    destroying.destroy(host, gone, A)
    with pytest.raises(InstanceNotFound, match=A):
        autostart.put(host, gone, A, starts=True)


def test_resumed_after_a_boot(esx: FakeESX, host: Host) -> None:
    """Those that were named: what is off and what is suspended; one that runs is not touched, one that fails named."""
    for name in (B, C):
        power.power_on(host, ref(esx, name), name)
    power.suspend(host, ref(esx, B), B)
    found = resuming.resume_guests(host, [A, "none", B, C, A])
    assert (found.started, found.running, list(found.failed)) == ([A, B], [C], ["none"])
    assert isinstance(found.failed["none"], InstanceNotFound)
    assert running(esx) == [A, B, C]
    assert len(esx.calls("PowerOnVM_Task")) == 4


def test_one_that_can_not_be_started(esx: FakeESX, host: Host) -> None:
    """The others are, and it is said why it is not."""
    esx.chaos.add("PowerOnVM_Task", fault="NotEnoughLicenses", nth=1)
    found = resuming.resume_guests(host, NAMES)
    assert (found.started, list(found.failed)) == ([B, C], [A])
    assert "NotEnoughLicenses" in str(found.failed[A])
