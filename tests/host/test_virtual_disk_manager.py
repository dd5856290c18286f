"""VirtualDiskManager."""

from __future__ import annotations

from typing import Any

import pytest
from calling import Client, Faulted

from fakeesx.host.esx import Esx
from fakeesx.schema import vim
from fakeesx.storage import vmdk
from fakeesx.storage.datastore import Datastore
from fakeesx.storage.locks import LockMode

DISKS = "ha-vdiskmanager"
KB = 1024
DISK = "[datastore1] vm/disk.vmdk"


def spec(kb: int = 4096, type: str = "thin", adapter: str = "lsiLogic") -> vim.FileBackedVirtualDiskSpec:
    """What a disk shall be."""
    return vim.FileBackedVirtualDiskSpec(diskType=type, adapterType=adapter, capacityKb=kb)


@pytest.fixture
def store(host: Esx) -> Datastore:
    """The datastore, with a directory."""
    store = host.volumes.get("datastore1")
    store.mkdir("vm")
    return store


def names(store: Datastore) -> list[str]:
    """What is in the directory."""
    return [each.name for each in store.listing("vm")]


def create(root: Client, **options: Any) -> str:
    """Make the disk."""
    result: str = root.task(DISKS, "CreateVirtualDisk_Task", name=DISK, spec=spec(**options))
    return result


@pytest.mark.parametrize(
    ("type", "adapter", "thin", "written"),
    [
        ("thin", "lsiLogic", True, "lsilogic"), ("thick", "busLogic", False, "buslogic"),
        ("preallocated", "ide", False, "ide"), ("eagerZeroedThick", "lsilogic", False, "lsilogic"),
    ],
)  # fmt: skip
def test_create(root: Client, store: Datastore, type: str, adapter: str, thin: bool, written: str) -> None:
    """Descriptor and extent; the result is the path."""
    assert create(root, type=type, adapter=adapter) == DISK
    assert names(store) == ["disk-flat.vmdk", "disk.vmdk"]
    descriptor = vmdk.read_descriptor(store, "vm/disk.vmdk")
    assert (descriptor.capacity, descriptor.thin, descriptor.adapter) == (4096 * KB, thin, written)
    assert store.stat("vm/disk-flat.vmdk").allocated == (0 if thin else 4096 * KB)


def test_space_is_seen(host: Esx, root: Client, store: Datastore) -> None:
    """A thick disk takes its size, and gives it back."""
    node = next(host.inventory.of_type("Datastore"))
    before = node.get("summary").freeSpace
    create(root, type="thick")
    assert before - host.inventory.get(node.ref, "summary").freeSpace >= 4096 * KB
    root.task(DISKS, "DeleteVirtualDisk_Task", name=DISK)
    assert host.inventory.get(node.ref, "summary").freeSpace == before
    assert names(store) == []


@pytest.mark.parametrize(
    ("options", "fault"),
    [
        ({"kb": 0}, "InvalidArgument"), ({"kb": -5}, "InvalidArgument"), ({"type": "wood"}, "InvalidArgument"),
        ({"adapter": "scsi"}, "InvalidArgument"), ({"type": "raw"}, "NotSupported"), ({"type": "rdm"}, "NotSupported"),
        ({"kb": 10**9, "type": "thick"}, "NoDiskSpace|FileTooLarge"), ({"kb": 2**62}, "FileTooLarge"),
        ({"kb": 2**31 + 1, "type": "sparse2Gb"}, "FileTooLarge"),
    ],
)  # fmt: skip
def test_create_refused(root: Client, store: Datastore, options: dict[str, Any], fault: str) -> None:
    """Nothing is left."""
    with pytest.raises(Faulted, match=fault):
        create(root, **options)
    assert names(store) == []


def test_create_over_a_disk(root: Client, store: Datastore) -> None:
    """A disk that is there stays; a missing directory is not made."""
    create(root)
    uuid = root.call(DISKS, "QueryVirtualDiskUuid", name=DISK)
    with pytest.raises(Faulted, match="FileAlreadyExists"):
        create(root)
    with pytest.raises(Faulted, match="FileNotFound"):
        root.task(DISKS, "CreateVirtualDisk_Task", name="[datastore1] none/a.vmdk", spec=spec())
    assert root.call(DISKS, "QueryVirtualDiskUuid", name=DISK) == uuid


def test_uuid(root: Client, store: Datastore) -> None:
    """Asked for and set, in VMware's writing."""
    create(root)
    assert len(root.call(DISKS, "QueryVirtualDiskUuid", name=DISK)) == 47
    root.call(DISKS, "SetVirtualDiskUuid", name=DISK, uuid="60 00 C2 9f 00 00 00 00-00 00 00 00 00 00 00 01")
    assert root.call(DISKS, "QueryVirtualDiskUuid", name=DISK).startswith("60 00 C2 9f")
    with pytest.raises(Faulted, match="InvalidArgument"):
        root.call(DISKS, "SetVirtualDiskUuid", name=DISK, uuid="x")


