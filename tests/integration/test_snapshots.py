"""Snapshots with pyVmomi, on a fake host or a real one: taken, listed, gone back to, removed."""

from __future__ import annotations

import contextlib
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from pyVim.task import WaitForTask
from pyVmomi import vim


@pytest.fixture
def vm(instance: vim.ServiceInstance) -> Iterator[vim.VirtualMachine]:
    """A small VM with a disk, which is gone afterwards."""
    (datacenter,) = instance.content.rootFolder.childEntity
    pool = datacenter.hostFolder.childEntity[0].resourcePool
    name = f"fakeesx-test-{uuid.uuid4().hex[:8]}"
    add = vim.vm.device.VirtualDeviceSpec.Operation.add
    scsi = vim.vm.device.VirtualLsiLogicController(key=-1, busNumber=0, sharedBus="noSharing")
    backing = vim.vm.device.VirtualDisk.FlatVer2BackingInfo(fileName="", diskMode="persistent", thinProvisioned=True)
    disk = vim.vm.device.VirtualDisk(key=-2, controllerKey=-1, unitNumber=0, capacityInKB=16384, backing=backing)
    spec = vim.vm.ConfigSpec(
        name=name, memoryMB=32, numCPUs=1, guestId="otherGuest",
        files=vim.vm.FileInfo(vmPathName=f"[{datacenter.datastore[0].name}]"),
        deviceChange=[
            vim.vm.device.VirtualDeviceSpec(operation=add, device=scsi),
            vim.vm.device.VirtualDeviceSpec(operation=add, fileOperation="create", device=disk),
        ],
    )
    task = datacenter.vmFolder.CreateVM_Task(spec, pool)
    WaitForTask(task)
    machine = task.info.result
    yield machine
    with contextlib.suppress(vim.fault.InvalidPowerState):
        WaitForTask(machine.PowerOffVM_Task())
    WaitForTask(machine.Destroy_Task())


def take(vm: vim.VirtualMachine, name: str, memory: bool = False) -> Any:
    """A new snapshot."""
    task = vm.CreateSnapshot_Task(name, f"about {name}", memory, False)
    WaitForTask(task)
    return task.info.result


def disk(vm: vim.VirtualMachine) -> Any:
    """The backing of the VM's disk."""
    return next(each for each in vm.config.hardware.device if isinstance(each, vim.vm.device.VirtualDisk)).backing


def test_tree(vm: vim.VirtualMachine) -> None:
    """Two snapshots one upon the other, then a branch."""
    assert vm.snapshot is None
    base = disk(vm).fileName
    first = take(vm, "first")
    second = take(vm, "second")
    assert vm.snapshot.currentSnapshot == second
    (root,) = vm.snapshot.rootSnapshotList
    assert (root.name, root.description, root.snapshot, root.vm) == ("first", "about first", first, vm)
    assert [tree.snapshot for tree in root.childSnapshotList] == [second]
    assert (root.state, root.quiesced) == ("poweredOff", False)
    backing = disk(vm)
    assert backing.fileName.endswith("-000002.vmdk")
    assert backing.parent.fileName.endswith("-000001.vmdk")
    assert backing.parent.parent.fileName == base
    assert list(vm.rootSnapshot) == [first]
    assert first.config.name == vm.name
    WaitForTask(first.RevertToSnapshot_Task())
    assert vm.snapshot.currentSnapshot == first
    third = take(vm, "third")
    (root,) = vm.snapshot.rootSnapshotList
    assert {tree.snapshot for tree in root.childSnapshotList} == {second, third}
    WaitForTask(vm.RemoveAllSnapshots_Task())
    assert vm.snapshot is None
    assert disk(vm).fileName == base


def test_configuration_comes_back(vm: vim.VirtualMachine) -> None:
    """And a name can be given to a snapshot later."""
    snapshot = take(vm, "before")
    WaitForTask(vm.ReconfigVM_Task(vim.vm.ConfigSpec(memoryMB=64, annotation="changed")))
    snapshot.RenameSnapshot("after", "renamed")
    WaitForTask(vm.RevertToCurrentSnapshot_Task())
    assert (vm.config.hardware.memoryMB, vm.config.annotation) == (32, "")
    assert vm.snapshot.rootSnapshotList[0].name == "after"
    WaitForTask(snapshot.RemoveSnapshot_Task(False))
    assert vm.snapshot is None


def test_power_state(vm: vim.VirtualMachine) -> None:
    """A snapshot with memory brings the VM back running; one of a VM that is off does not."""
    off = take(vm, "off")
    WaitForTask(vm.PowerOnVM_Task())
    on = take(vm, "on", memory=True)
    assert {tree.state for tree in vm.snapshot.rootSnapshotList[0].childSnapshotList} == {"poweredOn"}
    WaitForTask(vm.PowerOffVM_Task())
    WaitForTask(on.RevertToSnapshot_Task())
    assert vm.runtime.powerState == "poweredOn"
    WaitForTask(off.RevertToSnapshot_Task())
    assert vm.runtime.powerState == "poweredOff"
    WaitForTask(off.RemoveSnapshot_Task(True))
    assert vm.snapshot is None


def test_refusals(vm: vim.VirtualMachine) -> None:
    """No current snapshot, no name, a larger disk."""
    with pytest.raises(vim.fault.NotFound):
        WaitForTask(vm.RevertToCurrentSnapshot_Task())
    with pytest.raises(vim.fault.InvalidName):
        WaitForTask(vm.CreateSnapshot_Task("", "", False, False))
    take(vm, "a")
    device = next(each for each in vm.config.hardware.device if isinstance(each, vim.vm.device.VirtualDisk))
    device.capacityInKB *= 2
    edit = vim.vm.device.VirtualDeviceSpec(operation="edit", device=device)
    with pytest.raises(vim.fault.InvalidDeviceSpec):
        WaitForTask(vm.ReconfigVM_Task(vim.vm.ConfigSpec(deviceChange=[edit])))
