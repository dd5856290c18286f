"""Nonpersistent disks, and what guests write."""

from __future__ import annotations

from typing import Any

import pytest
from calling import Client
from device_rig import controller, disk
from snapshot_rig import Machine
from vms import make, picture

from fakeesx.host.virtual_machine import guest_disks
from fakeesx.soap.errors import VimFault
from fakeesx.storage.errors import CannotAccessFile


@pytest.fixture
def machine(root: Client) -> Machine:
    """A VM with a nonpersistent disk, off."""
    return Machine(root, make(root, "vm1", controller(), disk(diskMode="independent_nonpersistent")))


def logs(machine: Machine) -> list[str]:
    """The files of redo logs."""
    return [name for name in machine.files() if ".REDO_" in name]


@pytest.mark.parametrize("how", ["PowerOffVM_Task", "ResetVM_Task", "guest"])
def test_writes_are_gone(machine: Machine, how: str) -> None:
    """When the VM stops or is reset, and when its guest shuts down."""
    machine.write(0, b"kept")
    machine.run("PowerOnVM_Task")
    machine.write(0, b"gone")
    assert machine.read(0, 4) == b"gone"
    assert len(logs(machine)) == 2
    if how == "guest":
        power: Any = machine.client.host.object(machine.vm)
        power.guest_power_off()
    else:
        machine.run(how)
    assert machine.read(0, 4) == b"kept"
    assert len(logs(machine)) == (2 if how == "ResetVM_Task" else 0)
    assert machine.line() == ["vm1.vmdk"]


def test_suspending_keeps_them(machine: Machine) -> None:
    """Until the VM is stopped."""
    machine.run("PowerOnVM_Task")
    machine.write(0, b"x")
    machine.run("SuspendVM_Task")
    assert len(logs(machine)) == 2
    machine.run("PowerOnVM_Task")
    assert machine.read(0, 1) == b"x"
    machine.run("SuspendVM_Task")
    machine.run("PowerOffVM_Task")
    assert logs(machine) == []
    assert machine.read(0, 1) == b"\0"


def test_going_back_discards_them(machine: Machine) -> None:
    """Those of a VM that was suspended too."""
    snapshot = machine.take()
    machine.run("PowerOnVM_Task")
    machine.write(0, b"x")
    machine.run("SuspendVM_Task")
    machine.revert(snapshot)
    assert (machine.power, logs(machine), machine.read(0, 1)) == ("poweredOff", [], b"\0")


def test_destroying_a_suspended_vm(machine: Machine) -> None:
    """Nothing is left."""
    machine.run("PowerOnVM_Task")
    machine.run("SuspendVM_Task")
    machine.run("Destroy_Task")
    assert machine.client.host.volumes.get("datastore1").listing("") == []


@pytest.mark.parametrize("number", range(1, 4))
def test_a_failing_power_on(machine: Machine, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """No log is left."""
    before, volume, calls = picture(machine.client), machine.client.host.volumes.get("datastore1"), []
    real = volume.create_sparse

    def failing(path: str, *arguments: Any, **options: Any) -> Any:
        calls.append(path)
        if len(calls) == number:
            raise CannotAccessFile("[datastore1] x", "broken")
        return real(path, *arguments, **options)

    monkeypatch.setattr(volume, "create_sparse", failing)
    assert machine.fails(None, "PowerOnVM_Task") == "CannotAccessFile"
    monkeypatch.undo()
    assert logs(machine) == []
    assert volume.lock_owners == ()
    assert {key for key, value in picture(machine.client).items() if "private" in key and value != before.get(key)} <= {
        "ha-eventmgr private",
    }


def test_what_a_guest_writes(root: Client) -> None:
    """Goes to the disk of a VM that runs, and free space follows."""
    machine = Machine(root, make(root, "vm1", controller(), disk(thinProvisioned=True)))
    vm: Any = root.host.object(machine.vm)
    with pytest.raises(VimFault) as caught:
        guest_disks.write(vm, 2000, 0, b"x")
    assert type(caught.value.fault).__name__ == "InvalidPowerState"
    machine.run("PowerOnVM_Task")
    datastore = machine.get("datastore").items[0]
    free = machine.get("summary.freeSpace", datastore)
    guest_disks.write(vm, 2000, 5, b"x" * 500_000)
    assert guest_disks.read(vm, 2000, 4, 3) == b"\0xx"
    assert machine.get("summary.freeSpace", datastore) <= free - 500_000
    for key in (2001, 4000):
        with pytest.raises(VimFault) as caught:
            guest_disks.read(vm, key, 0, 1)
        assert type(caught.value.fault).__name__ == "DeviceNotFound"
    with pytest.raises(ValueError, match="not within"):
        guest_disks.write(vm, 2000, 4096 * 1024, b"x")
