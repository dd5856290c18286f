"""The devices of a machine: which of its disks it boots from, which files they are in, where there is room for another.

Disks of other places than the machine's own (volumes), and disks that are there for a time (rescue), are attached as
independent ones: a snapshot leaves them alone, and so they are told from the machine's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from esx_driver.datastore.paths import DatastorePath
from esx_driver.errors import InstanceError, WrongState
from esx_driver.files.backings import file_of
from esx_driver.vim.document import Types
from esx_driver.vm.specs import Slot

EXTRA = re.compile(r"(?:ephemeral_\d+|swap)(?:-flat)?\.vmdk")
"""The names of the files of ephemeral disks and swap space (``extra_disks``)."""
_SCSI_UNITS = tuple(unit for unit in range(16) if unit != 7)
"""Those of a bus that are not its controller's."""
_IDE_UNITS = (0, 1)
_BUSES = range(4)


def disks(devices: Iterable[Any], types: Types) -> list[Any]:
    """The disks that are in files, in the order in which a machine looks at them when it boots."""
    devices = list(devices)
    buses = {device.key: device.busNumber for device in types.of_type(devices, "VirtualController")}
    found = [
        disk for disk in types.of_type(devices, "VirtualDisk") if file_of(disk) is not None and disk.controllerKey in buses
    ]
    return sorted(found, key=lambda each: (buses[each.controllerKey], each.unitNumber or 0, each.key))


def root(devices: Iterable[Any], types: Types, name: str) -> Any:
    """The disk that a machine lives on: the first of its own, but for those that are beside it.

    Raises ``WrongState`` for a machine without one.
    """
    found = [disk for disk in disks(devices, types) if not EXTRA.fullmatch(DatastorePath.parse(disk.backing.fileName).name)]
    own = [disk for disk in found if not str(disk.backing.diskMode).startswith("independent")]
    if not found:
        raise WrongState(name, "taking its disk", "without a disk", "one that has a disk in a file")
    return (own or found)[0]


def is_ide(disk: Any, devices: Iterable[Any], types: Types) -> bool:
    """Whether a disk is on an IDE controller."""
    return any(each.key == disk.controllerKey for each in types.of_type(devices, "VirtualIDEController"))


def free_slot(devices: Iterable[Any], types: Types, name: str) -> Slot:
    """Where a SCSI disk can go. Raises ``InstanceError`` for a machine that is full."""
    devices = list(devices)
    controllers = sorted(types.of_type(devices, "VirtualSCSIController"), key=lambda each: each.busNumber)
    found = _free(devices, [each.key for each in controllers], _SCSI_UNITS)
    if found is not None:
        return found
    bus = next((bus for bus in _BUSES if bus not in [each.busNumber for each in controllers]), None)
    if bus is None:
        raise InstanceError(name, f"{name!r} has no room for another disk: it has {len(_BUSES) * len(_SCSI_UNITS)}")
    return Slot(None, 0, bus)


def other_slot(devices: Iterable[Any], types: Types, disk: Any, name: str) -> Slot:
    """Where a disk can move on the kind of controller that it is on. Raises ``InstanceError`` where there is no room."""
    devices = list(devices)
    if is_ide(disk, devices, types):
        found = _free(devices, _ide_keys(devices, types), _IDE_UNITS)
    else:
        found = _free(devices, [disk.controllerKey], _SCSI_UNITS)
    if found is None:
        raise InstanceError(name, f"{name!r} has no room for another disk beside the one that it boots from")
    return found


def cdrom_slot(devices: Iterable[Any], types: Types, name: str) -> Slot:
    """Where a CD-ROM drive can go: on IDE, the second controller first. Raises ``InstanceError`` where there is no room."""
    devices = list(devices)
    found = _free(devices, reversed(_ide_keys(devices, types)), _IDE_UNITS)
    if found is None:
        raise InstanceError(name, f"{name!r} has no room for a CD-ROM drive")
    return found


def _ide_keys(devices: list[Any], types: Types) -> list[int]:
    return [each.key for each in sorted(types.of_type(devices, "VirtualIDEController"), key=lambda each: each.busNumber)]


def _free(devices: list[Any], controllers: Iterable[int], units: Iterable[int]) -> Slot | None:
    """The first of these units that is free on one of these controllers."""
    used = {(device.controllerKey, device.unitNumber) for device in devices}
    return next((Slot(key, unit) for key in controllers for unit in units if (key, unit) not in used), None)
