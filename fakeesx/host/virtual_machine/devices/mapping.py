"""Raw device mappings: virtual disks that are LUNs of the host.

What a host takes is described by the API; which fault answers a LUN that is unknown or used, or a capacity that is not the
LUN's, is inferred, and so is that a mapping in physical compatibility mode is shown as ``independent_persistent``.
"""

from __future__ import annotations

from typing import Any

from fakeesx.host.managed_object import fault
from fakeesx.host.virtual_machine.devices import places
from fakeesx.host.virtual_machine.devices.chassis import Change, Chassis
from fakeesx.host.virtual_machine.devices.environment import DiskFile, HostLun, Mapping
from fakeesx.host.virtual_machine.devices.operations import CreateMapping
from fakeesx.host.virtual_machine.devices.scsi import adapter_of, is_shared
from fakeesx.schema import vim
from fakeesx.storage.mappings import pointer_name
from fakeesx.storage.paths import DatastorePath

PHYSICAL = str(vim.VirtualDiskCompatibilityMode.physicalMode)
VIRTUAL = str(vim.VirtualDiskCompatibilityMode.virtualMode)
_INDEPENDENT = "independent_persistent"


def is_raw(backing: Any) -> bool:
    """Whether a backing is a raw device mapping."""
    return isinstance(backing, vim.VirtualDiskRawDiskMappingVer1BackingInfo)


def raw_backing(
    path: DatastorePath | str, datastore: Any, file: DiskFile, mapping: Mapping, mode: str,
) -> vim.VirtualDiskRawDiskMappingVer1BackingInfo:
    """The backing of a mapping as a host shows it, a delta's with its parents'."""
    parent = file.parent
    return vim.VirtualDiskRawDiskMappingVer1BackingInfo(
        fileName=str(path), datastore=datastore, lunUuid=mapping.lun_uuid, deviceName=f"vml.{mapping.lun_uuid}",
        compatibilityMode=mapping.mode, diskMode=_INDEPENDENT if mapping.mode == PHYSICAL else mode, uuid=file.uuid,
        contentId=file.content_id,
        parent=None if parent is None else raw_backing(parent.path, parent.datastore, parent.file, mapping, mode),
    )


def new_mapping(
    change: Change, chassis: Chassis, backing: Any, controller: Any, mode: str, uuid: str | None,
) -> tuple[vim.VirtualDiskRawDiskMappingVer1BackingInfo, int]:
    """A new mapping of the LUN that a backing names, and its capacity in KB; a capacity of 0 means the LUN's.

    Raises InvalidDeviceBacking (no LUN, or one that is used), InvalidDeviceSpec (``backing.compatibilityMode``,
    ``capacityInKB``), InvalidController (IDE), RDMNotSupportedOnDatastore, FileAlreadyExists.
    """
    environment, compatibility = chassis.environment, backing.compatibilityMode
    if compatibility not in (PHYSICAL, VIRTUAL):
        raise change.wrong("backing.compatibilityMode")
    if not isinstance(controller, vim.VirtualSCSIController):
        raise change.wrong("controllerKey", "InvalidController", controllerKey=controller.key)
    lun = _lun(change, chassis, backing)
    if int(change.device.capacityInKB) not in (0, lun.capacity_kb):
        raise change.wrong("capacityInKB")
    path = places.new_disk(change, backing, chassis)
    text, datastore = str(path), places.datastore(path, environment)
    if not environment.maps_devices(path.datastore):
        raise fault("RDMNotSupportedOnDatastore", device=lun.uuid, datastore=datastore, datastoreName=path.datastore)
    for name in (text, pointer_name(text, physical=compatibility == PHYSICAL)):
        if chassis.taken(name) or environment.file_exists(name):
            raise fault("FileAlreadyExists", file=name)
    file = DiskFile(
        lun.capacity_kb, False, uuid or environment.new_disk_uuid(), environment.new_content_id(), adapter_of(controller),
        mapping=Mapping(lun.uuid, compatibility),
    )
    chassis.create_mapping(CreateMapping(
        text, lun.uuid, lun.capacity_kb, compatibility == PHYSICAL, file.adapter, file.uuid or "", file.content_id or "",
        is_shared(controller),
    ))
    return raw_backing(path, datastore, file, Mapping(lun.uuid, compatibility), mode), lun.capacity_kb


def require_same(change: Change, backing: Any, mapping: Mapping | None) -> None:
    """Check what a client says of a mapping that is there: it may leave out what it does not know.

    Raises InvalidDeviceBacking for another LUN, and where one is a mapping and the other is not, InvalidDeviceSpec for
    another ``backing.compatibilityMode``.
    """
    if is_raw(backing) is not (mapping is not None):
        raise change.wrong_backing()
    if mapping is not None:
        if backing.lunUuid and backing.lunUuid != mapping.lun_uuid:
            raise change.wrong_backing()
        if backing.compatibilityMode not in (None, "", mapping.mode):
            raise change.wrong("backing.compatibilityMode")


def _lun(change: Change, chassis: Chassis, backing: Any) -> HostLun:
    """The LUN that a backing names by its uuid, by its device, or by both."""
    found = [chassis.environment.lun(name) for name in (backing.lunUuid, backing.deviceName) if name]
    lun = found[0] if found else None
    if lun is None or found[-1] is None or found[-1].uuid != lun.uuid or lun.taken:
        raise change.wrong_backing()
    if any(getattr(device.backing, "lunUuid", None) == lun.uuid for device in chassis.of(vim.VirtualDisk)):
        raise change.wrong_backing()
    return lun
