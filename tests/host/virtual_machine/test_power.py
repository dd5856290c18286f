"""Power operations: states, what they change, what they need."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from calling import Client, Faulted
from device_rig import controller, disk
from twisted.internet.task import Clock
from vms import FOLDER, HOST, POOL, TOOLS, Slow, files, make, make_usual, picture, reconfigure, spec

from fakeesx.host.esx import Esx
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference

ON, OFF, SUSPENDED = "PowerOnVM_Task", "PowerOffVM_Task", "SuspendVM_Task"
STATES = {"poweredOff": (), "poweredOn": (ON,), "suspended": (ON, SUSPENDED)}
ALLOWED = {
    (ON, "poweredOff"): "poweredOn", (ON, "suspended"): "poweredOn", (OFF, "poweredOn"): "poweredOff",
    (OFF, "suspended"): "poweredOff", (SUSPENDED, "poweredOn"): "suspended", ("ResetVM_Task", "poweredOn"): "poweredOn",
}


@pytest.fixture
def vm(root: Client) -> ManagedObjectReference:
    """A usual VM, off."""
    return make_usual(root)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("operation", [ON, OFF, SUSPENDED, "ResetVM_Task"])
def test_every_operation_in_every_state(root: Client, vm: ManagedObjectReference, operation: str, state: str) -> None:
    """What is allowed leads to its state; what is not is InvalidPowerState with both states, and changes nothing."""
    for step in STATES[state]:
        root.task(vm, step)
    goal = ALLOWED.get((operation, state))
    if goal is not None:
        root.task(vm, operation)
        assert set(root.get(vm, "runtime.powerState", "summary.runtime.powerState").values()) == {goal}
        return
    before = picture(root)
    with pytest.raises(Faulted) as caught:
        root.task(vm, operation)
    wanted = {ON: "poweredOn", OFF: "poweredOff", SUSPENDED: "suspended", "ResetVM_Task": "poweredOn"}[operation]
    fault = caught.value.fault
    assert (caught.value.name, fault.existingState, fault.requestedState) == ("InvalidPowerState", state, wanted)
    after = picture(root)
    for each in (before, after):  # that it failed is told
        del each["ha-eventmgr"], each["ha-eventmgr private"]
    assert after == before


def test_text_of_a_wrong_state(root: Client, vm: ManagedObjectReference) -> None:
    """The recorded text names the present state."""
    with pytest.raises(Faulted) as caught:
        root.task(vm, OFF)
    assert caught.value.text == "The attempted operation cannot be performed in the current state (Powered Off)."


def test_files_of_a_vm_that_runs(root: Client, vm: ManagedObjectReference) -> None:
    """Swap file, BIOS settings and log come with the power; only the swap file goes with it."""
    before = set(files(root))
    root.task(vm, ON)
    new = set(files(root)) - before
    swap = next(path for path in new if path.endswith(".vswp"))
    assert new == {swap, "vm1/vm1.nvram", "vm1/vmware.log"}
    assert root.host.volumes.get("datastore1").stat(swap).size == 32 << 20
    root.task(vm, OFF)
    assert set(files(root)) - before == {"vm1/vm1.nvram", "vm1/vmware.log"}


def test_reserved_memory_needs_no_swap(root: Client) -> None:
    """The swap file is as large as the memory that is not reserved."""
    vm = make(root, memoryMB=64, memoryAllocation=vim.ResourceAllocationInfo(reservation=64))
    root.task(vm, ON)
    assert not [path for path in files(root) if path.endswith(".vswp")]


def test_no_room_for_the_swap_file(root: Client, vm: ManagedObjectReference) -> None:
    """A power on that finds the datastore full leaves the VM off and nothing locked."""
    reconfigure(root, vm, memoryMB=4096)
    volume = root.host.volumes.get("datastore1")
    while volume.free_space > 4 << 30:
        size = min(volume.free_space - (1 << 20), 200 << 30)
        volume.create_sparse(f"ballast-{volume.free_space}", size, thick=True)
    before = picture(root)
    with pytest.raises(Faulted, match="NoDiskSpace"):
        root.task(vm, ON)
    after = picture(root)
    for each in (before, after):
        del each["ha-eventmgr"], each["ha-eventmgr private"]
    assert after == before


def test_locks(root: Client, vm: ManagedObjectReference) -> None:
    """What a running VM holds nobody else can have: a second VM with the same disk does not start."""
    other = make(root, "other", controller(), vim.VirtualDeviceConfigSpec(
        operation=vim.VirtualDeviceConfigSpecOperation.add, device=disk(name="[datastore1] vm1/vm1.vmdk"),
    ))
    root.task(vm, ON)
    with pytest.raises(Faulted, match="FileLocked"):
        root.task(other, ON)
    assert root.get(other, "runtime.powerState") == "poweredOff"
    root.task(vm, SUSPENDED)
    root.task(vm, OFF)
    root.task(other, ON)


def test_times(root: Client, clock: Clock, vm: ManagedObjectReference) -> None:
    """bootTime while it runs, suspendTime while suspended, cleanPowerOff when off."""
    root.task(vm, ON)
    booted = root.get(vm, "runtime.bootTime")
    assert booted == root.host.now()
    assert str(booted.utcoffset()) == "1:00:00"  # recorded, as that of the host's own
    clock.advance(60)
    root.task(vm, "ResetVM_Task")
    again = root.get(vm, "runtime.bootTime")
    assert ((again - booted).total_seconds(), again.tzinfo) == (60, booted.tzinfo)
    root.task(vm, SUSPENDED)
    assert root.get(vm, "runtime.suspendTime") == root.host.now()
    assert root.get(vm, "runtime.cleanPowerOff") is None
    root.task(vm, OFF)
    runtime = root.get(vm, "runtime")
    assert (runtime.bootTime, runtime.suspendTime, runtime.cleanPowerOff) == (None, None, True)


def test_devices_connect(root: Client, vm: ManagedObjectReference) -> None:
    """What starts connected is connected while the VM runs; the NIC has its address from then on."""
    assert root.get(vm, "config.hardware.device[4000]").macAddress == ""
    root.task(vm, ON)
    nic = root.get(vm, "config.hardware.device[4000]")
    assert (nic.connectable.connected, nic.connectable.status) == (True, "ok")
    assert nic.macAddress == "00:0c:29:" + ":".join(root.get(vm, "config.uuid")[i : i + 2] for i in (-6, -4)) + (
        ":" + root.get(vm, "config.uuid")[-2:]
    )
    root.task(vm, OFF)
    assert root.get(vm, "config.hardware.device[4000]").macAddress == nic.macAddress
    assert root.get(vm, "config.hardware.device[4000].connectable").connected is False


def test_change_version_stays(root: Client, vm: ManagedObjectReference) -> None:
    """Power operations are no change of the configuration (recorded)."""
    version = root.get(vm, "config.changeVersion")
    for operation in (ON, SUSPENDED, ON, "ResetVM_Task", OFF):
        root.task(vm, operation)
        assert root.get(vm, "config.changeVersion") == version


def test_host_parameter(root: Client, vm: ManagedObjectReference) -> None:
    """The one host there is, or none."""
    with pytest.raises(Faulted, match="InvalidArgument"):
        root.task(vm, ON, host=ManagedObjectReference("HostSystem", "other"))
    root.task(vm, ON, host=HOST)


def test_maintenance(root: Client, vm: ManagedObjectReference) -> None:
    """Nothing starts on a host in maintenance mode."""
    root.task(HOST, "EnterMaintenanceMode_Task", timeout=0)
    with pytest.raises(Faulted, match="InvalidState"):
        root.task(vm, ON)


def test_reservations(root: Client) -> None:
    """What the pool has left decides whether a VM with a reservation starts; off, it reserves nothing."""
    mb = root.host.capacity()[1]
    half = mb // 2 + 4 & ~3
    reserved = {"memoryMB": half, "memoryAllocation": vim.ResourceAllocationInfo(reservation=half)}
    one, two = make(root, "one", **reserved), make(root, "two", **reserved)
    root.task(one, ON)
    with pytest.raises(Faulted) as caught:
        root.task(two, ON)
    assert (caught.value.name, caught.value.fault.requested) == ("InsufficientMemoryResourcesFault", half << 20)
    root.task(one, OFF)
    root.task(two, ON)


def test_events(root: Client, vm: ManagedObjectReference) -> None:
    """Each operation tells its beginning and its end, in one chain."""
    for operation in (ON, SUSPENDED, ON, "ResetVM_Task", OFF):
        root.task(vm, operation)
    events = [e for e in root.host.events.history.events if e.vm is not None and not isinstance(e, vim.VmCreatedEvent)]
    assert [type(e).__name__ for e in events] == [
        "VmStartingEvent", "VmPoweredOnEvent", "VmSuspendingEvent", "VmSuspendedEvent", "VmResumingEvent",
        "VmPoweredOnEvent",
        "VmResettingEvent", "VmStoppingEvent", "VmPoweredOffEvent",
    ]
    assert events[0].chainId == events[1].chainId != events[2].chainId


def test_a_power_on_that_takes_its_time(make_host: Callable[..., Esx], clock: Clock) -> None:
    """The VM is off until the task ends; what else is asked of it meanwhile is TaskInProgress; it can't be cancelled."""
    client = Client(make_host(task_seconds=lambda name: 8.0)).login()
    slow = Slow(client, clock, 8.0)
    vm = slow.run(FOLDER, "CreateVM_Task", config=spec("vm1", path="[datastore1]"), pool=POOL)
    task = client.call(vm, ON)
    clock.advance(2.5)
    assert client.get(task, "info.progress") == 25
    assert client.get(vm, "runtime.powerState") == "poweredOff"
    assert slow.state(client.call(vm, "Destroy_Task")) == "TaskInProgress"
    for name in ("UnregisterVM",):
        with pytest.raises(Faulted, match="TaskInProgress"):
            client.call(vm, name)
    with pytest.raises(Faulted, match="NotSupported"):
        client.call(task, "CancelTask")
    slow.wait()
    assert slow.state(task) == "success"
    assert client.get(vm, "runtime.powerState") == "poweredOn"


