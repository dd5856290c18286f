"""The power of machines: as the guest is, as the host is, and in whatever state the machine was."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from driver_conf import conf_of
from driver_machines import FLAT_NIC, REQUEST, Pattern
from esx_driver.errors import InstanceNotFound, NotPossible, OutcomeUnknown, WrongState
from esx_driver.host import Host
from esx_driver.vim import connect, faults
from esx_driver.vim.refs import Ref
from esx_driver.vm import destroying, power, spawning

from fakeesx import FakeESX

SLOW_GUEST = 120.0
"""Seconds that the guest of `slow` takes to shut down or to reboot."""


@pytest.fixture
def vm(fresh: FakeESX, host: Host) -> Ref:
    """A machine that runs."""
    return spawning.spawn(host, conf_of(fresh), replace(REQUEST, nics=(FLAT_NIC,)), Pattern())


@pytest.fixture
def slow() -> Iterator[FakeESX]:
    """A host whose guests take their time, in a time of its own."""
    with FakeESX(
        seed=1, vms=1, clock="virtual", tasks=lambda name: SLOW_GUEST if name in ("ShutdownGuest", "RebootGuest") else 0,
    ) as esx:
        yield esx


def state(esx: FakeESX, name: str = "web") -> str:
    """Its power."""
    return esx.vms[name].power_state


def test_off_and_on(fresh: FakeESX, host: Host, vm: Ref) -> None:
    """There and back; as wanted already is as good, and starts no second one."""
    for operation, wanted in ((power.power_off, "poweredOff"), (power.power_on, "poweredOn")):
        for _ in range(2):
            operation(host, vm, "web")
            assert state(fresh) == wanted
    assert len(fresh.calls("PowerOffVM_Task")) == len(fresh.calls("PowerOnVM_Task")) - 1 == 2
    assert not [call for call in fresh.calls("*Task") if call.fault]


def test_suspended(fresh: FakeESX, host: Host, vm: Ref) -> None:
    """Suspended twice, resumed; off straight from there; a machine that is not suspended can't be resumed."""
    for _ in range(2):
        power.suspend(host, vm, "web")
        assert state(fresh) == "suspended"
    power.resume(host, vm, "web")
    assert state(fresh) == "poweredOn"
    with pytest.raises(WrongState, match="resume of 'web': it is poweredOn, and would have to be suspended"):
        power.resume(host, vm, "web")
    power.suspend(host, vm, "web")
    power.power_off(host, vm, "web")
    assert state(fresh) == "poweredOff"
    for operation in (power.suspend, power.resume):
        with pytest.raises(WrongState, match="it is poweredOff"):
            operation(host, vm, "web")
        assert state(fresh) == "poweredOff"


def test_pause() -> None:
    """ESX has no such thing; it is said and not silently done by half."""
    with pytest.raises(NotPossible, match="'web' can't be paused") as error:
        power.pause("web")
    assert error.value.exit_code == 64


@pytest.mark.parametrize("hard", [False, True])
def test_reboot(fresh: FakeESX, host: Host, vm: Ref, hard: bool) -> None:
    """W28: soft asks the guest where Tools run, hard never does (the original did the same for both)."""
    fresh.guest("web").set(tools="running")
    power.reboot(host, vm, "web", hard=hard)
    assert bool(fresh.calls("ResetVM_Task")) is hard
    assert bool(fresh.calls("RebootGuest")) is not hard
    assert state(fresh) == "poweredOn"


@pytest.mark.parametrize("tools", ["notInstalled", "notRunning"])
def test_soft_reboot_without_tools(fresh: FakeESX, host: Host, vm: Ref, tools: str) -> None:
    """There is nobody to ask: its reset button."""
    fresh.guest("web").set(tools=tools)  # type: ignore[arg-type]
    power.reboot(host, vm, "web")
    assert len(fresh.calls("ResetVM_Task")) == 1
    assert not fresh.calls("RebootGuest")


def test_tools_that_end_just_then(fresh: FakeESX, host: Host, vm: Ref) -> None:
    """Between the look and the call: a reset, and a plain power-off."""
    fresh.guest("web").set(tools="running")
    fresh.chaos.add("RebootGuest", fault="ToolsUnavailable")
    fresh.chaos.add("ShutdownGuest", fault="ToolsUnavailable")
    power.reboot(host, vm, "web")
    assert len(fresh.calls("ResetVM_Task")) == 1
    power.power_off(host, vm, "web", timeout=60)
    assert len(fresh.calls("PowerOffVM_Task")) == 1


