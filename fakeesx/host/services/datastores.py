"""The datastores of a host: folders of real files behind the Datastore objects, and their free space.

The inventory says which datastores there are; the volumes follow it. All lists that name datastores are written here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from fakeesx.host.services import datastore_values as made
from fakeesx.host.services.datastore_values import Extent, Volume, browser_of
from fakeesx.host.services.host_config import get_config, set_config
from fakeesx.inventory import Change, Inventory, Kind, Node
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference
from fakeesx.storage.datastore import Datastore, DatastoreKind
from fakeesx.storage.errors import DatastoreInUse
from fakeesx.storage.volumes import Volumes

if TYPE_CHECKING:
    from fakeesx.host.esx import Esx

_OWNERS = (
    ManagedObjectReference("Datacenter", "ha-datacenter"), ManagedObjectReference("ComputeResource", "ha-compute-res"),
    ManagedObjectReference("HostSystem", "ha-host"), ManagedObjectReference("HostDatastoreSystem", "ha-datastoresystem"),
    ManagedObjectReference("HostDatastoreBrowser", "ha-host-datastorebrowser"),
)
_STORAGE = ManagedObjectReference("HostStorageSystem", "storageSystem")
_BROWSER = ManagedObjectReference("HostDatastoreBrowser", "ha-host-datastorebrowser")


class Datastores:
    """Volumes and Datastore objects by each other. A datastore's folder is named as its mount under the host's root."""

    def __init__(self, host: Esx) -> None:
        self._host = host
        self.volumes = Volumes()
        self._refs: dict[str, ManagedObjectReference] = {}
        for node in host.inventory.of_type("Datastore"):
            self._adopt(node)
        host.inventory.subscribe(self._follow, "Datastore")
        self.enlist()

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

    def holds_system_files(self, ref: ManagedObjectReference) -> bool:
        """Whether files of the host itself are on a datastore: the disk of the service console."""
        head = f"[{self.of(ref).name}]"
        return any(file.startswith(head) for file in get_config(self._host).systemFile)

    def extents(self) -> tuple[Extent, ...]:
        """The partitions that VMFS volumes are on, as far as their place is known."""
        return tuple(
            extent for node in self._host.inventory.of_type("Datastore") if isinstance(node.private, Volume)
            for extent in node.private.extents
        )

    # coming, changing and going; the caller has checked all that a client may do wrong

    def add(self, values: Mapping[str, Any], volume: Volume) -> ManagedObjectReference:
        """Let a datastore enter. Raises ``StorageError``; nothing is left then."""
        ref: ManagedObjectReference = values["summary"].datastore
        inventory = self._host.inventory
        with inventory.transaction():
            enter(inventory, values, volume)
            self._open(inventory.node(ref))
            self._refresh(self.of(ref))  # an export may hold files already
            self.enlist()
        return ref

    def remove(self, ref: ManagedObjectReference, *, destroy: bool) -> None:
        """Let a datastore go; ``destroy``: with its files. Raises DatastoreInUse, CannotAccessFile."""
        volume = self.of(ref)
        if users := volume.in_use:
            raise DatastoreInUse(volume.name, users)
        clear_up = volume.destroy() if destroy else None
        self.volumes.remove(volume.name)
        del self._refs[volume.identity]
        inventory = self._host.inventory
        if get_config(self._host).localSwapDatastore == ref:
            set_config(self._host, localSwapDatastore=None)
        inventory.remove(inventory.get(ref, "browser"))
        inventory.remove(ref)
        self.enlist()
        if clear_up is not None:
            self._host.blocking.run(clear_up)

    def rename(self, ref: ManagedObjectReference, name: str) -> None:
        """Give a datastore another name. Raises DuplicateDatastore, InvalidDatastorePath."""
        inventory = self._host.inventory
        old = self.of(ref).name
        self.volumes.rename(old, name)
        inventory.update(ref, **made.renamed(inventory.node(ref).values, name))
        rename_system_files(self._host, old, name)
        self.enlist()

    def grow(self, ref: ManagedObjectReference, volume: vim.HostVmfsVolume, extents: tuple[Extent, ...]) -> None:
        """Let a VMFS volume have become larger."""
        node = self._host.inventory.node(ref)
        private = node.private
        changed = made.grown(node.values, volume)
        self._host.inventory.update(ref, private=Volume(private.reserved, extents), **changed)
        self.of(ref).capacity = volume.capacity - private.reserved
        self._refresh(self.of(ref))
        self.enlist()

    # space

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

    def enlist(self) -> None:
        """Enter all datastores in the lists of folder, datacenter, compute resource and host with its managers."""
        inventory = self._host.inventory
        nodes = tuple(inventory.of_type("Datastore"))
        refs = tuple(node.ref for node in nodes)
        inventory.update(made.FOLDER, childEntity=refs)
        for owner in _OWNERS:
            inventory.update(owner, datastore=refs)
        old = inventory.get(_STORAGE, "fileSystemVolumeInfo")
        new = old.replace(mountInfo=[made.mounted(node.values) for node in nodes])
        if new != old:
            inventory.update(_STORAGE, fileSystemVolumeInfo=new)
            set_config(self._host, fileSystemVolume=new)

    def close(self) -> None:
        """Abort uploads that are under way."""
        for volume in self.volumes:
            volume.close()

    # going back

    def capture(self) -> Any:
        """Which there are, and what each knows beside its files."""
        return [(volume, volume.capture(), self._refs[volume.identity]) for volume in self.volumes]

    def restore(self, state: Any) -> None:
        """Let these be the datastores. The files, and soon the inventory, are as they were then."""
        self.volumes.rename_all({captured.name: volume for volume, captured, _ in state})
        self._refs = {volume.identity: ref for volume, _, ref in state}
        for volume, captured, _ in state:
            volume.restore(captured)

    # parts of the above

    def _adopt(self, node: Node) -> None:
        """Take in a datastore of the profile: what it has in use beside files stays in use."""
        if not isinstance(node.private, Volume):
            summary = node.values["summary"]
            node = self._host.inventory.update(node.ref, private=Volume(summary.capacity - summary.freeSpace))
        self._open(node)

    def _open(self, node: Node) -> None:
        info, summary = node.values["info"], node.values["summary"]
        kind = {"VMFS": DatastoreKind.VMFS, "NFS": DatastoreKind.NFS}.get(summary.type, DatastoreKind.OTHER)
        uuid = summary.url.rstrip("/").rpartition("/")[2]
        mounts, reserved = node.get("host"), node.private.reserved if isinstance(node.private, Volume) else 0
        volume = Datastore(
            self._host.settings.root / uuid, name=summary.name, uuid=uuid, capacity=summary.capacity - reserved,
            kind=kind, remote=node.ref.value if kind is DatastoreKind.NFS else "", max_file_size=info.maxFileSize,
            read_only=any(mount.mountInfo.accessMode == vim.HostMountMode.readOnly for mount in mounts),
            clock=self._host.clock.seconds, undo=self._host.kept.files if self._host.kept is not None else None,
            past=self._host.past,
        )
        volume.devices = self._host.iscsi_targets.content
        self.volumes.add(volume)
        self._refs[volume.identity] = node.ref

    def _follow(self, changes: list[Change]) -> None:
        """Where the inventory went back to an earlier state, let the volumes do so, too."""
        changed = [change for change in changes if change.kind is not Kind.MODIFY or "name" in change.names]
        if not changed:
            return
        nodes = {node.ref: node for node in self._host.inventory.of_type("Datastore")}
        for identity, ref in list(self._refs.items()):
            volume = self.volumes.by_uuid(identity)
            if ref not in nodes:
                volume.close()
                self.volumes.drop(volume.name)
                del self._refs[identity]
        for ref, node in nodes.items():
            if ref not in self._refs.values():
                self._open(node)
        self.volumes.rename_all({node.values["name"]: self.of(ref) for ref, node in nodes.items()})

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


def rename_system_files(host: Esx, old: str, new: str | None) -> None:
    """Let the host's own files be on a datastore of another name, or (``None``) on none that anybody sees."""
    head, known = f"[{old}]", get_config(host).systemFile
    names = [f"[{new}]{file[len(head):]}" if file.startswith(head) else file for file in known]
    if new is None:
        names = [file for file in known if not file.startswith(head)]
    if tuple(names) != known:
        set_config(host, systemFile=names)
        host.inventory.update(_STORAGE, systemFile=names)


def enter(inventory: Inventory, values: Mapping[str, Any], volume: Volume) -> None:
    """Put the objects of a datastore into an inventory; the lists that name it are another matter."""
    ref: ManagedObjectReference = values["summary"].datastore
    inventory.add(ref, values, volume)
    inventory.add(browser_of(ref), {"datastore": [ref], "supportedType": inventory.get(_BROWSER, "supportedType")})


@lru_cache(maxsize=64)
def _url_pair(name: str, url: str) -> vim.VirtualMachineConfigInfoDatastoreUrlPair:
    return vim.VirtualMachineConfigInfoDatastoreUrlPair(name=name, url=url)
