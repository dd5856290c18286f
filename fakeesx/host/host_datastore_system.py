"""HostDatastoreSystem: the datastores of the host, how they come, grow and go."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from fakeesx.host.managed_object import Call, ManagedObject, TaskBody, fault, invalid_argument, method, task
from fakeesx.host.services import datastore_changes, luns, vmfs
from fakeesx.host.services import datastore_values as made
from fakeesx.host.services.datastore_changes import require_datastore
from fakeesx.host.services.datastore_specs import BLOCK_SIZES_MB, is_name, is_remote_host, is_remote_path
from fakeesx.host.services.datastore_values import Volume
from fakeesx.host.services.host_config import HOST, set_config
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference

_NFS_VOLUMES = "NFS.MaxVolumes"
_OPTIONS = ManagedObjectReference("OptionManager", "ha-adv-options")


class HostDatastoreSystem(ManagedObject):
    """The datastores of a host."""

    refused: ClassVar[dict[str, str]] = {"CreateLocalDatastore": "NotSupported"}
    """The host's capabilities say that it has no local datastores (recorded)."""

    # NFS

    @method
    def CreateNasDatastore(self, call: Call, spec: vim.HostNasVolumeSpec) -> ManagedObjectReference:
        """Mount an NFS export: every one is there, with 50 GiB, and keeps its files while nobody has it mounted.

        Raises DuplicateName (the name), AlreadyExists (the export is mounted), NasConfigFault (a name, server or path that
        can't be; CIFS), NasConnectionLimitReached (more than NFS.MaxVolumes), InvalidArgument (access mode, type). Which
        fault a bad name gets is inferred.
        """
        kind = (spec.type or "NFS").upper()
        if kind not in ("NFS", "CIFS"):
            raise invalid_argument("spec.type")
        if spec.accessMode not in (vim.HostMountMode.readWrite, vim.HostMountMode.readOnly):
            raise invalid_argument("spec.accessMode")
        host, path, name = spec.remoteHost, spec.remotePath, spec.localPath
        if kind == "CIFS" or not (is_name(name) and is_remote_host(host) and is_remote_path(path)):
            raise fault("NasConfigFault", name=name)
        datastore_changes.require_free(self.host, name)
        values = made.nfs_values(
            name, host, path, read_only=spec.accessMode == vim.HostMountMode.readOnly, user=spec.userName,
        )
        if values["summary"].datastore in self.host.inventory:
            raise fault("AlreadyExists", name=f"{host}:{path}")
        mounted = sum(isinstance(node.values["info"], vim.NasDatastoreInfo) for node in self._nodes())
        if mounted >= self._most_nfs():
            raise fault("NasConnectionLimitReached", name=name, remoteHost=host, remotePath=path)
        return datastore_changes.create(self.host, call, "NASDatastoreCreatedEvent", values, Volume())

    # VMFS

    @method
    def QueryAvailableDisksForVmfs(
        self, call: Call, datastore: ManagedObjectReference | None = None
    ) -> Sequence[vim.HostScsiDisk]:
        """The disks that a new VMFS datastore, or more of an old one, can be on: those that no other volume and no VM uses.

        Raises ManagedObjectNotFound, InvalidArgument for a datastore that is no VMFS.
        """
        mine: frozenset[str] = frozenset()
        if datastore is not None:
            mine = frozenset(extent.diskName for extent in self._vmfs(datastore).extent)
        return vmfs.available(self.host, mine)

    @method
    def QueryVmfsDatastoreCreateOptions(self, call: Call, devicePath: str) -> Sequence[vim.VmfsDatastoreOption]:
        """How a new datastore can be laid on a disk: on all of a blank one. Raises NotFound."""
        disk = self._disk(devicePath)
        span = vmfs.free_range(self.host, disk)
        if disk not in vmfs.available(self.host) or span is None:
            return ()
        return [vmfs.create_option(disk, *span)]

    @method
    def CreateVmfsDatastore(self, call: Call, spec: vim.VmfsDatastoreCreateSpec) -> ManagedObjectReference:
        """Make a VMFS-3 volume on a blank disk.

        Raises DuplicateName, InvalidArgument (block size), HostConfigFault: a disk that is not there or not blank, a layout
        that does not fit it, a volume below 1.2 GB, a name that can't be, further extents (they need partitions that are
        there already, and blank disks have none).
        """
        name, block_size = spec.vmfs.volumeName, spec.vmfs.blockSizeMb or 1
        if block_size not in BLOCK_SIZES_MB:
            raise invalid_argument("spec.vmfs.blockSizeMb")
        if spec.vmfs.majorVersion != 3:
            raise invalid_argument("spec.vmfs.majorVersion")
        if not is_name(name) or spec.extent:
            raise fault("HostConfigFault")
        datastore_changes.require_free(self.host, name)
        disk = luns.find_by_uuid(self.host, spec.diskUuid)
        if disk is None or disk not in vmfs.available(self.host):
            raise fault("HostConfigFault")
        extent = vmfs.extent_of(disk, spec.partition, spec.vmfs.extent)
        vmfs.require_size(extent)
        capacity = vmfs.capacity_of([extent])
        volume = made.vmfs(name, vmfs.new_uuid(self.host), capacity, (spec.vmfs.extent,), block_size)
        values = made.vmfs_values(volume, capacity - vmfs.OVERHEAD)
        return datastore_changes.create(
            self.host, call, "VMFSDatastoreCreatedEvent", values, Volume(vmfs.OVERHEAD, (extent,)),
        )

    @method
    def QueryVmfsDatastoreExtendOptions(
        self, call: Call, datastore: ManagedObjectReference, devicePath: str, suppressExpandCandidates: bool | None = None
    ) -> Sequence[vim.VmfsDatastoreOption]:
        """How a datastore can get a further extent on a disk; on a disk of its own, how it can grow there.

        Raises NotFound, ManagedObjectNotFound, InvalidArgument.
        """
        volume, disk = self._vmfs(datastore), self._disk(devicePath)
        if any(extent.diskName == disk.canonicalName for extent in volume.extent):
            return () if suppressExpandCandidates else self._expansions(datastore, disk)
        span = vmfs.free_range(self.host, disk)
        if disk not in vmfs.available(self.host) or span is None or len(volume.extent) >= vmfs.MOST_EXTENTS:
            return ()
        return [vmfs.extend_option(disk, *span)]

    @method
    def QueryVmfsDatastoreExpandOptions(
        self, call: Call, datastore: ManagedObjectReference
    ) -> Sequence[vim.VmfsDatastoreOption]:
        """Which extents of a datastore have room behind them. Raises ManagedObjectNotFound, InvalidArgument."""
        names = {extent.diskName for extent in self._vmfs(datastore).extent}
        return [
            option for disk in luns.disks(self.host) if disk.canonicalName in names
            for option in self._expansions(datastore, disk)
        ]

    @method
    def ExtendVmfsDatastore(
        self, call: Call, datastore: ManagedObjectReference, spec: vim.VmfsDatastoreExtendSpec
    ) -> ManagedObjectReference:
        """Give a datastore a further extent on a blank disk. Raises NotFound (the disk), HostConfigFault (the layout)."""
        volume = self._vmfs(datastore)
        disk = luns.find_by_uuid(self.host, spec.diskUuid)
        if disk is None:
            raise fault("NotFound")
        if disk not in vmfs.available(self.host) or len(spec.extent) != 1 or len(volume.extent) >= vmfs.MOST_EXTENTS:
            raise fault("HostConfigFault")
        extent = vmfs.extent_of(disk, spec.partition, spec.extent[0])
        more = vmfs.capacity_of([extent])
        if not more:
            raise fault("HostConfigFault")
        grown = volume.replace(extent=(*volume.extent, spec.extent[0]), capacity=volume.capacity + more)
        extents = (*self.host.inventory.node(datastore).private.extents, extent)
        datastore_changes.grow(self.host, call, "VMFSDatastoreExtendedEvent", datastore, grown, extents)
        return datastore

    @method
    def ExpandVmfsDatastore(
        self, call: Call, datastore: ManagedObjectReference, spec: vim.VmfsDatastoreExpandSpec
    ) -> ManagedObjectReference:
        """Let an extent of a datastore grow into the room behind it. Raises NotFound (disk, extent), HostConfigFault."""
        volume = self._vmfs(datastore)
        disk = luns.find_by_uuid(self.host, spec.diskUuid)
        extents = self.host.inventory.node(datastore).private.extents
        now = next((each for each in extents if (each.disk, each.partition) == _names(spec.extent)), None)
        if disk is None or now is None:
            raise fault("NotFound")
        larger = vmfs.extent_of(disk, spec.partition, spec.extent)
        span = vmfs.free_range(self.host, disk)
        last = max((each.end for each in self.host.datastores.extents() if each.disk == now.disk), default=0)
        if span is None or larger.start != now.start or not now.end < larger.end <= span[1] or now.end != last:
            raise fault("HostConfigFault")
        more = vmfs.capacity_of([larger]) - vmfs.capacity_of([now])
        grown = volume.replace(capacity=volume.capacity + more)
        new = tuple(larger if each is now else each for each in extents)
        datastore_changes.grow(self.host, call, "VMFSDatastoreExpandedEvent", datastore, grown, new)
        return datastore

    @method
    def QueryUnresolvedVmfsVolumes(self, call: Call) -> Sequence[vim.HostUnresolvedVmfsVolume]:
        """The copies of volumes that are not mounted: none."""
        return ()

    @task
    def ResignatureUnresolvedVmfsVolume_Task(
        self, call: Call, resolutionSpec: vim.HostUnresolvedVmfsResignatureSpec
    ) -> TaskBody:
        """Give the copy of a volume a signature of its own. Raises HostConfigFault: there are no copies."""
        yield None
        raise fault("HostConfigFault")

    # all kinds

    @method
    def RemoveDatastore(self, call: Call, datastore: ManagedObjectReference) -> None:
        """Unmount an NFS datastore; destroy a VMFS one with its files.

        Raises ResourceInUse while a VM or the service console uses it, or a file on it is copied or uploaded;
        ManagedObjectNotFound.
        """
        require_datastore(self.host, datastore)
        datastore_changes.remove(self.host, call, datastore)

    @method
    def ConfigureDatastorePrincipal(self, call: Call, userName: str, password: str | None = None) -> None:
        """Choose the user whose files VMs are. Here it is a name and no more.

        Raises InvalidState outside maintenance mode, HostConfigFault for an unknown user (inferred).
        """
        if not self.host.in_maintenance:
            raise fault("InvalidState")
        if userName not in self.host.access.accounts:
            raise fault("HostConfigFault")
        set_config(self.host, datastorePrincipal=userName)

    @method
    def UpdateLocalSwapDatastore(self, call: Call, datastore: ManagedObjectReference | None = None) -> None:
        """Choose the datastore for swap files of VMs, or none.

        Raises ManagedObjectNotFound, InaccessibleDatastore, DatastoreNotWritableOnHost, NotSupported where the host has no
        such setting.
        """
        if datastore is not None:
            summary = require_datastore(self.host, datastore).values["summary"]
            if not self.host.inventory.get(HOST, "capability").localSwapDatastoreSupported:
                raise fault("NotSupported")
            if not summary.accessible:
                raise fault("InaccessibleDatastore", datastore=datastore, name=summary.name)
            if not vmfs.writable(self.host, datastore):
                raise fault("DatastoreNotWritableOnHost", datastore=datastore, name=summary.name, host=HOST)
        set_config(self.host, localSwapDatastore=datastore)

    # parts of the above

    def _nodes(self) -> list[Any]:
        return list(self.host.inventory.of_type("Datastore"))

    def _most_nfs(self) -> int:
        """The advanced option NFS.MaxVolumes (8 by default)."""
        settings = self.host.inventory.get(_OPTIONS, "setting")
        return next((int(option.value) for option in settings if option.key == _NFS_VOLUMES), 8)

    def _vmfs(self, datastore: ManagedObjectReference) -> vim.HostVmfsVolume:
        """The volume of a datastore. Raises ManagedObjectNotFound, InvalidArgument for one that is no VMFS."""
        info = require_datastore(self.host, datastore).values["info"]
        if not isinstance(info, vim.VmfsDatastoreInfo) or info.vmfs is None:
            raise invalid_argument("datastore")
        return info.vmfs

    def _disk(self, path: str) -> vim.HostScsiDisk:
        disk = luns.find_by_path(self.host, path)
        if disk is None:
            raise fault("NotFound")
        return disk

    def _expansions(self, datastore: ManagedObjectReference, disk: vim.HostScsiDisk) -> list[vim.VmfsDatastoreOption]:
        """How the last extent on a disk can grow, where it is the datastore's."""
        span = vmfs.free_range(self.host, disk)
        on_disk = [each for each in self.host.datastores.extents() if each.disk == disk.canonicalName]
        last = max(on_disk, key=lambda each: each.end, default=None)
        if span is None or last is None or last not in self.host.inventory.node(datastore).private.extents:
            return []
        return [vmfs.expand_option(disk, last, span[1])]


def _names(extent: vim.HostScsiDiskPartition) -> tuple[str, int]:
    return extent.diskName, extent.partition
