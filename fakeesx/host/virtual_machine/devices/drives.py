"""CD-ROM and floppy drives."""

from __future__ import annotations

from typing import Any

from fakeesx.host.virtual_machine.devices import places
from fakeesx.host.virtual_machine.devices.chassis import Change, Chassis
from fakeesx.host.virtual_machine.devices.disk import slot, slot_key
from fakeesx.host.virtual_machine.devices.family import Family, backing_named, connect, require_off
from fakeesx.host.virtual_machine.devices.layout import SIO, describe
from fakeesx.schema import vim

FIRST_FLOPPY = 8000
_FLOPPY_UNITS = range(2)
_FLOPPY_SIZE = 1440 * 1024
_REMOTE = (
    vim.VirtualCdromRemotePassthroughBackingInfo, vim.VirtualCdromRemoteAtapiBackingInfo,
    vim.VirtualFloppyRemoteDeviceBackingInfo,
)


def cdrom_drive(
    controller: vim.VirtualController, unit: int, info: vim.Description, backing: Any,
    connectable: vim.VirtualDeviceConnectInfo,
) -> vim.VirtualCdrom:
    """A CD-ROM drive as a host shows it (recorded)."""
    return vim.VirtualCdrom(
        key=slot_key(controller, unit), deviceInfo=info, backing=backing, connectable=connectable,
        controllerKey=controller.key, unitNumber=unit,
    )


def floppy_drive(
    unit: int, info: vim.Description, backing: Any, connectable: vim.VirtualDeviceConnectInfo
) -> vim.VirtualFloppy:
    """A floppy drive as a host shows it (recorded)."""
    return vim.VirtualFloppy(
        key=FIRST_FLOPPY + unit, deviceInfo=info, backing=backing, connectable=connectable, controllerKey=SIO,
        unitNumber=unit,
    )


def drive_summary(backing: Any) -> str:
    """The summary of a drive that has a backing (recorded for images of CDs and the client's drives)."""
    if isinstance(backing, vim.VirtualDeviceFileBackingInfo):
        return f"{'ISO' if isinstance(backing, vim.VirtualCdromIsoBackingInfo) else 'Image'} {backing.fileName}"
    if isinstance(backing, vim.VirtualCdromRemotePassthroughBackingInfo):
        return "Remote device"
    if isinstance(backing, vim.VirtualCdromRemoteAtapiBackingInfo):
        return "Remote ATAPI"
    if isinstance(backing, vim.VirtualFloppyRemoteDeviceBackingInfo):
        return "Remote"
    if isinstance(backing, vim.VirtualFloppyDeviceBackingInfo):
        return str(backing.deviceName) or "Auto detect"
    word = "ATAPI" if isinstance(backing, vim.VirtualCdromAtapiBackingInfo) else "Passthrough"
    return f"{word} {backing.deviceName}".rstrip()


class Drives(Family):
    """What CD-ROM and floppy drives share: a medium that can be changed while the VM runs."""

    def edit(self, change: Change, chassis: Chassis) -> None:
        """Change medium or connection. Raises InvalidDeviceBacking, InvalidDeviceSpec, FileNotFound."""
        old, spec = chassis.take(change), change.device
        changes: dict[str, Any] = self._moved(change, chassis, old)
        if spec.backing is not None:
            backing = self.medium(change, chassis)
            changes.update(backing=backing, deviceInfo=describe(old.deviceInfo.label, drive_summary(backing)))
        elif change.file_operation is not None:
            raise change.bad_operation()
        if spec.connectable is not None:
            changes["connectable"] = connect(spec.connectable, old.connectable, chassis.environment)
        if any(getattr(old, name) != value for name, value in changes.items()):
            new = old.replace(**changes)
            del chassis.devices[old.key]
            chassis.devices[new.key] = new

    def medium(self, change: Change, chassis: Chassis) -> Any:
        """The backing of a change, checked. Raises InvalidDeviceBacking, InvalidDeviceSpec, FileFault's kin."""
        raise NotImplementedError

    def _moved(self, change: Change, chassis: Chassis, old: Any) -> dict[str, Any]:
        """Where an edited drive is from now on, if it moves."""
        raise NotImplementedError


