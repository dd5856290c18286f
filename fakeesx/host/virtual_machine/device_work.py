"""Between the pure device logic and the host: what devices ask, and the file work that a change of devices needs."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fakeesx.host.virtual_machine.devices.environment import DiskFile, HostLun
from fakeesx.host.virtual_machine.devices.operations import (
    AttachDisk,
    CreateDelta,
    CreateDisk,
    CreateFile,
    CreateMapping,
    DestroyDisk,
    DetachDisk,
    ExtendDisk,
    Outcome,
)
from fakeesx.host.virtual_machine.devices.scsi import is_shared
from fakeesx.host.virtual_machine.devices.vmx_writing import slot_name
from fakeesx.host.virtual_machine.disk_files import disk_file, frozen_disks, line_of
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference
from fakeesx.storage import chains, deltas, mappings, vmdk
from fakeesx.storage.datastore import Datastore
from fakeesx.storage.descriptor import NO_PARENT, geometry_for
from fakeesx.storage.errors import StorageError
from fakeesx.storage.locks import LockMode
from fakeesx.storage.paths import parent_of
from fakeesx.storage.vmfiles import VmHome

if TYPE_CHECKING:
    from fakeesx.host.esx import Esx

_LARGEST_FILE = 256 << 30
"""The largest file on VMFS-3 with 1 MB blocks."""


@dataclass(frozen=True, slots=True)
class DeviceEnvironment:
    """What the devices of one VM may ask of its host (see ``devices.environment.Environment``)."""

    host: Esx
    home_datastore: Datastore
    vm_home: VmHome
    uuid: str
    hardware_version: str
    vm: ManagedObjectReference | None = None
    powered_on: bool = False

    @property
    def new(self) -> bool:
        """Whether the VM is being created."""
        return self.vm is None

    @property
    def home(self) -> str:
        """The VM's directory."""
        return f"[{self.home_datastore.name}] {self.vm_home.directory}"

    @property
    def stem(self) -> str:
        """The name that its files begin with."""
        return self.vm_home.stem

    def datastore(self, name: str) -> ManagedObjectReference | None:
        """The datastore of a name."""
        return self.host.datastores.find(name)

    def datastore_name(self, ref: ManagedObjectReference) -> str | None:
        """The name of a datastore."""
        try:
            return self.host.datastores.of(ref).name
        except StorageError:
            return None

    def network(self, name: str) -> ManagedObjectReference | None:
        """The network of a VM port group."""
        return self.host.networks.find(name)

    def mac_in_use(self, mac: str) -> bool:
        """Whether another VM has a MAC address."""
        return self.host.vms.mac_owner(mac, self.vm) is not None

    def disk(self, path: str) -> DiskFile | None:
        """The virtual disk at a path."""
        try:
            datastore, below = self.host.volumes.resolve(path)
            descriptor = vmdk.read_descriptor(datastore, below)
            links = () if descriptor.parent_cid == NO_PARENT else chains.chain(self.host.volumes, datastore, below)
            return disk_file(self.host, links or (chains.Link(datastore, below, descriptor),))
        except StorageError:
            return None

    def lun(self, name: str) -> HostLun | None:
        """The LUN of a uuid or a name; that this VM maps it does not make it taken."""
        targets = self.host.iscsi_targets
        lun = targets.visible(name=name)
        if lun is None:
            return None
        capacity = lun.capacity.block * lun.capacity.blockSize >> 10
        return HostLun(lun.uuid, capacity, bool(targets.users(lun.canonicalName or "", but=self.vm)))

    def maps_devices(self, datastore: str) -> bool:
        """Whether a datastore can hold raw device mappings."""
        ref = self.host.datastores.find(datastore)
        return ref is not None and bool(self.host.inventory.get(ref, "capability").rawDiskMappingsSupported)

    def frozen(self, path: str) -> bool:
        """Whether a snapshot of the VM needs the disk at a path as it is."""
        return self.vm is not None and path in frozen_disks(self.host, self.vm)

    def file_exists(self, path: str) -> bool:
        """Whether something is at a path."""
        try:
            datastore, below = self.host.volumes.resolve(path)
            return datastore.exists(below)
        except StorageError:
            return False

    def largest_file(self, datastore: str) -> int:
        """The largest file of a datastore, in bytes."""
        return self.host.volumes.get(datastore).max_file_size or _LARGEST_FILE

    def new_disk_uuid(self) -> str:
        """A new disk uuid."""
        return self.host.ids.disk_uuid()

    def new_content_id(self) -> str:
        """A new content id."""
        return self.host.ids.content_id()

    def host_devices(self, kind: str) -> tuple[str, ...]:
        """Names of the host's own devices of a kind."""
        return self.host.device_names(kind)


