"""VMFS on disks: which are free, how a volume can be laid on them, and whether a client's layout will do.

A new volume's partition begins at sector 128 and ends with a whole cylinder; its capacity is a multiple of 256 MiB, of which
it keeps 561 MiB (all inferred from few records).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from fakeesx.host.managed_object import fault
from fakeesx.host.services import luns
from fakeesx.host.services.datastore_values import LARGEST, Extent
from fakeesx.host.services.host_config import HOST, get_config
from fakeesx.host.services.luns import SECTOR
from fakeesx.schema import vim

if TYPE_CHECKING:
    from fakeesx.host.esx import Esx
    from fakeesx.schema.values import ManagedObjectReference

FIRST_SECTOR = 128
CYLINDER = 255 * 63
"""Sectors of a cylinder."""
OVERHEAD = 561 << 20
_UNIT = 256 << 20
_SMALLEST = 1_288_490_189
"""Bytes of the smallest VMFS-3 volume: 1.2 GB (documented)."""
MOST_EXTENTS = 32
"""Of one volume (documented)."""
_LAST_PRIMARY = 4


def new_uuid(host: Esx) -> str:
    """The uuid of a new volume: its time, something random, and the address of a NIC of the host (recorded form)."""
    network = get_config(host).network
    mac = next((nic.mac for nic in (network.pnic if network is not None else ()) if nic.mac), "00:00:00:00:00:00")
    digits = mac.replace(":", "").lower()
    return f"{int(host.now().timestamp()) & 0xFFFFFFFF:08x}-{host.ids.hex(8)}-{host.ids.hex(4)}-{digits}"


def capacity_of(extents: Sequence[Extent]) -> int:
    """The capacity of a volume on some extents, in bytes."""
    return sum((extent.end - extent.start + 1) * SECTOR // _UNIT * _UNIT for extent in extents)


def taken_disks(host: Esx) -> frozenset[str]:
    """The canonical names of the disks that VMFS volumes are on."""
    return frozenset(
        extent.diskName for node in host.inventory.of_type("Datastore")
        if isinstance(info := node.values["info"], vim.VmfsDatastoreInfo) and info.vmfs is not None
        for extent in info.vmfs.extent
    )


def available(host: Esx, mine: frozenset[str] = frozenset()) -> tuple[vim.HostScsiDisk, ...]:
    """The disks that nothing is on: no volume, raw device mapping or diagnostic partition; and those named ``mine``."""
    kept = (taken_disks(host) | _diagnostic(host)) - mine
    mapped = set(_mapped_luns(host))
    return tuple(disk for disk in luns.disks(host) if disk.canonicalName not in kept and disk.uuid not in mapped)


def free_range(host: Esx, disk: vim.HostScsiDisk) -> tuple[int, int] | None:
    """The first and last sector behind all volumes of a disk that a partition may have; ``None`` when there is no room."""
    extents = [extent for extent in host.datastores.extents() if extent.disk == disk.canonicalName]
    start = max((extent.end + 1 for extent in extents), default=FIRST_SECTOR)
    end = disk.capacity.block // CYLINDER * CYLINDER - 1
    end = min(end, start + LARGEST // SECTOR - 1)
    return (start, end) if (end - start + 1) * SECTOR >= _UNIT else None


def create_option(disk: vim.HostScsiDisk, start: int, end: int) -> vim.VmfsDatastoreOption:
    """A volume on all of a blank disk. The name is the client's to choose."""
    extent = Extent(disk.canonicalName or "", 1, start, end)
    spec = vim.VmfsDatastoreCreateSpec(
        diskUuid=disk.uuid, partition=_partitions(disk, [extent]),
        vmfs=vim.HostVmfsSpec(
            extent=vim.HostScsiDiskPartition(diskName=extent.disk, partition=1), majorVersion=3, volumeName="",
        ),
    )
    return vim.VmfsDatastoreOption(info=_all_of(disk, extent), spec=spec)


def extend_option(disk: vim.HostScsiDisk, start: int, end: int) -> vim.VmfsDatastoreOption:
    """A further extent of a volume on all of a blank disk."""
    extent = Extent(disk.canonicalName or "", 1, start, end)
    spec = vim.VmfsDatastoreExtendSpec(
        diskUuid=disk.uuid, partition=_partitions(disk, [extent]),
        extent=[vim.HostScsiDiskPartition(diskName=extent.disk, partition=1)],
    )
    return vim.VmfsDatastoreOption(info=_all_of(disk, extent), spec=spec)


