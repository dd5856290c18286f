"""What a host is given at its start beside its profile: datastores and blank disks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from fakeesx.host.services import datastore_values as made
from fakeesx.host.services import luns, vmfs
from fakeesx.host.services.datastore_specs import NFS_CAPACITY, DatastoreSpec, ImpossibleHost
from fakeesx.host.services.datastore_values import Extent, Volume
from fakeesx.host.services.datastores import enter, rename_system_files
from fakeesx.host.services.luns import SECTOR
from fakeesx.inventory import Node
from fakeesx.schema import vim

if TYPE_CHECKING:
    from fakeesx.host.esx import Esx

_CAPACITY = 500 << 30


def provide(host: Esx, specs: Sequence[DatastoreSpec] | None, spare_luns: Sequence[int]) -> None:
    """Give a host its datastores in place of the profile's (``None``: those), and blank disks of some bytes.

    Raises ``ImpossibleHost`` for two datastores of one name, uuid or export, and for an extent on a disk that is not there.
    """
    if specs is not None:
        old = list(host.inventory.of_type("Datastore"))
        for node in old:
            host.inventory.remove(node.values["browser"])
            host.inventory.remove(node.ref)
        own = next((node for node in old if isinstance(node.values["info"], vim.VmfsDatastoreInfo)), None)
        usual = own.values["summary"].capacity if own is not None else _CAPACITY
        if own is not None:
            first = next((spec for spec in specs if spec.kind == "VMFS"), None)
            heir = first.name if first is not None and first == DatastoreSpec(first.name) else None
            rename_system_files(host, own.values["name"], heir)
        for spec in specs:
            values, volume = _described(host, spec, own, usual)
            if spec.kind == "VMFS":
                own = None
            if any(node.values["name"] == spec.name for node in host.inventory.of_type("Datastore")):
                raise ImpossibleHost(f"two datastores are named {spec.name!r}")
            if values["summary"].datastore in host.inventory:
                raise ImpossibleHost(f"the datastore {spec.name!r} is another one, too: {values['summary'].datastore.value}")
            enter(host.inventory, values, volume)
    for capacity in spare_luns:
        luns.add_lun(host, capacity)


def _described(host: Esx, spec: DatastoreSpec, own: Node | None, usual: int) -> tuple[dict[str, Any], Volume]:
    """The properties and the private state of a datastore.

    ``own``: the profile's, as long as nobody took its place; ``usual``: the capacity of one that says none.
    """
    if spec.kind == "NFS":
        values = made.nfs_values(
            spec.name, spec.remote_host, spec.remote_path, capacity=spec.capacity or NFS_CAPACITY, read_only=spec.read_only,
        )
        return values, Volume()
    if spec.kind == "local":
        uuid = spec.uuid or vmfs.new_uuid(host)
        return made.local_values(spec.name, uuid, spec.path, spec.capacity or NFS_CAPACITY), Volume()
    if own is not None and spec == DatastoreSpec(spec.name):
        summary = own.values["summary"]
        values = {**own.values, **made.renamed(own.values, spec.name)}
        return values, Volume(summary.capacity - summary.freeSpace)
    capacity, uuid = spec.capacity or usual, spec.uuid or vmfs.new_uuid(host)
    if spec.extent is not None:
        if all(disk.canonicalName != spec.extent[0] for disk in luns.disks(host)):
            raise ImpossibleHost(f"the host has no disk {spec.extent[0]}")
        known: tuple[Extent, ...] = ()
        disk, partition = spec.extent
    else:
        sectors = -(-capacity // SECTOR)
        cylinders = -(-(vmfs.FIRST_SECTOR + sectors) // vmfs.CYLINDER)
        name = spec.lun or luns.name_of(uuid)
        disk, partition = luns.add_lun(host, cylinders * vmfs.CYLINDER * SECTOR, name).canonicalName or "", 1
        known = (Extent(disk, 1, vmfs.FIRST_SECTOR, cylinders * vmfs.CYLINDER - 1),)
    extent = vim.HostScsiDiskPartition(diskName=disk, partition=partition)
    volume = made.vmfs(spec.name, uuid, capacity, (extent,), spec.block_size_mb)
    return made.vmfs_values(volume, capacity), Volume(extents=known)
