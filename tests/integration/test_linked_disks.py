"""Linked clones with pyVmomi, on a fake host or a real one: machines whose disks are deltas on one disk."""

from __future__ import annotations

import contextlib
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pyVim.task import WaitForTask
from pyVmomi import vim

Make = Callable[..., vim.VirtualMachine]
ADD = vim.vm.device.VirtualDeviceSpec.Operation.add
KB = 16384


@pytest.fixture
def base(instance: vim.ServiceInstance) -> Iterator[str]:
    """A disk that no machine has, which is gone afterwards."""
    (datacenter,) = instance.content.rootFolder.childEntity
    folder = f"[{datacenter.datastore[0].name}] fakeesx-test-{uuid.uuid4().hex[:8]}"
    instance.content.fileManager.MakeDirectory(folder, datacenter)
    name = f"{folder}/base.vmdk"
    spec = vim.VirtualDiskManager.FileBackedVirtualDiskSpec(diskType="thin", adapterType="lsiLogic", capacityKb=KB)
    WaitForTask(instance.content.virtualDiskManager.CreateVirtualDisk_Task(name, datacenter, spec))
    yield name
    WaitForTask(instance.content.fileManager.DeleteDatastoreFile_Task(folder, datacenter))


@pytest.fixture
def make(instance: vim.ServiceInstance) -> Iterator[Make]:
    """Makes machines with a linked disk, which are gone afterwards."""
    (datacenter,) = instance.content.rootFolder.childEntity
    made = []

    def make(parent: str, kb: int = KB) -> vim.VirtualMachine:
        scsi = vim.vm.device.VirtualLsiLogicController(key=-1, busNumber=0, sharedBus="noSharing")
        flat = vim.vm.device.VirtualDisk.FlatVer2BackingInfo
        backing = flat(fileName="", diskMode="persistent", parent=flat(fileName=parent, diskMode="persistent"))
        disk = vim.vm.device.VirtualDisk(key=-2, controllerKey=-1, unitNumber=0, capacityInKB=kb, backing=backing)
        name = f"fakeesx-test-{uuid.uuid4().hex[:8]}"
        spec = vim.vm.ConfigSpec(
            name=name, memoryMB=32, numCPUs=1, guestId="otherGuest",
            files=vim.vm.FileInfo(vmPathName=f"[{datacenter.datastore[0].name}]"),
            deviceChange=[
                vim.vm.device.VirtualDeviceSpec(operation=ADD, device=scsi),
                vim.vm.device.VirtualDeviceSpec(operation=ADD, fileOperation="create", device=disk),
            ],
        )
        task = datacenter.vmFolder.CreateVM_Task(spec, datacenter.hostFolder.childEntity[0].resourcePool)
        WaitForTask(task)
        made.append(task.info.result)
        return task.info.result

    yield make
    for vm in made:
        with contextlib.suppress(vim.fault.InvalidPowerState):
            WaitForTask(vm.PowerOffVM_Task())
        WaitForTask(vm.Destroy_Task())


def disk(vm: vim.VirtualMachine) -> Any:
    """The machine's disk."""
    return next(each for each in vm.config.hardware.device if isinstance(each, vim.vm.device.VirtualDisk))


def test_two_on_one_disk(instance: vim.ServiceInstance, base: str, make: Make) -> None:
    """Both run, each on a delta of its own that tells its parent, which nobody may write to meanwhile."""
    machines = [make(base), make(base, 0)]
    for vm in machines:
        WaitForTask(vm.PowerOnVM_Task())
        assert (disk(vm).capacityInKB, disk(vm).backing.parent.fileName) == (KB, base)
        assert disk(vm).backing.contentId[-8:] == disk(vm).backing.parent.contentId[-8:]
    assert disk(machines[0]).backing.fileName != disk(machines[1]).backing.fileName
    disks, (datacenter,) = instance.content.virtualDiskManager, instance.content.rootFolder.childEntity
    with pytest.raises(vim.fault.FileLocked):
        WaitForTask(disks.DeleteVirtualDisk_Task(base, datacenter))


def test_snapshots_leave_the_base_alone(base: str, make: Make) -> None:
    """Taken, removed: the disk is the delta that it was."""
    vm = make(base)
    own = disk(vm).backing.fileName
    WaitForTask(vm.CreateSnapshot_Task("s", "", False, False))
    assert (disk(vm).backing.parent.fileName, disk(vm).backing.parent.parent.fileName) == (own, base)
    WaitForTask(vm.RemoveAllSnapshots_Task())
    assert (disk(vm).backing.fileName, disk(vm).backing.parent.fileName) == (own, base)


def test_what_is_refused(base: str, make: Make) -> None:
    """A parent that is not there, a size that is not the parent's."""
    with pytest.raises(vim.fault.FileNotFound):
        make(base.replace("base", "none"))
    with pytest.raises(vim.fault.InvalidDeviceSpec) as caught:
        make(base, KB * 2)
    assert (caught.value.property, caught.value.deviceIndex) == ("virtualDeviceSpec.device.capacityInKB", 1)
