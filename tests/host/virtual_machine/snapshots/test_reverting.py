"""Going back to snapshots."""

from __future__ import annotations

from typing import Any

import pytest
from calling import Client
from device_rig import add, controller, disk, nic, remove
from snapshot_rig import Machine
from vms import TOOLS, make, options, picture, reconfigure

from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference
from fakeesx.storage.errors import FileLocked


@pytest.fixture
def machine(root: Client) -> Machine:
    """A usual VM, off."""
    return Machine(root)


def test_content_of_the_disk(machine: Machine) -> None:
    """Is what it was; what was written since is gone, its delta too."""
    machine.write(0, b"before")
    first = machine.take()
    machine.write(0, b"after!")
    machine.revert(first)
    assert machine.read(0, 6) == b"before"
    assert machine.line() == ["vm1-000002.vmdk", "vm1.vmdk"]
    assert not any("000001" in name for name in machine.files())
    machine.write(0, b"again!")
    machine.revert(first)
    assert machine.read(0, 6) == b"before"
    assert machine.line() == ["vm1-000001.vmdk", "vm1.vmdk"]


def test_to_any_snapshot(machine: Machine) -> None:
    """Branches grow from where the VM goes on."""
    first = machine.take("1")
    machine.write(0, b"one")
    second = machine.take("2")
    machine.write(0, b"two")
    machine.revert(first)
    assert (machine.current, machine.read(0, 3)) == (first, bytes(3))
    machine.write(0, b"ONE")
    third = machine.take("3")
    assert machine.tree() == {"1": {"2": {}, "3": {}}}
    machine.revert(second)
    assert (machine.current, machine.read(0, 3)) == (second, b"one")
    machine.revert(third)
    assert (machine.current, machine.read(0, 3)) == (third, b"ONE")
    assert 'snapshot.current = "3"' in machine.text("vm1.vmsd")


def test_to_the_current_one(machine: Machine) -> None:
    """Without naming it; NotFound when there is none."""
    assert machine.fails(None, "RevertToCurrentSnapshot_Task") == "NotFound"
    machine.take()
    machine.write(0, b"x")
    machine.run("RevertToCurrentSnapshot_Task")
    assert machine.read(0, 1) == b"\0"


def test_configuration_and_devices(machine: Machine) -> None:
    """All but the name is what it was, in the file too."""
    client, vm = machine.client, machine.vm
    reconfigure(client, vm, annotation="old", extra={"x.y": "1"})
    snapshot, before = machine.take(), machine.get("config")
    reconfigure(
        client, vm, add(nic()), add(disk(1000, unit=3), "create"), memoryMB=1024, numCPUs=2, annotation="new",
        extra={"x.y": "2", "a.b": "3"}, name="renamed",
    )
    reconfigure(client, vm, remove(machine.device()))
    machine.revert(snapshot)
    after = machine.get("config")
    assert after.name == machine.get("name") == "renamed"
    assert (after.hardware.memoryMB, after.hardware.numCPU) == (before.hardware.memoryMB, before.hardware.numCPU)
    assert after.annotation == "old"
    assert options(client, vm)["x.y"] == "1"
    assert "a.b" not in options(client, vm)
    assert [device.key for device in after.hardware.device] == [device.key for device in before.hardware.device]
    text = machine.text("vm1.vmx")
    assert 'annotation = "old"' in text
    assert 'displayName = "renamed"' in text
    assert "scsi0:3" not in text
    assert len(machine.get("runtime.device").items) == 1
    assert machine.get("summary.config.memorySizeMB") == before.hardware.memoryMB
    assert "vm1_1.vmdk" in machine.files()


def test_networks_follow(root: Client) -> None:
    """The lists of VMs too."""
    machine = Machine(root, make(root, "vm1", controller(), disk()))
    snapshot = machine.take()
    reconfigure(root, machine.vm, add(nic()))
    (network,) = machine.get("network").items
    assert machine.vm in root.get(network, "vm").items
    machine.revert(snapshot)
    assert machine.get("network").items == ()
    assert machine.vm not in root.get(network, "vm").items


POWER = {"off": (), "on": ("PowerOnVM_Task",), "suspended": ("PowerOnVM_Task", "SuspendVM_Task")}


def bring(machine: Machine, state: str) -> None:
    """Bring a VM that is off to a power state."""
    for name in POWER[state]:
        machine.run(name)


@pytest.mark.parametrize("then", ["off", "on", "suspended"])
@pytest.mark.parametrize(("state", "memory", "suppress", "wanted"), [
    ("off", True, False, "poweredOff"), ("on", False, False, "poweredOff"), ("on", True, False, "poweredOn"),
    ("on", True, True, "poweredOff"), ("suspended", False, False, "suspended"), ("suspended", True, True, "suspended"),
])  # fmt: skip
def test_power_state(root: Client, then: str, state: str, memory: bool, suppress: bool, wanted: str) -> None:
    """From any state to that of the snapshot; files, locks and properties are those of that state."""
    machine = Machine(root, extra=TOOLS)
    bring(machine, state)
    machine.write(0, b"then")
    snapshot = machine.take(memory=memory)
    if machine.power != "poweredOff":
        machine.run("PowerOffVM_Task")
    machine.write(0, b"now.")
    bring(machine, then)
    machine.revert(snapshot, suppressPowerOn=suppress)
    assert machine.power == wanted
    assert machine.read(0, 4) == b"then"
    volume, running = root.host.volumes.get("datastore1"), wanted == "poweredOn"
    assert volume.lock_owners == ((machine.owner,) if running else ())
    assert any(name.endswith(".vswp") for name in machine.files()) == running
    runtime = machine.get("runtime")
    assert (runtime.bootTime is not None) == running
    assert (runtime.suspendTime is not None) == (wanted == "suspended")
    assert machine.get("guest.toolsRunningStatus") == ("guestToolsRunning" if running else "guestToolsNotRunning")
    machine.run("PowerOffVM_Task" if running else "PowerOnVM_Task")