@pytest.mark.parametrize("operation", [power.power_off, power.suspend])
def test_reboot_of_one_that_does_not_run(
    fresh: FakeESX, host: Host, vm: Ref, operation: Callable[[Host, Ref, str], None],
) -> None:
    """Refused, hard too, and it stays as it was."""
    operation(host, vm, "web")
    before = state(fresh)
    for hard in (False, True):
        with pytest.raises(WrongState, match="would have to be poweredOn"):
            power.reboot(host, vm, "web", hard=hard)
    assert state(fresh) == before


def test_guest_that_shuts_down_in_time(slow: FakeESX, connected: Callable[..., Host]) -> None:
    """It is waited for by a filter: a call for each half minute of the guest's at most, and the plug is not pulled."""
    host, name = connected(slow), next(iter(slow.vms))
    vm = Ref("VirtualMachine", slow.vms[name].moid)
    power.power_on(host, vm, name)
    slow.guest(name).set(tools="running")
    before, began = host.session.calls, slow.now
    power.power_off(host, vm, name, timeout=600)
    assert state(slow, name) == "poweredOff"
    assert (slow.now - began).total_seconds() >= SLOW_GUEST
    assert not slow.calls("PowerOffVM_Task")
    assert host.session.calls - before <= 7 + SLOW_GUEST / 30
    assert not slow.calls("RetrievePropertiesEx", since=slow.calls("ShutdownGuest")[0].number)
    assert len(slow.calls("DestroyPropertyCollector")) == len(slow.calls("CreatePropertyCollector")) == 1


def test_guest_that_takes_too_long(slow: FakeESX, connected: Callable[..., Host]) -> None:
    """Its time is up: the plug is pulled, not later than asked."""
    host, name = connected(slow), next(iter(slow.vms))
    vm = Ref("VirtualMachine", slow.vms[name].moid)
    power.power_on(host, vm, name)
    slow.guest(name).set(tools="running")
    began = slow.now
    power.power_off(host, vm, name, timeout=45)
    assert state(slow, name) == "poweredOff"
    assert 45 <= (slow.now - began).total_seconds() < SLOW_GUEST
    assert len(slow.calls("PowerOffVM_Task")) == 1


def test_guest_without_tools(fresh: FakeESX, host: Host, vm: Ref) -> None:
    """It is not asked, and not waited for."""
    power.power_off(host, vm, "web", timeout=3600)
    assert state(fresh) == "poweredOff"
    assert not fresh.calls("ShutdownGuest")


def test_older_host_is_looked_at(slow: FakeESX, connected: Callable[..., Host]) -> None:
    """One that can't tell within a time limit: a look each two seconds until it is off."""
    host, name = connected(slow), next(iter(slow.vms))
    vm = Ref("VirtualMachine", slow.vms[name].moid)
    power.power_on(host, vm, name)
    slow.guest(name).set(tools="running")
    slept: list[float] = []
    host.session.sleep = lambda seconds: (slept.append(seconds), slow.advance(seconds))[1]
    host.session.clock = lambda: slow.now.timestamp()
    slow.chaos.add("WaitForUpdatesEx", fault="NotSupported")
    power.power_off(host, vm, name, timeout=600)
    looks = slow.calls("RetrievePropertiesEx", since=slow.calls("ShutdownGuest")[0].number)
    assert len(looks) == len(slept) + 1 > 1
    assert set(slept) == {2.0}
    assert not slow.calls("PowerOffVM_Task")


@pytest.mark.parametrize("when", ["before", "after"])
def test_soft_reboot_whose_answer_is_lost(fresh: FakeESX, host: Host, vm: Ref, when: str) -> None:
    """Whether the guest was asked is not known: that is said, and it is not asked twice."""
    fresh.guest("web").set(tools="running")
    fresh.chaos.add("RebootGuest", reset=when)
    with pytest.raises(OutcomeUnknown, match="RebootGuest"):
        power.reboot(host, vm, "web")
    assert len(fresh.calls("RebootGuest")) == 1
    assert not fresh.calls("ResetVM_Task")


@pytest.fixture
def booting() -> Iterator[FakeESX]:
    """A host whose guest reboots as those of a real one do: its Tools end, and run again some time after."""
    with FakeESX(seed=1, vms=1, clock="virtual", tasks="realistic") as esx:
        yield esx


def ready(esx: FakeESX, host: Host) -> tuple[Ref, str]:
    """The host's machine, with Tools that run, and a guest that was up before."""
    name = next(iter(esx.vms))
    vm = Ref("VirtualMachine", esx.vms[name].moid)
    power.power_on(host, vm, name)
    esx.guest(name).set(tools="running")
    esx.advance(600)
    esx.forget_calls()
    return vm, name


