"""The datastores of a host: folders of real files behind the Datastore objects, and their free space."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference
from fakeesx.storage.datastore import Datastore, DatastoreKind
from fakeesx.storage.volumes import Volumes

if TYPE_CHECKING:
    from fakeesx.host.esx import Esx

_FOLDER = ManagedObjectReference("Folder", "ha-folder-datastore")
_OWNERS = (
    ManagedObjectReference("Datacenter", "ha-datacenter"), ManagedObjectReference("ComputeResource", "ha-compute-res"),
    ManagedObjectReference("HostSystem", "ha-host"), ManagedObjectReference("HostDatastoreSystem", "ha-datastoresystem"),
    ManagedObjectReference("HostDatastoreBrowser", "ha-host-datastorebrowser"),
)


class Datastores:
    """Volumes and Datastore objects by each other. A datastore's folder is named as its identity under the host's root."""

    def __init__(self, host: Esx) -> None:
        self._host = host
        self.volumes = Volumes()
        self._refs: dict[str, ManagedObjectReference] = {}
        for node in host.inventory.of_type("Datastore"):
            self._open(node.ref, node.get("info"), node.get("summary"))
        self.list()

    def ref(self, name: str) -> ManagedObjectReference:
        """The reference of a datastore by its name. Raises ``UnknownDatastore``."""
        return self._refs[self.volumes.get(name).identity]

    def find(self, name: str) -> ManagedObjectReference | None:
        """The reference of a datastore by its name, ``None`` when there is none."""
        return self.ref(name) if name in self.volumes else None

    def of(self, ref: ManagedObjectReference) -> Datastore:
        """The volume of a Datastore object. Raises ``UnknownDatastore``."""
        return self.volumes.by_uuid(ref.value)

    def url_pair(self, name: str) -> vim.VirtualMachineConfigInfoDatastoreUrlPair:
        """A datastore's name and URL as a VM's configuration lists them."""
        return _url_pair(name, f"{self.volumes.get(name).url}/")

    def refresh(self, names: Iterable[str] | None = None) -> None:
        """Bring free space in the Datastore objects up to date with the files."""
        for volume in self.volumes:
            if names is None or volume.name in names:
                self._refresh(volume)

    def rescan(self, names: Iterable[str] | None = None) -> None:
        """Count the files anew, those too that came behind the host's back. Raises ``StorageError``."""
        for volume in self.volumes:
            if names is None or volume.name in names:
                volume.refresh()
                self._refresh(volume)

    def list(self) -> None:
        """Enter all datastores in the lists of folder, datacenter, compute resource and host with its managers."""
        inventory = self._host.inventory
        refs = tuple(node.ref for node in inventory.of_type("Datastore"))
        inventory.update(_FOLDER, childEntity=refs)
        for owner in _OWNERS:
            inventory.update(owner, datastore=refs)

    def close(self) -> None:
        """Abort uploads that are under way."""
        for volume in self.volumes:
            volume.close()

    def _open(self, ref: ManagedObjectReference, info: Any, summary: vim.DatastoreSummary) -> None:
        kind = {"VMFS": DatastoreKind.VMFS, "NFS": DatastoreKind.NFS}.get(summary.type, DatastoreKind.OTHER)
        uuid = summary.url.rstrip("/").rpartition("/")[2]
        clock = self._host.clock
        volume = Datastore(
            self._host.settings.root / uuid, name=summary.name, uuid=uuid, capacity=summary.freeSpace, kind=kind,
            remote=ref.value if kind is DatastoreKind.NFS else "", max_file_size=info.maxFileSize, clock=clock.seconds,
        )
        self.volumes.add(volume)
        self._refs[volume.identity] = ref

    def _refresh(self, volume: Datastore) -> None:
        ref = self._refs[volume.identity]
        node = self._host.inventory.node(ref)
        free, uncommitted = volume.free_space, volume.uncommitted
        summary: vim.DatastoreSummary = node.values["summary"]
        if summary.freeSpace != free or summary.uncommitted != uncommitted:
            self._host.inventory.update(
                ref, summary=summary.replace(freeSpace=free, uncommitted=uncommitted),
                info=node.values["info"].replace(freeSpace=free),
            )


@lru_cache(maxsize=64)
def _url_pair(name: str, url: str) -> vim.VirtualMachineConfigInfoDatastoreUrlPair:
    return vim.VirtualMachineConfigInfoDatastoreUrlPair(name=name, url=url)
