"""VMFS datastores: made on blank disks, grown, destroyed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from calling import Client, Faulted
from unchanged import unchanged
from vms import make

from fakeesx.host.esx import Esx
from fakeesx.host.services import luns
from fakeesx.host.services.vmfs import OVERHEAD
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference

SYSTEM = "ha-datastoresystem"
GIB = 1 << 30


@pytest.fixture
def root(make_host: Callable[..., Esx]) -> Client:
    """A client of a host with two blank disks."""
    return Client(make_host(spare_luns=(10 * GIB, 20 * GIB))).login()


def blank(root: Client) -> list[vim.HostScsiDisk]:
    return list(root.call(SYSTEM, "QueryAvailableDisksForVmfs"))


def options(root: Client, disk: vim.HostScsiDisk) -> list[vim.VmfsDatastoreOption]:
    return list(root.call(SYSTEM, "QueryVmfsDatastoreCreateOptions", devicePath=disk.devicePath))


def create_spec(root: Client, number: int = 0, name: str = "fast", **values: Any) -> Any:
    (option,) = options(root, blank(root)[number])
    return option.spec.replace(vmfs=option.spec.vmfs.replace(volumeName=name, **values))


def create(root: Client, number: int = 0, name: str = "fast", **values: Any) -> ManagedObjectReference:
    ref = root.call(SYSTEM, "CreateVmfsDatastore", spec=create_spec(root, number, name, **values))
    assert isinstance(ref, ManagedObjectReference)
    return ref


def sized(spec: Any, start: int, end: int, **values: Any) -> Any:
    """A spec with its partition elsewhere."""
    (partition,) = spec.partition.partition
    changed = partition.replace(startSector=start, endSector=end, **values)
    return spec.replace(partition=spec.partition.replace(partition=[changed]))


def test_a_host_without_blank_disks(make_host: Callable[..., Esx]) -> None:
    """The default: nothing to choose from, nothing to make one on."""
    root = Client(make_host()).login()
    assert blank(root) == []
    (disk,) = luns.disks(root.host)
    assert options(root, disk) == []
    spec = vim.VmfsDatastoreCreateSpec(
        diskUuid=disk.uuid, partition=vim.HostDiskPartitionSpec(),
        vmfs=vim.HostVmfsSpec(
            extent=vim.HostScsiDiskPartition(diskName=disk.canonicalName, partition=1), majorVersion=3, volumeName="x",
        ),
    )
    with unchanged(root.host), pytest.raises(Faulted, match="HostConfigFault"):
        root.call(SYSTEM, "CreateVmfsDatastore", spec=spec)


def test_option(root: Client) -> None:
    """All of the disk, from sector 128 to the end of the last whole cylinder."""
    disk = blank(root)[0]
    (option,) = options(root, disk)
    sectors = disk.capacity.block
    assert type(option.info).__name__ == "VmfsDatastoreAllExtentOption"
    assert (option.info.vmfsExtent.start.block, option.info.vmfsExtent.end.block) == (128, sectors // 16065 * 16065 - 1)
    assert option.spec.diskUuid == disk.uuid
    with pytest.raises(Faulted, match="NotFound"):
        root.call(SYSTEM, "QueryVmfsDatastoreCreateOptions", devicePath="/vmfs/devices/disks/none")


def test_create(root: Client) -> None:
    """On the first disk, which is blank no more."""
    disk = blank(root)[0]
    ref = create(root)
    summary, info = root.get(ref, "summary", "info").values()
    assert (summary.type, summary.name, info.maxFileSize) == ("VMFS", "fast", 256 * GIB)
    assert 9 * GIB < summary.capacity < 10 * GIB
    assert summary.capacity % (256 << 20) == 0
    assert summary.freeSpace == info.freeSpace == summary.capacity - OVERHEAD == root.host.volumes.get("fast").free_space
    assert info.vmfs.uuid == ref.value
    assert [len(part) for part in ref.value.split("-")] == [8, 8, 4, 12]
    assert [(extent.diskName, extent.partition) for extent in info.vmfs.extent] == [(disk.canonicalName, 1)]
    assert disk not in blank(root)
    assert options(root, disk) == []
    assert root.get("ha-host", "config").fileSystemVolume.mountInfo[-1].volume == info.vmfs
    assert type(root.get("ha-eventmgr", "latestEvent")).__name__ == "VMFSDatastoreCreatedEvent"
    make(root, path="[fast]")


@pytest.mark.parametrize(("block_size", "largest"), [(1, 256 * GIB), (2, 512 * GIB), (4, 1024 * GIB), (8, 2048 * GIB - 512)])
def test_largest_file(root: Client, block_size: int, largest: int) -> None:
    """By the block size."""
    ref = create(root, blockSizeMb=block_size)
    info = root.get(ref, "info")
    assert (info.maxFileSize, info.vmfs.blockSizeMb) == (largest, block_size)
    assert root.host.volumes.get("fast").max_file_size == largest


def test_disk_beyond_the_largest_file(make_host: Callable[..., Esx]) -> None:
    """A thin disk of 300 GB needs blocks of 2 MB: FileTooLarge on 1 MB, and nothing is left."""
    root = Client(make_host(spare_luns=(10 * GIB, 10 * GIB))).login()
    create(root, 0, "ones")
    create(root, 0, "twos", blockSizeMb=2)
    spec = vim.FileBackedVirtualDiskSpec(diskType="thin", adapterType="lsiLogic", capacityKb=300 << 20)
    with unchanged(root.host), pytest.raises(Faulted) as caught:
        root.task("ha-vdiskmanager", "CreateVirtualDisk_Task", name="[ones] a.vmdk", spec=spec)
    fault = caught.value.fault
    assert (caught.value.name, fault.datastore, fault.fileSize, fault.maxFileSize) == (
        "FileTooLarge", "ones", 300 * GIB, 256 * GIB,
    )
    root.task("ha-vdiskmanager", "CreateVirtualDisk_Task", name="[twos] a.vmdk", spec=spec)


def wrong(root: Client, kind: str) -> tuple[str, Any]:
    spec = create_spec(root)
    end = spec.partition.partition[0].endSector
    attribute = spec.partition.partition[0]
    return {
        "name": ("DuplicateName", create_spec(root, name="datastore1")),
        "bad name": ("HostConfigFault", create_spec(root, name="a/b")),
        "no name": ("HostConfigFault", create_spec(root, name="")),
        "block size": ("InvalidArgument", create_spec(root, blockSizeMb=3)),
        "version": ("InvalidArgument", create_spec(root, majorVersion=5)),
        "disk": ("HostConfigFault", spec.replace(diskUuid="02")),
        "other disk": ("HostConfigFault", spec.replace(diskUuid=blank(root)[1].uuid)),
        "partition": ("HostConfigFault", create_spec(root, extent=spec.vmfs.extent.replace(partition=2))),
        "type": ("HostConfigFault", sized(spec, 128, end, type="linuxNative")),
        "beyond": ("HostConfigFault", sized(spec, 128, end + 10**6)),
        "backwards": ("HostConfigFault", sized(spec, end, 128)),
        "boot sector": ("HostConfigFault", sized(spec, 0, end)),
        "number": ("HostConfigFault", sized(spec, 128, end, partition=7)),
        "small": ("HostConfigFault", sized(spec, 128, 10**6)),
        "overlap": ("HostConfigFault", spec.replace(partition=spec.partition.replace(
            partition=[attribute, attribute.replace(partition=2, startSector=end - 5)],
        ))),
        "extents": ("HostConfigFault", spec.replace(extent=[spec.vmfs.extent])),
    }[kind]  # fmt: skip


@pytest.mark.parametrize(
    "kind",
    ["name", "bad name", "no name", "block size", "version", "disk", "other disk", "partition", "type", "beyond",
     "backwards", "boot sector", "number", "small", "overlap", "extents"],
)
def test_create_refused(root: Client, kind: str) -> None:
    """Nothing has changed."""
    fault, spec = wrong(root, kind)
    with unchanged(root.host), pytest.raises(Faulted) as caught:
        root.call(SYSTEM, "CreateVmfsDatastore", spec=spec)
    assert caught.value.name == fault


def test_a_disk_that_is_in_use(root: Client) -> None:
    """A second volume on it is refused."""
    spec = create_spec(root)
    create(root)
    second = spec.replace(vmfs=spec.vmfs.replace(volumeName="second"))
    with unchanged(root.host), pytest.raises(Faulted, match="HostConfigFault"):
        root.call(SYSTEM, "CreateVmfsDatastore", spec=second)


def test_destroy(root: Client) -> None:
    """Its files go with it and its disk is blank again; a new one on it is another one."""
    disks = blank(root)
    ref = create(root)
    folder = root.host.volumes.get("fast").root
    (folder / "a").write_bytes(b"a")
    root.call(SYSTEM, "RemoveDatastore", datastore=ref)
    assert not folder.exists()
    assert [each.name for each in root.host.settings.root.iterdir() if "removed" in each.name] == []
    assert blank(root) == disks
    assert root.host.inventory.find(ref.value) is None
    again = create(root)
    assert again != ref
    assert root.host.volumes.get("fast").listing() == []


def test_extend(root: Client) -> None:
    """Onto the second disk: capacity and free space grow by what it has."""
    ref = create(root)
    before = root.get(ref, "summary")
    (disk,) = blank(root)
    assert disk in root.call(SYSTEM, "QueryAvailableDisksForVmfs", datastore=ref)
    (option,) = root.call(
        SYSTEM, "QueryVmfsDatastoreExtendOptions", datastore=ref, devicePath=disk.devicePath,
    )
    assert root.call(SYSTEM, "ExtendVmfsDatastore", datastore=ref, spec=option.spec) == ref
    after = root.get(ref, "summary")
    more = after.capacity - before.capacity
    assert 19 * GIB < more < 20 * GIB
    assert after.freeSpace == before.freeSpace + more == root.host.volumes.get("fast").free_space
    volume = root.get(ref, "info").vmfs
    assert [extent.diskName for extent in volume.extent][1] == disk.canonicalName
    assert root.get("storageSystem", "fileSystemVolumeInfo").mountInfo[-1].volume == volume
    assert blank(root) == []
    assert type(root.get("ha-eventmgr", "latestEvent")).__name__ == "VMFSDatastoreExtendedEvent"
    root.call(SYSTEM, "RemoveDatastore", datastore=ref)
    assert len(blank(root)) == 2


def half(root: Client) -> tuple[ManagedObjectReference, vim.HostScsiDisk]:
    """A datastore on the first half of a disk."""
    disk = blank(root)[0]
    ref = root.call(SYSTEM, "CreateVmfsDatastore", spec=sized(create_spec(root), 128, disk.capacity.block // 2))
    return ref, disk


def test_expand(root: Client) -> None:
    """Into the room behind it."""
    ref, disk = half(root)
    before = root.get(ref, "summary")
    (option,) = root.call(SYSTEM, "QueryVmfsDatastoreExpandOptions", datastore=ref)
    assert [option] == root.call(SYSTEM, "QueryVmfsDatastoreExtendOptions", datastore=ref, devicePath=disk.devicePath)
    assert not root.call(
        SYSTEM, "QueryVmfsDatastoreExtendOptions", datastore=ref, devicePath=disk.devicePath, suppressExpandCandidates=True,
    )
    assert type(option.info).__name__ == "VmfsDatastoreSingleExtentOption"
    assert root.call(SYSTEM, "ExpandVmfsDatastore", datastore=ref, spec=option.spec) == ref
    after = root.get(ref, "summary")
    assert before.capacity * 1.8 < after.capacity < before.capacity * 2.2
    assert after.freeSpace - before.freeSpace == after.capacity - before.capacity
    assert root.call(SYSTEM, "QueryVmfsDatastoreExpandOptions", datastore=ref) == []
    assert type(root.get("ha-eventmgr", "latestEvent")).__name__ == "VMFSDatastoreExpandedEvent"


def test_growth_that_is_refused(root: Client) -> None:
    """Of others' extents, backwards, beyond the disk, onto disks in use or unknown."""
    ref, disk = half(root)
    (grow,) = root.call(SYSTEM, "QueryVmfsDatastoreExpandOptions", datastore=ref)
    spare = blank(root)[0]
    (extend,) = root.call(SYSTEM, "QueryVmfsDatastoreExtendOptions", datastore=ref, devicePath=spare.devicePath)
    other = extend.spec.extent[0]

    def refused(name: str, fault: str, spec: Any, target: ManagedObjectReference = ref) -> None:
        with unchanged(root.host), pytest.raises(Faulted) as caught:
            root.call(SYSTEM, name, datastore=target, spec=spec)
        assert caught.value.name == fault

    end = grow.spec.partition.partition[0].endSector
    refused("ExpandVmfsDatastore", "HostConfigFault", sized(grow.spec, 128, 10**6))
    refused("ExpandVmfsDatastore", "HostConfigFault", sized(grow.spec, 256, end))
    refused("ExpandVmfsDatastore", "HostConfigFault", sized(grow.spec, 128, disk.capacity.block + 5))
    refused("ExpandVmfsDatastore", "NotFound", grow.spec.replace(extent=other))
    refused("ExpandVmfsDatastore", "NotFound", grow.spec.replace(diskUuid="none"))
    refused("ExpandVmfsDatastore", "ManagedObjectNotFound", grow.spec, ManagedObjectReference("Datastore", "none"))
    refused("ExtendVmfsDatastore", "NotFound", extend.spec.replace(diskUuid="none"))
    refused("ExtendVmfsDatastore", "HostConfigFault", extend.spec.replace(diskUuid=disk.uuid))
    refused("ExtendVmfsDatastore", "HostConfigFault", extend.spec.replace(extent=[other, other]))
    refused("ExtendVmfsDatastore", "HostConfigFault", sized(extend.spec, 128, 129))
    refused("ExtendVmfsDatastore", "ManagedObjectNotFound", extend.spec, ManagedObjectReference("Datastore", "none"))


def test_growth_of_what_is_no_vmfs(root: Client) -> None:
    """InvalidArgument."""
    nas = vim.HostNasVolumeSpec(remoteHost="nas", remotePath="/x", localPath="nas", accessMode="readWrite")
    ref = root.call(SYSTEM, "CreateNasDatastore", spec=nas)
    with pytest.raises(Faulted, match="InvalidArgument"):
        root.call(SYSTEM, "QueryVmfsDatastoreExpandOptions", datastore=ref)


def test_the_profiles_own_datastore_does_not_grow(root: Client) -> None:
    """It has its disk to the end."""
    ref = root.host.datastores.ref("datastore1")
    assert root.call(SYSTEM, "QueryVmfsDatastoreExpandOptions", datastore=ref) == []
