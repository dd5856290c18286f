"""Taking a snapshot: files first, then the inventory; an error at any point leaves neither."""

from __future__ import annotations

from contextlib import ExitStack, suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from fakeesx.host.managed_object import fault
from fakeesx.host.virtual_machine import config as configs
from fakeesx.host.virtual_machine.machine import OFF, ON, SUSPENDED, storage_faults
from fakeesx.host.virtual_machine.snapshots.disks import add_deltas, freeze_locks, is_independent, is_snapshotted
from fakeesx.host.virtual_machine.snapshots.files import write_list
from fakeesx.host.virtual_machine.snapshots.showing import configs_of, show, write_config
from fakeesx.host.virtual_machine.snapshots.state import Taken, reference
from fakeesx.host.virtual_machine.vmx_file import vmx_of
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference
from fakeesx.storage.datastore import Datastore
from fakeesx.storage.errors import StorageError
from fakeesx.storage.paths import join
from fakeesx.storage.vmsn import state_file

if TYPE_CHECKING:
    from fakeesx.host.virtual_machine.machine import VmBase

LONGEST_NAME = 80
MOST_LEVELS = 32
"""How many snapshots can be taken one upon the other (vendor documentation)."""


def check_name(name: str) -> str:
    """A snapshot's name. Raises InvalidName for an empty one, one over 80 characters or with control characters."""
    if not name.strip() or len(name) > LONGEST_NAME or any(ord(c) < 32 or ord(c) == 127 for c in name):
        raise fault("InvalidName", name=name)
    return name


def check(vm: VmBase, name: str, description: str, memory: bool) -> None:
    """Raise the fault for a snapshot that can't be taken now."""
    check_name(name)
    configs.check_annotation(description)
    config, snapshots = vm.config, vm.machine.snapshots
    if config.flags is not None and config.flags.snapshotDisabled:
        raise fault("SnapshotDisabled")
    if config.flags is not None and config.flags.snapshotLocked:
        raise fault("SnapshotLocked")
    devices = config.hardware.device
    if memory and vm.power_state == ON and any(map(is_independent, devices)):
        raise fault("MemorySnapshotOnIndependentDisk")
    _require_unshared(devices)
    if sum(1 for _ in snapshots.line(snapshots.current)) >= MOST_LEVELS:
        raise fault("TooManySnapshotLevels")
    last = snapshots.find(snapshots.current)
    if (
        vm.power_state == SUSPENDED and last is not None and last.state == SUSPENDED
        and last.suspended_at == vm.runtime.suspendTime
    ):
        raise fault("SnapshotNoChange")


def take(vm: VmBase, name: str, description: str, memory: bool, quiesce: bool) -> ManagedObjectReference:
    """Take a snapshot that ``check`` allows. Raises the vim25 fault for a storage error; then nothing has changed."""
    host, machine, config, running = vm.host, vm.machine, vm.config, vm.power_state == ON
    state = OFF if running and not memory else vm.power_state
    with storage_faults(), ExitStack() as undo:
        datastore, directory = host.volumes.resolve(config.files.snapshotDirectory or vm.home_directory)
        uid, file = _free(datastore, directory, machine.home.stem, machine.snapshots.last_uid + 1)
        devices = add_deltas(vm, config, undo)
        if running:
            freeze_locks(vm, config.hardware.device, devices, undo)
        made = state_file(
            vmx_of(config, machine.foreign, machine.standby).encode(),
            0 if state == OFF else config.hardware.memoryMB << 20,
        )
        datastore.create_sparse(file, made.size, thick=True, head=made.head)
        undo.callback(_drop, datastore, file)
        taken = Taken(
            uid=uid, parent=machine.snapshots.current, name=name, description=description, time=host.now(), state=state,
            quiesced=quiesce and running and not memory and machine.tools == "running", file=datastore.text(file),
            standby=machine.standby, foreign=machine.foreign, suspended_at=vm.runtime.suspendTime,
        )
        snapshots = machine.snapshots.plus(taken)
        new = config.replace(
            hardware=config.hardware.replace(device=devices),
            changeVersion=configs.next_version(host.now(), config.changeVersion),
        )
        write_config(vm, new, undo)
        write_list(vm, snapshots, {**configs_of(vm), uid: config}, undo)
        host.inventory.add(reference(vm.ref, uid), {"config": config})
        show(vm, replace(machine, snapshots=snapshots), config=new)
        undo.pop_all()
    return reference(vm.ref, uid)


def _require_unshared(devices: Any) -> None:
    """Raise SnapshotIncompatibleDeviceInVm for a disk that snapshots would freeze on a bus shared with other VMs."""
    for device in devices:
        if isinstance(device, vim.VirtualSCSIController) and device.sharedBus != vim.VirtualSCSISharing.noSharing and any(
            is_snapshotted(each) and each.controllerKey == device.key for each in devices
        ):
            label = device.deviceInfo.label if device.deviceInfo is not None else ""
            inner = fault("SharedBusControllerNotSupported", device=label)
            raise fault("SnapshotIncompatibleDeviceInVm", fault=inner.localized())


def _free(datastore: Datastore, directory: str, stem: str, uid: int) -> tuple[int, str]:
    """The next uid, and the path of its ``.vmsn``; what an earlier list left is not written over."""
    while datastore.exists(path := join(directory, f"{stem}-Snapshot{uid}.vmsn")):
        uid += 1
    return uid, path


def _drop(datastore: Datastore, path: str) -> None:
    with suppress(StorageError):
        datastore.delete_file(path)