class FileWork:
    """The file work of one change of devices: ``begin`` does what can be taken back, ``finish`` the rest, at the very end.

    ``undo`` learns how to take back what was done; an error at any point leaves the files as they were. ``owner`` is the
    name under which the VM locks files; ``running``: whether it does.
    """

    def __init__(
        self, host: Esx, outcome: Outcome, undo: ExitStack, owner: str | None = None, running: bool = False,
    ) -> None:
        self._host, self._operations, self._undo = host, outcome.operations, undo
        self._parents = {
            each.fileName for device in outcome.devices if isinstance(device, vim.VirtualDisk)
            for each in line_of(device.backing)[1:]
        }
        self._owner = owner
        self._locks_as = owner if running else None
        self._doomed: list[tuple[Datastore, str]] = []
        self._replaced: list[tuple[Datastore, str]] = []

    def begin(self) -> None:
        """Make, move and lock. Raises ``StorageError``."""
        for operation in self._operations:
            datastore, path = self._host.volumes.resolve(operation.path)
            match operation:
                case CreateDisk():
                    self._create(datastore, path, operation)
                    self._lock(datastore, path, operation.shared)
                case CreateDelta():
                    self._create_delta(datastore, path, operation)
                    self._lock(datastore, path, operation.shared)
                case CreateMapping():
                    self._map(datastore, path, operation)
                    self._lock(datastore, path, operation.shared)
                case CreateFile():
                    datastore.create_sparse(path, operation.size, thick=True)
                    self._undo.callback(_drop, datastore, path)
                case ExtendDisk():
                    _extend(datastore, path, operation, self._undo, self._owner)
                case DetachDisk():
                    self._unlock(datastore, path)
                case AttachDisk():
                    self._lock(datastore, path, operation.shared)
                case DestroyDisk():
                    self._doomed.append((datastore, path))

    def finish(self) -> None:
        """Delete what is to go. Raises ``StorageError``, then nothing was deleted."""
        doomed = [(datastore, vmdk.disk_files(datastore, path)) for datastore, path in self._doomed]
        for datastore, files in doomed:
            for file in files:
                datastore.require_unlocked(file, self._owner)
        for datastore, path in self._doomed:
            self._unlock(datastore, path)
        for datastore, files in doomed:
            datastore.delete_files(files, owner=self._owner)
        for datastore, path in self._replaced:
            _drop(datastore, path)

    def _make_way(self, datastore: Datastore, path: str, replace: bool) -> None:
        self._make_directories(datastore, parent_of(path))
        if replace and datastore.exists(path):
            self._move_away(datastore, path)

    def _create_delta(self, datastore: Datastore, path: str, operation: CreateDelta) -> None:
        """Make a delta disk, while nobody writes to what it is based on: FileLocked where somebody does."""
        volumes, holder = self._host.volumes, f"delta {id(self):x}"
        parent = volumes.resolve(operation.parent)
        chains.lock(volumes, *parent, holder, LockMode.READ_ONLY)
        try:
            self._make_way(datastore, path, operation.replace)
            link = chains.chain(volumes, *parent)[0]
            deltas.create_delta(link, datastore, path, operation.content_id, uuid=operation.uuid)
        finally:
            chains.unlock(volumes, *parent, holder)
        self._undo.callback(_drop_disk, datastore, path)

    def _create(self, datastore: Datastore, path: str, operation: CreateDisk) -> None:
        self._make_way(datastore, path, operation.replace)
        vmdk.create_disk(
            datastore, path, operation.capacity_kb << 10, thin=operation.thin, adapter=operation.adapter.lower(),
            uuid=operation.uuid, content_id=operation.content_id,
        )
        self._undo.callback(_drop_disk, datastore, path)
        if operation.eager:
            datastore.mark_zeroed(vmdk.flat_name(path))

    def _map(self, datastore: Datastore, path: str, operation: CreateMapping) -> None:
        self._make_directories(datastore, parent_of(path))
        mappings.create_mapping(
            datastore, path, operation.lun_uuid, operation.capacity_kb << 10, physical=operation.physical,
            adapter=operation.adapter.lower(), uuid=operation.uuid, content_id=operation.content_id,
        )
        self._undo.callback(_drop_disk, datastore, path)

    def _make_directories(self, datastore: Datastore, directory: str) -> None:
        missing: list[str] = []
        while directory and not datastore.exists(directory):
            missing.append(directory)
            directory = parent_of(directory)
        for each in reversed(missing):
            datastore.mkdir(each)
            self._undo.callback(_drop_directory, datastore, each)

    def _move_away(self, datastore: Datastore, path: str) -> None:
        """Give the files of a disk that is to be replaced other names until all else is done."""
        for file in vmdk.disk_files(datastore, path):
            if not datastore.exists(file):
                continue
            number = 0
            while datastore.exists(away := f"{file}.{number}~"):
                number += 1
            datastore.move(file, away, owner=self._owner)
            self._undo.callback(datastore.move, away, file)
            self._replaced.append((datastore, away))

    def _lock(self, datastore: Datastore, path: str, shared: bool) -> None:
        if self._locks_as is not None:
            mode = LockMode.MULTI_WRITER if shared else LockMode.EXCLUSIVE
            chains.lock(self._host.volumes, datastore, path, self._locks_as, mode)
            self._undo.callback(_release, self._host, datastore, path, self._locks_as)

    def _unlock(self, datastore: Datastore, path: str) -> None:
        if self._locks_as is not None:
            modes = [datastore.lock_mode(file, self._locks_as) for file in vmdk.disk_files(datastore, path)[1:]]
            mode = next(filter(None, modes), LockMode.EXCLUSIVE)
            chains.unlock(self._host.volumes, datastore, path, self._locks_as, but=self._parents)
            self._undo.callback(chains.lock, self._host.volumes, datastore, path, self._locks_as, mode)


