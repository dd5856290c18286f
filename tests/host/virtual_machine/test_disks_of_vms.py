"""Disks that VMs make, attach, share, grow and destroy: locks between VMs, and specs of which one entry is wrong."""

from __future__ import annotations

from typing import Any

import pytest
from calling import Client, Faulted
from device_rig import add, controller, disk, edit, nic, remove
from vms import files, make, picture, reconfigure

from fakeesx.host.esx import Esx
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference
from fakeesx.storage import vmdk
from fakeesx.storage.datastore import Datastore
from fakeesx.storage.disk_kinds import DiskKind

DISKS = "ha-vdiskmanager"
SHARED = "[datastore1] shared/disk.vmdk"


@pytest.fixture
def store(host: Esx) -> Datastore:
    """The datastore, with a directory."""
    store = host.volumes.get("datastore1")
    store.mkdir("shared")
    return store


def make_disk(client: Client, kind: str = "eagerZeroedThick", name: str = SHARED) -> None:
    """Make a disk that is no VM's."""
    wanted = vim.FileBackedVirtualDiskSpec(diskType=kind, adapterType="lsiLogic", capacityKb=4096)
    client.task(DISKS, "CreateVirtualDisk_Task", name=name, spec=wanted)


def bus(sharing: str) -> Any:
    """A SCSI controller with bus sharing."""
    return vim.VirtualLsiLogicController(key=-101, busNumber=0, sharedBus=vim.VirtualSCSISharing(sharing))


def with_disk(client: Client, name: str, sharing: str = "noSharing", **values: Any) -> ManagedObjectReference:
    """A VM to which the disk is attached."""
    return make(client, name, bus(sharing), add(disk(name=SHARED)), **values)


def disk_of(client: Client, vm: ManagedObjectReference) -> Any:
    """The first disk of a VM."""
    return next(d for d in client.get(vm, "config.hardware.device").items if isinstance(d, vim.VirtualDisk))


@pytest.mark.parametrize(("name", "fault"), [
    ("[datastore1] shared/none.vmdk", "FileNotFound"), ("[datastore1] none/none.vmdk", "FileNotFound"),
    ("[datastore1] shared/text.vmdk", "InvalidDeviceBacking"),
    ("[datastore1] shared/disk-flat.vmdk", "InvalidDeviceBacking"),
    ("[none] shared/disk.vmdk", "InvalidDatastorePath"), ("shared/disk.vmdk", "InvalidDatastorePath"),
    ("[datastore1] ../shared/disk.vmdk", "InvalidDatastorePath"),
])  # fmt: skip
@pytest.mark.parametrize("method", ["CreateVM_Task", "ReconfigVM_Task"])
def test_what_can_not_be_attached(root: Client, store: Datastore, method: str, name: str, fault: str) -> None:
    """The fault, and nothing has changed."""
    make_disk(root)
    store.write_file("shared/text.vmdk", b"text")
    vm = make(root, "vm1", controller())
    before = picture(root)
    entry = add(disk(1000 if method == "ReconfigVM_Task" else -101, name=name))
    with pytest.raises(Faulted) as caught:
        reconfigure(root, vm, entry) if method == "ReconfigVM_Task" else make(root, "vm2", controller(), entry)
    assert caught.value.name == fault
    assert undisturbed(picture(root)) == undisturbed(before)


def undisturbed(found: dict[str, Any]) -> dict[str, Any]:
    """A picture without what tells that something was tried: events, and the log of a VM that did not start."""
    return {key: value for key, value in found.items() if not key.endswith((".log", ".nvram")) and "event" not in key}


def test_one_at_a_time(root: Client, store: Datastore) -> None:
    """Two VMs may have a disk; the second to start is refused with FileLocked, until the first stops."""
    make_disk(root, "thick")
    first, second = with_disk(root, "vm1"), with_disk(root, "vm2")
    root.task(first, "PowerOnVM_Task")
    before = picture(root)
    with pytest.raises(Faulted, match="FileLocked") as caught:
        root.task(second, "PowerOnVM_Task")
    assert caught.value.fault.file.startswith("[datastore1] shared/disk")
    after = picture(root)
    changed = {key for key in after if undisturbed(after).get(key) != undisturbed(before).get(key)}
    assert changed <= {"datastore1 free", *(key for key in after if key.startswith("4cfc8f3a"))}
    root.task(first, "PowerOffVM_Task")
    root.task(second, "PowerOnVM_Task")