def test_guest_that_reboots_in_time(booting: FakeESX, connected: Callable[..., Host]) -> None:
    """It is waited for until its Tools run again, by a filter and with no look between; nobody presses a button."""
    host = connected(booting)
    vm, name = ready(booting, host)
    began = booting.now
    assert power.reboot(host, vm, name, timeout=600)
    assert booting.guest(name).state.tools == "running"
    assert (booting.now - began).total_seconds() > 10
    assert not booting.calls("ResetVM_Task")
    asked = booting.calls("RebootGuest")[0].number
    assert {call.method for call in booting.calls(kind="soap", since=asked)} == {
        "CreatePropertyCollector", "CreateFilter", "WaitForUpdatesEx", "DestroyPropertyCollector",
    }
    assert len(booting.calls("WaitForUpdatesEx")) <= 3 + (booting.now - began).total_seconds() / 30


def test_guest_that_hangs_in_its_reboot(slow: FakeESX, connected: Callable[..., Host]) -> None:
    """Its time is up: it is reset, not sooner and not much later than asked."""
    host = connected(slow)
    vm, name = ready(slow, host)
    began = slow.now
    assert not power.reboot(host, vm, name, timeout=45)
    assert 45 <= (slow.now - began).total_seconds() < SLOW_GUEST
    assert (len(slow.calls("RebootGuest")), len(slow.calls("ResetVM_Task"))) == (1, 1)
    assert state(slow, name) == "poweredOn"


@pytest.mark.parametrize("when", ["before", "after"])
def test_awaited_reboot_whose_answer_is_lost(slow: FakeESX, connected: Callable[..., Host], when: str) -> None:
    """Whether the guest was asked shows by itself; it is not asked twice."""
    host = connected(slow)
    vm, name = ready(slow, host)
    slow.chaos.add("RebootGuest", reset=when)
    assert power.reboot(host, vm, name, timeout=600) is (when == "after")
    assert len(slow.calls("RebootGuest")) == 1
    assert len(slow.calls("ResetVM_Task")) == (when == "before")


def test_guest_that_shuts_down_in_place_of_a_reboot(slow: FakeESX, connected: Callable[..., Host]) -> None:
    """It is powered on at once: nobody waits for the rest of the time."""
    host, other = connected(slow), connected(slow)
    vm, name = ready(slow, host)
    began = slow.now
    other.session.call("ShutdownGuest", vm)  # its guest does this first
    slow.advance(60)
    assert not power.reboot(host, vm, name, timeout=3600)
    assert (slow.now - began).total_seconds() < 2 * SLOW_GUEST
    assert state(slow, name) == "poweredOn"
    assert len(slow.calls("PowerOnVM_Task")) == 1


def test_what_the_host_says_of_a_shutdown(fresh: FakeESX, host: Host, vm: Ref) -> None:
    """Is not kept back: the machine is in the middle of something else."""
    fresh.guest("web").set(tools="running")
    fresh.chaos.add("ShutdownGuest", fault="InvalidState")
    with pytest.raises(faults.InvalidState):
        power.power_off(host, vm, "web", timeout=60)
    assert state(fresh) == "poweredOn"


@pytest.mark.parametrize("operation", [
    power.power_on, power.power_off, power.suspend, power.resume, power.reboot,
    lambda host, vm, name: power.power_off(host, vm, name, timeout=1),
])
def test_machine_that_is_gone(host: Host, vm: Ref, operation: Callable[[Host, Ref, str], None]) -> None:
    """Said by its name."""
    destroying.destroy(host, vm, "web")
    with pytest.raises(InstanceNotFound, match="no virtual machine 'web'"):
        operation(host, vm, "web")


def test_machine_that_goes_while_it_is_waited_for(fresh: FakeESX, host: Host, vm: Ref) -> None:
    """Likewise."""
    fresh.guest("web").set(tools="running")
    gone = {"obj": {"_ref": ["VirtualMachine", vm.value]}}
    fresh.chaos.add("WaitForUpdatesEx", fault="ManagedObjectNotFound", fields=gone)
    with pytest.raises(InstanceNotFound):
        power.power_off(host, vm, "web", timeout=60)


@pytest.mark.parametrize("effect", [{"session": "expired"}, {"reset": "before"}, {"reset": "after"}], ids=str)
def test_chaos_while_waiting(effect: dict[str, str]) -> None:
    """The session, a request or an answer is lost at each step of a shutdown: it comes to its end.

    A guest that heard it is not asked again.
    """
    for step in range(1, 12):
        with FakeESX(seed=1, vms=1) as esx:
            name = next(iter(esx.vms))
            with connect(conf_of(esx)) as session:
                host, vm = Host(session), Ref("VirtualMachine", esx.vms[name].moid)
                power.power_on(host, vm, name)
                esx.guest(name).set(tools="running")
                esx.chaos.add("*", nth=step, id="once", **effect)
                power.power_off(host, vm, name, timeout=60)
                assert esx.vms[name].power_state == "poweredOff"
            assert len([call for call in esx.calls("ShutdownGuest") if call.outcome == "result"]) <= 1