def lock_disks(
    host: Esx, devices: Sequence[vim.VirtualDevice], owner: str, options: Sequence[vim.OptionValue] = (),
) -> None:
    """Hold the disks of a VM that runs; ``options`` are its extraConfig.

    Disks on a shared bus, and those that have ``sharing`` = ``multi-writer``, can be held by several VMs. Raises
    ``StorageError`` (FileLocked, FileNotFound, UnsupportedDisk).
    """
    shared = {device.key for device in devices if is_shared(device)}
    written = {option.key.lower() for option in options if option.value == "multi-writer"}
    for device in devices:
        name = getattr(device.backing, "fileName", None)
        if isinstance(device, vim.VirtualDisk) and name:
            datastore, path = host.volumes.resolve(name)
            several = device.controllerKey in shared or (written and f"{slot_name(device)}.sharing" in written)
            chains.lock(
                host.volumes, datastore, path, owner, LockMode.MULTI_WRITER if several else LockMode.EXCLUSIVE,
            )


def _extend(datastore: Datastore, path: str, operation: ExtendDisk, undo: ExitStack, owner: str | None) -> None:
    old = vmdk.read_descriptor(datastore, path)
    capacity = operation.capacity_kb << 10
    flat = vmdk.flat_extent(datastore, old, path)
    geometry = geometry_for(capacity, old.adapter)
    ddb = {
        **old.ddb, "geometry.cylinders": str(geometry.cylinders), "geometry.heads": str(geometry.heads),
        "geometry.sectors": str(geometry.sectors),
    }
    extent = replace(old.extents[0], sectors=capacity // 512)
    datastore.resize(flat, capacity, thick=not old.thin, owner=owner)
    undo.callback(datastore.resize, flat, old.capacity, thick=not old.thin, owner=owner)
    vmdk.write_descriptor(datastore, path, replace(old, extents=(extent,), ddb=ddb), owner=owner)
    undo.callback(vmdk.write_descriptor, datastore, path, old, owner=owner)
    if datastore.is_zeroed(flat):
        undo.callback(datastore.mark_zeroed, flat)
        datastore.mark_zeroed(flat, zeroed=False)


def _drop(datastore: Datastore, path: str) -> None:
    with suppress(StorageError):
        datastore.delete_file(path)


def _drop_disk(datastore: Datastore, path: str) -> None:
    with suppress(StorageError):
        vmdk.delete_disk(datastore, path)


def _drop_directory(datastore: Datastore, path: str) -> None:
    with suppress(StorageError):
        datastore.rmdir(path)


def _release(host: Esx, datastore: Datastore, path: str, owner: str) -> None:
    with suppress(StorageError):
        chains.unlock(host.volumes, datastore, path, owner)