def expand_option(disk: vim.HostScsiDisk, extent: Extent, end: int) -> vim.VmfsDatastoreOption:
    """An extent that grows into the room behind it."""
    larger = Extent(extent.disk, extent.partition, extent.start, end)
    spec = vim.VmfsDatastoreExpandSpec(
        diskUuid=disk.uuid, partition=_partitions(disk, [larger]),
        extent=vim.HostScsiDiskPartition(diskName=extent.disk, partition=extent.partition),
    )
    return vim.VmfsDatastoreOption(
        info=vim.VmfsDatastoreSingleExtentOption(layout=_layout(disk, [larger]), vmfsExtent=_range(larger)), spec=spec,
    )


def extent_of(
    disk: vim.HostScsiDisk, partition: vim.HostDiskPartitionSpec, extent: vim.HostScsiDiskPartition,
) -> Extent:
    """The extent that a spec describes. Raises HostConfigFault for a layout that is wrong by itself."""
    if extent.diskName != disk.canonicalName:
        raise _refused(f"The extent is not on the disk {disk.canonicalName}.")
    taken: list[tuple[int, int]] = []
    found = None
    for each in partition.partition:
        span = (each.startSector, each.endSector)
        if not 0 < span[0] <= span[1] < disk.capacity.block or not 1 <= each.partition <= _LAST_PRIMARY:
            raise _refused(f"Partition {each.partition} does not fit the disk.")
        if any(span[0] <= other[1] and other[0] <= span[1] for other in taken):
            raise _refused(f"Partition {each.partition} overlaps another.")
        taken.append(span)
        if each.partition == extent.partition:
            if found is not None or each.type != vim.HostDiskPartitionInfoType.vmfs:
                raise _refused(f"Partition {each.partition} is not one for VMFS.")
            found = Extent(extent.diskName, each.partition, *span)
    if found is None:
        raise _refused(f"There is no partition {extent.partition}.")
    if (found.end - found.start + 1) * SECTOR > LARGEST:
        raise _refused("An extent has at most 2 TB.")
    return found


def require_size(extent: Extent) -> None:
    """Raise HostConfigFault for an extent that is too small for a volume."""
    if (extent.end - extent.start + 1) * SECTOR < _SMALLEST:
        raise _refused("A VMFS volume needs 1.2 GB at least.")


def _refused(text: str) -> Exception:
    return fault("HostConfigFault", text)


def _diagnostic(host: Esx) -> frozenset[str]:
    partition = get_config(host).activeDiagnosticPartition
    return frozenset() if partition is None else frozenset({partition.id.diskName})


def _mapped_luns(host: Esx) -> Iterator[str]:
    """The uuids of the LUNs that disks of VMs map."""
    for node in host.inventory.of_type("VirtualMachine"):
        for device in node.values["config"].hardware.device:
            backing = device.backing
            if isinstance(backing, vim.VirtualDiskRawDiskMappingVer1BackingInfo) and backing.lunUuid:
                yield backing.lunUuid


def writable(host: Esx, ref: ManagedObjectReference) -> bool:
    """Whether the host has mounted a datastore for writing."""
    mounts = [mount for mount in host.inventory.get(ref, "host") if mount.key == HOST]
    return all(mount.mountInfo.accessMode == vim.HostMountMode.readWrite for mount in mounts)


def _partitions(disk: vim.HostScsiDisk, extents: Sequence[Extent]) -> vim.HostDiskPartitionSpec:
    return vim.HostDiskPartitionSpec(
        chs=vim.HostDiskDimensionsChs(cylinder=disk.capacity.block // CYLINDER, head=255, sector=63),
        totalSectors=disk.capacity.block,
        partition=[
            vim.HostDiskPartitionAttributes(
                partition=extent.partition, startSector=extent.start, endSector=extent.end, type="vmfs", logical=False,
                attributes=0,
            )
            for extent in extents
        ],
    )


def _all_of(disk: vim.HostScsiDisk, extent: Extent) -> vim.VmfsDatastoreAllExtentOption:
    return vim.VmfsDatastoreAllExtentOption(layout=_layout(disk, [extent]), vmfsExtent=_range(extent))


def _layout(disk: vim.HostScsiDisk, extents: Sequence[Extent]) -> vim.HostDiskPartitionLayout:
    return vim.HostDiskPartitionLayout(total=disk.capacity, partition=[_range(extent) for extent in extents])


def _range(extent: Extent) -> vim.HostDiskPartitionBlockRange:
    return vim.HostDiskPartitionBlockRange(
        partition=extent.partition, type="vmfs", start=_sector(extent.start), end=_sector(extent.end),
    )


def _sector(number: int) -> vim.HostDiskDimensionsLba:
    return vim.HostDiskDimensionsLba(blockSize=SECTOR, block=number)