def test_destroying_one_of_two(root: Client, store: Datastore) -> None:
    """While the other VM runs its disk is not destroyed, nor anything else of the first."""
    make_disk(root)
    first, second = with_disk(root, "vm1"), with_disk(root, "vm2")
    root.task(second, "PowerOnVM_Task")
    before = files(root)
    with pytest.raises(Faulted, match="FileLocked"):
        root.task(first, "Destroy_Task")
    assert files(root) == before
    assert root.get(first, "name") == "vm1"
    root.call(first, "UnregisterVM")
    assert files(root) == before


@pytest.mark.parametrize("sharing", ["virtualSharing", "physicalSharing"])
def test_a_shared_bus(root: Client, store: Datastore, sharing: str) -> None:
    """Both VMs run; a third without sharing does not."""
    make_disk(root)
    vms = [with_disk(root, name, sharing) for name in ("vm1", "vm2")]
    for vm in vms:
        root.task(vm, "PowerOnVM_Task")
    with pytest.raises(Faulted, match="FileLocked"):
        root.task(with_disk(root, "vm3"), "PowerOnVM_Task")
    for vm in vms:
        root.task(vm, "PowerOffVM_Task")
    assert store.lock_owners == ()


def test_multi_writer(root: Client, store: Datastore) -> None:
    """The same by an option of the disk's slot."""
    make_disk(root)
    for name in ("vm1", "vm2"):
        root.task(with_disk(root, name, extra={"scsi0:0.sharing": "multi-writer"}), "PowerOnVM_Task")
    assert len(store.locked_by("shared/disk-flat.vmdk")) == 2


@pytest.mark.parametrize("kind", ["thin", "thick"])
def test_sharing_needs_zeroed_disks(root: Client, store: Datastore, kind: str) -> None:
    """GenericVmConfigFault with the host's words; inflated or zeroed it starts."""
    make_disk(root, kind)
    vm = with_disk(root, "vm1", "virtualSharing")
    with pytest.raises(Faulted, match="GenericVmConfigFault") as caught:
        root.task(vm, "PowerOnVM_Task")
    assert "multiwriter" in caught.value.fault.reason
    assert (root.get(vm, "runtime.powerState"), store.lock_owners) == ("poweredOff", ())
    root.task(DISKS, "InflateVirtualDisk_Task" if kind == "thin" else "EagerZeroVirtualDisk_Task", name=SHARED)
    root.task(vm, "PowerOnVM_Task")


def test_a_vm_makes_its_disk_eager(root: Client, store: Datastore) -> None:
    """With eagerlyScrub; grown without it is no more."""
    vm = make(root, "vm1", bus("virtualSharing"), disk(eagerlyScrub=True))
    assert store.is_zeroed("vm1/vm1-flat.vmdk")
    root.task(vm, "PowerOnVM_Task")
    root.task(vm, "PowerOffVM_Task")
    reconfigure(root, vm, edit(disk_of(root, vm).replace(capacityInKB=8192)))
    assert not store.is_zeroed("vm1/vm1-flat.vmdk")
    assert not vmdk.read_descriptor(store, "vm1/vm1.vmdk").thin


@pytest.mark.parametrize("kind", ["sparse2Gb", "sparseMonolithic"])
def test_disks_of_hosted_products_do_not_run(root: Client, store: Datastore, kind: str) -> None:
    """They can be attached; a power on is refused."""
    make_disk(root, kind)
    vm = with_disk(root, "vm1")
    assert disk_of(root, vm).capacityInKB == 4096
    with pytest.raises(Faulted, match="GenericVmConfigFault") as caught:
        root.task(vm, "PowerOnVM_Task")
    assert "disk type" in caught.value.fault.reason
    assert store.lock_owners == ()


def test_hot_add_of_shared_disks(root: Client, store: Datastore) -> None:
    """Two VMs that run get the disk on their shared buses; detaching gives one lock back."""
    make_disk(root)
    vms = [make(root, name, bus("virtualSharing")) for name in ("vm1", "vm2")]
    for vm in vms:
        root.task(vm, "PowerOnVM_Task")
        reconfigure(root, vm, add(disk(1000, name=SHARED)))
    assert len(store.locked_by("shared/disk-flat.vmdk")) == 2
    reconfigure(root, vms[0], remove(disk_of(root, vms[0])))
    assert len(store.locked_by("shared/disk-flat.vmdk")) == 1


def test_hot_add_of_a_disk_in_use(root: Client, store: Datastore) -> None:
    """FileLocked, and nothing has changed."""
    make_disk(root)
    root.task(with_disk(root, "vm1"), "PowerOnVM_Task")
    vm = make(root, "vm2", controller())
    root.task(vm, "PowerOnVM_Task")
    before = picture(root)
    with pytest.raises(Faulted, match="FileLocked"):
        reconfigure(root, vm, add(disk(1000, name=SHARED)))
    assert picture(root) == before


