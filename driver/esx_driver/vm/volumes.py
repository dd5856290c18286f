"""Volumes: disk files that live longer than the machines they are attached to. Only the files of a machine's own folder go
with it.
"""

from __future__ import annotations

from dataclasses import dataclass

from esx_driver.datastore.paths import DatastorePath
from esx_driver.errors import InstanceError, NotPossible, WrongState
from esx_driver.files import backings
from esx_driver.host import Host
from esx_driver.vim.refs import Ref
from esx_driver.vm import devices as of
from esx_driver.vm import lookup, specs
from esx_driver.vm.changing import reconfigure

_READ = ("config.hardware.device", "config.files.vmPathName")


@dataclass(frozen=True)
class Volume:
    """A disk of another place than its machine's folder; ``size`` is in bytes."""

    path: DatastorePath
    size: int


def volumes(host: Host, vm: Ref, name: str) -> list[Volume]:
    """The volumes of a machine. Raises ``InstanceNotFound``."""
    devices, vmx = lookup.read(host, vm, name, *_READ)
    folder = DatastorePath.parse(vmx).parent
    found = []
    for disk in of.disks(devices or (), host.session.types):
        *_, lowest = backings.files_of(disk)
        if lowest.parent != folder and str(disk.backing.diskMode).startswith("independent"):
            found.append(Volume(lowest, disk.capacityInKB * 1024))
    return found


def attach(host: Host, vm: Ref, name: str, path: DatastorePath, adapter_type: str = "lsiLogic") -> None:
    """Attach an existing disk, as an independent one: a snapshot of the machine leaves it alone.

    It goes on a SCSI controller, since those of IDE take none while the machine runs; ``adapter_type`` is that of a
    controller that has to be made. Raises ``InstanceNotFound``, ``InstanceError`` (attached already, no room),
    ``NotPossible`` (it would go with the machine), ``ImageError`` (no such adapter type), ``VimFault`` (FileNotFound,
    FileLocked while another machine uses it, …).
    """
    types = host.session.types
    devices, vmx = lookup.read(host, vm, name, *_READ)
    devices = devices or ()
    if any(path in backings.files_of(disk) for disk in of.disks(devices, types)):
        raise InstanceError(name, f"{path} is attached to {name!r} already")
    if path.parent == DatastorePath.parse(vmx).parent:
        raise NotPossible(name, f"{path} is in the folder of {name!r} and would be destroyed with it: move it elsewhere")
    slot = of.free_slot(devices, types, name)
    changes = specs.disk_at(types, path, slot, adapter_type)
    reconfigure(host, vm, name, "attaching a volume", deviceChange=changes)


def detach(host: Host, vm: Ref, name: str, path: DatastorePath) -> None:
    """Take a volume away from a machine; its file stays.

    Raises ``InstanceNotFound``, ``InstanceError`` (it is not attached), ``NotPossible`` (it is the machine's own),
    ``WrongState`` (a snapshot holds part of it), ``VimFault``.
    """
    types = host.session.types
    devices, vmx = lookup.read(host, vm, name, *_READ)
    found = of.disks(devices or (), types)
    disk = next((each for each in found if path in backings.files_of(each)), None)
    if disk is None:
        there_are = ", ".join(str(backings.file_of(each)) for each in found) or "none"
        raise InstanceError(name, f"{path} is not attached to {name!r}; its disks are {there_are}")
    if path.parent == DatastorePath.parse(vmx).parent or disk is of.root(devices, types, name):
        raise NotPossible(name, f"{path} is a disk of {name!r} itself, and no volume")
    if backings.file_of(disk) != path:
        raise WrongState(name, f"detaching {path}", "with snapshots that hold part of it", "without them")
    reconfigure(host, vm, name, "detaching a volume", deviceChange=[specs.remove(types, disk)])