class Cdroms(Drives):
    """CD-ROM drives, on IDE or SCSI."""

    def add(self, change: Change, chassis: Chassis) -> None:
        """Add a drive.

        Raises MissingController, InvalidController, TooManyDevices, InvalidDeviceSpec, InvalidDeviceBacking, FileNotFound,
        DeviceHotPlugNotSupported.
        """
        controller, unit = slot(change, chassis)
        self.require_hot(change, chassis)
        backing = self.medium(change, chassis)
        info = connect(change.device.connectable, None, chassis.environment, start=not isinstance(backing, _REMOTE))
        chassis.put(change, cdrom_drive(
            controller, unit, describe(chassis.next_label(vim.VirtualCdrom), drive_summary(backing)), backing, info
        ))

    def medium(self, change: Change, chassis: Chassis) -> Any:
        """An ISO image, a drive of the host or one of the client."""
        if change.file_operation is not None:
            raise change.bad_operation()
        backing = change.device.backing
        if isinstance(backing, vim.VirtualCdromIsoBackingInfo):
            path = places.existing_file(change, backing, chassis.environment)
            found = places.datastore(path, chassis.environment)
            return vim.VirtualCdromIsoBackingInfo(fileName=str(path), datastore=found)
        if isinstance(backing, vim.VirtualCdromRemotePassthroughBackingInfo):
            return _remote(backing).replace(exclusive=bool(backing.exclusive))
        if isinstance(backing, vim.VirtualCdromRemoteAtapiBackingInfo):
            return _remote(backing)
        if isinstance(backing, (vim.VirtualCdromAtapiBackingInfo, vim.VirtualCdromPassthroughBackingInfo)):
            named = backing_named(change, chassis.environment.host_devices("cdrom"))
            return named.replace(useAutoDetect=bool(named.useAutoDetect))
        raise change.wrong_backing()

    def _moved(self, change: Change, chassis: Chassis, old: Any) -> dict[str, Any]:
        spec = change.device
        if spec.controllerKey is None or (spec.controllerKey, spec.unitNumber) == (old.controllerKey, old.unitNumber):
            return {}
        controller = chassis.controller(change, vim.VirtualSCSIController, vim.VirtualIDEController)
        if controller.key == old.controllerKey and spec.unitNumber in (None, old.unitNumber):
            return {}
        controller, unit = slot(change, chassis, own=old.key)
        require_off(chassis)
        return {"key": slot_key(controller, unit), "controllerKey": controller.key, "unitNumber": unit}


class Floppies(Drives):
    """Floppy drives: two, on the SIO controller."""

    def add(self, change: Change, chassis: Chassis) -> None:
        """Add a drive; with ``fileOperation`` ``create`` its image is made first.

        Raises TooManyDevices, InvalidController, InvalidDeviceSpec, InvalidDeviceBacking, FileNotFound, FileAlreadyExists,
        DeviceHotPlugNotSupported.
        """
        self.require_hot(change, chassis)
        chassis.on_board(change, SIO)
        unit = chassis.unit(change, SIO, _FLOPPY_UNITS, among=vim.VirtualFloppy)
        backing = self.medium(change, chassis)
        info = connect(change.device.connectable, None, chassis.environment, start=not isinstance(backing, _REMOTE))
        chassis.put(change, floppy_drive(
            unit, describe(chassis.next_label(vim.VirtualFloppy), drive_summary(backing)), backing, info
        ))

    def medium(self, change: Change, chassis: Chassis) -> Any:
        """An image, a drive of the host or one of the client."""
        backing = change.device.backing
        if isinstance(backing, vim.VirtualFloppyImageBackingInfo):
            return self._image(change, chassis, backing)
        if change.file_operation is not None:
            raise change.bad_operation()
        if isinstance(backing, vim.VirtualFloppyRemoteDeviceBackingInfo):
            return _remote(backing)
        if isinstance(backing, vim.VirtualFloppyDeviceBackingInfo):
            named = backing_named(change, chassis.environment.host_devices("floppy"))
            return named.replace(useAutoDetect=bool(named.useAutoDetect))
        raise change.wrong_backing()

    @staticmethod
    def _image(change: Change, chassis: Chassis, backing: Any) -> Any:
        environment = chassis.environment
        if change.file_operation is None:
            path = places.existing_file(change, backing, environment)
        else:
            path = places.output_file(change, backing, chassis, _FLOPPY_SIZE)
        found = places.datastore(path, environment)
        return vim.VirtualFloppyImageBackingInfo(fileName=str(path), datastore=found)

    def _moved(self, change: Change, chassis: Chassis, old: Any) -> dict[str, Any]:
        if change.device.unitNumber not in (None, -1, old.unitNumber):
            raise change.wrong("unitNumber")
        return {}


def _remote(backing: Any) -> Any:
    """A backing by a drive of the client's, complete (recorded)."""
    return backing.replace(useAutoDetect=bool(backing.useAutoDetect))
