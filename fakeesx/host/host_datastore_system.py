"""HostDatastoreSystem: the datastores of the host. Making and removing them is not simulated yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from fakeesx.host.managed_object import Call, ManagedObject, TaskBody, fault, invalid_argument, method, task
from fakeesx.host.services.host_config import HOST, get_config, set_config
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference

if TYPE_CHECKING:
    from fakeesx.host.esx import Esx


class HostDatastoreSystem(ManagedObject):
    """The datastores of a host."""

    refused: ClassVar[dict[str, str]] = {"CreateLocalDatastore": "NotSupported"}
    """The host's capabilities say that it has no local datastores (recorded)."""

    @method
    def QueryAvailableDisksForVmfs(
        self, call: Call, datastore: ManagedObjectReference | None = None
    ) -> Sequence[vim.HostScsiDisk]:
        """The disks that a new VMFS datastore, or more of an old one, can be on: those that no other volume and no VM uses.

        Raises ManagedObjectNotFound, InvalidArgument for a datastore that is no VMFS.
        """
        mine: frozenset[str] = frozenset()
        if datastore is not None:
            info = self._datastore(datastore, "info")
            if not isinstance(info, vim.VmfsDatastoreInfo) or info.vmfs is None:
                raise invalid_argument("datastore")
            mine = frozenset(extent.diskName for extent in info.vmfs.extent)
        volumes, mapped = _disks_of_volumes(self.host) - mine, set(_mapped_luns(self.host))
        storage = get_config(self.host).storageDevice
        return [
            lun for lun in (storage.scsiLun if storage is not None else ())
            if isinstance(lun, vim.HostScsiDisk) and lun.canonicalName not in volumes and lun.uuid not in mapped
        ]

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
            summary = self._datastore(datastore, "summary")
            if not self.host.inventory.get(HOST, "capability").localSwapDatastoreSupported:
                raise fault("NotSupported")
            if not summary.accessible:
                raise fault("InaccessibleDatastore", datastore=datastore, name=summary.name)
            mounts = [mount for mount in self._datastore(datastore, "host") if mount.key == HOST]
            if any(mount.mountInfo.accessMode != vim.HostMountMode.readWrite for mount in mounts):
                raise fault("DatastoreNotWritableOnHost", datastore=datastore, name=summary.name, host=HOST)
        set_config(self.host, localSwapDatastore=datastore)

    def _datastore(self, ref: ManagedObjectReference, name: str) -> Any:
        """A property of a datastore. Raises ManagedObjectNotFound."""
        node = self.host.inventory.find(ref.value)
        if node is None or node.ref.type != "Datastore":
            raise fault("ManagedObjectNotFound", obj=ref)
        return node.get(name)


def _disks_of_volumes(host: Esx) -> frozenset[str]:
    """The canonical names of the disks that VMFS volumes are on."""
    volumes = get_config(host).fileSystemVolume
    return frozenset(
        extent.diskName for mounted in (volumes.mountInfo if volumes is not None else ())
        if isinstance(mounted.volume, vim.HostVmfsVolume) for extent in mounted.volume.extent
    )


def _mapped_luns(host: Esx) -> Iterator[str]:
    """The uuids of the LUNs that disks of VMs map."""
    for node in host.inventory.of_type("VirtualMachine"):
        for device in node.values["config"].hardware.device:
            backing = device.backing
            if isinstance(backing, vim.VirtualDiskRawDiskMappingVer1BackingInfo) and backing.lunUuid:
                yield backing.lunUuid
