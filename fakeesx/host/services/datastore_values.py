"""Datastore objects as values: what vim25 shows of a volume, made from a few facts."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from fakeesx.host.services.datastore_specs import NFS_CAPACITY
from fakeesx.host.services.host_config import HOST
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference

FOLDER = ManagedObjectReference("Folder", "ha-folder-datastore")
MOUNTS = "/vmfs/volumes/"
MAX_BLOCKS = 262144
"""Blocks of the largest file of VMFS-3, whatever the block size (recorded)."""
LARGEST = (2 << 40) - 512
"""Bytes of the largest file with blocks of 8 MB, and of the largest LUN (documented)."""


@dataclass(frozen=True, slots=True)
class Extent:
    """The partition of a disk that a volume is on: sectors of 512 bytes, the last one included."""

    disk: str
    partition: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Volume:
    """The private state of a Datastore object."""

    reserved: int = 0
    """Bytes of the capacity that are not for files: the volume's own, and what the profile has on it beside."""
    extents: tuple[Extent, ...] = ()
    """The partitions whose place on the disk is known: those of volumes that were made here."""


def largest_file(block_size_mb: int) -> int:
    """Bytes of the largest file of VMFS-3: 256 GiB for each MB of the block size."""
    return min(block_size_mb * MAX_BLOCKS << 20, LARGEST)


def nfs_uuid(host: str, path: str) -> str:
    """The name under which an export is mounted: two times 8 digits (recorded), the same each time (inferred)."""
    digits = hashlib.sha1(f"{host}:{path}".encode(), usedforsecurity=False).hexdigest()
    return f"{digits[:8]}-{digits[8:16]}"


def vmfs(
    name: str, uuid: str, capacity: int, extents: tuple[vim.HostScsiDiskPartition, ...], block_size_mb: int = 1,
) -> vim.HostVmfsVolume:
    """A VMFS volume of version 3.46 (recorded)."""
    return vim.HostVmfsVolume(
        type="VMFS", name=name, capacity=capacity, blockSizeMb=block_size_mb, maxBlocks=MAX_BLOCKS, majorVersion=3,
        version="3.46", uuid=uuid, extent=extents, vmfsUpgradable=False,
    )


def vmfs_values(volume: vim.HostVmfsVolume, free: int) -> dict[str, Any]:
    """The properties of a Datastore object on a VMFS volume."""
    info = vim.VmfsDatastoreInfo(
        name=volume.name, url=MOUNTS + volume.uuid, freeSpace=free, maxFileSize=largest_file(volume.blockSizeMb),
        vmfs=volume,
    )
    return _values(volume.uuid, info, volume.capacity, "VMFS", raw=True, iorm=True)


def nfs_values(
    name: str, host: str, path: str, *, capacity: int = NFS_CAPACITY, read_only: bool = False, user: str | None = None,
) -> dict[str, Any]:
    """The properties of a Datastore object on an NFS export."""
    nas = vim.HostNasVolume(type="NFS", name=name, capacity=capacity, remoteHost=host, remotePath=path, userName=user)
    info = vim.NasDatastoreInfo(
        name=name, url=MOUNTS + nfs_uuid(host, path), freeSpace=capacity, maxFileSize=LARGEST, nas=nas,
    )
    return _values(f"{host}:{path}", info, capacity, "NFS", read_only=read_only)


def local_values(name: str, uuid: str, path: str, capacity: int) -> dict[str, Any]:
    """The properties of a Datastore object on a directory of the host's own file system (inferred: 4.1 hosts have none)."""
    info = vim.LocalDatastoreInfo(
        name=name, url=MOUNTS + uuid, freeSpace=capacity, maxFileSize=LARGEST, path=path or f"/vmimages/{name}",
    )
    return _values(uuid, info, capacity, "OTHER")


def browser_of(ref: ManagedObjectReference) -> ManagedObjectReference:
    """The browser of a datastore."""
    return ManagedObjectReference("HostDatastoreBrowser", f"{ref.value}-datastorebrowser")


def _values(
    moid: str, info: Any, capacity: int, type_: str, *, raw: bool = False, iorm: bool = False, read_only: bool = False,
) -> dict[str, Any]:
    ref = ManagedObjectReference("Datastore", moid)
    mode = vim.HostMountMode.readOnly if read_only else vim.HostMountMode.readWrite
    mount = vim.HostMountInfo(path=info.url, accessMode=mode, accessible=True)
    green = vim.ManagedEntityStatus.green
    return {
        "name": info.name, "parent": FOLDER, "overallStatus": green, "configStatus": green, "effectiveRole": (-1,),
        "info": info,
        "summary": vim.DatastoreSummary(
            datastore=ref, name=info.name, url=info.url, capacity=capacity, freeSpace=info.freeSpace, uncommitted=0,
            accessible=True, type=type_,
        ),
        "host": [vim.DatastoreHostMount(key=HOST, mountInfo=mount)], "browser": browser_of(ref),
        "capability": vim.DatastoreCapability(
            directoryHierarchySupported=True, rawDiskMappingsSupported=raw, perFileThinProvisioningSupported=True,
            storageIORMSupported=iorm,
        ),
        "iormConfiguration": vim.StorageIORMInfo(enabled=False, congestionThreshold=30) if iorm else None,
    }


def mounted(values: Any) -> vim.HostFileSystemMountInfo:
    """A datastore as ``fileSystemVolume`` lists it, from the properties of its object."""
    info, summary = values["info"], values["summary"]
    support = "vStorageUnsupported"
    if isinstance(info, vim.VmfsDatastoreInfo) and info.vmfs is not None:
        volume: vim.HostFileSystemVolume = info.vmfs
        support = "vStorageUnknown"
    elif isinstance(info, vim.NasDatastoreInfo) and info.nas is not None:
        volume = info.nas
    else:
        volume = vim.HostLocalFileSystemVolume(
            type=summary.type, name=summary.name, capacity=summary.capacity, device=getattr(info, "path", None) or "",
        )
    return vim.HostFileSystemMountInfo(
        mountInfo=values["host"].items[0].mountInfo, volume=volume, vStorageSupport=support,
    )


def renamed(values: Any, name: str) -> dict[str, Any]:
    """The properties that change when a datastore gets another name."""
    info = values["info"].replace(name=name)
    for part in ("vmfs", "nas"):
        volume = getattr(info, part, None)
        if volume is not None:
            info = info.replace(**{part: volume.replace(name=name)})
    return {"name": name, "info": info, "summary": values["summary"].replace(name=name)}


def grown(values: Any, volume: vim.HostVmfsVolume) -> dict[str, Any]:
    """The properties that change when a VMFS volume has become larger."""
    info, summary = values["info"], values["summary"]
    free = summary.freeSpace + volume.capacity - summary.capacity
    return {
        "info": info.replace(vmfs=volume, freeSpace=free),
        "summary": summary.replace(capacity=volume.capacity, freeSpace=free),
    }
