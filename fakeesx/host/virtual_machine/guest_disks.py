"""What the guest in a VM reads from its disks and writes to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fakeesx.host.managed_object import fault
from fakeesx.host.virtual_machine.machine import ON, storage_faults
from fakeesx.schema import vim
from fakeesx.storage import chains

if TYPE_CHECKING:
    from fakeesx.host.virtual_machine.machine import VmBase


def read(vm: VmBase, key: int, offset: int, length: int) -> bytes:
    """Bytes of the disk of a device key. Raises DeviceNotFound, FileFault; ValueError beyond the disk's end."""
    with storage_faults():
        return chains.read(vm.host.volumes, *vm.host.volumes.resolve(_path(vm, key)), offset, length, owner=vm.owner)


def write(vm: VmBase, key: int, offset: int, data: bytes) -> None:
    """Write to the disk of a device key, into its delta or redo log where it has one.

    Raises InvalidPowerState unless the VM runs, DeviceNotFound, FileFault (NoDiskSpace); ValueError beyond the disk's end.
    """
    vm.require_power(ON)
    with storage_faults():
        place = vm.host.volumes.resolve(_path(vm, key))
        chains.write(vm.host.volumes, *place, offset, data, vm.host.ids.source, owner=vm.owner)
    vm.host.datastores.refresh((place[0].name,))


def _path(vm: VmBase, key: int) -> str:
    redo = dict(vm.machine.redo)
    if key in redo:
        return redo[key]
    for device in vm.config.hardware.device:
        if device.key == key and isinstance(device, vim.VirtualDisk):
            backing: Any = device.backing
            return str(backing.fileName)
    raise fault("DeviceNotFound", property="key", deviceIndex=0)
