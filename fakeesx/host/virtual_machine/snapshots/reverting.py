"""Going back to a snapshot: its configuration and its devices, fresh deltas on its disks, its power state."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack, suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from fakeesx.host.managed_object import fault
from fakeesx.host.virtual_machine import config as configs
from fakeesx.host.virtual_machine import create, redo_logs
from fakeesx.host.virtual_machine.device_work import DeviceEnvironment, lock_disks
from fakeesx.host.virtual_machine.devices import power as power_devices
from fakeesx.host.virtual_machine.disk_files import frozen_disks, line_of
from fakeesx.host.virtual_machine.guest import guest_after
from fakeesx.host.virtual_machine.machine import OFF, ON, SUSPENDED, storage_faults
from fakeesx.host.virtual_machine.snapshots.disks import add_deltas, every_disk, is_snapshotted
from fakeesx.host.virtual_machine.snapshots.files import write_list
from fakeesx.host.virtual_machine.snapshots.showing import configs_of, show, write_config
from fakeesx.host.virtual_machine.snapshots.state import Taken, reference
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference
from fakeesx.storage import deltas, vmdk, vmfiles
from fakeesx.storage.errors import StorageError

if TYPE_CHECKING:
    from fakeesx.host.virtual_machine.snapshots.methods import SnapshotMethods


def check(vm: SnapshotMethods, taken: Taken, host: ManagedObjectReference | None, suppress_power_on: bool) -> None:
    """Raise the fault for a snapshot that the VM can't go back to now."""
    if host is not None and host.value != "ha-host":
        raise fault("InvalidArgument", invalidProperty="host")
    if vm.config.flags is not None and vm.config.flags.snapshotLocked:
        raise fault("SnapshotLocked")
    if taken.state == ON and not suppress_power_on:
        if vm.host.in_maintenance:
            raise fault("InvalidState")
        config = vm.host.inventory.get(reference(vm.ref, taken.uid), "config")
        vm.require_resources(config, vm.config if vm.power_state == ON else None)


def revert(vm: SnapshotMethods, taken: Taken, suppress_power_on: bool) -> None:
    """Go back to a snapshot as ``check`` allows.

    The VM keeps its name (inferred). Raises the vim25 fault for a storage error; then nothing has changed.
    """
    host, before = vm.host, vm.config
    frozen: vim.VirtualMachineConfigInfo = host.inventory.get(reference(vm.ref, taken.uid), "config")
    wanted = OFF if taken.state == ON and suppress_power_on else taken.state
    snapshots = replace(vm.machine.snapshots, current=taken.uid)
    with storage_faults(), ExitStack() as undo:
        devices = add_deltas(vm, frozen, undo)
        if vm.power_state == ON:
            _power_off(vm, undo)
        left = vm.machine.redo  # of a VM that was suspended
        machine = replace(vm.machine, snapshots=snapshots, standby=taken.standby, foreign=taken.foreign, redo=())
        config = _config(vm, frozen, devices, taken)
        write_config(vm, config, undo, machine, before)
        write_list(vm, snapshots, configs_of(vm), undo)
        tools, guest = guest_after(config, False, machine)
        hardware = config.hardware
        runtime = vm.runtime.replace(
            powerState=SUSPENDED if wanted == SUSPENDED else OFF, device=create.nic_runtime(config),
            suspendTime=taken.suspended_at if wanted == SUSPENDED else None, bootTime=None,
            cleanPowerOff=None if wanted == SUSPENDED else True, maxCpuUsage=hardware.numCPU * host.cpu_mhz,
            maxMemoryUsage=hardware.memoryMB, memoryOverhead=create.memory_overhead(hardware.numCPU, hardware.memoryMB),
        )
        show(vm, replace(machine, tools=tools), config=config, runtime=runtime, guest=guest)
        if wanted == ON:
            vm.power_on_from_memory()
        undo.pop_all()
    redo_logs.discard(vm, left)
    drop_loose(vm, before)


def drop_loose(vm: SnapshotMethods, before: vim.VirtualMachineConfigInfo) -> None:
    """Delete the deltas that a VM wrote to before, and that no snapshot and no device of it needs now.

    They are those that a snapshot made, by their names, on a disk that it froze; any other was made or attached by somebody,
    and stays, also one that was based on such a disk.
    """
    needed = frozen_disks(vm.host, vm.ref) | set(every_disk([vm.config])) | vm.machine.snapshots.kept
    for device in before.hardware.device:
        if not is_snapshotted(device):
            continue
        loose: list[str] = []
        for backing in line_of(device.backing):
            if backing.fileName in needed:
                delete_disks(vm, loose)
                break
            if not deltas.is_numbered(backing.fileName):
                break
            loose.append(backing.fileName)
    vm.change(look=True)
    vm.host.datastores.refresh()


def delete_disks(vm: SnapshotMethods, paths: Iterable[str]) -> None:
    """Delete delta disks that nothing needs any more; what can't be deleted stays, and is told to the log."""
    for path in paths:
        try:
            datastore, below = vm.host.volumes.resolve(path)
            files = vmdk.disk_files(datastore, below)
            for file in files:
                datastore.unlock(vm.owner, file)
            datastore.delete_files(files)
        except StorageError as error:
            vm.host.log.warn("deleting {path}: {error}", error=str(error), path=path)


def _config(
    vm: SnapshotMethods, frozen: vim.VirtualMachineConfigInfo, devices: tuple[vim.VirtualDevice, ...], taken: Taken,
) -> vim.VirtualMachineConfigInfo:
    """What the VM has now: the configuration of a VM that is off."""
    now = vm.config
    environment = DeviceEnvironment(
        vm.host, vm.datastore, vm.machine.home, frozen.uuid, frozen.version, vm=vm.ref,
    )
    config = frozen.replace(
        name=now.name, hardware=frozen.hardware.replace(device=power_devices(devices, False, environment)),
        changeVersion=configs.next_version(vm.host.now(), now.changeVersion),
        files=frozen.files.replace(vmPathName=now.files.vmPathName),
    )
    return configs.of_power_state(config, False, taken.standby)


def _power_off(vm: SnapshotMethods, undo: ExitStack) -> None:
    """Stop a VM that runs, in a way that can be taken back: its files are a running VM's again then."""
    machine, config = vm.machine, vm.config
    reserved = (config.memoryAllocation.reservation or 0) if config.memoryAllocation else 0
    swap = max(0, config.hardware.memoryMB - reserved) << 20

    def go_on() -> None:
        with suppress(StorageError):
            vmfiles.power_on(vm.datastore, machine.home, owner=vm.owner, swap_size=swap, tag=machine.swap_tag, log="")
            lock_disks(vm.host, config.hardware.device, vm.owner, config.extraConfig)

    vm.power_off_at_once()
    undo.callback(go_on)


def power_events(vm: SnapshotMethods, before: Any, call: Any) -> None:
    """Tell of what going back did to the VM's power state. (inferred)"""
    after = vm.power_state
    if after != before:
        name = {ON: "VmPoweredOnEvent", OFF: "VmPoweredOffEvent", SUSPENDED: "VmSuspendedEvent"}[after]
        vm.host.events.post(name, call=call, vm=vm.ref)
