"""The snapshots of a VM that is registered: out of its list (``.vmsd``) and their state files (``.vmsn``)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from fakeesx.host.virtual_machine.devices.vmx_writing import slot_name
from fakeesx.host.virtual_machine.machine import OFF, ON, SUSPENDED
from fakeesx.host.virtual_machine.snapshots.disks import is_snapshotted, links_of, rebacked
from fakeesx.host.virtual_machine.snapshots.files import resolved, time_of
from fakeesx.host.virtual_machine.snapshots.showing import show
from fakeesx.host.virtual_machine.snapshots.state import Snapshots, Taken, reference
from fakeesx.schema import vim
from fakeesx.soap.errors import VimFault
from fakeesx.storage.errors import FileNotFound, StorageError
from fakeesx.storage.paths import DatastorePath
from fakeesx.storage.vmsd import MOST, Entry, SnapshotList
from fakeesx.storage.vmsn import read_config
from fakeesx.storage.vmx import NOTHING, Vmx

if TYPE_CHECKING:
    from fakeesx.host.virtual_machine.machine import VmBase

_LONGEST = MOST * 4096


class Read(NamedTuple):
    """A configuration out of the ``.vmx`` in a snapshot's state file; the others as in ``Machine``."""

    config: vim.VirtualMachineConfigInfo
    standby: str | None = None
    foreign: Vmx = NOTHING


def take_up(vm: VmBase, read: Callable[[Vmx], Read]) -> None:
    """Enter the snapshots that a VM's list tells of. ``read`` makes a configuration of a file; it may raise ``VimFault``.

    A list that can't be read is told to the log and stays as it is: the VM then has no snapshots. A snapshot whose state
    file can't be read has the VM's own configuration with its disks. (inferred)
    """
    datastore, path = vm.datastore, vm.machine.home.vmsd
    try:
        listed = SnapshotList.parse(datastore.read_file(path, limit=_LONGEST), datastore.text(path))
    except FileNotFound:
        return
    except StorageError as error:
        vm.host.log.warn("reading the snapshots of {vm}: {error}", error=str(error), vm=vm.ref.value)
        return
    if not listed.last_uid:
        return
    home = DatastorePath(datastore.name, vm.machine.home.directory)
    taken: list[Taken] = []
    for entry in listed.entries:
        found = _read(vm, entry, home, read)
        state = ON if entry.memory else SUSPENDED if entry.suspended else OFF
        taken.append(Taken(
            uid=entry.uid, parent=entry.parent, name=entry.name, description=entry.description, time=time_of(entry),
            state=state, quiesced=entry.quiesced, file=_file(vm, entry, home), standby=found.standby,
            foreign=found.foreign, suspended_at=time_of(entry) if state == SUSPENDED else None,
        ))
        vm.host.inventory.add(reference(vm.ref, entry.uid), {"config": _with_disks(vm, entry, home, found.config)})
    snapshots = Snapshots(listed.last_uid, listed.current, tuple(taken))
    show(vm, replace(vm.machine, snapshots=snapshots), look=True)


def _read(vm: VmBase, entry: Entry, home: DatastorePath, read: Callable[[Vmx], Read]) -> Read:
    try:
        return read(read_config(*vm.host.volumes.resolve(_file(vm, entry, home))))
    except (StorageError, VimFault) as error:
        vm.host.log.warn("reading snapshot {uid} of {vm}: {error}", error=str(error), uid=entry.uid, vm=vm.ref.value)
        return Read(vm.config, vm.machine.standby, vm.machine.foreign)


def _file(vm: VmBase, entry: Entry, home: DatastorePath) -> str:
    try:
        return resolved(vm.host, entry.filename, home)
    except StorageError:
        return str(home / f"{vm.machine.home.stem}-Snapshot{entry.uid}.vmsn")


def _with_disks(
    vm: VmBase, entry: Entry, home: DatastorePath, config: vim.VirtualMachineConfigInfo,
) -> vim.VirtualMachineConfigInfo:
    """A configuration with the disks as the list has them."""
    files, devices = dict(entry.disks), list[Any]()
    for device in config.hardware.device:
        found: Any = device
        if is_snapshotted(device) and slot_name(device) in files:
            try:
                path = resolved(vm.host, files[slot_name(device)], home)
                found = rebacked(vm.host, device, links_of(vm.host, path))
            except StorageError as error:
                vm.host.log.warn(
                    "reading the disks of snapshot {uid} of {vm}: {error}", error=str(error), uid=entry.uid,
                    vm=vm.ref.value,
                )
        devices.append(found)
    return config.replace(hardware=config.hardware.replace(device=devices))