def good_entries() -> list[Any]:
    """Entries for a VM with a disk of its own, of every kind that touches files."""
    return [
        add(nic(key=-60)), add(disk(1000, 1), "create"), add(disk(1000, 2, "[datastore1] new/dir/a.vmdk"), "create"),
        add(disk(1000, 3, SHARED)), add(disk(1000, 4, "[datastore1] shared/old.vmdk", kb=9000), "replace"),
        edit(vim.VirtualDisk(key=2000, capacityInKB=8192)),
        remove(vim.VirtualDisk(key=2005, capacityInKB=4096), "destroy"),
        remove(vim.VirtualDisk(key=2006, capacityInKB=4096)),
    ]


BAD = {
    "FileAlreadyExists": add(disk(1000, 8, "[datastore1] shared/old.vmdk"), "create"),
    "FileNotFound": add(disk(1000, 8, "[datastore1] shared/none.vmdk")),
    "InvalidDeviceBacking": add(disk(1000, 8, "[datastore1] shared/text.vmdk")),
    "InvalidDatastorePath": add(disk(1000, 8, "[none] a.vmdk"), "create"),
    "FileTooLarge": add(disk(1000, 8, kb=2**33), "create"),
    "NoDiskSpace": add(disk(1000, 8, kb=200 << 20), "create"),
    "InvalidDeviceOperation": add(disk(1000, 8), "destroy"),
    "InvalidController": add(disk(77, 8), "create"),
    "DeviceNotFound": remove(vim.VirtualDisk(key=2077, capacityInKB=1), "destroy"),
    "FileLocked": remove(vim.VirtualDisk(key=2009, capacityInKB=4096), "destroy"),
    "CannotAccessFile": add(disk(1000, 8, "[datastore1] shared/text.vmdk/a.vmdk"), "create"),
}


@pytest.fixture
def busy(root: Client, store: Datastore) -> ManagedObjectReference:
    """A VM with four disks, one of which somebody holds; free space for small ones alone."""
    make_disk(root)
    make_disk(root, "thick", "[datastore1] shared/old.vmdk")
    store.write_file("shared/text.vmdk", b"text")
    vm = make(root, "vm1", controller(), disk(), disk(unit=5), disk(unit=6), disk(unit=9))
    store.lock("vm1/vm1_3-flat.vmdk", "somebody")
    store.capacity = 100 << 30
    root.host.datastores.refresh()
    return vm


@pytest.mark.parametrize("fault", BAD)
@pytest.mark.parametrize("place", [0, 4, 8])
def test_one_wrong_entry(root: Client, busy: ManagedObjectReference, fault: str, place: int) -> None:
    """Wherever it is among others: its fault, and no object, no file, no lock and no byte of space has changed."""
    entries = good_entries()
    entries.insert(place, BAD[fault])
    before = picture(root)
    with pytest.raises(Faulted) as caught:
        reconfigure(root, busy, *entries, memoryMB=64)
    assert caught.value.name == fault
    assert picture(root) == before


def test_all_of_them_are_right(root: Client, busy: ManagedObjectReference, store: Datastore) -> None:
    """The entries of the test before, without a wrong one."""
    reconfigure(root, busy, *good_entries(), memoryMB=64)
    devices = root.get(busy, "config.hardware.device").items
    assert {device.key for device in devices if isinstance(device, vim.VirtualDisk)} == {2000, 2001, 2002, 2003, 2004, 2009}
    assert vmdk.read_descriptor(store, "shared/old.vmdk").capacity == 9000 << 10
    assert vmdk.read_descriptor(store, "vm1/vm1.vmdk").capacity == 8192 << 10
    names = files(root)
    assert "new/dir/a.vmdk" in names
    assert "vm1/vm1_1.vmdk" not in names
    assert "vm1/vm1_2.vmdk" in names


@pytest.mark.parametrize("fault", [each for each in BAD if each not in ("DeviceNotFound", "FileLocked")])
def test_a_new_vm_with_one_wrong_entry(root: Client, busy: ManagedObjectReference, fault: str) -> None:
    """Nothing is left of it."""
    device = BAD[fault].device
    wrong = BAD[fault].replace(device=device.replace(controllerKey=-101 if device.controllerKey == 1000 else 77))
    before = picture(root)
    with pytest.raises(Faulted) as caught:
        make(root, "vm2", controller(), disk(), disk(unit=1, name="[datastore1] n/e/w.vmdk"), wrong)
    assert caught.value.name == fault
    assert undisturbed(picture(root)) == undisturbed(before)


def test_kinds() -> None:
    """The disk kinds that can run."""
    assert [kind for kind in DiskKind if kind.sparse] == [DiskKind.SPARSE, DiskKind.SPARSE_2GB]