def test_geometry(root: Client, store: Datastore) -> None:
    """64 heads of 32 sectors below a GiB."""
    create(root)
    found = root.call(DISKS, "QueryVirtualDiskGeometry", name=DISK)
    assert (found.cylinder, found.head, found.sector) == (4, 64, 32)


def copy(root: Client, to: str = "[datastore1] vm/copy.vmdk", **options: Any) -> str:
    """Copy the disk."""
    result: str = root.task(DISKS, "CopyVirtualDisk_Task", sourceName=DISK, destName=to, **options)
    return result


def test_copy(root: Client, store: Datastore) -> None:
    """Another uuid, the same content and size; preallocated and for BusLogic; the source is as it was."""
    create(root)
    store.write_file("vm/disk-flat.vmdk", b"content" + bytes(4096 * KB - 7))
    before = store.read_file("vm/disk.vmdk")
    assert copy(root) == "[datastore1] vm/copy.vmdk"
    source, target = (vmdk.read_descriptor(store, f"vm/{name}.vmdk") for name in ("disk", "copy"))
    assert target.extents[0].file == "copy-flat.vmdk"
    assert (target.capacity, target.thin, target.adapter) == (source.capacity, False, "buslogic")
    assert target.uuid != source.uuid
    flat = store.read_file("vm/copy-flat.vmdk", limit=10**8)
    assert flat == store.read_file("vm/disk-flat.vmdk", limit=10**8)
    assert store.read_file("vm/disk.vmdk") == before


def test_copy_to_another_kind(root: Client, store: Datastore) -> None:
    """From thin to thick, for another adapter; an extent that is too short is filled up."""
    create(root)
    store.write_file("vm/disk-flat.vmdk", b"short")
    copy(root, destSpec=vim.VirtualDiskSpec(diskType="thick", adapterType="ide"))
    target = vmdk.read_descriptor(store, "vm/copy.vmdk")
    assert (target.thin, target.adapter, target.ddb["geometry.heads"]) == (False, "ide", "16")
    found = store.stat("vm/copy-flat.vmdk")
    assert (found.size, found.allocated) == (4096 * KB, 4096 * KB)


def test_copy_over_a_disk(root: Client, store: Datastore) -> None:
    """It stays, whatever ``force`` says; a copy to itself does nothing."""
    create(root)
    copy(root)
    before = {name: store.read_file(f"vm/{name}", limit=10**8) for name in names(store)}
    for force in (None, False, True):
        with pytest.raises(Faulted, match="FileAlreadyExists"):
            copy(root, force=force)
    assert copy(root, to=DISK) == DISK
    assert {name: store.read_file(f"vm/{name}", limit=10**8) for name in names(store)} == before


def test_copy_of_a_running_machine(root: Client, store: Datastore) -> None:
    """Not while a VM writes to the disk; below a snapshot it may be copied."""
    create(root)
    vmdk.lock_disk(store, "vm/disk.vmdk", "vm-16")
    with pytest.raises(Faulted, match="FileLocked"):
        copy(root)
    assert names(store) == ["disk-flat.vmdk", "disk.vmdk"]
    store.unlock("vm-16")
    vmdk.lock_disk(store, "vm/disk.vmdk", "vm-16", LockMode.READ_ONLY)
    copy(root)


def test_no_disk(root: Client, store: Datastore) -> None:
    """What is missing is not found, what is no descriptor can't be used, nor a delta disk without its parent."""
    store.write_file("vm/text.vmdk", b"text")
    with pytest.raises(Faulted, match="FileNotFound"):
        copy(root)
    for method in ("DeleteVirtualDisk_Task",):
        with pytest.raises(Faulted, match="CannotAccessFile"):
            root.task(DISKS, method, name="[datastore1] vm/text.vmdk")
    create(root)
    text = store.read_file("vm/disk.vmdk").replace(b"parentCID=ffffffff", b"parentCID=12345678")
    store.write_file("vm/disk.vmdk", text)
    with pytest.raises(Faulted, match="CannotAccessFile"):
        copy(root)
    assert names(store) == ["disk-flat.vmdk", "disk.vmdk", "text.vmdk"]


