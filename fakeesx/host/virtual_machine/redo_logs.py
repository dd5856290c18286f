"""Disks in mode ``independent_nonpersistent``: a VM that runs writes to a redo log beside each, which goes when it stops."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING, Any

from fakeesx.storage import chains, deltas, vmdk
from fakeesx.storage.datastore import Datastore
from fakeesx.storage.errors import StorageError

if TYPE_CHECKING:
    from fakeesx.host.virtual_machine.machine import VmBase

RedoLogs = tuple[tuple[int, str], ...]
"""The key of each such disk, and the datastore path of its redo log."""


def begin(vm: VmBase, devices: Sequence[Any], undo: ExitStack) -> RedoLogs:
    """Make the redo logs of a VM that starts and has locked its disks. Raises ``StorageError``."""
    found = []
    for device in devices:
        if getattr(device.backing, "diskMode", None) == "independent_nonpersistent":
            datastore, path = vm.host.volumes.resolve(device.backing.fileName)
            link = chains.chain(vm.host.volumes, datastore, path)[0]
            log = f"{path}.REDO_{vm.host.ids.hex(6)}"
            deltas.create_delta(link, datastore, log, vm.host.ids.content_id())
            undo.callback(_drop, datastore, log, vm.owner)
            chains.lock(vm.host.volumes, datastore, log, vm.owner)
            found.append((device.key, datastore.text(log)))
    return tuple(found)


def resume(vm: VmBase) -> RedoLogs:
    """Hold the redo logs of a VM that was suspended. Raises ``StorageError``."""
    for _, path in vm.machine.redo:
        chains.lock(vm.host.volumes, *vm.host.volumes.resolve(path), vm.owner)
    return vm.machine.redo


def discard(vm: VmBase, logs: RedoLogs) -> None:
    """Delete redo logs: what was written since the VM started is gone. What can't be deleted stays."""
    for _, path in logs:
        with suppress(StorageError):
            _drop(*vm.host.volumes.resolve(path), vm.owner)


def restart(vm: VmBase) -> RedoLogs:
    """Begin anew, when a VM that runs is reset. Raises ``StorageError``; then the old logs stay."""
    if not vm.machine.redo:
        return ()
    with ExitStack() as undo:
        fresh = begin(vm, vm.config.hardware.device, undo)
        undo.pop_all()
    discard(vm, vm.machine.redo)
    return fresh


def _drop(datastore: Datastore, path: str, owner: str) -> None:
    with suppress(StorageError):
        vmdk.delete_disk(datastore, path, owner=owner)
