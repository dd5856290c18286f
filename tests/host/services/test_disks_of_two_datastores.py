"""Disks and VMs between a VMFS and an NFS datastore."""

from __future__ import annotations

import random
from typing import Any

import pytest
from calling import Client, Faulted
from device_rig import add, controller, disk
from unchanged import unchanged
from vms import FOLDER, POOL, make

from fakeesx.schema import vim
from fakeesx.storage import vmdk
from fakeesx.storage.datastore import Datastore
from fakeesx.storage.disk_kinds import DiskKind

DISKS = "ha-vdiskmanager"
DISK = "[datastore1] vm/disk.vmdk"
MIB = 1 << 20


def mount(root: Client, mode: str = "readWrite") -> Datastore:
    """Mount an NFS datastore."""
    wanted = vim.HostNasVolumeSpec(remoteHost="nas", remotePath="/a", localPath="nfs", accessMode=mode)
    root.call("ha-datastoresystem", "CreateNasDatastore", spec=wanted)
    return root.host.volumes.get("nfs")


@pytest.fixture
def nfs(root: Client) -> Datastore:
    """An NFS datastore."""
    return mount(root)


@pytest.fixture
def store(root: Client) -> Datastore:
    """The VMFS datastore with a thick disk that has content."""
    store = root.host.volumes.get("datastore1")
    store.mkdir("vm")
    wanted = vim.FileBackedVirtualDiskSpec(diskType="eagerZeroedThick", adapterType="lsiLogic", capacityKb=8192)
    root.task(DISKS, "CreateVirtualDisk_Task", name=DISK, spec=wanted)
    with store.resolve("vm/disk-flat.vmdk").open("r+b") as file:
        file.write(random.Random(0).randbytes(MIB))
    return store


def content(store: Datastore, path: str) -> bytes:
    """A flat extent's bytes."""
    return store.resolve(path).read_bytes()


def move(root: Client, source: str, to: str, **values: Any) -> Any:
    """Run MoveVirtualDisk_Task."""
    return root.task(DISKS, "MoveVirtualDisk_Task", sourceName=source, destName=to, **values)


def test_moved_over(root: Client, store: Datastore, nfs: Datastore) -> None:
    """All of it is there and nothing is left here: content, uuid, adapter, and that it is zeroed."""
    before, found = content(store, "vm/disk-flat.vmdk"), vmdk.read_descriptor(store, "vm/disk.vmdk")
    move(root, DISK, "[nfs] moved.vmdk")
    after = vmdk.read_descriptor(nfs, "moved.vmdk")
    assert content(nfs, "moved-flat.vmdk") == before
    assert (after.uuid, after.adapter, after.thin) == (found.uuid, found.adapter, False)
    assert nfs.is_zeroed("moved-flat.vmdk")
    assert store.listing("vm") == []


@pytest.mark.parametrize("kind", [str(kind) for kind in DiskKind])
def test_every_kind_there_and_back(root: Client, store: Datastore, nfs: Datastore, kind: str) -> None:
    """Moved over and back, then made flat: the content is the same."""
    before = content(store, "vm/disk-flat.vmdk")
    wanted = vim.VirtualDiskSpec(diskType=kind, adapterType="ide")
    root.task(DISKS, "CopyVirtualDisk_Task", sourceName=DISK, destName="[nfs] a.vmdk", destSpec=wanted)
    move(root, "[nfs] a.vmdk", "[datastore1] b.vmdk")
    assert nfs.listing() == []
    root.task(DISKS, "CopyVirtualDisk_Task", sourceName="[datastore1] b.vmdk", destName="[nfs] c.vmdk",
              destSpec=vim.VirtualDiskSpec(diskType="thin", adapterType="ide"))
    assert content(nfs, "c-flat.vmdk") == before


def test_no_room_over_there(root: Client, store: Datastore, nfs: Datastore) -> None:
    """The disk stays where it is, and the one that it was to replace too."""
    wanted = vim.FileBackedVirtualDiskSpec(diskType="thin", adapterType="ide", capacityKb=4096)
    root.task(DISKS, "CreateVirtualDisk_Task", name="[nfs] old.vmdk", spec=wanted)
    nfs.capacity = 5 * MIB
    root.host.datastores.refresh()
    with unchanged(root.host), pytest.raises(Faulted, match="NoDiskSpace"):
        move(root, DISK, "[nfs] old.vmdk", force=True)


def test_read_only(root: Client, store: Datastore) -> None:
    """Nothing can be made on a datastore that is mounted to be read."""
    mount(root, "readOnly")
    with unchanged(root.host), pytest.raises(Faulted) as caught:
        move(root, DISK, "[nfs] a.vmdk")
    assert isinstance(caught.value.fault, (vim.FileFault, vim.InvalidDatastore))


def test_a_vm_on_nfs(root: Client, store: Datastore, nfs: Datastore) -> None:
    """Lock files are there while it runs; it goes from the inventory, comes back, and is destroyed without a trace."""
    vm = make(root, "vm1", controller(), disk(), add(disk(unit=1, name=DISK)), path="[nfs]")
    root.task(vm, "PowerOnVM_Task")
    names = [each.name for each in nfs.listing("vm1")]
    locked = {"vm1.vmx", "vm1.vmdk", "vm1-flat.vmdk", "vm1.nvram", "vmware.log"}
    assert locked <= set(names)
    assert len([name for name in names if name.startswith(".lck-")]) == len(locked) + 1  # the swap file has one too
    assert not [each.name for each in store.listing("vm") if each.name.startswith(".lck-")]
    root.task(vm, "PowerOffVM_Task")
    assert not [each.name for each in nfs.listing("vm1") if each.name.startswith(".lck-")]
    config = root.get(vm, "config")
    root.call(vm, "UnregisterVM")
    vm = root.task(FOLDER, "RegisterVM_Task", path="[nfs] vm1/vm1.vmx", asTemplate=False, pool=POOL)
    assert root.get(vm, "config").hardware == config.hardware
    assert {pair.name for pair in root.get(vm, "config.datastoreUrl").items} == {"nfs", "datastore1"}
    root.task(vm, "Destroy_Task")
    assert nfs.listing() == []
    assert store.listing("vm") == []