def test_events_of_the_power_state(machine: Machine) -> None:
    """What going back did to it is told."""
    snapshot = machine.take()
    machine.run("PowerOnVM_Task")
    machine.revert(snapshot)
    events = machine.client.host.events.history.events
    assert type(events[-1]).__name__ == "VmPoweredOffEvent"


def test_independent_disks_keep_their_content(root: Client) -> None:
    """What was written to them stays."""
    machine = Machine(root, make(root, "vm1", controller(), disk(unit=0), disk(unit=1, diskMode="independent_persistent")))
    snapshot = machine.take()
    machine.write(0, b"x", 2000)
    machine.write(0, b"y", 2001)
    machine.revert(snapshot)
    assert machine.read(0, 1, 2000) == b"\0"
    assert machine.read(0, 1, 2001) == b"y"


def test_a_removed_disk_comes_back(machine: Machine) -> None:
    """Its files stayed, as a snapshot needs them, though they were to be destroyed."""
    machine.write(0, b"keep")
    snapshot = machine.take()
    reconfigure(machine.client, machine.vm, remove(machine.device(), "destroy"))
    assert "vm1-flat.vmdk" in machine.files()
    assert "vm1-000001-delta.vmdk" not in machine.files()
    machine.revert(snapshot)
    assert machine.read(0, 4) == b"keep"


def test_a_frozen_disk_is_not_attached(machine: Machine) -> None:
    """Writing to it would change the snapshot: InvalidDeviceSpec."""
    machine.take()
    before = picture(machine.client)
    spec = vim.VirtualMachineConfigSpec(deviceChange=[add(disk(1000, unit=4, name="[datastore1] vm1/vm1.vmdk"))])
    assert machine.fails(None, "ReconfigVM_Task", spec=spec) == "InvalidDeviceSpec"
    assert picture(machine.client) == before


def test_maintenance_mode(machine: Machine) -> None:
    """No VM is started then; one that stays off may go back."""
    machine.run("PowerOnVM_Task")
    snapshot = machine.take(memory=True)
    machine.run("PowerOffVM_Task")
    machine.client.task("ha-host", "EnterMaintenanceMode_Task", timeout=0)
    before = picture(machine.client)
    assert machine.fails(snapshot, "RevertToSnapshot_Task") == "InvalidState"
    assert picture(machine.client) == before
    machine.revert(snapshot, suppressPowerOn=True)


def test_another_host(machine: Machine) -> None:
    """There is none."""
    snapshot = machine.take()
    elsewhere = ManagedObjectReference("HostSystem", "host-2")
    assert machine.fails(snapshot, "RevertToSnapshot_Task", host=elsewhere) == "InvalidArgument"
    machine.revert(snapshot, host=ManagedObjectReference("HostSystem", "ha-host"))


def test_resources(machine: Machine) -> None:
    """A VM that can't have its reservation does not start."""
    machine.run("PowerOnVM_Task")
    snapshot = machine.take(memory=True)
    machine.run("PowerOffVM_Task")
    host = machine.client.host
    config = machine.get("config", snapshot)
    much = config.memoryAllocation.replace(reservation=host.capacity()[1] + 1)
    host.inventory.update(snapshot, config=config.replace(memoryAllocation=much))
    before = picture(machine.client)
    assert machine.fails(snapshot, "RevertToSnapshot_Task") == "InsufficientMemoryResourcesFault"
    assert picture(machine.client) == before


@pytest.mark.parametrize("number", range(1, 12))
@pytest.mark.parametrize("then", ["off", "on", "suspended"])
def test_any_failing_write_changes_nothing(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, number: int, then: str,
) -> None:
    """The n-th file that can't be written: all is as before, but for the numbers of old logs."""
    machine.run("PowerOnVM_Task")
    machine.write(0, b"then")
    snapshot = machine.take(memory=True)
    machine.run("PowerOffVM_Task")
    machine.write(0, b"now.")
    bring(machine, then)
    before = _picture(machine)
    machine.break_write(monkeypatch, number)
    assert machine.fails(snapshot, "RevertToSnapshot_Task") == "CannotAccessFile"
    monkeypatch.undo()
    assert machine.read(0, 4) == b"now."
    assert _picture(machine) == before


def _picture(machine: Machine) -> dict[str, Any]:
    found = picture(machine.client)
    return {key: value for key, value in found.items() if ".log" not in key and not key.endswith("free")}


def test_a_base_that_another_vm_has(machine: Machine) -> None:
    """FileLocked, and nothing has changed."""
    machine.run("PowerOnVM_Task")
    snapshot = machine.take(memory=True)
    machine.run("PowerOffVM_Task")
    volume = machine.client.host.volumes.get("datastore1")
    volume.lock("vm1/vm1-flat.vmdk", "vm-other")
    before = picture(machine.client)
    assert machine.fails(snapshot, "RevertToSnapshot_Task") == FileLocked.__name__
    found = picture(machine.client)
    assert {key for key in before | found if before.get(key) != found.get(key) and ".log" not in key} <= {"datastore1 free"}


def test_logs_of_power_events_do_not_change_snapshots(machine: Machine) -> None:
    """The snapshot's configuration is the same object after all of it."""
    snapshot = machine.take()
    before = machine.client.host.inventory.get(snapshot, "config")
    machine.run("PowerOnVM_Task")
    machine.revert(snapshot)
    machine.take("other")
    assert machine.client.host.inventory.get(snapshot, "config") is before