def test_move(root: Client, store: Datastore) -> None:
    """Both files under the new name; the uuid stays."""
    create(root)
    uuid = root.call(DISKS, "QueryVirtualDiskUuid", name=DISK)
    to = "[datastore1] moved.vmdk"
    assert root.task(DISKS, "MoveVirtualDisk_Task", sourceName=DISK, destName=to) == to
    assert names(store) == []
    assert root.call(DISKS, "QueryVirtualDiskUuid", name=to) == uuid
    assert vmdk.disk_size(store, "moved.vmdk").capacity == 4096 * KB


def test_move_refused(root: Client, store: Datastore) -> None:
    """Over a disk, into no directory, while it runs: it stays where it is."""
    create(root)
    copy(root)
    before = {name: store.read_file(f"vm/{name}", limit=10**8) for name in names(store)}
    for to, fault in (("vm/copy.vmdk", "FileAlreadyExists"), ("none/x.vmdk", "FileNotFound")):
        with pytest.raises(Faulted, match=fault):
            root.task(DISKS, "MoveVirtualDisk_Task", sourceName=DISK, destName=f"[datastore1] {to}")
    vmdk.lock_disk(store, "vm/disk.vmdk", "vm-16")
    with pytest.raises(Faulted, match="FileLocked"):
        root.task(DISKS, "MoveVirtualDisk_Task", sourceName=DISK, destName="[datastore1] vm/x.vmdk")
    store.unlock("vm-16")
    assert {name: store.read_file(f"vm/{name}", limit=10**8) for name in names(store)} == before


def test_extend(root: Client, store: Datastore) -> None:
    """Larger, never smaller, not while it runs."""
    create(root, type="thick")
    root.task(DISKS, "ExtendVirtualDisk_Task", name=DISK, newCapacityKb=8192)
    assert vmdk.read_descriptor(store, "vm/disk.vmdk").capacity == 8192 * KB
    assert store.stat("vm/disk-flat.vmdk").allocated == 8192 * KB
    with pytest.raises(Faulted, match="InvalidArgument"):
        root.task(DISKS, "ExtendVirtualDisk_Task", name=DISK, newCapacityKb=8192)
    vmdk.lock_disk(store, "vm/disk.vmdk", "vm-16")
    with pytest.raises(Faulted, match="FileLocked"):
        root.task(DISKS, "ExtendVirtualDisk_Task", name=DISK, newCapacityKb=9000)


def test_driver_replaces_the_extent(root: Client, store: Datastore) -> None:
    """As the OpenStack driver does: the flat file is deleted alone and comes back by other means."""
    create(root)
    root.task("ha-nfc-file-manager", "DeleteDatastoreFile_Task", name="[datastore1] vm/disk-flat.vmdk")
    assert names(store) == ["disk.vmdk"]
    store.write_file("vm/disk-flat.vmdk", b"image")
    copy(root)
    root.task(DISKS, "DeleteVirtualDisk_Task", name=DISK)
    assert names(store) == ["copy-flat.vmdk", "copy.vmdk"]


URL = "https://192.0.2.1/folder/vm/disk.vmdk?dcPath=ha-datacenter&dsName=datastore1"


def test_named_by_a_url(root: Client, store: Datastore) -> None:
    """A disk may be named by the URL of its file."""
    assert root.task(DISKS, "CreateVirtualDisk_Task", name=URL, spec=spec()) == DISK
    assert len(root.call(DISKS, "QueryVirtualDiskUuid", name=URL)) == 47
    to = URL.replace("disk.vmdk", "two%20words%252.vmdk")
    root.task(DISKS, "MoveVirtualDisk_Task", sourceName=URL, destName=to)
    assert names(store) == ["two words%2-flat.vmdk", "two words%2.vmdk"]
    root.task("ha-nfc-file-manager", "DeleteDatastoreFile_Task", name=URL.replace("/disk.vmdk", ""))
    assert not store.exists("vm")


@pytest.mark.parametrize("url", [
    "https://192.0.2.1/folder/vm/disk.vmdk", "https://192.0.2.1/other/vm/disk.vmdk?dsName=datastore1",
    "http://[/folder/vm/disk.vmdk?dsName=datastore1", "https://h/folder/../x.vmdk?dsName=datastore1",
    "https://h/folder/x.vmdk?dsName=datastore1&dsName=datastore1", "https://h/folderx?dsName=datastore1", "ftp://h/folder/x",
])  # fmt: skip
def test_urls_that_name_no_file(root: Client, store: Datastore, url: str) -> None:
    """InvalidDatastorePath."""
    with pytest.raises(Faulted, match="InvalidDatastorePath"):
        root.task(DISKS, "CreateVirtualDisk_Task", name=url, spec=spec())
    with pytest.raises(Faulted) as caught:
        root.task(DISKS, "CreateVirtualDisk_Task", name=URL.replace("datastore1", "none"), spec=spec())
    assert caught.value.name == "InvalidDatastore"
