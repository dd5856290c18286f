"""The time from power on to Tools, and what may happen in between."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from calling import Client, Faulted
from twisted.internet.task import Clock
from vms import TOOLS, make

from fakeesx.durations import Durations
from fakeesx.host.esx import Esx
from fakeesx.host.lab import settings_of, start
from fakeesx.inventory.file import load


@pytest.fixture
def root(make_host: Callable[..., Esx]) -> Client:
    """A client of a host whose guests boot for 30 seconds and shut down in 5."""
    return Client(make_host(task_seconds=Durations(methods={"ShutdownGuest": 5.0}, guest_boot=30.0))).login()


def state(client: Client, vm: Any) -> tuple[str, str]:
    """What clients look at to see whether a guest is up."""
    found = client.get(vm, "guest.toolsRunningStatus", "guestHeartbeatStatus")
    return found["guest.toolsRunningStatus"], str(found["guestHeartbeatStatus"])


DOWN, UP = ("guestToolsNotRunning", "gray"), ("guestToolsRunning", "green")


def test_a_boot(root: Client, clock: Clock) -> None:
    """Tools run when its time has passed, and not before; what needs them is refused until then."""
    vm = make(root, extra=TOOLS)
    root.task(vm, "PowerOnVM_Task")
    clock.advance(29)
    assert state(root, vm) == DOWN
    with pytest.raises(Faulted, match="ToolsUnavailable"):
        root.call(vm, "ShutdownGuest")
    clock.advance(1)
    assert state(root, vm) == UP
    root.call(vm, "ShutdownGuest")
    clock.advance(5)
    assert root.get(vm, "runtime.powerState") == "poweredOff"


def test_a_guest_without_tools(root: Client, clock: Clock) -> None:
    """Shows nothing of its boot, and leaves no timer."""
    vm = make(root)
    timers = len(clock.getDelayedCalls())
    root.task(vm, "PowerOnVM_Task")
    before = root.get(vm, "guest")
    assert len(clock.getDelayedCalls()) == timers + 1  # of the statistics
    clock.advance(60)
    assert root.get(vm, "guest") == before


def test_power_off_while_it_boots(root: Client, clock: Clock) -> None:
    """The boot is over; the next one takes its whole time."""
    vm = make(root, extra=TOOLS)
    root.task(vm, "PowerOnVM_Task")
    clock.advance(20)
    root.task(vm, "PowerOffVM_Task")
    clock.advance(5)
    root.task(vm, "PowerOnVM_Task")
    clock.advance(10)
    assert state(root, vm) == DOWN
    clock.advance(20)
    assert state(root, vm) == UP


def test_a_reset_begins_anew(root: Client, clock: Clock) -> None:
    """Tools stop, and run again after another boot."""
    vm = make(root, extra=TOOLS)
    root.task(vm, "PowerOnVM_Task")
    clock.advance(40)
    root.task(vm, "ResetVM_Task")
    assert state(root, vm) == DOWN
    clock.advance(29)
    assert state(root, vm) == DOWN
    clock.advance(1)
    assert state(root, vm) == UP


def test_a_resumed_guest_is_up(root: Client, clock: Clock) -> None:
    """It goes on where it was."""
    vm = make(root, extra=TOOLS)
    root.task(vm, "PowerOnVM_Task")
    clock.advance(30)
    root.task(vm, "SuspendVM_Task")
    root.task(vm, "PowerOnVM_Task")
    assert state(root, vm) == UP


def test_a_machine_that_goes_while_it_boots(root: Client, clock: Clock) -> None:
    """Nothing is left to happen."""
    vm = make(root, extra=TOOLS)
    root.task(vm, "PowerOnVM_Task")
    root.task(vm, "PowerOffVM_Task")
    root.task(vm, "Destroy_Task")
    clock.advance(60)
    assert vm not in root.host.inventory
    assert not root.host.waiting.anyone


def test_what_is_on_from_the_start(tmp_path: Any, clock: Clock) -> None:
    """A machine that an inventory file says is on has booted long ago."""
    import random

    lab = load("vms: [{name: web, power: on, tools: running}]")
    settings = settings_of(lab, tmp_path / "lab", task_seconds="realistic")
    host = start(lab, settings, clock, random.Random(1))
    try:
        client = Client(host).login()
        (vm,) = [node.ref for node in host.inventory.of_type("VirtualMachine")]
        assert state(client, vm) == UP
    finally:
        host.stop()
