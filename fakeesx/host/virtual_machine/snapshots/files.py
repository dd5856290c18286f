"""The files that tell of a VM's snapshots: the list (``.vmsd``) and the state of each (``.vmsn``)."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack, suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from fakeesx.host.virtual_machine.devices.vmx_writing import slot_name
from fakeesx.host.virtual_machine.snapshots.disks import is_snapshotted
from fakeesx.host.virtual_machine.snapshots.state import Snapshots, Taken
from fakeesx.schema import vim
from fakeesx.storage.datastore import Datastore
from fakeesx.storage.errors import StorageError
from fakeesx.storage.paths import DatastorePath, name_of, parent_of
from fakeesx.storage.vmsd import Entry, SnapshotList
from fakeesx.storage.volumes import MOUNTS

if TYPE_CHECKING:
    from fakeesx.host.esx import Esx
    from fakeesx.host.virtual_machine.machine import VmBase

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

Configs = Mapping[int, vim.VirtualMachineConfigInfo]
"""The configurations of snapshots, by uid."""


def list_of(host: Esx, vm: VmBase, snapshots: Snapshots, configs: Configs) -> SnapshotList:
    """The list as a file has it."""
    home = DatastorePath(vm.datastore.name, vm.machine.home.directory)
    entries = tuple(
        _entry(host, each, configs[each.uid], home) for each in snapshots.taken
    )
    return SnapshotList(snapshots.last_uid, snapshots.current, entries)


def write_list(vm: VmBase, snapshots: Snapshots, configs: Configs, undo: ExitStack) -> None:
    """Write the VM's list of snapshots. Raises ``StorageError``."""
    datastore, path = vm.datastore, vm.machine.home.vmsd
    old = datastore.read_file(path, owner=vm.owner) if datastore.exists(path) else None
    datastore.write_file(path, list_of(vm.host, vm, snapshots, configs).encode(), owner=vm.owner)
    undo.callback(_put_back, datastore, path, old, vm.owner)


def _put_back(datastore: Datastore, path: str, old: bytes | None, owner: str) -> None:
    with suppress(StorageError):
        if old is None:
            datastore.delete_file(path, owner=owner)
        else:
            datastore.write_file(path, old, owner=owner)


def _entry(host: Esx, taken: Taken, config: vim.VirtualMachineConfigInfo, home: DatastorePath) -> Entry:
    states = vim.VirtualMachinePowerState
    return Entry(
        uid=taken.uid, filename=_named(host, taken.file, home), name=taken.name, description=taken.description,
        parent=taken.parent, created=(taken.time - EPOCH) // _MICROSECOND, memory=taken.state == states.poweredOn,
        suspended=taken.state == states.suspended, quiesced=taken.quiesced,
        disks=tuple(
            (slot_name(device), _named(host, device.backing.fileName, home))  # type: ignore[union-attr]
            for device in config.hardware.device if is_snapshotted(device)
        ),
    )


def _named(host: Esx, path: str, home: DatastorePath) -> str:
    """A file as a list in the VM's directory names it: by its name where it is there, else in full."""
    found = DatastorePath.parse(path)
    if found.datastore == home.datastore and parent_of(found.path) == home.path:
        return name_of(found.path)
    return f"{MOUNTS}{host.volumes.get(found.datastore).uuid}/{found.path}"


def resolved(host: Esx, name: str, home: DatastorePath) -> str:
    """The datastore path of a file that a list names; ``_named`` backwards. Raises ``StorageError``."""
    if name.startswith(MOUNTS):
        datastore, path = host.volumes.resolve_mount(name)
        return datastore.text(path)
    return str(home / name)


def time_of(entry: Entry) -> datetime:
    """When a snapshot was taken."""
    with suppress(OverflowError):
        return EPOCH + entry.created * _MICROSECOND
    return EPOCH