def test_layout_does_not_follow_power(root: Client, vm: ManagedObjectReference) -> None:
    """Files are listed as they were when the configuration changed last (recorded); a later change lists the new ones."""
    before = root.get(vm, "layoutEx")
    root.task(vm, ON)
    assert root.get(vm, "layoutEx") == before
    reconfigure(root, vm, annotation="x")
    types = [file.type for file in root.get(vm, "layoutEx.file").items]
    assert types[5:] == ["nvram", "log", "swap"]
    assert root.get(vm, "layout.swapFile").endswith(".vswp")
    root.task(vm, OFF)
    assert "swap" not in [file.type for file in root.get(vm, "layoutEx.file").items]
    assert root.get(vm, "layout.swapFile") is None


@pytest.mark.parametrize("extra", [None, TOOLS])
def test_guest_state(root: Client, extra: Any) -> None:
    """The guest runs when Tools say so; off, Tools do not run; the heartbeat is green only with Tools."""
    vm = make(root, extra=extra)
    root.task(vm, ON)
    running = root.get(vm, "guest.guestState", "guest.toolsRunningStatus", "guestHeartbeatStatus")
    expected = ["running", "guestToolsRunning", "green"] if extra else ["notRunning", "guestToolsNotRunning", "gray"]
    assert list(running.values()) == expected
    assert root.get(vm, "capability.settingScreenResolutionSupported") is bool(extra)
    root.task(vm, OFF)
    assert root.get(vm, "guest.guestState") == "notRunning"
    assert root.get(vm, "summary.quickStats.guestHeartbeatStatus") == "gray"
    assert root.get(vm, "capability.settingScreenResolutionSupported") is False
